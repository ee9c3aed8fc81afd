"""How many pages one publication changes: what dropping by dependency could save.

    python -m benchmarks.touched

Renders every page and feed of the demo four times, in a database of its own. The decision that was
made of the figures stands in docs/decisions.md.
"""

import hashlib
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from benchmarks.serving import ROOT

LOCATION = re.compile(r"<loc>https?://[^/]+([^<]+)</loc>")


def addresses(fetch) -> list[str]:
    """Return the pages that the sitemaps name, and the feeds."""
    from newsroom import languages

    parts = [
        path for path in LOCATION.findall(fetch("/sitemap.xml").decode()) if "news" not in path
    ]
    pages = {path for part in parts for path in LOCATION.findall(fetch(part).decode())}
    return sorted(pages | {f"/{language.prefix}/feed/" for language in languages.LANGUAGES})


def report(what: str, before: dict[str, bytes], after: dict[str, bytes], seconds: float) -> None:
    """Print how many pages differ, in all and by their prefix."""
    changed = Counter(path.split("/")[1] for path in before if before[path] != after[path])
    where = ", ".join(f"{number} of /{prefix}/" for prefix, number in sorted(changed.items()))
    print(
        f"{what}: {changed.total()} of {len(before)} pages change ({where or 'none'}); "
        f"all of them were rendered in {seconds:.1f} s",
        flush=True,
    )


def inside() -> None:
    """Publish and compare, on the database of the environment."""
    from benchmarks.render import fetch  # sets up Django

    from articles import workflow  # isort: skip -- the apps are loaded now
    from articles.models import Article, Category, Edition
    from newsroom.cache import generation
    from newsroom.models import Role, User

    generation.clock.start()
    paths = addresses(fetch)
    by, category = User.objects.filter(role=Role.CHIEF)[0], Category.objects.all()[0]

    def sums() -> tuple[dict[str, bytes], float]:
        begun = time.monotonic()
        found = {path: hashlib.sha256(fetch(path)).digest() for path in paths}
        return found, time.monotonic() - begun

    before, _seconds = sums()
    report("nothing", before, *sums())
    story = workflow.save(Article(title_ru="Новый материал", category=category), by=by)
    workflow.publish(story, "ru", by=by)
    after, seconds = sums()
    report("a new story in Russian", before, after, seconds)
    old = Edition.objects.live().in_language("ru").order_by("published_at")[5].article
    old.title_ru += "!"
    workflow.save(old, by=by)
    workflow.publish(old, "ru", by=by, change="typo")
    report("a typo in an old one", after, *sums())


def main() -> None:
    from benchmarks.run import environment, prepare

    with tempfile.TemporaryDirectory() as name:
        env = environment(Path(name))
        prepare(env)
        command = [sys.executable, "-m", "benchmarks.touched", "inside"]
        subprocess.run(command, cwd=ROOT, env=env, check=True)


if __name__ == "__main__":
    inside() if sys.argv[1:] == ["inside"] else main()

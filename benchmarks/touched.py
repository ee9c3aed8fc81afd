"""How many pages one publication changes: what dropping by dependency could save.

    DATABASE_URL=… python -m benchmarks.touched

The database holds the demo and is thrown away afterwards: stories are published in it. The decision
that was made of the figures stands in docs/architecture.md.
"""

import hashlib
import re
from collections import Counter

from benchmarks.render import fetch

from articles import workflow  # isort: skip -- benchmarks.render has loaded the apps
from articles.models import Article, Category, Edition
from newsroom import languages
from newsroom.models import Role, User

LOCATION = re.compile(r"<loc>https?://[^/]+([^<]+)</loc>")


def addresses() -> list[str]:
    """Return the pages that the sitemaps name, and the feeds."""
    parts = [
        path for path in LOCATION.findall(fetch("/sitemap.xml").decode()) if "news" not in path
    ]
    pages = {path for part in parts for path in LOCATION.findall(fetch(part).decode())}
    return sorted(pages | {f"/{language.prefix}/feed/" for language in languages.LANGUAGES})


def sums(paths: list[str]) -> dict[str, bytes]:
    """Return a digest of each page as it is now."""
    return {path: hashlib.sha256(fetch(path)).digest() for path in paths}


def report(what: str, before: dict[str, bytes], after: dict[str, bytes]) -> None:
    """Print how many pages differ, in all and by their prefix."""
    changed = Counter(path.split("/")[1] for path in before if before[path] != after[path])
    print(f"{what}: {changed.total()} of {len(before)} pages change ({dict(changed)})")


def main() -> None:
    paths = addresses()
    by, category = User.objects.filter(role=Role.CHIEF)[0], Category.objects.all()[0]
    before = sums(paths)
    report("nothing", before, sums(paths))
    story = workflow.save(Article(title_ru="Новый материал", category=category), by=by)
    workflow.publish(story, "ru", by=by)
    after = sums(paths)
    report("a new story in Russian", before, after)
    old = Edition.objects.live().in_language("ru").order_by("published_at")[5].article
    old.title_ru += "!"
    workflow.save(old, by=by)
    workflow.publish(old, "ru", by=by, change="typo")
    report("a typo in an old one", after, sums(paths))


if __name__ == "__main__":
    main()

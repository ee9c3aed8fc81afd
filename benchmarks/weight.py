"""What an article weighs on the wire: HTML, CSS and JavaScript compressed, and its fonts."""

import gzip
import os
import re
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402  once the apps are loaded
from django.test import Client  # noqa: E402

from articles.models import Edition  # noqa: E402
from benchmarks import table  # noqa: E402
from newsroom import languages  # noqa: E402

FONTS = {"ru": ("latin", "cyrillic"), "hy": ("latin", "armenian"), "en": ("latin",)}


def compressed(data: bytes) -> int:
    """Return the bytes after gzip at the level of the page cache."""
    return len(gzip.compress(data, 6))


def page_weight(edition: Edition) -> int:
    """Return the compressed bytes of an article with the styles and scripts that it asks for."""
    response = Client(headers={"host": "127.0.0.1"}).get(edition.get_absolute_url())
    html = response.content.decode()
    names = set(re.findall(r'(?:href|src)="/static/([^"]+\.(?:css|js))"', html))
    files = [(Path(settings.STATIC_ROOT) / name).read_bytes() for name in sorted(names)]
    return compressed(response.content) + sum(compressed(data) for data in files)


def font_weight(language: str) -> int:
    """Return the bytes of the fonts for the scripts on a page of the language."""
    folder = settings.BASE_DIR / "static" / "fonts"
    return sum((folder / f"noto-serif-{script}.woff2").stat().st_size for script in FONTS[language])


def main() -> None:
    editions = list(Edition.objects.live())
    heaviest = max(page_weight(edition) for edition in editions)
    fonts = max(font_weight(code) for code in languages.CODES)
    rows = [
        table.at_most("heaviest article: HTML, CSS, JavaScript, gzip", heaviest / 1024, 60, "KB"),
        table.at_most("fonts for the scripts on a page, heaviest language", fonts / 1024, 45, "KB"),
    ]
    print(table.dumps(rows))


if __name__ == "__main__":
    main()

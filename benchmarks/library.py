"""What the library costs with many pictures: the queries of a page and its milliseconds.

Adds rows of pictures (without files) to the demo in the database of the environment, described with
words of the demo's titles in three languages, then asks for the library as the photo editor.
"""

import random
from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from articles import search
from articles.images.lookalikes import compare
from articles.models import Article, Image
from articles.models.image import Rights
from benchmarks import table, timing
from newsroom import languages
from newsroom.models import User

PICTURES = 100_000
BATCH = 1000
ALIKE = 50  # of so many pictures two look nearly the same
QUERIES, MILLISECONDS = 8, 100


def fill(number: int) -> None:
    """Add pictures until there are so many; the same ones every time."""
    photographer, chance = User.objects.get(username="photo"), random.Random(8)
    titles = {code: words(code) for code in languages.CODES}
    there, begun = Image.everything.count(), timezone.now()
    for first in range(there, number, BATCH):
        rows = [
            described(one, titles, chance, uploaded_by=photographer)
            for one in range(first, min(first + BATCH, number))
        ]
        alike = rows[1::ALIKE]
        for row, other in zip(alike, rows[::ALIKE], strict=False):
            row.fingerprint = other.fingerprint ^ 0b10101
        with transaction.atomic():
            Image.objects.bulk_create(rows)
            for place, row in enumerate(rows):
                row.uploaded_at = begun - timedelta(minutes=7 * (number - first - place))
            Image.objects.bulk_update(rows, ["uploaded_at"])
            search.index_pictures(rows)
            compare(alike)


def words(code: str) -> list[str]:
    """Return the words of the demo's titles in a language."""
    column = languages.column("title", code)
    titles = Article.objects.exclude(**{column: ""}).values_list(column, flat=True)
    return sorted({word for title in titles for word in title.split() if len(word) > 3})


def described(number: int, titles: dict, chance: random.Random, **facts) -> Image:
    """Return a picture as a library has them: most with alt texts, some with rights that end."""
    said = {}
    for code in languages.CODES:
        some = chance.choices(titles[code], k=9)
        has_alt = chance.random() > 0.1
        said[languages.column("alt", code)] = " ".join(some[:4]) if has_alt else ""
        said[languages.column("caption", code)] = " ".join(some[4:])
        said[languages.column("credit", code)] = f"Photo {number % 40}"
    ends = timezone.localdate() + timedelta(days=number % 1000 - 100)
    return Image(
        name=f"{number:06}.jpg",
        key=f"bench{number}",
        digest=f"bench{number}",
        fingerprint=chance.getrandbits(62),
        width=6000,
        height=4000,
        people=" ".join(chance.choices(titles["ru"], k=2)) if number % 5 == 0 else "",
        rights=chance.choice(Rights.values),
        usable_until=ends if number % 20 == 0 else None,
        is_graphic=number % 200 == 0,
        **said,
        **facts,
    )


def pages() -> Iterator[tuple[str, str]]:
    """Yield what is measured: its name and its address."""
    address, chance = reverse("admin:articles_image_changelist"), random.Random(1)
    yield "library", address
    yield "library, the last page", f"{address}?p=25"
    yield "library, without Armenian alt text", f"{address}?noalt=hy"
    yield "library, rights that end, own", f"{address}?until=soon&rights=own"
    yield "library, not in use, graphic", f"{address}?use=unused&marked=graphic"
    yield "library, in use", f"{address}?use=used"
    yield "library, looks like another one", f"{address}?marked=twins"
    for code in languages.CODES:
        word = chance.choice(words(code))
        yield f"search, a word in {code}", f"{address}?q={word}"
    # The commonest of all: a word that each of them has.
    yield "search, a word of every picture", f"{address}?q=photo"
    yield "search, the same, graphic", f"{address}?q=photo&marked=graphic"
    yield "library, credit", f"{address}?credit=photo+7"
    yield "library, people", f"{address}?people={chance.choice(words('ru'))}"
    yield "search, narrowed", f"{address}?q={chance.choice(words('ru'))}&rights=own"


def measure(pictures: int = PICTURES) -> list[table.Row]:
    fill(pictures)
    timing.analyse()
    client, rows = timing.signed_in("photo"), []
    where = f"{Image.everything.count():,} pictures, {connection.vendor}"
    for what, address in pages():
        prepare = partial(partial, client.get, address)
        rows += timing.rows(f"{what}, {where}", prepare, most=QUERIES, bound=MILLISECONDS)
    return rows

"""Pictures that look nearly the same: another size, another quality, a caption burnt in."""

from collections.abc import Iterator

from django.db.models import Q

from articles.models import Image
from articles.models.image import BANDS, Band
from articles.pixels.fingerprint import SAYS_NOTHING, distance

# Bits of 63. Sizes and qualities of one picture differ in up to 3, different pictures in some 30.
NEAR = 6
MOST = 12


def twins(image: Image) -> list[Image]:
    """Return the pictures that look nearly like this one, the nearest first. One or two queries."""
    return near(image.fingerprint, but=image.pk)


def near(fingerprint: int | None, *, but: int | None = None) -> list[Image]:
    """Return at most MOST pictures outside of the bin within NEAR bits, in two queries.

    Of two fingerprints that differ in at most seven bits one of four bands differs in at most one;
    so those are asked for, by their indexes, and the whole is compared here.
    """
    if fingerprint in (None, SAYS_NOTHING):
        return []
    bands = {f"band_{shift}": Band("fingerprint", shift=shift) for shift in BANDS}
    is_near = Q()
    for shift in BANDS:
        is_near |= Q(**{f"band_{shift}__in": list(one_bit_off(fingerprint >> shift & 0xFFFF))})
    found = Image.objects.alias(**bands).filter(is_near).exclude(pk=but).order_by()
    distances = sorted(
        (bits, pk)
        for pk, other in found.values_list("pk", "fingerprint")
        if other != SAYS_NOTHING and (bits := distance(fingerprint, other)) <= NEAR
    )[:MOST]
    if not distances:
        return []
    rows = Image.objects.in_bulk([pk for _bits, pk in distances])
    return [rows[pk] for _bits, pk in distances if pk in rows]


def one_bit_off(band: int) -> Iterator[int]:
    """Yield sixteen bits and all that differ from them in one."""
    yield band
    yield from (band ^ 1 << bit for bit in range(16))

"""Pictures that look nearly the same: another size, another quality, a caption burnt in."""

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import F, Q, QuerySet

from articles.models import Alike, Comparison, Image
from articles.models.image import BANDS, Band
from newsroom.decoding.images.fingerprint import SAYS_NOTHING, distance

# Bits of 63. Sizes and qualities of one picture differ in up to 3, different pictures in some 30.
NEAR = 6
MOST = 12


def twins(image: Image) -> list[Image]:
    """Return the pictures that look nearly like this one, the nearest first. One or two queries."""
    return near(image.fingerprint, but=image.pk)


def near(fingerprint: int | None, *, but: int | None = None) -> list[Image]:
    """Return at most MOST pictures outside of the bin within NEAR bits, in two queries."""
    ids = within(fingerprint, Image.objects.exclude(pk=but))
    rows = Image.objects.in_bulk(ids) if ids else {}
    return [rows[pk] for pk in ids if pk in rows]


def within(fingerprint: int | None, pictures: QuerySet[Image]) -> list[int]:
    """Return the ids of at most MOST pictures within NEAR bits, the nearest first. One query.

    Of two fingerprints that differ in at most seven bits one of four bands differs in at most one;
    so those are asked for, by their indexes, and the whole is compared here.
    """
    if fingerprint in (None, SAYS_NOTHING):
        return []
    bands = {f"band_{shift}": Band("fingerprint", shift=shift) for shift in BANDS}
    is_near = Q()
    for shift in BANDS:
        is_near |= Q(**{f"band_{shift}__in": list(one_bit_off(fingerprint >> shift & 0xFFFF))})
    found = pictures.alias(**bands).filter(is_near).order_by()
    distances = sorted(
        (bits, pk)
        for pk, other in found.values_list("pk", "fingerprint")
        if other != SAYS_NOTHING and (bits := distance(fingerprint, other)) <= NEAR
    )
    return [pk for _bits, pk in distances[:MOST]]


def uncompared() -> QuerySet[Image]:
    """Return the pictures of which nobody has asked yet, as they look now, what is like them."""
    asked = Q(comparison__fingerprint=F("fingerprint"))
    return Image.everything.filter(Q(comparison=None) | ~asked, fingerprint__isnull=False)


def compare(pictures: Iterable[Image]) -> None:
    """Keep which others look nearly like each, by the rule of `near`.

    So the library finds all of a hundred thousand that have a twin without comparing any.
    """
    for image in pictures:
        others = within(image.fingerprint, Image.everything.exclude(pk=image.pk))
        pairs = [(image.pk, other) for other in others]
        pairs += [(other, pk) for pk, other in pairs]
        with transaction.atomic():
            Alike.objects.filter(Q(image=image) | Q(other=image)).delete()
            rows = [Alike(image_id=pk, other_id=other) for pk, other in pairs]
            Alike.objects.bulk_create(rows, ignore_conflicts=True)
            anew = {"fingerprint": image.fingerprint}
            Comparison.objects.update_or_create(image=image, defaults=anew)


def looking_alike(pictures: QuerySet[Image]) -> QuerySet[Image]:
    """Keep the pictures of which the library has another one that looks nearly the same."""
    pairs = Alike.objects.filter(other__binned_at=None)
    return pictures.filter(pk__in=pairs.values("image"))


def one_bit_off(band: int) -> Iterator[int]:
    """Yield sixteen bits and all that differ from them in one."""
    yield band
    yield from (band ^ 1 << bit for bit in range(16))

"""How the home page of a language is arranged, now or at a moment to come."""

from dataclasses import replace
from datetime import datetime

from django.db.models import Q, Subquery
from django.utils import timezone

from articles.models import Arrangement, Image, context, lineup
from articles.models.lineup import EMPTY, Lineup
from newsroom import languages
from newsroom.cache.generation import per_generation


def lineup_of(arrangement: Arrangement | None) -> Lineup:
    return arrangement.lineup if arrangement else EMPTY


@per_generation
def standing() -> tuple[Arrangement, ...]:
    """Return what stands in each language, and all that is to come. One query per generation."""
    moment = timezone.now()
    wanted = Q(begins_at__gt=moment)
    for code in languages.CODES:
        begun = Arrangement.objects.in_language(code).begun(moment)
        wanted |= Q(pk=Subquery(begun.values("pk")[:1]))
    return tuple(Arrangement.objects.valid().filter(wanted).order_by("begins_at", "number"))


@per_generation
def pictures() -> dict[int, Image]:
    """Return the pictures that leads have for the home page. One query per generation."""
    wanted = {pk for one in standing() for pk in one.lineup.pictures}
    return Image.objects.in_bulk(wanted) if wanted else {}


def at(language: str, moment: datetime) -> Lineup:
    """Return how the home page is arranged at a moment, now or later."""
    begun = [one for one in standing() if one.language == language and one.begins_at <= moment]
    return begun[-1].lineup.at(moment) if begun else EMPTY


def next_change() -> datetime | None:
    """Return when an arrangement begins next, or the time of a lead is over; None: never."""
    moment, found = timezone.now(), []
    for one in standing():
        found += [one.begins_at, *(lead.until for lead in one.lineup.leads if lead.until)]
    return min((one for one in found if one > moment), default=None)


def current(language: str) -> Arrangement | None:
    """Return the arrangement that stands now. One query."""
    return Arrangement.objects.in_language(language).begun().first()


def former(language: str, count: int) -> list[Arrangement]:
    """Return what readers saw until now, the newest first. One query."""
    return list(Arrangement.objects.in_language(language).begun().select_related("made_by")[:count])


def usual_bands(language: str) -> list[str]:
    """Return the keys of the blocks of a language's home page in their usual order."""
    return lineup.usual_order(str(category.pk) for category in context.menu(language))


def complete(arranged: Lineup, language: str) -> Lineup:
    """Return it with every block of the language named, in its place, and no other."""
    usual = usual_bands(language)
    bands = tuple(lineup.ordered(arranged, usual))
    return replace(arranged, bands=bands, hidden=arranged.hidden.intersection(usual))

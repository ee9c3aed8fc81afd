"""Which advertisement stands in a place of a language's pages."""

from articles.models import Ad
from newsroom.generation import per_generation


@per_generation
def all_ads() -> tuple[Ad, ...]:
    """Return all advertisements with their pictures. One query per generation."""
    return tuple(Ad.objects.select_related("image"))


def ad_for(place: str, language: str) -> Ad | None:
    """Return the first advertisement that runs now, None where there is none."""
    ours = (ad for ad in all_ads() if ad.place == place and ad.language == language)
    return next((ad for ad in ours if ad.is_running), None)

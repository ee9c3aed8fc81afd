"""The breaking bar as pages show it: which sentence runs above a language now."""

from articles.models import Breaking
from newsroom.cache.generation import per_generation


@per_generation
def running() -> tuple[Breaking, ...]:
    """Return the bars that run, the newest first. One query, and one for their stories."""
    # Not joined: mostly there is no bar, and it is asked after every publication.
    return tuple(Breaking.objects.running().prefetch_related("edition"))


def bar_of(language: str) -> Breaking | None:
    """Return the bar that readers of a language see now, None where there is none."""
    return next((bar for bar in running() if bar.language == language and bar.is_running), None)


def bar_by(number: int | str) -> Breaking | None:
    """Return the bar with a number, of those that run or ended a moment ago."""
    return next((bar for bar in running() if bar.pk == number), None)

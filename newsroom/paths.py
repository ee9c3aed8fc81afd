"""Paths of addresses by name, written once: a page names some forty."""

from functools import lru_cache

from django.urls import reverse

MOST = 10_000


@lru_cache(maxsize=MOST)
def path_to(name: str, **kwargs) -> str:
    """Return what `reverse` returns: the same for the same name and parts, as long as we run."""
    return reverse(name, kwargs=kwargs)

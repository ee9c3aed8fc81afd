"""Paths of addresses by name, written once: a page names some forty."""

from functools import lru_cache

from django.conf import settings
from django.urls import reverse

MOST = 10_000


@lru_cache(maxsize=MOST)
def path_to(name: str, **kwargs) -> str:
    """Return what `reverse` returns: the same for the same name and parts, as long as we run."""
    return reverse(name, kwargs=kwargs)


def absolute(path: str) -> str:
    """Return the address of a path or of another host's file as others must write it."""
    return f"{settings.SITE_URL}{path}" if path.startswith("/") else path

"""Pictures: one door in (`store`), a fixed set of renditions out (`url`, `sources`)."""

from articles.images.renditions import address, length, make_renditions, nearest, sources, url
from articles.images.store import refocus, store

__all__ = ["address", "length", "make_renditions", "nearest", "refocus", "sources", "store", "url"]

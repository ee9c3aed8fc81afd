"""Pictures: one door in (`store`), a fixed set of renditions out (`url`, `sources`)."""

from articles.images.apart import Busy
from articles.images.look import desk_url
from articles.images.making import make_renditions
from articles.images.renditions import address, length, nearest, sources, url
from articles.images.store import Upload, refocus, store, take
from articles.images.twins import looking_alike, near, twins

__all__ = [
    "Busy",
    "Upload",
    "address",
    "desk_url",
    "length",
    "looking_alike",
    "make_renditions",
    "near",
    "nearest",
    "refocus",
    "sources",
    "store",
    "take",
    "twins",
    "url",
]

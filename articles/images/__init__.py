"""Pictures: one door in (`store`), a fixed set of renditions out (`url`, `sources`)."""

from articles.images.lookalikes import looking_alike, near, twins
from articles.images.private_copy import desk_url
from articles.images.process import Busy
from articles.images.renditions import address, length, nearest, sources, url
from articles.images.renditions_worker import make_renditions
from articles.images.store import Upload, refocus, store, store_upload

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
    "store_upload",
    "twins",
    "url",
]

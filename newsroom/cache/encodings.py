"""How bodies travel compressed: which codings a client takes, and making them."""

import gzip
import re
from functools import lru_cache

import brotli
import zstandard

# Equally welcome to a client: the smallest first.
CODINGS = ("br", "zstd", "gzip")
# A page of 40 kB takes each about a millisecond.
BROTLI_QUALITY, ZSTD_LEVEL, GZIP_LEVEL = 5, 9, 6


def compress(coding: str, body: bytes) -> bytes:
    """Return the body in one of CODINGS; the same bytes give the same bytes."""
    match coding:
        case "br":
            return brotli.compress(body, quality=BROTLI_QUALITY)
        case "zstd":
            return zstandard.ZstdCompressor(level=ZSTD_LEVEL).compress(body)
        case _:
            return gzip.compress(body, compresslevel=GZIP_LEVEL, mtime=0)


def decompress(coding: str, packed: bytes) -> bytes:
    """Return what `compress` was given."""
    match coding:
        case "br":
            return brotli.decompress(packed)
        case "zstd":
            return zstandard.ZstdDecompressor().decompress(packed)
        case _:
            return gzip.decompress(packed)


def first_wanted(accept_encoding: str) -> str:
    """Return the coding to keep a page in for a client: its first, else the quickest to undo."""
    return next(iter(accepted(accept_encoding)), "zstd")


@lru_cache(maxsize=256)
def accepted(accept_encoding: str) -> tuple[str, ...]:
    """Return which of CODINGS a client with this `Accept-Encoding` takes, the most wanted first."""
    weights = {}
    for part in accept_encoding.lower().split(","):
        coding, _, parameters = part.partition(";")
        weight = re.search(r"(?:^|;)\s*q\s*=\s*([01](?:\.[0-9]{0,3})?)", parameters)
        weights[coding.strip()] = float(weight[1]) if weight else 1.0
    weights.setdefault("gzip", weights.get("x-gzip", weights.get("*", 0.0)))
    # "*" of a client that has never heard of the newer ones must not bring them.
    wanted = {coding: weights.get(coding, 0.0) for coding in CODINGS}
    return tuple(sorted((one for one in CODINGS if wanted[one]), key=lambda one: -wanted[one]))

"""Which encodings a client takes."""

import pytest

from newsroom.cache.encodings import accepted


@pytest.mark.parametrize(
    "header, codings",
    [
        ("gzip, deflate, br, zstd", ("br", "zstd", "gzip")),
        ("gzip, deflate, br", ("br", "gzip")),
        ("GZIP ; q=0.1", ("gzip",)),
        ("br;q=0.5, gzip", ("gzip", "br")),
        ("br;q=1, *;q=0.1", ("br", "gzip")),
        ("x-gzip", ("gzip",)),
        ("*", ("gzip",)),
        ("gzip;q=0", ()),
        ("gzip;q=0.000, *", ()),
        ("*;q=0", ()),
        ("identity", ()),
        ("gzipped", ()),
        ("", ()),
    ],
)
def test_codings_come_most_wanted_first(header, codings):
    assert accepted(header) == codings

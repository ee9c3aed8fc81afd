"""deploy/nginx.conf beside the site's own rules; with nginx itself: `make bench ARGS=front`."""

import re

from benchmarks import front
from newsroom.cache.query_parameters import EVERYWHERE, KNOWN


def test_configuration_knows_the_parameters_that_the_site_knows():
    text = (front.ROOT / "deploy" / "nginx.conf").read_text()
    known = {name for names in (*KNOWN.values(), EVERYWHERE) for name in names}

    (names,) = re.findall(r'"~\^\(\(\?!\(([a-z|]+)\)', text)

    assert set(names.split("|")) == known

"""deploy/nginx.conf with nginx itself, where it is installed."""

import re
import shutil

import pytest

from benchmarks import front
from newsroom.queries import EVERYWHERE, KNOWN


@pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not installed")
def test_nginx_does_what_its_configuration_promises():
    rows = front.measure()

    assert [row for row in rows if not row.holds] == []
    assert len(rows) == 15


def test_configuration_knows_the_parameters_that_the_site_knows():
    text = (front.ROOT / "deploy" / "nginx.conf").read_text()
    known = {name for names in (*KNOWN.values(), EVERYWHERE) for name in names}

    (names,) = re.findall(r'"~\^\(\(\?!\(([a-z|]+)\)', text)

    assert set(names.split("|")) == known

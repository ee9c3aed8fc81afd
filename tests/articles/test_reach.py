"""Asking other hosts: never into our own network, never for long."""

import socket
import threading
import time

import pytest

from articles import reach
from articles.reach import Fault, Unreachable
from tests.stand_in import StandIn


@pytest.fixture
def stand_in():
    server = StandIn()
    yield server
    server.close()


def here(host, port):
    """Look every name up as this machine, as the tests must."""
    return ["127.0.0.1"]


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0",
        "100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "2002:7f00:1::", "fe80::1%eth0",
    ],
)  # fmt: skip
def test_no_address_of_a_private_network_is_public(ip):
    assert reach.is_public(ip) is False


@pytest.mark.parametrize("ip", ["8.8.8.8", "2a00:1450:4001:800::200e"])
def test_others_are_public(ip):
    assert reach.is_public(ip) is True


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/", "http://localhost/", "http://2130706433/", "http://0x7f.1/",
        "http://[::1]/", "http://8.8.8.8:22/", "ftp://8.8.8.8/", "http://me:you@8.8.8.8/",
        "file:///etc/passwd", "http://a%2Fb.example/",
        "http://a%0D%0Ab.example/", "http:///x", "http://8.8.8.8:99999/", "http://" + "a" * 3000,
    ],
)  # fmt: skip
def test_nothing_is_asked_of_such_an_address(address):
    with pytest.raises(Unreachable) as refusal:
        reach.reach(address)

    assert refusal.value.fault is Fault.NOT_ALLOWED


def test_status_is_returned(stand_in):
    stand_in.by_path["/gone"] = 404

    assert reach.reach(f"{stand_in.url}/", find=here) == 200
    assert reach.reach(f"{stand_in.url}/gone", find=here) == 404


@pytest.mark.parametrize("host", ["կայք.հայ", "%D5%AF%D5%A1%D5%B5%D6%84.%D5%B0%D5%A1%D5%B5"])
def test_host_in_letters_of_its_own_is_looked_up_by_its_latin_name(stand_in, host):
    asked = []

    def only_us(name, port):
        asked.append(name)
        return ["127.0.0.1"]

    port = stand_in.url.rpartition(":")[2]

    assert reach.reach(f"http://{host}:{port}/", find=only_us) == 200
    assert set(asked) == {"xn--y9a1at4d.xn--y9a3aq"}


def test_redirect_is_looked_up_again(stand_in):
    stand_in.by_path["/away"] = 302
    stand_in.headers["Location"] = "http://10.0.0.1/secret"

    def only_us(host, port):
        return ["127.0.0.1"] if host == "127.0.0.1" else reach.find_public(host, 80)

    with pytest.raises(Unreachable) as refusal:
        reach.reach(f"{stand_in.url}/away", find=only_us)

    assert refusal.value.fault is Fault.NOT_ALLOWED


def test_endless_redirects_end(stand_in):
    stand_in.by_path["/round"] = 301
    stand_in.headers["Location"] = "/round"

    with pytest.raises(Unreachable) as refusal:
        reach.reach(f"{stand_in.url}/round", find=here)

    assert refusal.value.fault is Fault.REDIRECTS
    assert len(stand_in.requests) == 6


def test_server_that_says_a_letter_at_a_time_is_left(monkeypatch):
    monkeypatch.setattr(reach, "DEADLINE", 0.5)
    server = socket.create_server(("127.0.0.1", 0))

    def drip():
        wire, _peer = server.accept()
        try:
            for _second in range(50):
                wire.sendall(b"H")
                time.sleep(0.1)
        except OSError:
            pass
        wire.close()

    threading.Thread(target=drip, daemon=True).start()
    begun = time.monotonic()

    with pytest.raises(Unreachable):
        reach.reach(f"http://127.0.0.1:{server.getsockname()[1]}/", find=here)

    assert time.monotonic() - begun < 2
    server.close()

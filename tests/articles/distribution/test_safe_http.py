"""Asking other hosts: never into our own network, never for long."""

import ipaddress
import socket
import threading
import time

import pytest

from articles.distribution import safe_http
from articles.distribution.safe_http import Fault, Unreachable, request
from tests.data import DATA
from tests.stand_in import StandIn


@pytest.fixture
def stand_in():
    server = StandIn()
    yield server
    server.close()


def here(host, port):
    """Look every name up as this machine, as the tests must."""
    return ["127.0.0.1"]


def special_blocks() -> list[str]:
    """Return the blocks that IANA keeps for something else than hosts of the open network."""
    text = (DATA / "special_purpose_addresses.txt").read_text()
    return [line.split()[0] for line in text.splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("block", special_blocks())
def test_no_address_of_a_special_purpose_is_public(block):
    network = ipaddress.ip_network(block)
    some = {network[0], network[-1], network[network.num_addresses // 2]}

    assert [str(one) for one in some if safe_http.is_public(str(one))] == []


@pytest.mark.parametrize(
    "ip",
    [
        # What stands behind them: this machine, and the address where clouds tell their keys.
        "::7f00:1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1",
        "64:ff9b:1::7f00:1", "64:ff9b:1:fffe::a9fe:a9fe", "2002:7f00:1::", "2002:a9fe:a9fe::",
        "2001:0:7f00:1::", "fec0::1", "fe80::1%eth0", "169.254.169.254", "4000::1", "1::1",
    ],
)  # fmt: skip
def test_no_other_notation_of_an_address_is_public(ip):
    assert safe_http.is_public(ip) is False


@pytest.mark.parametrize(
    "ip", ["8.8.8.8", "1.1.1.1", "2a00:1450:4001:800::200e", "2606:4700:4700::1111"]
)
def test_others_are_public(ip):
    assert safe_http.is_public(ip) is True


@pytest.mark.parametrize("ips", [["10.0.0.1"], ["8.8.8.8", "::7f00:1"], ["64:ff9b:1::7f00:1"]])
def test_name_with_an_address_that_is_not_public_is_not_asked(monkeypatch, ips):
    found = [(0, 0, 0, "", (ip, 80)) for ip in ips]
    monkeypatch.setattr(safe_http.socket, "getaddrinfo", lambda *asked, **more: found)

    with pytest.raises(Unreachable) as refusal:
        request("GET", "http://rebinding.example/")

    assert refusal.value.fault is Fault.NOT_ALLOWED


def test_name_is_looked_up_once_for_each_hop(stand_in, monkeypatch):
    """A name that answers otherwise a moment later changes nothing."""
    answers = [["127.0.0.1"], ["10.0.0.1"]]
    port = stand_in.url.rpartition(":")[2]

    reply = request("GET", f"http://rebinding.example:{port}/", find=lambda *_: answers.pop(0))

    assert (reply.status, answers) == (200, [["10.0.0.1"]])
    assert stand_in.told[0]["Host"] == f"rebinding.example:{port}"


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
        request("GET", address)

    assert refusal.value.fault is Fault.NOT_ALLOWED


def test_status_is_returned(stand_in):
    stand_in.by_path["/gone"] = 404

    assert request("GET", f"{stand_in.url}/", find=here).status == 200
    assert request("GET", f"{stand_in.url}/gone", find=here).status == 404


@pytest.mark.parametrize("host", ["կայք.հայ", "%D5%AF%D5%A1%D5%B5%D6%84.%D5%B0%D5%A1%D5%B5"])
def test_host_in_letters_of_its_own_is_looked_up_by_its_latin_name(stand_in, host):
    asked = []

    def only_us(name, port):
        asked.append(name)
        return ["127.0.0.1"]

    port = stand_in.url.rpartition(":")[2]

    assert request("GET", f"http://{host}:{port}/", find=only_us).status == 200
    assert set(asked) == {"xn--y9a1at4d.xn--y9a3aq"}


def test_redirect_is_looked_up_again(stand_in):
    stand_in.by_path["/away"] = 302
    stand_in.headers["Location"] = "http://10.0.0.1/secret"

    def only_us(host, port):
        return ["127.0.0.1"] if host == "127.0.0.1" else safe_http.find_public(host, 80)

    with pytest.raises(Unreachable) as refusal:
        request("GET", f"{stand_in.url}/away", redirects=5, find=only_us)

    assert refusal.value.fault is Fault.NOT_ALLOWED


def test_endless_redirects_end(stand_in):
    stand_in.by_path["/round"] = 301
    stand_in.headers["Location"] = "/round"

    with pytest.raises(Unreachable) as refusal:
        request("GET", f"{stand_in.url}/round", redirects=5, find=here)

    assert refusal.value.fault is Fault.REDIRECTS
    assert len(stand_in.requests) == 6


def test_server_that_says_a_letter_at_a_time_is_left():
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
        request("GET", f"http://127.0.0.1:{server.getsockname()[1]}/", seconds=0.5, find=here)

    assert time.monotonic() - begun < 2
    server.close()


def test_name_whose_look_up_takes_too_long_is_left():
    begun = time.monotonic()

    with pytest.raises(Unreachable) as refusal:
        request("GET", "http://slow.example/", seconds=0.2, find=lambda *_: time.sleep(1))

    assert refusal.value.fault is Fault.NO_HOST
    assert time.monotonic() - begun < 0.9


@pytest.mark.parametrize("most, fault", [(3, None), (2, Fault.TOO_LARGE)])
def test_no_more_of_a_body_is_read_than_was_asked_for(most, fault):
    server = socket.create_server(("127.0.0.1", 0))
    address = f"http://127.0.0.1:{server.getsockname()[1]}/"

    def serve():
        wire, _peer = server.accept()
        wire.recv(4096)
        wire.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nabc")
        wire.close()

    threading.Thread(target=serve, daemon=True).start()
    try:
        found = request("GET", address, most=most, find=here).body
    except Unreachable as refusal:
        found = refusal.fault
    server.close()

    assert found == (fault or b"abc")


def test_post_that_is_led_elsewhere_is_not_sent_there(stand_in):
    stand_in.by_path["/away"] = 307
    stand_in.headers["Location"] = "/secret"

    reply = request("POST", f"{stand_in.url}/away", body=b"x", find=here)

    assert (reply.status, stand_in.requests) == (307, [("/away", b"x")])


@pytest.mark.parametrize(
    "address, may_be",
    [
        ("https://hub.example/publish", True),
        ("http://hub.example:80/", True),
        ("http://8.8.8.8/", True),
        ("http://hub.example:6379/", False),
        ("http://localhost/", False),
        ("http://127.0.0.1/", False),
        ("http://[::7f00:1]/", False),
        ("https://me:secret@hub.example/", False),
        ("ftp://hub.example/", False),
    ],
)
def test_address_says_whether_it_may_be_asked(address, may_be):
    assert safe_http.is_allowed(address) is may_be

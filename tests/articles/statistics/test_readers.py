"""Whom we count: people, by hashes that change daily; no robots."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import RequestFactory

from articles.statistics import readers
from tests.data import DATA

PERSON = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"
CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
AI = "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko"
ROBOTS = [
    "",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)",
    "facebookexternalhit/1.1",
    "TelegramBot (like TwitterBot)",
    "curl/8.5.0",
    "python-requests/2.32",
    "Mozilla/5.0 (compatible; AhrefsBot/7.0)",
    "WhatsApp/2.23",
    "Feedly/1.0",
    "SomebodysNewBot/0.1",
    # As those who run them write them down.
    f"{AI}); compatible; ChatGPT-User/1.0; +https://openai.com/",
    f"{AI}; compatible; Claude-User/1.0; +Claude-User@anthropic.com)",
    f"{AI}; compatible; Perplexity-User/1.0; +https://perplexity.ai/)",
    f"{AI}; compatible; MistralAI-User/1.0; +https://docs.mistral.ai/)",
    "Mozilla/5.0 (compatible; Google-InspectionTool/1.0;)",
    "Mozilla/5.0 (compatible; Google-Extended)",
    "meta-externalagent/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/)",
    "Mozilla/5.0 (compatible; Barkrowler/0.9; +https://babbar.tech/)",
    "Mozilla/5.0 (compatible; DataForSeo/1.0)",
    f"{CHROME} HeadlessChrome/140.0.0.0 Safari/537.36",
    f"{CHROME} Chrome/140.0.0.0 Safari/537.36 PTST/240101.1",
    f"{CHROME} Chrome/140.0.0.0 Safari/537.36 Playwright/1.55.0",
    "Viber/20.0.1",
    "Mozilla/5.0 (compatible; vkShare; +http://vk.com/dev/Share)",
    "Mozilla/5.0 (compatible; Embedly/0.2; +http://support.embed.ly/)",
    "Uptime-Kuma/1.23.11",
    "GuzzleHttp/7",
]
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15"
PEOPLE = [
    PERSON,
    f"{IPHONE} Safari/604.1",
    f"{IPHONE} (KHTML, like Gecko) GSA/376.0.777188346 Mobile/15E148 Safari/604.1",
    f"{IPHONE} (KHTML, like Gecko) Mobile/15E148 Instagram 385.0.0.28.84 (iPhone15,3; IABMV/1)",
    f"{IPHONE} (KHTML, like Gecko) Mobile/15E148 Twitter for iPhone/10.50",
    "Mozilla/5.0 (Linux; Android 14; CUBOT P80) AppleWebKit/537.36 Chrome/140 Mobile",
    "Mozilla/5.0 (Linux; Android 14; wv) AppleWebKit/537.36 Chrome/138 [FB_IAB/FB4A;FBAV/518.0;]",
    "Mozilla/5.0 (Linux; Android 15; CPH2557 Build/AP3A.240617.008; wv) Chrome/142",
    "Mozilla/5.0 (Linux; Android 16; Pixel 10; wv) AppleWebKit/537.36 Chrome/146 MetaIAB Facebook",
    "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 Chrome/138 Telegram-Android/11.13.1",
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140 YaBrowser/25.8 Safari/537.36",
    "Opera/9.80 (Android; Opera Mini/75.0/191.340; U; ru) Presto/2.12.423 Version/12.16",
    "Lynx/2.9.0",
    "w3m/0.5.3+git20230121",
]
BROWSERS = (DATA / "browsers.txt").read_text().splitlines()


def request_of(device: str = PERSON, address: str = "203.0.113.7", **headers):
    factory = RequestFactory(headers={"User-Agent": device})
    return factory.post("/views/1/", headers=headers, REMOTE_ADDR=address)


def hashes(*request, **options) -> tuple[str, str]:
    return readers.hashes_of(request_of(*request), purpose="test", **options)


@pytest.mark.parametrize("device", ROBOTS)
def test_robot_is_no_reader(device):
    assert not readers.is_reader(request_of(device))


@pytest.mark.parametrize("device", PEOPLE)
def test_person_is_a_reader(device):
    assert readers.is_reader(request_of(device))


def test_browsers_that_were_seen_on_the_web_are_readers():
    taken_for_robots = [one for one in BROWSERS if not readers.is_reader(request_of(one))]

    assert len(BROWSERS) == 120
    assert taken_for_robots == []


def test_longest_name_of_a_browser_costs_no_more_than_a_long_one():
    assert (
        readers.device_of(request_of("Mozilla/5.0 " + "a" * 60_000)) == "Mozilla/5.0 " + "a" * 500
    )


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Purpose": "prefetch"},
        {"Sec-Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
        {"X-Purpose": "preview"},
        {"X-Moz": "prefetch"},
    ],
)
def test_page_loaded_in_advance_is_not_read(headers):
    assert not readers.is_reader(request_of(**headers))


# Midnight in Yerevan is 20:00 UTC.
def at(monkeypatch, day: int, hour: int, minute: int) -> tuple[str, str]:
    moment = datetime(2026, 4, day, hour, minute, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    monkeypatch.setattr(readers, "now", lambda: moment)
    return hashes(PERSON, window=timedelta(minutes=30))


def test_reader_is_two_hashes_of_which_nothing_can_be_read(monkeypatch):
    reader, before = at(monkeypatch, 1, 9, 0)

    assert re.fullmatch("[0-9a-f]{64}", reader)
    assert before == ""
    assert reader[:32] == hashes("Lynx")[0][:32]
    assert reader[32:] != hashes("Lynx")[0][32:]
    assert reader != readers.hashes_of(request_of(), purpose="another")[0]


@pytest.mark.parametrize(
    "one, other, is_same",
    [
        ("203.0.113.7", "203.0.113.8", False),
        ("203.0.113.7", "::ffff:203.0.113.7", True),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
    ],
)
def test_network_is_what_one_subscriber_has(one, other, is_same):
    assert (hashes(PERSON, one) == hashes(PERSON, other)) is is_same


def test_reader_is_known_by_yesterdays_name_until_its_half_hour_is_over(monkeypatch):
    evening, night = at(monkeypatch, 1, 19, 59), at(monkeypatch, 1, 20, 1)

    assert evening[1] == ""
    assert night[1] == evening[0] != night[0]
    assert at(monkeypatch, 1, 20, 29) == night
    assert at(monkeypatch, 1, 20, 31) == (night[0], "")
    assert at(monkeypatch, 2, 19, 59) == (night[0], "")
    assert at(monkeypatch, 2, 20, 31)[0] != night[0]

"""The doors of advertising."""

import re
from datetime import timedelta

import pytest
from django.utils.timezone import now

from articles.models import Ad, Image
from articles.statistics.ad_counts import ticket

PERSON = {"User-Agent": "Mozilla/5.0"}
KEY = "0123456789abcdef" * 2
HTML = '<a href="{click}">Bread</a><script>throw 1</script>'


def seen(ad: Ad, key: str = KEY) -> str:
    return f"/ads/seen/{ad.pk}/?impression={ticket(ad.pk)}.{key}"


def click(ad: Ad, key: str = KEY) -> str:
    return f"/ads/click/{ad.pk}/?impression={ticket(ad.pk)}.{key}"


@pytest.fixture
def creative(make_ad):
    return make_ad(image=None, html=HTML)


def test_creative_is_served_in_a_sandbox_that_loads_nothing(client, creative, settings):
    response = client.get(f"/ads/creative/{creative.pk}/")

    policy = response["Content-Security-Policy"]
    assert policy.startswith("sandbox allow-scripts allow-popups; default-src 'none';")
    click = f"{settings.SITE_URL}/ads/click/{creative.pk}/"
    assert response.content.decode().endswith(HTML.replace("{click}", click))


@pytest.mark.parametrize("shown_in", ["document", "empty", "script", "object", "embed"])
def test_creative_opened_by_its_address_leads_home(client, creative, shown_in):
    address = f"/ads/creative/{creative.pk}/"
    framed = client.get(address, headers={"Sec-Fetch-Dest": "iframe"})

    alone = client.get(address, headers={"Sec-Fetch-Dest": shown_in})

    assert (framed.status_code, framed["Content-Security-Policy"][:8]) == (200, "sandbox ")
    assert (alone.status_code, alone["Location"], alone.content) == (302, "/ru/", b"")
    assert "Sec-Fetch-Dest" in framed["Vary"]
    assert "Sec-Fetch-Dest" in alone["Vary"]


def test_creative_of_a_picture_is_no_page(client, make_ad):
    assert client.get(f"/ads/creative/{make_ad().pk}/").status_code == 404


def test_creative_to_come_is_shown_to_its_makers_only(client, creative, chief, reporter):
    creative.starts_at = now() + timedelta(hours=1)
    creative.save()
    address = f"/ads/creative/{creative.pk}/"

    assert client.get(address).status_code == 404
    client.force_login(reporter)
    assert client.get(address).status_code == 404
    client.force_login(chief)
    assert client.get(address).status_code == 200


def test_impression_is_counted_without_a_cookie(client, make_ad):
    ad = make_ad()

    response = client.post(seen(ad), headers=PERSON)

    assert (response.status_code, response.content) == (204, b"")
    assert not response.cookies
    assert ad.counts.get().seen == 1


def test_click_is_counted_and_leads_to_the_stored_address(client, make_ad):
    ad = make_ad(url="https://bread.example/?a=1")

    response = client.get(f"{click(ad)}&url=https://evil.example/", headers=PERSON)

    assert (response.status_code, response["Location"]) == (302, "https://bread.example/?a=1")
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    assert ad.counts.get().clicks == 1


@pytest.mark.parametrize("headers", [{"User-Agent": "Googlebot/2.1"}, {}])
def test_robots_are_led_on_but_not_counted(client, make_ad, headers):
    ad = make_ad()

    assert client.get(click(ad), headers=headers).status_code == 302
    assert client.post(seen(ad), headers=headers).status_code == 204
    assert client.head(click(ad), headers=PERSON).status_code == 302
    assert not ad.counts.exists()

    client.get(click(ad), headers=PERSON)
    assert ad.counts.get().clicks == 1


def test_made_up_keys_and_browsers_of_one_address_count_no_more_than_twenty(client, make_ad):
    ad = make_ad()

    for number in range(40):
        browser = {"User-Agent": f"Mozilla/5.0 Firefox/{number}"}
        address = f"2001:db8::{number:x}"
        for ask, path in ((client.post, seen), (client.get, click)):
            answer = ask(path(ad, f"{number:032x}"), headers=browser, REMOTE_ADDR=address)
            assert answer.status_code in (204, 302)

    counted = ad.counts.get()
    assert (counted.seen, counted.clicks) == (20, 5)


@pytest.mark.parametrize("forged", ["", f"?impression={KEY}", "?impression=1-00000000000000000000"])
def test_without_a_ticket_of_a_page_nothing_is_counted(client, make_ad, forged):
    ad = make_ad()

    assert client.post(f"/ads/seen/{ad.pk}/{forged}", headers=PERSON).status_code == 204
    assert client.get(f"/ads/click/{ad.pk}/{forged}", headers=PERSON)["Location"] == ad.url

    assert not ad.counts.exists()


def test_page_carries_tickets_that_are_counted(client, make_ad):
    ad = make_ad(place="header")
    make_ad(place="header", is_house=True)
    html = client.get("/ru/").content.decode()
    told, link = (
        re.search(rf'{attribute}="(/ads/{door}/{ad.pk}/[^"]+)"', html)[1]
        for attribute, door in (("data-told", "seen"), ("href", "click"))
    )

    client.post(f"{told}.{KEY}", headers=PERSON)
    client.get(f"{link}.{KEY}", headers=PERSON)

    counted = ad.counts.get()
    assert (counted.seen, counted.clicks) == (1, 1)


def test_click_without_script_counts_once_for_a_reader(client, make_ad):
    house = make_ad(place="header", is_house=True)
    html = client.get("/ru/").content.decode()
    (noscript,) = re.findall(rf'<noscript>\s*<a [^>]*href="(/ads/click/{house.pk}/[^"]+)"', html)

    for reader in ("Lynx", "Lynx", "w3m"):
        assert client.get(noscript, headers={"User-Agent": reader}).status_code == 302

    counted = house.counts.get()
    assert (counted.seen, counted.clicks) == (2, 2)


@pytest.mark.parametrize("end, is_kept", [(f".{KEY}", True), ('."><script>', False), ("", True)])
def test_creative_takes_the_impression_into_its_link(client, creative, settings, end, is_kept):
    impression = f"{ticket(creative.pk)}{end}"

    html = client.get(f"/ads/creative/{creative.pk}/", {"impression": impression}).content.decode()

    address = f"{settings.SITE_URL}/ads/click/{creative.pk}/"
    told = f"?impression={impression}" if is_kept else ""
    assert html.endswith(HTML.replace("{click}", address + told))


def test_preview_of_an_ad_counts_nothing(client, make_ad, chief):
    ad = make_ad(place="header")
    client.force_login(chief)

    html = client.get(f"/admin/articles/ad/{ad.pk}/preview/").content.decode()

    assert "impression=" not in html


def test_nothing_is_counted_before_the_beginning(client, make_ad):
    ad = make_ad(starts_at=now() + timedelta(hours=1))

    assert client.get(click(ad), headers=PERSON).status_code == 404
    assert client.post(seen(ad), headers=PERSON).status_code == 404


def test_open_page_may_tell_of_what_has_ended(client, make_ad):
    ad = make_ad(ends_at=now() - timedelta(minutes=1))

    assert client.post(seen(ad), headers=PERSON).status_code == 204
    assert ad.counts.get().seen == 1


def places_of(client, address: str) -> list[str]:
    html = client.get(address).content.decode()
    return [part.split('"')[0] for part in html.split('data-ad-place="')[1:]]


def test_story_has_its_places_in_order(client, make_ad, make_edition):
    for place in ("header", "stream", "in_text", "after_text", "beside", "foot"):
        make_ad(place=place, is_house=True)
    story = make_edition("ru", body_ru="<p>Один</p><p>Два</p><p>Три</p>")

    found = places_of(client, story.get_absolute_url())

    assert found == ["header", "beside", "in_text", "after_text", "foot"]


def test_place_in_a_stream_is_behind_the_fourth_story(client, make_ad, make_edition):
    make_ad(place="stream", is_house=True)
    for _one in range(4):
        make_edition("ru")
    assert places_of(client, "/ru/category/ecology/") == []

    make_edition("ru")

    html = client.get("/ru/category/ecology/").content.decode()
    assert html.split("data-ad-place")[0].count("<article") == 4


def test_light_page_has_no_places(client, make_ad):
    make_ad(place="header", is_house=True)

    assert places_of(client, "/ru/") == ["header"]
    assert places_of(client, "/ru/?lite=1") == []


@pytest.mark.parametrize(
    "code, prefix, label",
    [("ru", "ru", "Реклама"), ("hy", "arm", "Գովազդ"), ("en", "en", "Advertising")],
)
def test_ad_is_labelled_in_the_language_of_the_page(client, make_ad, code, prefix, label):
    make_ad(place="header", language=code, is_house=True)

    html = client.get(f"/{prefix}/").content.decode()

    place = html[html.index('data-ad-place="header"') - 200 :].split("ad-box")[0]
    assert f'aria-label="{label}"' in place
    assert f">{label}</p>" in place


def test_without_script_the_house_ad_stands_there(client, make_ad):
    house = make_ad(place="header", is_house=True, words="Письмо")
    make_ad(place="header", words="Хлеб")

    html = client.get("/ru/").content.decode()

    without = html.split("<noscript>", 2)[2].split("</noscript>")[0]
    assert f"/ads/click/{house.pk}/" in without
    assert "Хлеб" not in without


@pytest.mark.parametrize(
    "code, prefix, said",
    [("ru", "ru", 'alt="Хлеб на столе"'), ("hy", "arm", 'alt="bread.example"')],
)
def test_picture_of_an_ad_says_what_it_shows_or_where_it_leads(client, make_ad, code, prefix, said):
    renditions = {"full": {"jpeg": [320]}}
    Image.objects.update(alt_ru="Хлеб на столе", renditions=renditions)
    make_ad(
        place="header",
        language=code,
        is_house=True,
        name="Spring, cheap customer",
        url="https://www.bread.example/shop",
    )

    html = client.get(f"/{prefix}/").content.decode()

    place = html[html.index('data-ad-place="header"') :]
    image = place[place.index("<img") :].split(">")[0]
    assert image.count(said) == 1
    assert "cheap customer" not in html

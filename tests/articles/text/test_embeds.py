"""Charts, maps and films of more sites: one way of writing for many addresses, no other site."""

from urllib.parse import parse_qs, urlsplit

import pytest

from articles.text.embeds import Embed, embed_address, frame

CHART, PLACE = "https://datawrapper.dwcdn.net/AbC12/", "40.1776,44.5126"


@pytest.mark.parametrize(
    "url, embed",
    [
        ("https://www.tiktok.com/@news.am/video/7301234567890123456?is_from_webapp=1",
         Embed("tiktok", "7301234567890123456",
               "https://www.tiktok.com/@news.am/video/7301234567890123456")),
        ("https://www.tiktok.com/embed/v2/7301234567890123456",
         Embed("tiktok", "7301234567890123456", "https://www.tiktok.com/@/video/7301234567890123456")),
        ("https://datawrapper.dwcdn.net/AbC12/7/", Embed("datawrapper", "AbC12", CHART)),
        ("https://datawrapper.dwcdn.net/AbC12", Embed("datawrapper", "AbC12", CHART)),
        ("https://www.datawrapper.de/_/AbC12/?v=3", Embed("datawrapper", "AbC12", CHART)),
        ("https://public.flourish.studio/visualisation/1234567/?utm_source=embed",
         Embed("flourish", "visualisation/1234567",
               "https://public.flourish.studio/visualisation/1234567/")),
        ("https://flo.uri.sh/story/12/embed",
         Embed("flourish", "story/12", "https://public.flourish.studio/story/12/")),
        ("https://www.google.com/maps/@40.1776001,44.5126,15.25z?entry=ttu",
         Embed("google_maps", PLACE, "https://www.google.com/maps/@40.1776,44.5126,15z")),
        ("https://www.google.ru/maps/place/%D0%95/@40.1,44.5,17z/data=!3m1!4b1!4m6!3d40.1776!4d44.5126",
         Embed("google_maps", PLACE,
               "https://www.google.com/maps/place/40.1776,44.5126/@40.1776,44.5126,17z")),
        ("https://www.google.com/maps/embed?pb=!1m18!1m12!1m3!1d3048!2d44.5126!3d40.1776!2m3!1f0",
         Embed("google_maps", PLACE,
               "https://www.google.com/maps/place/40.1776,44.5126/@40.1776,44.5126,15z")),
        ("https://www.google.com/maps/d/u/0/viewer?mid=1AbCdEfGhIjKlMnOp&ll=1,2",
         Embed("google_maps", "1AbCdEfGhIjKlMnOp",
               "https://www.google.com/maps/d/viewer?mid=1AbCdEfGhIjKlMnOp")),
        ("https://www.openstreetmap.org/#map=15/40.17760/44.51260&layers=H",
         Embed("openstreetmap", PLACE, "https://www.openstreetmap.org/#map=15/40.1776/44.5126")),
        ("https://www.openstreetmap.org/?mlat=40.1776&mlon=44.5126",
         Embed("openstreetmap", PLACE,
               "https://www.openstreetmap.org/?mlat=40.1776&mlon=44.5126#map=15/40.1776/44.5126")),
        ("https://www.openstreetmap.org/export/embed.html?bbox=44.49887%2C40.16974%2C44.52633%2C40.18546"
         "&layer=mapnik&marker=40.1776%2C44.5126",
         Embed("openstreetmap", PLACE,
               "https://www.openstreetmap.org/?mlat=40.1776&mlon=44.5126#map=15/40.1776/44.5126")),
        ("https://yandex.com/maps/10262/yerevan/?ll=44.5126%2C40.1776&z=13.4",
         Embed("yandex_maps", PLACE, "https://yandex.ru/maps/?ll=44.5126,40.1776&z=13")),
        ("https://yandex.ru/map-widget/v1/?ll=1,2&pt=44.5126,40.1776,pm2rdm~3,4&z=99",
         Embed("yandex_maps", PLACE,
               "https://yandex.ru/maps/?ll=44.5126,40.1776&z=21&pt=44.5126,40.1776")),
        (f"https://yandex.ru/maps/?um=constructor%3A{'0a' * 32}&source=constructor",
         Embed("yandex_maps", f"constructor:{'0a' * 32}",
               f"https://yandex.ru/maps/?um=constructor%3A{'0a' * 32}")),
    ],
)  # fmt: skip
def test_embed_address_is_one_for_all_spellings(url, embed):
    assert embed_address(url) == embed
    assert embed_address(embed.address) == embed


@pytest.mark.parametrize(
    "url",
    [
        "https://vm.tiktok.com/ZMabc/", "https://www.tiktok.com/@news.am",
        "https://www.tiktok.com/@a/video/../x", "https://datawrapper.dwcdn.net/AbC12/1/evil.html",
        "https://datawrapper.dwcdn.net/", "https://www.datawrapper.de/AbC12/",
        "https://flo.uri.sh/visualisation/x/embed", "https://public.flourish.studio/resources/1/",
        "https://www.google.com/search?q=maps", "https://www.google.com/url?q=https://evil.am",
        "https://www.google.com/maps/place/Yerevan", "https://www.google.com/maps/@95,44,15z",
        "https://www.google.com/maps/d/embed?mid=../../evil", "https://www.google.com/maps/embed?pb=x",
        "https://www.google.com/mapsevil/@40.1,44.5,15z", "https://maps.google.com.evil.am/maps/@1,2,3z",
        "https://www.openstreetmap.org/way/12", "https://www.openstreetmap.org/#map=15/999/44",
        "https://www.openstreetmap.org/export/embed.html?bbox=44,40,44,41",
        "https://www.openstreetmap.org/export/embed.html?bbox=44,40",
        "https://yandex.ru/search/?ll=44.5,40.1", "https://yandex.ru/maps/?ll=x",
        "https://yandex.ru/maps/?um=constructor:javascript", "https://yandex.ru/maps/-/CDabc",
        "https://yandex.ru/mapsevil/?ll=44.5,40.1", "https://yandex.evil.am/maps/?ll=44.5,40.1",
    ],
)  # fmt: skip
def test_embed_address_knows_no_other(url):
    assert embed_address(url) is None


def test_frame_of_an_openstreetmap_holds_the_place():
    found = frame(embed_address("https://www.openstreetmap.org/?mlat=40.1776&mlon=44.5126"))

    asked = parse_qs(urlsplit(found).query)
    west, south, east, north = map(float, asked["bbox"][0].split(","))
    assert west < 44.5126 < east
    assert south < 40.1776 < north
    assert east - west == pytest.approx(0.0275, abs=0.001)
    assert asked["marker"] == ["40.1776,44.5126"]


@pytest.mark.parametrize(
    "url, address",
    [
        ("https://www.google.com/maps/@40.1776,44.5126,15z",
         "https://www.google.com/maps?ll=40.1776,44.5126&z=15&output=embed"),
        ("https://www.google.com/maps/place/a/@40.1776,44.5126,9z",
         "https://www.google.com/maps?q=40.1776,44.5126&z=9&output=embed"),
        ("https://yandex.ru/maps/?ll=44.5126,40.1776&z=13",
         "https://yandex.ru/map-widget/v1/?ll=44.5126,40.1776&z=13"),
        (CHART, CHART),
        ("https://flo.uri.sh/story/12/embed", "https://flo.uri.sh/story/12/embed"),
    ],
)  # fmt: skip
def test_frame_of_a_map_and_of_a_chart(url, address):
    assert frame(embed_address(url)) == address

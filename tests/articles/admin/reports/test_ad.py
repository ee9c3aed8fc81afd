"""Campaigns in the admin: made, seen in their place, reported on."""

from datetime import UTC, datetime

import pytest
from django.contrib import admin

from articles.admin import spreadsheets
from articles.models import Ad, AdCount, Image


@pytest.fixture
def form(make_ad):
    """What a browser sends for a new campaign."""
    image = make_ad(is_house=True).image_id
    return {
        "name": "Bread",
        "place": "after_text",
        "language": "ru",
        "image": image,
        "url": "https://bread.example/",
        "weight": "10",
    }


def make(client, form: dict) -> str:
    return client.post("/admin/articles/ad/add/", form).content.decode()


@pytest.mark.parametrize("person, count", [("chief", 1), ("administrator", 1), ("editor_ru", 0)])
def test_chief_and_administrator_make_campaigns(client, form, request, person, count):
    client.force_login(request.getfixturevalue(person))

    make(client, form)

    assert Ad.objects.filter(name="Bread").count() == count


@pytest.mark.parametrize(
    "fields, sentence",
    [
        ({"url": "javascript:alert(1)"}, "Enter an address beginning with https://."),
        ({"image": "", "html": "x" * 5_000_000}, "The HTML is too large"),
        ({"starts_at": "2026-05-02T10:00", "ends_at": "2026-05-01T10:00"}, "The end is before"),
        ({"goal": "100"}, "A target needs a start and an end date."),
    ],
)
def test_bad_campaign_is_refused_with_a_sentence(client, form, chief, fields, sentence):
    client.force_login(chief)

    page = make(client, form | fields)

    assert sentence in page
    assert not Ad.objects.filter(name="Bread").exists()


def test_maker_is_told_of_a_place_that_readers_do_not_see(client, form, chief):
    client.force_login(chief)

    response = client.post("/admin/articles/ad/add/", form | {"language": "hy"}, follow=True)

    assert "its slot needs a house ad in this language" in response.content.decode()


@pytest.mark.parametrize(
    "fields, is_told",
    [({}, True), ({"language": "hy"}, False), ({"words": "Warm bread"}, False)],
)
def test_maker_is_told_of_a_picture_that_says_nothing(client, form, chief, fields, is_told):
    Image.objects.update(alt_hy="Հաց")
    client.force_login(chief)

    page = client.post("/admin/articles/ad/add/", form | fields, follow=True).content.decode()

    assert ("The picture has no alt text in the language" in page) == is_told
    assert Ad.objects.filter(name="Bread").count() == 1


@pytest.mark.parametrize("place", Ad.Place.values)
def test_preview_shows_the_ad_in_its_place_and_counts_nothing(
    client, make_ad, make_edition, chief, place
):
    for _one in range(5):
        make_edition("ru", body_ru="<p>Один</p><p>Два</p><p>Три</p>")
    ad = make_ad(place=place, words="Тёплый хлеб", starts_at=datetime(2100, 1, 1, tzinfo=UTC))
    make_ad(place=place, is_house=True, words="Письмо")
    client.force_login(chief)

    page = client.get(f"/admin/articles/ad/{ad.pk}/preview/").content.decode()

    assert (page.count(f'class="ad ad-{place}"'), page.count("Тёплый хлеб")) == (1, 1)
    assert "data-ad-place" not in page
    assert "Письмо" not in page


@pytest.fixture
def counted(make_ad):
    ad = make_ad(name="Bread")
    for day, seen, clicks in ((1, 50, 1), (2, 100, 3)):
        hour = datetime(2026, 4, day, 9, tzinfo=UTC)
        AdCount.objects.create(ad=ad, hour=hour, seen=seen, clicks=clicks)
    return ad


def test_report_has_a_table_and_a_chart(client, counted, chief):
    client.force_login(chief)

    page = client.get(f"/admin/articles/ad/{counted.pk}/report/").content.decode()

    assert '<rect x="0" y="80" width="14" height="80">' in page
    assert "<td>150</td><td>4</td><td>2.67</td>" in page


def test_report_is_a_file_too(client, counted, chief):
    client.force_login(chief)

    response = client.get(f"/admin/articles/ad/{counted.pk}/report.csv")

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    lines = response.content.decode().splitlines()
    assert lines == ["day,impressions,clicks", "2026-04-01,50,1", "2026-04-02,100,3"]


def test_report_is_a_spreadsheet_too(client, counted, chief):
    client.force_login(chief)

    response = client.get(f"/admin/articles/ad/{counted.pk}/report.xlsx")

    assert list(spreadsheets.read_rows(response.getvalue())) == [
        ["day", "impressions", "clicks"],
        ["2026-04-01", "50", "1"],
        ["2026-04-02", "100", "3"],
    ]


@pytest.mark.parametrize("what", ["preview/", "report/", "report.csv", "report.xlsx"])
def test_others_may_not_look(client, counted, editor_ru, what):
    client.force_login(editor_ru)

    assert client.get(f"/admin/articles/ad/{counted.pk}/{what}").status_code == 403


def test_campaigns_keep_their_order_though_their_counts_are_summed_up(rf, make_ad, chief):
    first, second = make_ad(name="Bread"), make_ad(name="Apricots")
    request = rf.get("/")
    request.user = chief

    rows = admin.site._registry[Ad].get_queryset(request)

    assert (rows.ordered, list(rows)) == (True, [first, second])

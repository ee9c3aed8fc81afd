"""A story's address: the story, 301, 404, 410."""

import json
import re
from datetime import timedelta

import pytest
from django.utils.timezone import now

from articles import workflow
from articles.models import Correction, Edition, OldSlug


def test_edition_is_shown_at_its_address(client, make_edition):
    edition = make_edition("ru", lead_ru="Вода прибывает.")

    response = client.get(edition.get_absolute_url())

    assert response.status_code == 200
    assert response.context["edition"] == edition
    assert "Вода прибывает." in response.content.decode()


def test_edition_is_not_shown_in_another_language(client, make_edition):
    edition = make_edition("ru")

    response = client.get(edition.get_absolute_url().replace("/ru/", "/arm/"))

    assert response.status_code == 404


def test_scheduled_edition_answers_like_no_address_at_all(client, make_edition):
    edition = make_edition("ru", at=now() + timedelta(hours=1))

    response = client.get(edition.get_absolute_url())

    assert response.status_code == 404
    assert edition.title not in response.content.decode()


def test_withdrawn_edition_answers_410_with_the_reason(client, make_edition, chief):
    edition = make_edition("ru")
    workflow.withdraw(edition, reason="Опубликовано по ошибке.", by=chief)

    response = client.get(edition.get_absolute_url())

    assert response.status_code == 410
    assert "Опубликовано по ошибке." in response.content.decode()
    assert edition.title not in response.content.decode()


def test_ended_edition_answers_410_without_a_reason(client, make_edition):
    edition = make_edition("ru", hours_ago=2)
    Edition.objects.update(expires_at=now() - timedelta(minutes=1))

    response = client.get(edition.get_absolute_url())

    assert response.status_code == 410
    assert response.context["reason"] == ""
    assert edition.title not in response.content.decode()


def test_old_slug_leads_to_the_present_one_in_one_hop(client, make_edition):
    edition = make_edition("ru")
    for slug in ("first", "second"):
        OldSlug.objects.create(edition=edition, language="ru", slug=slug)

    responses = [client.get(f"/ru/post/{slug}/") for slug in ("first", "second")]

    assert [response.status_code for response in responses] == [301, 301]
    assert {response["Location"] for response in responses} == {edition.get_absolute_url()}


def test_old_slug_of_a_withdrawn_edition_answers_410(client, make_edition, chief):
    edition = make_edition("ru")
    OldSlug.objects.create(edition=edition, language="ru", slug="first")
    workflow.withdraw(edition, reason="Ошибка.", by=chief)

    assert client.get("/ru/post/first/").status_code == 410


def test_old_slug_of_a_scheduled_edition_answers_404(client, make_edition):
    edition = make_edition("ru", at=now() + timedelta(hours=1))
    OldSlug.objects.create(edition=edition, language="ru", slug="first")

    assert client.get("/ru/post/first/").status_code == 404


@pytest.fixture
def story(make_article, make_edition):
    """One article, live in Russian and Armenian."""
    article = make_article(title_hy="Լիճը վերադառնում է")
    return {code: make_edition(code, article=article) for code in ("ru", "hy")}


def test_switch_leads_to_the_same_story_else_to_its_section(client, story):
    response = client.get(story["ru"].get_absolute_url())

    links = {one.language.code: (one.url, one.is_same) for one in response.context["switch"]}
    assert links == {
        "ru": (story["ru"].get_absolute_url(), True),
        "hy": (story["hy"].get_absolute_url(), True),
        "en": ("/en/category/ecology/", False),
    }


def test_switch_leads_home_where_the_section_has_no_name(client, story, category):
    category.name_en = ""
    category.save()

    response = client.get(story["ru"].get_absolute_url())

    links = {one.language.code: one.url for one in response.context["switch"]}
    assert links["en"] == "/en/"


def test_hreflang_names_every_live_language_and_itself(client, story, settings):
    pages = [client.get(edition.get_absolute_url()) for edition in story.values()]

    wanted = [(code, settings.SITE_URL + one.get_absolute_url()) for code, one in story.items()]
    for page in pages:
        assert page.context["page_meta"].alternates == wanted
        assert page.context["page_meta"].x_default == wanted[0][1]


def test_hreflang_leaves_out_what_is_withdrawn(client, story, chief):
    workflow.withdraw(story["hy"], reason="Սխալ։", by=chief)

    page = client.get(story["ru"].get_absolute_url()).content.decode()

    assert re.findall(r'hreflang="([^"]+)" href="http', page) == ["ru", "x-default"]


def test_x_default_is_absent_without_the_sites_and_the_storys_language(client, make_edition):
    edition = make_edition("en")
    Edition.objects.update(source_language="hy")

    response = client.get(edition.get_absolute_url())

    assert response.context["page_meta"].x_default is None


def test_byline_leaves_out_who_has_no_name_in_the_language(client, make_edition, author):
    author.name_ru = ""
    author.save()
    edition = make_edition("ru", authors=[author])

    response = client.get(edition.get_absolute_url())

    assert response.context["byline"].text == []


def test_corrections_are_shown(client, make_edition, chief):
    edition = make_edition("ru")
    Correction.objects.create(edition=edition, text="Было 15, стало 16.", at=now(), by=chief)

    page = client.get(edition.get_absolute_url()).content.decode()

    assert "Было 15, стало 16." in page


def test_json_ld_cannot_leave_its_script(client, make_edition):
    edition = make_edition("ru", title_ru='</script><script>alert("1")</script> & ещё')

    page = client.get(edition.get_absolute_url()).content.decode()

    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[1]
    assert json.loads(data)["headline"] == edition.title
    assert "<" not in data


def test_story_older_than_a_year_says_so(client, make_edition):
    edition = make_edition("ru", hours_ago=24 * 366)

    response = client.get(edition.get_absolute_url())

    assert response.context["is_old"] is True

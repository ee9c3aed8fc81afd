"""The page that lists what was corrected."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from articles import workflow
from articles.models import Correction, Page

PATHS = {"ru": "/ru/corrections/", "hy": "/arm/corrections/", "en": "/en/corrections/"}
TITLES = {"ru": "Исправления", "hy": "Ուղղումներ", "en": "Corrections"}


@pytest.fixture
def correct(make_edition, chief):
    """Publish a story and correct it: `correct("ru", "Было 5.", hours_ago=2)`."""

    def make(language, text, *, hours_ago=1, **fields):
        edition = make_edition(language, **fields)
        moment = now() - timedelta(hours=hours_ago)
        Correction.objects.create(edition=edition, text=text, at=moment, by=chief)
        return edition

    return make


@pytest.mark.parametrize("language", PATHS)
def test_page_has_a_heading_in_each_language(client, db, language):
    page = client.get(PATHS[language]).content.decode()

    assert f"<h1>{TITLES[language]}</h1>" in page
    assert f'<html lang="{language}"' in page


def test_newest_stands_first_with_its_story(client, correct):
    correct("ru", "Было 5 метров.", hours_ago=3, title_ru="Озеро")
    edition = correct("ru", "Было 7 гектаров.", hours_ago=1, title_ru="Лес")

    response = client.get(PATHS["ru"])

    texts = [one.text for one in response.context["stream"].object_list]
    assert texts == ["Было 7 гектаров.", "Было 5 метров."]
    page = response.content.decode()
    assert f'<h2><a href="{edition.get_absolute_url()}">Лес</a></h2>' in page


def test_corrections_of_another_language_stand_on_its_own_page(client, correct):
    correct("ru", "Было 5 метров.")
    correct("hy", "Գրված էր 5 մետր։")

    assert "Было 5 метров." in client.get(PATHS["ru"]).content.decode()
    page = client.get(PATHS["hy"]).content.decode()
    assert "Գրված էր 5 մետր։" in page
    assert "Было 5 метров." not in page


def test_correction_leaves_with_its_story(client, correct, chief):
    edition = correct("ru", "Было 5 метров.")
    assert "Было 5 метров." in client.get(PATHS["ru"]).content.decode()

    workflow.withdraw(edition, reason="Ошибка.", by=chief)

    page = client.get(PATHS["ru"]).content.decode()
    assert "Было 5 метров." not in page
    assert edition.title not in page


def test_text_is_escaped_and_keeps_its_lines(client, correct):
    correct("ru", "Было <b>5</b>.\nВерно 6.")

    page = client.get(PATHS["ru"]).content.decode()

    assert "<p>Было &lt;b&gt;5&lt;/b&gt;.<br>Верно 6.</p>" in page


def test_pages_follow_each_other(client, make_edition, chief):
    edition = make_edition("ru")
    for number in range(25):
        moment = now() - timedelta(hours=number)
        Correction.objects.create(edition=edition, text=f"№ {number}.", at=moment, by=chief)

    first, second = client.get(PATHS["ru"]), client.get(PATHS["ru"] + "?page=2")

    assert '<a rel="next" href="?page=2">' in first.content.decode()
    assert [one.text for one in second.context["stream"].object_list] == [
        f"№ {number}." for number in range(20, 25)
    ]
    assert '<a rel="prev" href=".">' in second.content.decode()
    assert client.get(PATHS["ru"] + "?page=3").status_code == 404


def test_page_is_found_from_footer_and_sitemap(client, db):
    assert 'href="/ru/corrections/"' in client.get("/ru/").content.decode()
    assert "/arm/corrections/</loc>" in client.get("/sitemap-arm-1.xml").content.decode()
    assert 'rel="alternate" hreflang' not in client.get(PATHS["ru"]).content.decode()


def test_switch_leads_to_the_same_page(client, db):
    switch = client.get(PATHS["ru"]).context["switch"]

    assert [(link.url, link.is_same) for link in switch] == [
        ("/ru/corrections/", True),
        ("/arm/corrections/", True),
        ("/en/corrections/", True),
    ]


def test_policy_is_linked_both_ways(client, db):
    Page.objects.create(slug="rules", purpose="correctionsPolicy", title_ru="Как мы исправляем")

    assert (
        'href="/ru/page/rules/">Как мы исправляем</a>'
        in (client.get(PATHS["ru"]).content.decode().split("<main")[1].split("</main")[0])
    )
    assert (
        'href="/ru/corrections/"'
        in (client.get("/ru/page/rules/").content.decode().split("<main")[1].split("</main")[0])
    )


def test_newsroom_names_the_page_as_its_policy_until_there_is_one(client, make_edition):
    address = make_edition("ru").get_absolute_url()
    before = client.get(address).content.decode()

    Page.objects.create(slug="rules", purpose="correctionsPolicy", title_ru="Как мы исправляем")

    assert '/ru/corrections/"' in before.split('"correctionsPolicy": ')[1][:80]
    assert (
        '/ru/page/rules/"'
        in client.get(address).content.decode().split('"correctionsPolicy": ')[1][:80]
    )

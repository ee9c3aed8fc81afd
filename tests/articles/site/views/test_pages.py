"""About us and the like."""

import pytest

from articles import workflow
from articles.models import Page, SiteSettings


def test_page_exists_where_it_has_a_title(client, db, settings):
    Page.objects.create(slug="about", title_ru="О нас", title_en="About", body_ru="<p>Мы.</p>")

    response = client.get("/ru/page/about/")

    meta = response.context["page_meta"]
    paths = {"ru": "/ru/page/about/", "en": "/en/page/about/"}
    assert "<p>Мы.</p>" in response.content.decode()
    assert meta.description == "Мы."
    assert meta.alternates == [(code, settings.SITE_URL + path) for code, path in paths.items()]
    assert client.get("/arm/page/about/").status_code == 404


def test_headings_do_not_run_into_the_words_below_in_a_description(client, db):
    Page.objects.create(slug="about", title_ru="О нас", body_ru="<h2>Адрес</h2><p>Ереван</p>")

    assert client.get("/ru/page/about/").context["page_meta"].description == "Адрес · Ереван"


def test_footer_has_the_pages_of_the_language_only(client, db):
    Page.objects.create(slug="about", title_ru="О нас")

    assert "/ru/page/about/" in client.get("/ru/").content.decode()
    assert "/page/about/" not in client.get("/en/").content.decode()


def test_words_that_came_by_no_form_are_cleaned(client, db):
    Page.objects.create(slug="about", title_ru="О нас", body_ru="<p>Мы<script>b()</script></p>")
    SiteSettings.objects.create(pk=1, reuse_ru='<p onclick="r()">Ссылка<script>r()</script></p>')

    page = client.get("/ru/page/about/").text

    assert "<p>Мы</p>" in page
    assert "b()" not in page
    assert '<div class="reuse"><p>Ссылка</p></div>' in page


def test_page_shows_the_pictures_and_the_live_stories_that_it_names(
    client, make_image, make_edition, chief
):
    picture, story = make_image(), make_edition("ru", title_ru="Наша премия")
    named = {"image": picture.pk, "story": story.article_id}
    figures = "".join(f'<figure data-{what}="{pk}"></figure>' for what, pk in named.items())
    Page.objects.create(slug="about", title_ru="О нас", body_ru=f"<p>Мы</p>{figures}")

    page = client.get("/ru/page/about/").text

    assert picture.key in page
    assert "Наша премия" in page
    workflow.withdraw(story, reason="Ошибка.", by=chief)
    assert "Наша премия" not in client.get("/ru/page/about/").text


NAMES = ("telegram", "youtube", "x", "instagram", "facebook", "app_store", "google_play", "support")


@pytest.mark.parametrize("name", NAMES)
def test_account_app_and_support_link_are_shown_in_the_languages_that_have_one(
    client, make_edition, name
):
    address = f"https://{name.replace('_', '-')}.example/ru"
    pages = [make_edition(code).get_absolute_url() for code in ("ru", "en")]
    SiteSettings.objects.create(pk=1, **{f"{name}_ru": address})

    russian, english = (client.get(page).text for page in pages)

    assert russian.count(f'href="{address}"') >= 2  # in the header's menus and in the footer
    assert address not in english


def test_newsroom_without_accounts_invites_nobody_to_follow_it(client, make_edition):
    address = make_edition("en").get_absolute_url()
    assert "Follow us" not in client.get(address).text
    SiteSettings.objects.create(pk=1, telegram_en="https://t.me/newsroom")

    assert "Follow us" in client.get(address).text

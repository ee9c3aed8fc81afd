"""About us and the like."""

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


def test_footer_has_the_pages_of_the_language_only(client, db):
    Page.objects.create(slug="about", title_ru="О нас")

    assert "/ru/page/about/" in client.get("/ru/").content.decode()
    assert "/page/about/" not in client.get("/en/").content.decode()


def test_words_that_came_by_no_form_are_cleaned(client, db):
    Page.objects.create(slug="about", title_ru="О нас", body_ru="<p>Мы<script>b()</script></p>")
    SiteSettings.objects.create(pk=1, reuse_ru='<p onclick="r()">Ссылка<script>r()</script></p>')

    page = client.get("/ru/page/about/").text

    assert '<div class="text"><p>Мы</p></div>' in page
    assert '<div class="reuse"><p>Ссылка</p></div>' in page

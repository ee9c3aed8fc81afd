"""A language: a story in it, its pages, its feed, its sitemap, its desk."""

from django.contrib.staticfiles import finders

from articles import workflow
from articles.models import Article, Category, Edition
from tests.parameters import form_of
from tests.recipes.smoke.world import (
    form_address,
    html,
    listed,
    person,
    reader,
    same,
    signed_in,
    texts,
)

# The whole catalogue waits for a translator: two thousand texts.
IS_UNTRANSLATED = True


def smoke() -> None:
    chief = person("chief", "ru", "fr")
    about = Category.objects.create(slug="ecology", name_ru="Экология", name_fr="Écologie")
    words = {"title_ru": "Снег", "title_fr": "Neige sur le lac", "body_fr": "<p>Le lac</p>"}
    article = workflow.save(
        Article(**words, lead_fr="Chapeau", category=about, source_language="fr"), by=chief
    )
    workflow.publish(article, "fr", by=chief)
    edition = Edition.objects.get()
    same((edition.language, edition.title), ("fr", "Neige sur le lac"))

    page = edition.get_absolute_url()
    same(page, "/fr/post/neige-sur-le-lac/")
    shown = html(reader(), page)
    same(shown.get("lang"), "fr")
    same(texts(shown, "h1"), ["Neige sur le lac"])
    assert page in [one.get("href") for one in html(reader(), "/fr/").cssselect("a")]
    feed = reader().get("/fr/feed/").content.decode()
    assert "<title>Neige sur le lac</title>" in feed
    assert "<language>fr</language>" in feed
    index = reader().get("/sitemap.xml").content.decode()
    assert "/sitemap-fr-1.xml" in index
    assert f"{page}</loc>" in reader().get("/sitemap-fr-1.xml").content.decode()
    assert "Que cherchez-vous ?" in reader().get("/fr/search/").content.decode()
    assert "Neige" not in reader().get("/ru/").content.decode()

    client = signed_in(chief)
    same(form_of(client, form_address(article))["title_fr"], ["Neige sur le lac"])
    same(listed(client, "?fr=live"), ["Снег"])
    same(listed(client, "?fr=draft"), [])
    # The editor's own words in it.
    assert finders.find("ckeditor/ckeditor/lang/fr.js")

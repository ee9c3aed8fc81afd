"""A block of the text: in the editor's menu, kept by cleaning, drawn, fed, styled."""

from django.contrib.staticfiles import finders

from articles.models import SiteSettings
from articles.models.rich_text import blocks_config
from articles.text.cleaning import clean, plain
from tests.recipes.smoke.world import html, person, published, reader, same, texts

WRITTEN = '<section data-block="method"><h3>Как мы работали</h3><p>Спросили пятерых</p></section>'


def smoke() -> None:
    same(clean(f"<p>Раз</p>{WRITTEN}"), f"<p>Раз</p>{WRITTEN}")
    same(clean(WRITTEN.replace('"method"', '"methods"')).count("<section"), 0)
    same(plain(WRITTEN).split(), ["Как", "мы", "работали", "Спросили", "пятерых"])

    menu = [(one["name"], one["heading"]) for one in blocks_config("hy") if one["in_menu"]]
    same(("method", "Ինչպես ենք աշխատել"), menu[menu.index(("facts", "Տեղեկանք")) + 1])

    SiteSettings.objects.update_or_create(pk=1, defaults={"feed_has_full_text": True})
    edition = published(person("chief", "ru"), body_ru=f"<p>Раз</p>{WRITTEN}")
    page = html(reader(), edition.get_absolute_url())
    same(texts(page, '.text section[data-block="method"] > p'), ["Спросили пятерых"])
    fed = reader().get("/ru/feed/").content.decode()
    assert "Спросили пятерых" in fed
    with open(finders.find("bundles/article.css")) as styles:
        assert '.text [data-block="method"]' in styles.read()

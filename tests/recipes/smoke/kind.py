"""A kind of story: chosen in the form, published, named to readers and to machines."""

from articles import workflow
from articles.models import Article, Edition, Kind, TelegramChannel
from tests.parameters import form_of
from tests.recipes.smoke.world import (
    form_address,
    html,
    json_ld,
    listed,
    person,
    published,
    reader,
    same,
    signed_in,
    texts,
)


def smoke() -> None:
    chief = person("chief", "ru", "hy", "en")
    article = published(chief, title_hy="Ձյուն", lead_hy="Լիդ").article
    client, address = signed_in(chief), form_address(article)

    typed = form_of(client, address)
    same(typed["kind"], ["news"])
    shown = texts(html(client, address), 'select[name="kind"] option[value="review"]')
    same(shown, ["Рецензия"])
    same(client.post(address, typed | {"kind": ["review"]}).status_code, 302)
    article = Article.objects.get(pk=article.pk)
    same(article.kind, "review")

    said = {}
    for code in ("ru", "hy"):
        workflow.publish(article, code, by=chief)
        page = html(reader(), Edition.objects.get(language=code).get_absolute_url())
        said[code] = texts(page, ".article-head .label"), json_ld(page)[0]["@type"]
        assert page.cssselect("article.article-review"), code
    russian, armenian = said["ru"], said["hy"]
    same(russian, (["Рецензия"], "ReviewNewsArticle"))
    same(armenian, (["Գրախոսություն"], "ReviewNewsArticle"))

    published(chief, title_ru="Дождь")
    same(listed(client, "?kind=review"), ["Снег"])
    assert Kind.REVIEW in TelegramChannel().kinds

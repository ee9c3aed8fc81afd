"""A fact of a story, the same in all languages: typed, remembered, brought back, published."""

from articles import workflow
from articles.admin.story import differences
from articles.editorial import field_permissions, versions
from articles.models import Article, Edition
from tests.parameters import form_of
from tests.recipes.smoke.world import (
    form_address,
    html,
    person,
    published,
    reader,
    same,
    signed_in,
    texts,
)


def smoke() -> None:
    chief = person("chief", "ru", "hy", "en")
    edition = published(chief)
    article = edition.article
    client, address = signed_in(chief), form_address(article)

    typed = form_of(client, address)
    same(typed["partner"], [""])
    same(client.post(address, typed | {"partner": "Банк"}).status_code, 302)
    article = Article.objects.get(pk=article.pk)
    same(article.partner, "Банк")
    old, new = article.versions.filter(part="shared").order_by("number")
    same((old.fields["partner"], new.fields["partner"]), ("", "Банк"))
    same([one.label for one in differences.of_facts(old.fields, new.fields)], ["партнёр"])

    page = edition.get_absolute_url()
    assert "Банк" not in reader().get(page).content.decode()
    workflow.publish(article, "ru", by=chief)
    same(Edition.objects.get(pk=edition.pk).partner, "Банк")
    same(texts(html(reader(), page), ".article-meta .partner-name"), ["Банк"])

    workflow.bring_back(old, by=chief)
    same(Article.objects.get(pk=article.pk).partner, "")

    article = Article.objects.get(pk=article.pk)
    labels = texts(html(client, address), 'label[for="id_partner"]')
    same([one.split()[0] for one in labels], ["Партнёр"])
    translator = person("translator", "ru")
    assert "partner" in field_permissions.barred(translator, article)
    assert "partner" not in field_permissions.barred(chief, article)
    before = versions.held(old) | {"partner": "Банк"}
    assert not versions.is_same("shared", before, versions.held(old))

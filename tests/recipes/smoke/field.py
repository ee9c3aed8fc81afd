"""A text that a story has in each language: typed, remembered, published, kept from readers."""

from articles import workflow
from articles.editorial import field_permissions, versions
from articles.models import Article, Edition
from newsroom import languages
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
    columns = [f"dateline_{code}" for code in languages.CODES]

    typed = form_of(client, address)
    same([typed[name] for name in columns], [[""], [""], [""]])
    answer = client.post(address, typed | {"dateline_ru": "Севан", "dateline_hy": "Սևան"})
    same(answer.status_code, 302)

    article = Article.objects.get(pk=article.pk)
    same([getattr(article, name) for name in columns], ["Севан", "Սևան", ""])
    same(versions.latest(article)["ru"].fields["dateline"], "Севан")
    page = edition.get_absolute_url()
    assert "Севан" not in reader().get(page).content.decode()

    workflow.publish(article, "ru", by=chief)
    same(Edition.objects.get(pk=edition.pk).dateline, "Севан")
    same(texts(html(reader(), page), ".article-meta .dateline"), ["Севан"])

    labels = texts(html(client, address), 'label[for="id_dateline_ru"]')
    same([one.split()[0] for one in labels], ["Место"])
    translator = person("translator", "hy")
    shut = field_permissions.barred(translator, article)
    same([name in shut for name in columns], [True, False, True])

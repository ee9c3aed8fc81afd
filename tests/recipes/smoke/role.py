"""A role: what its lines in the tables say, and nothing else."""

from articles.editorial.permissions import ADMIN, STORIES, may
from articles.models import Article, Edition
from newsroom.accounts.oidc_settings import roles_of
from tests.parameters import form_of
from tests.recipes.smoke.world import (
    form_address,
    html,
    person,
    published,
    same,
    signed_in,
    texts,
)

LANGUAGES = ("ru", "hy", "en")


def smoke() -> None:
    chief = person("chief", *LANGUAGES)
    reads = person("proofreader", "ru", "hy")
    edition = published(chief, title_hy="Ձյուն")
    article = edition.article

    every = [(verb, code) for verb in STORIES for code in LANGUAGES]
    allowed = {(verb, code) for verb, code in every if may(reads, verb, article, code)}
    same(allowed, {("write", "ru"), ("write", "hy")})
    rights = {(model, right) for model in ADMIN for right in ADMIN[model] if right != "view"}
    may_change = {one for one in rights if "proofreader" in ADMIN[one[0]][one[1]]}
    same(may_change, {("articles.article", "change")})

    client, address = signed_in(reads), form_address(article)
    typed = form_of(client, address)
    more = {"title_ru": "Снег!", "title_hy": "Ձյուն!", "title_en": "Snow!", "kind": "opinion"}
    same(client.post(address, typed | more).status_code, 302)
    article = Article.objects.get(pk=article.pk)
    found = article.title_ru, article.title_hy, article.title_en, article.kind
    same(found, ("Снег!", "Ձյուն!", "", "news"))

    shut = [
        "/admin/articles/article/add/",
        "/admin/articles/article/flash/",
        f"/admin/articles/article/{article.pk}/ru/publish/",
        f"/admin/articles/article/{article.pk}/bin/",
        "/admin/articles/tag/add/",
        "/admin/newsroom/user/",
    ]
    same({path: client.get(path).status_code for path in shut}, dict.fromkeys(shut, 403))
    same(client.post(shut[2]).status_code, 403)
    same(Edition.objects.get(pk=edition.pk).title, "Снег")

    heads = texts(html(signed_in(chief), "/admin/roles/"), "thead th")
    assert "корректор" in {one.lower() for one in heads}, heads
    same(roles_of("proofreader=desk"), (("proofreader", "desk"),))

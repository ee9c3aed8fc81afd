"""The people and the story that every trial begins with."""

import json

import lxml.html
from django.test import Client

from articles import workflow
from articles.models import Article, Category, Edition
from newsroom.models import User

LISTED = "/admin/articles/article/"


def same(found, wanted) -> None:
    """Fail with both of them unless they are equal."""
    assert found == wanted, f"{found!r} instead of {wanted!r}"


def person(role: str, *languages: str) -> User:
    return User.objects.create_user(
        role, password="x", role=role, languages=list(languages), interface_language="ru"
    )


def signed_in(user: User) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    return client


def reader() -> Client:
    return Client(SERVER_NAME="localhost")


def story(by: User, **fields) -> Article:
    """Return a saved story with a Russian text, in a category of its own."""
    category, _made = Category.objects.get_or_create(
        slug="ecology", defaults={"name_ru": "Экология", "name_hy": "Էկոլոգիա"}
    )
    given = {"title_ru": "Снег", "lead_ru": "Лид", "body_ru": "<p>Текст</p>", "category": category}
    return workflow.save(Article(**given | fields), by=by)


def published(by: User, language: str = "ru", **fields) -> Edition:
    """Return what readers get of such a story."""
    article = story(by, **fields)
    workflow.publish(article, language, by=by)
    return Edition.objects.get(article=article, language=language)


def html(client: Client, path: str) -> lxml.html.HtmlElement:
    """Return a page; fail unless it is there."""
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return lxml.html.document_fromstring(answer.content.decode())


def texts(page: lxml.html.HtmlElement, selector: str) -> list[str]:
    """Return what stands in each element of a page that a class or a name chooses."""
    return [" ".join(one.text_content().split()) for one in page.cssselect(selector)]


def listed(client: Client, query: str) -> list[str]:
    """Return the titles in the list of stories."""
    return texts(html(client, LISTED + query), "#result_list .story-title")


def json_ld(page: lxml.html.HtmlElement) -> list[dict]:
    """Return the data blocks of a page."""
    return [json.loads(one.text) for one in page.cssselect('script[type="application/ld+json"]')]


def form_address(article: Article) -> str:
    return f"{LISTED}{article.pk}/change/"

"""The bin in the admin: asked before, listed, taken out; what lies in it is nowhere else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.editorial import notes
from articles.models import Article


@pytest.fixture
def article(make_article, reporter):
    return make_article(title_ru="Озеро Севан", by=reporter)


def address(name, article=None):
    return reverse(f"admin:articles_{name}", args=[article.pk] if article else [])


def test_story_is_deleted_after_a_question(sign_in, reporter, article):
    client = sign_in(reporter)
    form = client.get(article.get_admin_url()).content.decode()
    assert address("article_bin", article) in form

    asked = client.get(address("article_bin", article)).content.decode()
    assert "It can be restored for 30 days" in asked
    assert Article.objects.exists()
    page = client.post(address("article_bin", article), follow=True).content.decode()

    assert "“Озеро Севан” is in the bin." in page
    assert not Article.objects.exists()


def test_live_story_is_refused_in_a_sentence(sign_in, chief, make_edition):
    edition = make_edition("ru")
    client = sign_in(chief)

    asked = client.get(address("article_bin", edition.article)).content.decode()
    page = client.post(address("article_bin", edition.article), follow=True).content.decode()

    assert "Move to the bin" not in asked
    assert "The story is live. Withdraw it before deleting it." in page
    assert Article.objects.exists()


def test_who_may_not_delete_is_not_asked(sign_in, photo, article):
    client = sign_in(photo)

    assert (
        address("article_bin", article) not in client.get(article.get_admin_url()).content.decode()
    )
    assert client.get(address("article_bin", article)).status_code == 403
    assert client.post(address("article_bin", article)).status_code == 403


def test_bin_says_who_and_when_and_gives_back(sign_in, chief, reporter, photo, article):
    workflow.put_into_bin(article, by=reporter)
    out = address("article_take_out", article)

    page = sign_in(photo).get(address("bin")).content.decode()
    assert "Озеро Севан" in page
    assert "deleted by reporter" in page
    assert out not in page
    assert sign_in(photo).post(out).status_code == 403
    client = sign_in(chief)
    assert out in client.get(address("bin")).content.decode()
    answer = client.post(out)

    assert answer.url == article.get_admin_url()
    assert Article.objects.get() == article
    assert client.post(out).status_code == 404


def test_bin_asks_the_same_queries_for_one_story_and_three(
    sign_in, chief, make_article, django_assert_num_queries
):
    client = sign_in(chief)
    for number in (1, 3):
        while Article.everything.count() < number:
            workflow.put_into_bin(make_article(), by=chief)
        client.get(address("bin"))
        with django_assert_num_queries(6):
            client.get(address("bin"))


def test_what_lies_in_the_bin_is_nowhere_else(sign_in, chief, reporter, article, make_article):
    notes.write(article, by=reporter, text="@chief посмотри")
    workflow.plan(article, "ru", by=chief, wanted_at=timezone.now() + timedelta(minutes=1))
    client = sign_in(chief)
    picker = {"app_label": "articles", "model_name": "relatedstory", "field_name": "story"}
    places = [
        ("/admin/", {}),
        (reverse("admin:articles_article_changelist"), {}),
        (reverse("admin:articles_article_changelist"), {"q": "Севан"}),
        (reverse("admin:autocomplete"), picker | {"term": "Севан"}),
        (reverse("admin:articles_notes"), {}),
        (reverse("admin:articles_week_plan"), {}),
        (reverse("admin:articles_article_similar"), {"title": "Озеро Севан"}),
    ]

    def pages():
        return [client.get(path, query).content.decode() for path, query in places]

    def names(page):
        return "Севан" in page or r"\u0421\u0435\u0432\u0430\u043d" in page

    # The list with a question says it in its field.
    other = make_article(title_ru="Другая")
    assert all(names(page) for page in pages())
    workflow.put_into_bin(article, by=chief)
    found = pages()

    assert not any(article.get_admin_url() in page for page in found)
    assert [names(page) for page in found if 'value="Севан"' not in page] == [False] * 6
    for name in ("notes", "versions", "preview_links", "bin"):
        assert client.get(address(f"article_{name}", article)).status_code == 404
    preview = reverse("admin:articles_article_preview_page", args=[article.pk, "ru"])
    assert client.get(preview).status_code == 404
    assert client.get(article.get_admin_url())["Location"] == reverse("admin:index")
    assert other == Article.objects.get()


def test_audit_goes_on_saying_its_title(sign_in, chief, article):
    workflow.put_into_bin(article, by=chief)

    page = sign_in(chief).get(reverse("admin:articles_auditentry_changelist")).content.decode()

    assert "chief moved “Озеро Севан” to the bin" in page

"""The history in the admin: the list, two versions side by side, one brought back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.models import Article, Version

BOTH = "<p>Одно слово здесь</p><p>Всё прежнее</p>"


@pytest.fixture
def article(make_article, chief):
    """Three versions in Russian; readers see the second."""
    article = make_article(title_ru="Первый", body_ru=BOTH)
    article.set_text("title", "ru", "Второй")
    article.set_text("body", "ru", BOTH.replace("слово", "дело"))
    workflow.save(article, by=chief)
    workflow.publish(article, "ru", by=chief)
    article.set_text("title", "ru", "Третий")
    return workflow.save(article, by=chief)


def listed(article):
    return reverse("admin:articles_article_versions", args=[article.pk])


def compared(article):
    return reverse("admin:articles_article_compare", args=[article.pk])


def version(article, number, part="ru"):
    return article.versions.get(part=part, number=number)


def test_list_tells_who_when_and_what_readers_see(sign_in, photo, article):
    page = sign_in(photo).get(listed(article)).content.decode()

    assert [f"RU {number}" in page for number in (1, 2, 3)] == [True] * 3
    assert page.count("readers see this") == 2  # the Russian text, and the facts
    assert page.count("saved now") == 2
    assert "chief" in page


def test_list_shows_one_part_or_the_named(sign_in, chief, article):
    workflow.name_version(version(article, 1), by=chief, name="До правки")
    client = sign_in(chief)

    part = client.get(listed(article), {"part": "shared"}).content.decode()
    named = client.get(listed(article), {"named": "1"}).content.decode()

    assert "RU 1" not in part
    assert "До правки" in named
    assert "RU 2" not in named


@pytest.mark.parametrize("number", [3, 500])
def test_list_asks_the_same_queries_however_many_versions(
    number, sign_in, chief, article, django_assert_num_queries
):
    body = "<p>Слово</p>" * 1000
    Version.objects.bulk_create(
        Version(
            article=article,
            part="ru",
            number=4 + n,
            verb="save",
            by=chief,
            at=article.changed_at,
            fields={"title": f"{n}", "body": body},
        )  # fmt: skip
        for n in range(number - 3)
    )
    client = sign_in(chief)
    client.get(listed(article))

    with django_assert_num_queries(9):
        page = client.get(listed(article)).content.decode()

    assert page.count('name="old"') == min(number + 1, 50)


def test_two_versions_side_by_side(sign_in, chief, article):
    old, new = version(article, 1), version(article, 2)
    client = sign_in(chief)

    # The order in which they were chosen does not matter.
    for query in ({"old": old.pk, "new": new.pk}, {"old": new.pk, "new": old.pk}):
        page = client.get(compared(article), query).content.decode()

        assert "<del>Первый</del><ins>Второй</ins>" in page
        assert " Одно<del> слово</del><ins> дело</ins> здесь" in page
        assert "Words added: 2, removed: 2." in page


def test_with_what_readers_see_and_what_is_saved_and_what_was_published(sign_in, chief, article):
    client = sign_in(chief)
    first = version(article, 1).pk

    def page(new):
        return client.get(compared(article), {"old": first, "new": new}).content.decode()

    assert "<ins>Второй</ins>" in page("live")
    assert "<ins>Третий</ins>" in page("now")
    assert "<ins>Второй</ins>" in page("published")
    workflow.withdraw(article.editions.get(), reason="Ошибка", by=chief)
    assert client.get(compared(article), {"old": first, "new": "live"}).status_code == 404
    assert "<ins>Второй</ins>" in page("published")


def test_what_only_is_scheduled_was_not_published(sign_in, chief, make_article):
    article = make_article(title_ru="Завтра")
    workflow.publish(article, "ru", by=chief, at=timezone.now() + timedelta(hours=1))
    query = {"old": version(article, 1).pk, "new": "published"}

    assert sign_in(chief).get(compared(article), query).status_code == 404


def test_facts_are_compared_by_their_names(sign_in, chief, article, make_tag, author):
    workflow.save(
        article,
        by=chief,
        tags=[make_tag(ru="Севан", en="Sevan").pk],
        credits=[(author.pk, "text", "")],
    )
    query = {"part": "shared", "old": version(article, 1, "shared").pk, "new": "now"}

    page = sign_in(chief).get(compared(article), query).content.decode()

    assert "<ins>Sevan</ins>" in page
    assert "<ins>Mariam Petrosyan (text)</ins>" in page


def test_anothers_markup_never_runs(sign_in, chief, article):
    bad = '<p>x</p><img src=x onerror="alert(1)"><script>alert(2)</script><svg onload=alert(3)>'
    bad += '<p><a href="javascript:alert(4)">y</a></p><figure data-image="<script>"></figure>'
    Version.objects.filter(pk=version(article, 2).pk).update(
        fields=version(article, 2).fields | {"body": bad, "title": "<script>alert(5)</script>"}
    )
    query = {"old": version(article, 1).pk, "new": version(article, 2).pk}

    page = sign_in(chief).get(compared(article), query).content.decode()
    shown = page[page.index('class="sides"') :]

    for hostile in ("<img src=x", "<script>alert", "<svg onload", 'href="javascript', "onerror"):
        assert hostile not in shown
    assert "&lt;script&gt;alert(5)&lt;/script&gt;" in shown


@pytest.mark.parametrize(
    "query, status",
    [
        ({}, 302),
        ({"old": "x", "new": "y"}, 302),
        ({"part": "xx", "old": "now", "new": "now"}, 302),
        ({"part": "ru", "old": "now"}, 404),
        ({"part": "ru", "old": "99999999999999999999", "new": "now"}, 404),
    ],
)
def test_nonsense_leads_to_the_list_or_nowhere(query, status, sign_in, chief, article):
    assert sign_in(chief).get(compared(article), query).status_code == status


def test_versions_of_two_parts_are_not_compared(sign_in, chief, article):
    query = {"old": version(article, 1).pk, "new": version(article, 1, "shared").pk}

    page = sign_in(chief).get(compared(article), query, follow=True).content.decode()

    assert "Choose two versions of the same language or of the story details." in page


def test_another_storys_version_is_not_shown(sign_in, chief, article, make_article):
    secret = make_article(title_ru="Секрет")
    query = {"old": version(secret, 1).pk, "new": "now"}

    answer = sign_in(chief).get(compared(article), {"part": "ru"} | query)

    assert answer.status_code == 404
    bring = reverse("admin:articles_version_bring_back", args=[article.pk, version(secret, 1).pk])
    assert sign_in(chief).post(bring).status_code == 404


def test_version_is_brought_back_whole_or_in_one_field(sign_in, chief, article):
    client = sign_in(chief)
    address = reverse(
        "admin:articles_version_bring_back", args=[article.pk, version(article, 1).pk]
    )
    assert client.get(address).status_code == 405

    answer = client.post(address, {"field": "title", "base": 3})
    kept = Article.objects.get()
    assert (kept.text("title", "ru"), "дело" in kept.text("body", "ru")) == ("Первый", True)
    client.post(address, {"base": 4})

    assert answer.url == f"{article.get_admin_url()}#ru"
    assert Article.objects.get().text("body", "ru") == BOTH
    assert article.editions.get().title == "Второй"


def test_who_may_not_write_gets_no_button_and_no_answer(sign_in, editor_hy, article):
    client, old = sign_in(editor_hy), version(article, 1)
    query = {"old": old.pk, "new": "now"}

    for page in (client.get(listed(article), {"part": "ru"}), client.get(compared(article), query)):
        assert "bring-back" not in page.content.decode()
    for name in ("bring_back", "name"):
        address = reverse(f"admin:articles_version_{name}", args=[article.pk, old.pk])
        assert client.post(address, {"name": "x"}).status_code == 403
    assert Article.objects.get().text("title", "ru") == "Третий"


def test_version_is_named(sign_in, chief, article):
    address = reverse("admin:articles_version_name", args=[article.pk, version(article, 1).pk])

    page = sign_in(chief).post(address, {"name": "До правки <b>"}, follow=True).content.decode()

    assert "До правки &lt;b&gt;" in page
    assert version(article, 1).name == "До правки <b>"


def test_django_history_of_a_story_leads_to_its_versions(sign_in, reporter, make_article):
    article = make_article(by=reporter)
    client = sign_in(reporter)

    answer = client.get(reverse("admin:articles_article_history", args=[article.pk]))
    gone = client.get(reverse("admin:articles_article_history", args=[article.pk + 1]))

    assert answer.url == reverse("admin:articles_article_versions", args=[article.pk])
    assert gone.url == reverse("admin:index")

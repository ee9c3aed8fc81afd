"""One thing done to several stories: each asked for by itself, and told of honestly."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.admin.story_list import article_bulk
from articles.editorial.checks.rules import Check, Level
from articles.models import Article, AuditEntry, Edition, SiteSettings

LIST = "admin:articles_article_changelist"


@pytest.fixture
def do(sign_in):
    """Do something to several stories as a browser would: `do(chief, "submit", [one, two])`."""

    def press(who, name, articles, **typed):
        data = {"story": [one.pk for one in articles], "next": f"{reverse(LIST)}?ru=draft"}
        return sign_in(who).post(reverse("admin:articles_bulk", args=[name]), data | typed)

    return press


def said(response) -> tuple[set, dict]:
    """Return what was done, and what was left with the reason."""
    done = {(one.title, one.label) for one in response.context["done"]}
    return done, {(one.title, one.label): one.sentence for one in response.context["left"]}


def statuses(code="ru") -> dict[str, str]:
    return {one.title_ru: one.text("status", code) for one in Article.objects.all()}


def test_action_of_the_list_asks_before_anything_is_done(sign_in, chief, make_article):
    articles = [make_article(title_ru=title) for title in ("Первое", "Второе")]
    data = {"action": "submit", "_selected_action": [one.pk for one in articles]}

    page = sign_in(chief).post(f"{reverse(LIST)}?ru=draft", data)

    assert [one.best_title for one in page.context["articles"]] == ["Второе", "Первое"]
    assert page.context["form"]["languages"].value() == ["ru", "hy", "en"]
    assert page.context["back"] == f"{reverse(LIST)}?ru=draft"
    assert set(statuses().values()) == {"draft"}


def test_action_refuses_more_than_can_be_looked_through(monkeypatch, sign_in, chief, make_article):
    monkeypatch.setattr(article_bulk, "MOST", 1)
    articles = [make_article(title_ru=title) for title in ("Первое", "Второе")]
    data = {"action": "submit", "_selected_action": [one.pk for one in articles]}

    response = sign_in(chief).post(reverse(LIST), data, follow=True)

    assert "You can choose up to 1 stories at once." in response.content.decode()


def test_submit_says_of_each_story_and_language_what_became_of_it(do, chief, make_article):
    ready = make_article(title_ru="Готово", title_hy="Պատրաստ")
    there = make_article(title_ru="Уже там")
    workflow.submit(there, "ru", by=chief)

    done, left = said(do(chief, "submit", [ready, there], languages=["ru", "hy"]))

    assert done == {("Готово", "RU"), ("Готово", "ARM")}
    assert left == {
        ("Уже там", "RU"): "The story is no longer at this stage.",
        ("Уже там", "ARM"): "Add a title before submitting the story.",
    }
    assert statuses() == {"Готово": "review", "Уже там": "review"}


def test_submit_of_somebody_elses_story_is_left(do, reporter, make_article):
    own, other = make_article(by=reporter, title_ru="Своё"), make_article(title_ru="Чужое")

    done, left = said(do(reporter, "submit", [own, other], languages=["ru"]))

    assert done == {("Своё", "RU")}
    assert left == {("Чужое", "RU"): "Your role or your languages do not allow this."}
    assert statuses() == {"Своё": "review", "Чужое": "draft"}


def test_publish_is_of_the_desk_only_and_leaves_what_readers_have(
    do, editor_ru, make_article, make_edition
):
    new = make_article(title_ru="Новое", title_hy="Նոր")
    live = make_edition("ru", title_ru="На сайте").article
    typed = {"languages": ["ru", "hy"], "change": "update"}

    done, left = said(do(editor_ru, "publish", [new, live], **typed))

    assert done == {("Новое", "RU")}
    assert left == {
        ("Новое", "ARM"): "Your role or your languages do not allow this.",
        ("На сайте", "RU"): "Readers already have this version.",
        ("На сайте", "ARM"): "Your role or your languages do not allow this.",
    }
    assert Edition.objects.live().count() == 2
    assert AuditEntry.objects.filter(action="publish", by=editor_ru).count() == 1


def test_publish_asks_the_checks_of_each(do, chief, make_article):
    SiteSettings(pk=1, checks={Check.LEAD: Level.WARNING, Check.CATEGORY: Level.ERROR}).save()
    asks = make_article(title_ru="Без лида")
    stops = make_article(title_ru="Без рубрики", category=None)
    typed = {"languages": ["ru"], "change": "update"}

    _done, left = said(do(chief, "publish", [asks, stops], **typed))
    done, still = said(do(chief, "publish", [asks, stops], anyway="on", **typed))

    assert set(left) == {("Без лида", "RU"), ("Без рубрики", "RU")}
    assert all(left.values())
    assert done == {("Без лида", "RU")}
    assert set(still) == {("Без рубрики", "RU")}


def test_publish_within_an_embargo_is_left_with_its_end(do, editor_ru, chief, make_article):
    article = make_article(title_ru="Эмбарго")
    workflow.embargo(article, by=chief, until=timezone.now() + timedelta(hours=2))

    done, left = said(do(editor_ru, "publish", [article], languages=["ru"], change="update"))

    assert done == set()
    assert "under embargo until" in left["Эмбарго", "RU"]
    assert not Edition.objects.exists()


def test_publish_of_a_change_says_what_it_is(do, chief, make_edition):
    edition = make_edition("ru")
    article = edition.article
    article.lead_ru = "Опечатка"
    workflow.save(article, by=chief)

    do(chief, "publish", [article], languages=["ru"], change="typo")

    edition.refresh_from_db()
    assert (edition.lead, edition.updated_at) == ("Опечатка", None)


def test_schedule_wants_a_moment_to_come(do, chief, make_article):
    article = make_article()
    at = timezone.localtime() + timedelta(hours=2)

    refused = do(chief, "schedule", [article], languages=["ru"], at="2020-01-01T10:00")
    done, left = said(
        do(chief, "schedule", [article], languages=["ru", "hy"], at=f"{at:%Y-%m-%dT%H:%M}")
    )

    assert "This time has passed" in refused.content.decode()
    assert done == {("Озеро возвращается", "RU")}
    assert left == {("Озеро возвращается", "ARM"): "No title in this language."}
    assert [one.is_scheduled for one in Edition.objects.all()] == [True]


def test_tag_is_added_to_those_that_lack_it(do, chief, make_article, make_tag):
    old, new = make_tag(ru="Вода"), make_tag(ru="Севан")
    with_it = make_article(title_ru="С меткой", tags=[new])
    without = make_article(title_ru="Без метки", tags=[old])

    done, left = said(do(chief, "add_tag", [with_it, without], tag=new.pk))

    assert done == {("Без метки", "")}
    assert left == {("С меткой", ""): "The story already has this tag."}
    assert set(without.tags.all()) == {old, new}


def test_category_is_changed_where_the_person_may_write_the_facts(
    do, reporter, category, make_article
):
    own = make_article(by=reporter, title_ru="Своё", category=None)
    other = make_article(title_ru="Чужое", category=None)

    done, left = said(do(reporter, "change_category", [own, other], category=category.pk))

    assert done == {("Своё", "")}
    assert list(left) == [("Чужое", "")]
    assert set(Article.objects.filter(category=category)) == {own}


def test_what_others_saved_meanwhile_stays(
    do, chief, editor_ru, category, make_article, monkeypatch
):
    article = make_article(title_ru="Старое", category=None)
    stale = Article.objects.get(pk=article.pk)
    article.title_ru = "Новое"
    workflow.save(article, by=editor_ru)

    do(chief, "change_category", [stale], category=category.pk)

    kept = Article.objects.get()
    assert (kept.title_ru, kept.category) == ("Новое", category)


@pytest.mark.parametrize(
    "person, name, status",
    [
        ("photo", "submit", 403),
        ("translator", "publish", 403),
        ("reporter", "schedule", 403),
        ("administrator", "add_tag", 403),
        ("translator", "change_category", 403),
        ("chief", "nonsense", 404),
    ],
)
def test_doors_are_closed_to_who_may_not(request, do, make_article, person, name, status):
    article = make_article()

    response = do(request.getfixturevalue(person), name, [article], languages=["ru"])

    assert response.status_code == status
    assert set(statuses().values()) == {"draft"}


def test_strange_numbers_of_stories_are_passed_over(do, sign_in, chief, make_article):
    article = make_article()
    data = {"story": [article.pk, "x", "9" * 40, "999999", article.pk], "languages": ["ru"]}
    address = reverse("admin:articles_bulk", args=["submit"])

    response = sign_in(chief).post(address, data | {"next": "https://elsewhere.example/"})

    assert said(response)[0] == {("Озеро возвращается", "RU")}
    assert response.context["back"] == reverse(LIST)


def test_publish_again_chooses_no_sort_of_change(do, chief, make_article, make_edition):
    edition = make_edition("ru")
    article = edition.article
    article.lead_ru = "Опечатка"
    workflow.save(article, by=chief)
    new = make_article(title_ru="Новое")

    refused = do(chief, "publish", [article, new], languages=["ru"], anyway="on")

    edition.refresh_from_db()
    form = refused.context["form"]
    assert list(form.errors) == ["change"]
    assert (form["change"].initial, edition.lead == "Опечатка") == (None, False)
    assert Edition.objects.count() == 1


def test_publish_of_what_is_new_asks_for_no_change(do, chief, make_article):
    done, left = said(do(chief, "publish", [make_article(title_ru="Новое")], languages=["ru"]))

    assert (done, left) == ({("Новое", "RU")}, {})

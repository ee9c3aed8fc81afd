"""The plan in the admin: days, weeks, moving, a story's own plan, stories only planned."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.models import Article, Edition, Plan


@pytest.fixture
def at():
    """Noon of today in the newsroom."""
    return timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)


@pytest.fixture
def wanted(make_article, chief, at):
    article = make_article(title_ru="Озеро")
    return workflow.plan(article, "ru", by=chief, wanted_at=at)


def day_address(at) -> str:
    return reverse("admin:articles_day_plan", args=[at.date().isoformat()])


def moved(row, at, kind="wanted", **more):
    return {
        "article": row.article_id,
        "language": row.language,
        "kind": kind,
        "at": f"{at:%Y-%m-%dT%H:%M}",
    } | more


def test_day_shows_what_is_wanted_on_it_only(sign_in, photo, wanted, at):
    client = sign_in(photo)

    assert "Озеро" in client.get(day_address(at)).content.decode()
    assert "Озеро" not in client.get(day_address(at + timedelta(days=1))).content.decode()


def test_today_reminds_of_what_is_late(sign_in, photo, wanted, chief, at):
    workflow.plan(wanted.article, "ru", by=chief, wanted_at=at - timedelta(days=2))
    client = sign_in(photo)

    today = client.get(reverse("admin:articles_day_plan")).content.decode()

    assert "Overdue" in today
    assert "Озеро" in today
    assert "Overdue" not in client.get(day_address(at + timedelta(days=1))).content.decode()


def test_plan_is_asked_for_one_desk(sign_in, photo, wanted, at):
    client = sign_in(photo)

    assert "Озеро" in client.get(day_address(at), {"desk": "ru"}).content.decode()
    assert "Озеро" not in client.get(day_address(at), {"desk": "hy"}).content.decode()
    assert "Озеро" in client.get(day_address(at), {"desk": "xx", "person": "x"}).content.decode()


@pytest.mark.parametrize("day", ["2026-02-30", "0001-01-01", "9999-12-31", "2026-13-01"])
@pytest.mark.parametrize("name", ["articles_day_plan", "articles_week_plan"])
def test_day_that_is_none_is_not_found(sign_in, photo, name, day):
    assert sign_in(photo).get(reverse(f"admin:{name}", args=[day])).status_code == 404


def test_leap_day_is_a_day(sign_in, photo):
    page = sign_in(photo).get(reverse("admin:articles_day_plan", args=["2028-02-29"]))

    assert "Tuesday, 29 February 2028" in page.content.decode()
    assert reverse("admin:articles_day_plan", args=["2028-03-01"]) in page.content.decode()


def test_week_shows_both_kinds_on_their_days(sign_in, chief, wanted, make_edition, at):
    make_edition("hy", at=timezone.now() + timedelta(minutes=1), title_ru="Лес", title_hy="Անտառ")

    page = sign_in(chief).get(reverse("admin:articles_week_plan"))

    days = {day: [one["title"] for one in pieces] for day, pieces in page.context["days"]}
    assert sorted(days[at.date()]) == ["Лес", "Озеро"]
    assert sum(len(pieces) for pieces in days.values()) == 2


def test_wanted_piece_moves(sign_in, editor_hy, wanted, at):
    later = at + timedelta(days=2)
    week = reverse("admin:articles_week_plan")

    answer = sign_in(editor_hy).post(
        reverse("admin:articles_plan_move"), moved(wanted, later, next=week)
    )

    assert answer.url == week
    assert Plan.objects.get().wanted_at == later


@pytest.mark.parametrize("who", ["reporter", "translator", "photo", "administrator"])
def test_wanted_piece_is_moved_by_nobody_else(sign_in, wanted, at, request, who):
    client = sign_in(request.getfixturevalue(who))

    answer = client.post(reverse("admin:articles_plan_move"), moved(wanted, at + timedelta(days=2)))

    assert answer.status_code == 403
    assert Plan.objects.get().wanted_at == at


def test_pages_offer_no_move_to_who_may_not(sign_in, reporter, editor_hy, wanted, at):
    assert "data-move" not in sign_in(reporter).get(day_address(at)).content.decode()
    assert "data-move" in sign_in(editor_hy).get(day_address(at)).content.decode()


def test_scheduled_story_moves_by_its_desk(sign_in, editor_ru, make_edition, at):
    edition = make_edition("ru", at=timezone.now() + timedelta(hours=1))
    later = at + timedelta(days=2)

    sign_in(editor_ru).post(
        reverse("admin:articles_plan_move"), moved(edition, later, kind="scheduled")
    )

    assert Edition.objects.get().published_at == later


def test_scheduled_story_is_not_moved_by_another_desk(sign_in, editor_hy, make_edition, at):
    edition = make_edition("ru", at=timezone.now() + timedelta(hours=1))

    answer = sign_in(editor_hy).post(
        reverse("admin:articles_plan_move"),
        moved(edition, at + timedelta(days=2), kind="scheduled"),
    )

    assert answer.status_code == 403
    assert Edition.objects.get().published_at == edition.published_at


def test_move_into_the_past_says_so(sign_in, editor_ru, make_edition, at):
    edition = make_edition("ru", at=timezone.now() + timedelta(hours=1))

    page = sign_in(editor_ru).post(
        reverse("admin:articles_plan_move"),
        moved(edition, at - timedelta(days=2), kind="scheduled"),
        follow=True,
    )

    assert "This time has passed. Choose a later one." in page.content.decode()


def test_nonsense_is_no_move(sign_in, chief, wanted, at):
    answer = sign_in(chief).post(
        reverse("admin:articles_plan_move"), moved(wanted, at) | {"at": "вчера"}, follow=True
    )

    assert answer.status_code == 200
    assert Plan.objects.get().wanted_at == at


# A story's own plan


def plan_address(article, language="hy"):
    return reverse("admin:articles_article_plan", args=[article.pk, language])


def test_plan_of_a_language_is_kept_in_the_newsrooms_time(
    sign_in, editor_hy, make_article, translator
):
    article = make_article()
    data = {
        "choice": "independent",
        "wanted_at": "2026-12-01T18:00",
        "person": translator.pk,
        "article": 99,
    }

    answer = sign_in(editor_hy).post(plan_address(article), data)

    row = Plan.objects.get()
    assert answer.url == f"{article.get_admin_url()}#hy"
    assert (row.choice, row.person, row.article) == ("independent", translator, article)
    assert f"{timezone.localtime(row.wanted_at):%d.%m.%Y %H:%M}" == "01.12.2026 18:00"


def test_plan_asks_nobody_who_does_not_write_the_language(
    sign_in, editor_hy, make_article, editor_ru
):
    data = {"choice": "translation", "person": editor_ru.pk}

    answer = sign_in(editor_hy).post(plan_address(make_article()), data)

    assert answer.status_code == 422
    assert not Plan.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", ["reporter", "photo", "administrator"])
def test_plan_is_refused_to_others(sign_in, make_article, request, who, method):
    client = sign_in(request.getfixturevalue(who))

    answer = getattr(client, method)(plan_address(make_article()), {"choice": "not_planned"})

    assert answer.status_code == 403
    assert not Plan.objects.exists()


def test_dialog_gets_the_words(sign_in, editor_hy, make_article):
    data = {"choice": "independent"}

    answer = sign_in(editor_hy).post(
        plan_address(make_article()), data, headers={"X-Requested-With": "fetch"}
    )

    assert "Independent text" in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_form_of_a_story_says_what_is_wanted(sign_in, translator, make_article, chief, at):
    article = make_article()
    workflow.plan(article, "hy", by=chief, wanted_at=at, person=translator)

    page = sign_in(translator).get(article.get_admin_url()).content.decode()

    assert "12:00</time> · translator" in page
    assert plan_address(article, "hy") in page
    assert plan_address(article, "ru") not in page


# Stories that are only a plan

NEW = {"title": "Репортаж", "language": "ru", "wanted_at": "2026-12-01T18:00"}


def test_story_is_put_on_the_plan(sign_in, editor_ru, reporter):
    data = NEW | {"person": reporter.pk, "translations": ["hy"]}

    answer = sign_in(editor_ru).post(reverse("admin:articles_plan_new"), data)

    article = Article.objects.get()
    assert answer.url == f"/admin/articles/article/plan/2026-12-01/#story-{article.pk}"
    assert article.plans.get(language="ru").person == reporter
    assert article.plans.get(language="en").choice == "not_planned"


def test_story_without_a_title_is_asked_for_again(sign_in, editor_ru):
    page = sign_in(editor_ru).post(reverse("admin:articles_plan_new"), NEW | {"title": " "})

    assert "This field is required." in page.content.decode()
    assert not Article.objects.exists()


@pytest.mark.parametrize("who", ["translator", "photo", "administrator"])
def test_story_is_planned_by_nobody_else(sign_in, request, who):
    client = sign_in(request.getfixturevalue(who))

    assert client.post(reverse("admin:articles_plan_new"), NEW).status_code == 403
    assert not Article.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"), [("articles_day_plan", 12), ("articles_week_plan", 9)]
)
def test_plans_cost_the_same_queries(
    sign_in, chief, make_article, make_edition, at, django_assert_num_queries, number, name, queries
):
    for _ in range(number):
        workflow.plan(make_article(), "hy", by=chief, wanted_at=at, person=chief)
        workflow.plan(make_article(), "hy", by=chief, wanted_at=at - timedelta(days=1))
        make_edition("ru", at=timezone.now() + timedelta(seconds=30))
    client = sign_in(chief)
    client.get(reverse(f"admin:{name}"))

    with django_assert_num_queries(queries):
        client.get(reverse(f"admin:{name}"))


def test_new_plan_is_in_the_persons_own_language(sign_in, editor_hy):
    form = sign_in(editor_hy).get(reverse("admin:articles_day_plan")).context["new_story"]

    assert form["language"].initial == "hy"

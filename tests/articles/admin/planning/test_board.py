"""The first page of the admin."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.editorial import notes, presence
from articles.models import Article, Notice, Presence, SiteSettings

BOARD, FRAGMENT = "admin:index", "admin:articles_board"


def titles(context, name) -> list[str]:
    panel = next((one for one in context["panels"] if one.name == name), None)
    return [line.title for line in panel.lines] if panel else []


def numbers(context) -> dict[str, int]:
    return {one.key: one.number for one in context["numbers"]}


def shown(context) -> set[str]:
    return {story.title for story in context["matrix"]}


def handed_in(make_article, by, code="ru", **fields):
    article = make_article(by=by, **fields)
    workflow.submit(article, code, by=by)
    return article


@pytest.mark.parametrize("number", [1, 3])
def test_board_asks_one_question_more_where_nobody_lets_their_own_text_out(
    sign_in, chief, make_article, queries_of, number
):
    SiteSettings(pk=1, needs_other_eyes=True).save()
    for one in range(number):
        handed_in(make_article, chief, title_ru=f"Озеро {one}")
    client = sign_in(chief)

    assert len(queries_of(client, reverse(BOARD))) == 12  # no notes, so no names in them


@pytest.mark.parametrize("number", [1, 3])
def test_board_asks_the_same_questions_for_any_number_of_stories(
    sign_in, chief, reporter, make_article, make_edition, queries_of, number
):
    for one in range(number):
        article = handed_in(make_article, reporter, title_ru=f"Озеро {one}", title_hy="Լիճ")
        workflow.plan(article, "hy", by=chief, wanted_at=timezone.now(), person=chief)
        notes.write(article, by=reporter, text="@chief посмотри")
        make_edition("ru", title_ru=f"Завтра {one}", at=timezone.now() + timedelta(hours=1))
        presence.record_window(article, by=reporter, tab="one", part="hy")
    client = sign_in(chief)

    # session, person, people; what stands in all lists, since when; the stories of them, their
    # plans, two for their states, who has them open; notes and whom they name
    assert len(queries_of(client, reverse(BOARD))) == 12


def test_fragment_that_is_not_new_costs_three_questions(sign_in, chief, make_article, queries_of):
    make_article()
    client = sign_in(chief)
    tag = client.get(reverse(FRAGMENT)).headers["ETag"]

    # session, person, what tells one board from another
    same = {"headers": {"If-None-Match": tag}, "status": 304}
    assert len(queries_of(client, reverse(FRAGMENT), **same)) == 3


@pytest.mark.parametrize(
    "what_happens", ["submit", "note", "put away", "opened", "left", "another question"]
)
def test_fragment_is_new_after_whatever_the_board_shows(
    sign_in, chief, reporter, make_article, what_happens
):
    article = make_article(by=reporter)
    note = notes.write(article, by=reporter, text="@chief посмотри")
    presence.record_window(article, by=reporter, tab="one")
    client = sign_in(chief)
    tag = client.get(reverse(FRAGMENT)).headers["ETag"]

    if what_happens == "submit":
        workflow.submit(article, "ru", by=reporter)
    elif what_happens == "note":
        notes.write(article, by=reporter, text="@chief ещё раз")
    elif what_happens == "put away":
        notes.put_away(note, by=chief)
    elif what_happens == "opened":
        presence.record_window(article, by=reporter, tab="another")
    elif what_happens == "left":
        presence.leave(article, by=reporter, tab="one")
    query = {"desk": "hy"} if what_happens == "another question" else {}
    answer = client.get(reverse(FRAGMENT), query, headers={"If-None-Match": tag})

    assert (answer.status_code, answer.headers["ETag"] == tag) == (200, False)


def test_board_says_who_has_a_story_open_and_in_which_language(
    board, chief, editor_hy, reporter, make_article, in_english
):
    article = handed_in(make_article, reporter, title_ru="Озеро")
    make_article(title_ru="Другая")
    presence.record_window(article, by=reporter, tab="one", part="ru")
    presence.record_window(article, by=editor_hy, tab="two", part="hy")
    presence.record_window(article, by=editor_hy, tab="three", part="shared")
    presence.record_window(article, by=chief, tab="own", part="en")

    seen = board(chief)

    words = "Open in: reporter (RU), editor_hy (ARM)"
    assert {one.title: one.here for one in seen["matrix"]} == {"Озеро": words, "Другая": ""}
    review = next(one for one in seen["panels"] if one.name == "review")
    assert [line.here for line in review.lines] == [words]


def test_board_forgets_who_is_silent(board, chief, reporter, make_article):
    presence.record_window(make_article(title_ru="Озеро"), by=reporter, tab="one", part="ru")
    assert board(chief)["matrix"][0].here
    Presence.objects.update(seen_at=timezone.now() - timedelta(seconds=26))

    assert board(chief)["matrix"][0].here == ""


def test_fragment_of_one_person_is_no_answer_to_another(sign_in, chief, editor_ru, make_article):
    make_article()
    tag = sign_in(chief).get(reverse(FRAGMENT)).headers["ETag"]

    answer = sign_in(editor_ru).get(reverse(FRAGMENT), headers={"If-None-Match": tag})

    assert (answer.status_code, answer.headers["ETag"] == tag) == (200, False)


def test_fragment_has_the_parts_of_the_page(sign_in, chief, make_article):
    make_article()
    client = sign_in(chief)

    page, fragment = (client.get(reverse(name)).content.decode() for name in (BOARD, FRAGMENT))

    for part in ("numbers", "matrix", "panels", "notes", "as-of"):
        assert page.count(f'data-live="{part}"') == fragment.count(f'data-live="{part}"') == 1
    assert "<html" not in fragment


def test_fragment_is_not_for_strangers(client):
    response = client.get(reverse(FRAGMENT))

    assert response.status_code == 302


def test_review_shows_the_desks_of_the_person_the_longest_waiting_first(
    board, reporter, chief, editor_hy, make_article
):
    for code in ("ru", "hy"):
        handed_in(make_article, chief, code, **{f"title_{code}": f"Первое {code}"})
    second = handed_in(make_article, chief, "hy", title_hy="Второе hy")
    # An edit of another language changes nothing of the order.
    first = Article.objects.get(title_hy="Первое hy")
    first.lead_ru = "Лид"
    workflow.save(first, by=chief)

    context = board(editor_hy)

    assert titles(context, "review") == ["Первое hy", "Второе hy"]
    assert numbers(context)["review"] == 2
    assert second.pk in [story.key for story in context["matrix"]]


def test_what_came_back_waits_for_its_reporter_with_the_note(
    board, reporter, other_reporter, editor_ru, make_article
):
    article = handed_in(make_article, reporter, title_ru="Озеро")
    workflow.send_back(article, "ru", by=editor_ru, note="Проверь цифры")

    page = board(reporter)

    assert titles(page, "mine") == ["Озеро"]
    assert "Проверь цифры" in str(page["panels"])
    assert titles(board(other_reporter), "mine") == []


def test_what_came_back_of_a_translation_waits_for_who_handed_it_in(
    board, reporter, translator, editor_hy, make_article
):
    article = make_article(by=reporter, title_hy="Լիճ")
    workflow.submit(article, "hy", by=translator)
    workflow.send_back(article, "hy", by=editor_hy, note="Կրճատիր")

    assert titles(board(translator), "mine") == ["Լիճ"]
    assert titles(board(reporter), "mine") == []


@pytest.mark.parametrize(
    "person, waits",
    [("editor_ru", True), ("chief", True), ("editor_hy", False), ("reporter", False)],
)
def test_what_is_ready_waits_for_those_who_may_publish_it(
    request, board, chief, make_article, person, waits
):
    article = handed_in(make_article, chief)
    workflow.approve(article, "ru", by=chief)

    context = board(request.getfixturevalue(person))

    assert titles(context, "mine") == (["Озеро возвращается"] if waits else [])
    steps = [line.step for panel in context["panels"] for line in panel.lines if line.step]
    assert [str(step.label) for step in steps] == (["Publish"] if waits else [])


def test_wanted_from_somebody_stands_on_their_board_only(
    board, chief, translator, editor_hy, make_article
):
    article = make_article()
    late = timezone.now() - timedelta(hours=1)
    workflow.plan(article, "hy", by=chief, wanted_at=late, person=translator)

    context = board(translator)

    (line,) = next(one for one in context["panels"] if one.name == "wanted").lines
    assert (line.title, line.is_late) == ("Озеро возвращается", True)
    assert titles(board(editor_hy), "wanted") == []


def test_translation_behind_its_original_stands_on_its_desk(
    board, chief, editor_hy, editor_en, make_edition
):
    article = make_edition("ru", title_hy="Լիճ").article
    make_edition("hy", article=article)
    article.lead_ru = "Новое"
    workflow.save(article, by=chief)
    workflow.publish(article, "ru", by=chief)

    assert titles(board(editor_hy), "behind") == ["Լիճ"]
    assert numbers(board(editor_hy))["behind"] == 1
    assert titles(board(editor_en), "behind") == []


def test_scheduled_languages_of_a_story_stand_in_one_line(board, chief, make_article):
    at = timezone.now() + timedelta(hours=30)
    article = make_article(title_hy="Լիճ")
    for code in ("ru", "hy"):
        workflow.publish(article, code, by=chief, at=at)

    (line,) = board(chief)["panels"][-1].lines

    assert line.words[-1] == "RU, ARM"


def test_late_is_what_went_live_while_its_notice_waits(board, chief, make_edition):
    told, untold, fresh = (make_edition("ru", title_ru=f"{n}", hours_ago=1) for n in range(3))
    now = timezone.now()
    for edition, minutes, state in (
        (told, 60, "sent"),
        (untold, 60, "waiting"),
        (fresh, 2, "waiting"),
    ):
        Notice.objects.create(
            service=Notice.Service.WEBSUB,
            event=Notice.Event.PUBLISHED,
            edition=edition,
            due_at=now - timedelta(minutes=minutes),
            state=state,
        )

    context = board(chief)

    assert titles(context, "late") == ["1"]
    assert numbers(context)["late"] == 1


def test_late_names_embargoes_that_are_about_to_end(board, chief, make_article):
    soon, later = (make_article(title_ru=title) for title in ("Скоро", "Потом"))
    workflow.embargo(soon, by=chief, until=timezone.now() + timedelta(hours=1))
    workflow.embargo(later, by=chief, until=timezone.now() + timedelta(hours=9))

    assert titles(board(chief), "late") == ["Скоро"]


def test_corrections_elsewhere_stand_on_the_desk_that_has_to_look(
    board, chief, editor_hy, editor_en, make_edition
):
    edition = make_edition("ru", title_hy="Լիճ")
    make_edition("hy", article=edition.article)
    workflow.correct(edition, kind="correction", text="Не 15, а 12", by=chief)

    assert titles(board(editor_hy), "tasks") == ["Լիճ"]
    assert titles(board(editor_en), "tasks") == []


def test_numbers_count_what_they_lead_to(
    board, sign_in, reporter, chief, make_article, make_edition
):
    make_article(by=reporter, title_ru="Мой черновик")
    handed_in(make_article, reporter, title_ru="Сдано")
    make_edition("ru", title_ru="Сегодня")
    make_edition("ru", title_ru="Вчера", hours_ago=25)

    context = board(reporter)

    assert numbers(context) == {
        "review": 1,
        "draft": 1,
        "coming": 0,
        "today": 1,
        "behind": 0,
        "late": 0,
    }
    for one in context["numbers"]:
        if "/article/?" in one.address:
            found = sign_in(reporter).get(one.address).context["cl"]
            assert found.result_count == one.number, one.key


@pytest.mark.parametrize(
    "person", ["reporter", "translator", "editor_ru", "chief", "photo", "administrator"]
)
def test_board_is_there_for_everybody(request, sign_in, make_edition, person):
    make_edition("ru")

    response = sign_in(request.getfixturevalue(person)).get(reverse(BOARD))

    assert response.status_code == 200
    assert "Озеро возвращается" in response.content.decode()


def test_board_says_nothing_of_what_lies_in_the_bin(board, chief, reporter, make_article):
    kept, binned = (make_article(by=reporter, title_ru=one) for one in ("Есть", "В корзине"))
    for article in (kept, binned):
        workflow.plan(article, "hy", by=chief, wanted_at=timezone.now(), person=chief)
    Article.objects.filter(pk=binned.pk).update(binned_at=timezone.now(), binned_by=chief)

    context = board(chief)

    assert titles(context, "wanted") == ["Есть"]
    assert shown(context) == {"Есть"}
    assert numbers(board(reporter))["draft"] == 1

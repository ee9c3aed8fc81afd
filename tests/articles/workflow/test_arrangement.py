"""Arranging the home page: who may, from when, undone, and by two people at once."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils.timezone import now
from django.utils.translation import override

from articles import workflow
from articles.models import Arrangement, AuditEntry, Edition, Image
from articles.models.lineup import EMPTY, Lead, Lineup, Link
from articles.site import home_arrangement
from articles.site.next_change import next_moment
from articles.workflow import arrangement as arranging
from articles.workflow.arrangement import Clashed, arrange, bring_back, call_off

ROLES = ["reporter", "translator", "editor_ru", "editor_hy", "chief", "photo", "administrator"]


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


@pytest.fixture
def stories(make_edition) -> list[int]:
    """Three stories that are live in Russian, by number."""
    return [make_edition("ru", title_ru=f"История {n}", hours_ago=n).article_id for n in (1, 2, 3)]


def of(*stories: int, **more) -> Lineup:
    return Lineup(leads=tuple(Lead(story) for story in stories), **more)


def on_top(moment=None) -> list[int]:
    return home_arrangement.at("ru", moment or now()).stories


def let_begin(arrangement, ago=timedelta(minutes=1)):
    Arrangement.objects.filter(pk=arrangement.pk).update(begins_at=now() - ago)


@pytest.mark.parametrize("role", ROLES)
def test_home_page_is_arranged_by_the_desk_of_the_language_and_the_chief(request, role):
    by, done = request.getfixturevalue(role), []

    for language in ("ru", "hy"):
        try:
            arrange(language, EMPTY, by=by, follows=0)
        except PermissionDenied:
            continue
        done.append(language)

    assert done == {"editor_ru": ["ru"], "editor_hy": ["hy"], "chief": ["ru", "hy"]}.get(role, [])


@pytest.mark.parametrize("role", ROLES)
def test_former_pages_are_brought_back_and_changes_called_off_by_the_same(
    request, role, chief, stories
):
    by, done = request.getfixturevalue(role), []
    arrange("ru", of(*stories), by=chief, follows=0)
    coming = arrange("ru", EMPTY, by=chief, follows=1, begins_at=now() + timedelta(hours=1))

    for name, what in {
        "back": lambda: bring_back("ru", 0, by=by, seen=1),
        "off": lambda: call_off(coming, by=by),
    }.items():
        try:
            what()
        except PermissionDenied:
            continue
        except ValidationError:  # bringing back carries on what is to come
            pass
        done.append(name)

    assert done == (["back", "off"] if role in ("editor_ru", "chief") else [])
    assert on_top() == ([] if done else stories)


def test_arrangement_stands_at_once_and_is_in_the_audit(editor_ru, stories):
    made = arrange("ru", of(*stories), by=editor_ru, follows=0)

    entry = AuditEntry.objects.get(language="ru", by=editor_ru)
    assert (on_top(), made.number, entry.action) == (stories, 1, "arrange")
    assert entry.details["leads"] == "История 1; История 2; История 3"


def test_other_languages_are_not_touched(chief, stories):
    arrange("ru", of(*stories), by=chief, follows=0)

    assert home_arrangement.at("hy", now()) == EMPTY


def test_scheduled_change_takes_effect_by_its_moment_alone(chief, stories):
    arrange("ru", of(*stories), by=chief, follows=0)
    moment = now() + timedelta(hours=1)

    arrange("ru", of(stories[2]), by=chief, follows=1, begins_at=moment)

    assert (on_top(), on_top(moment)) == (stories, [stories[2]])
    assert (home_arrangement.next_change(), next_moment()) == (moment, moment)


def test_page_cache_is_told_when_the_time_of_a_lead_is_over(chief, stories):
    moment = now() + timedelta(minutes=30)

    arrange("ru", Lineup(leads=(Lead(stories[0], until=moment),)), by=chief, follows=0)

    assert (next_moment(), on_top(), on_top(moment)) == (moment, [stories[0]], [])


def test_called_off_change_does_not_happen(chief, stories):
    moment = now() + timedelta(hours=1)
    coming = arrange("ru", of(*stories), by=chief, follows=0, begins_at=moment)
    before = on_top(moment)

    call_off(coming, by=chief)

    assert (before, on_top(moment), next_moment()) == (stories, [], None)
    with pytest.raises(ValidationError, match="no longer scheduled"):
        call_off(coming, by=chief)


def test_moment_in_the_past_is_refused(chief, stories):
    with pytest.raises(ValidationError, match="is in the past"):
        arrange("ru", of(*stories), by=chief, follows=0, begins_at=now() - timedelta(seconds=1))


def test_scheduled_change_that_is_changed_is_replaced(chief, stories):
    moment = now() + timedelta(hours=1)
    arrange("ru", of(*stories), by=chief, follows=0, begins_at=moment)

    arrange("ru", of(stories[1]), by=chief, follows=1, begins_at=moment + timedelta(hours=1))

    assert [one.number for one in Arrangement.objects.to_come()] == [2]
    assert (on_top(moment), on_top(moment + timedelta(hours=2))) == ([], [stories[1]])


def test_changes_of_two_people_are_joined(editor_ru, chief, stories):
    first, second, third = stories
    arrange("ru", of(*stories), by=chief, follows=0)
    arrange("ru", of(third, second, first), by=editor_ru, follows=1)

    mine = Lineup(leads=(Lead(first, title="Иначе"), Lead(second), Lead(third)))
    arrange("ru", mine, by=chief, follows=1)

    assert on_top() == [third, second, first]
    assert home_arrangement.at("ru", now()).leads[2].title == "Иначе"


def test_changes_that_meet_are_asked_about_and_nothing_is_written(editor_ru, chief, stories):
    arrange("ru", of(*stories), by=chief, follows=0)
    arrange("ru", of(*stories[::-1]), by=editor_ru, follows=1)

    with pytest.raises(Clashed) as clashed:
        arrange("ru", of(stories[0]), by=chief, follows=1)

    assert [one.key for one in clashed.value.clashes] == ["leads"]
    assert (clashed.value.head.number, clashed.value.merged.stories) == (2, [stories[0]])
    assert on_top() == stories[::-1]


def test_change_of_now_is_carried_into_what_is_to_come(editor_ru, chief, stories):
    first, second, third = stories
    arrange("ru", of(*stories), by=chief, follows=0)
    moment = now() + timedelta(hours=1)
    arrange("ru", of(third, first, second), by=chief, follows=1, begins_at=moment)

    titled = Lineup(leads=(Lead(first, title="Иначе"), Lead(second), Lead(third)))
    arrange("ru", titled, by=editor_ru, follows=1)

    later = home_arrangement.at("ru", moment)
    assert (later.stories, later.leads[1].title) == ([third, first, second], "Иначе")
    assert Arrangement.objects.to_come().get().made_by == chief


def test_scheduled_change_that_was_called_off_meanwhile_is_said(chief, stories):
    moment = now() + timedelta(hours=1)
    call_off(arrange("ru", of(*stories), by=chief, follows=0, begins_at=moment), by=chief)

    with pytest.raises(ValidationError, match="cancelled this change"):
        arrange("ru", EMPTY, by=chief, follows=1, begins_at=moment)


def test_undoing_goes_back_step_by_step(chief, stories):
    for number, story in enumerate(stories):
        made = arrange("ru", of(story), by=chief, follows=number)
        let_begin(made, timedelta(minutes=9 - number))
    seen = []

    while (number := arranging.before(home_arrangement.former("ru", 20))) is not None:
        current = home_arrangement.current("ru").number
        bring_back("ru", number, by=chief, seen=current)
        seen.append(on_top())

    assert seen == [[stories[1]], [stories[0]], []]
    assert AuditEntry.objects.filter(action="bring_back").count() == 3


def test_undoing_does_not_undo_what_a_colleague_did_meanwhile(editor_ru, chief, stories):
    arrange("ru", of(stories[0]), by=chief, follows=0)
    arrange("ru", of(stories[1]), by=editor_ru, follows=1)

    with pytest.raises(ValidationError, match="has since been changed"):
        bring_back("ru", 0, by=chief, seen=1)

    assert on_top() == [stories[1]]


def test_saving_without_a_change_writes_nothing(chief, stories):
    arrange("ru", of(*stories), by=chief, follows=0)

    arrange("ru", of(*stories), by=chief, follows=1)

    assert Arrangement.objects.count() == 1


def test_headlines_are_plain_words(chief, stories):
    lead = Lead(
        stories[0], title=" Река \u202e<b>вышла</b>\n", links=(Link(stories[1], "<i>Там</i>"),)
    )

    made = arrange("ru", Lineup(leads=(lead,)), by=chief, follows=0)

    (kept,) = made.lineup.leads
    assert (kept.title, kept.links[0].words) == ("Река <b>вышла</b>", "<i>Там</i>")


@pytest.fixture
def cover(photo):
    return Image.objects.create(
        key="k", digest="d", name="lake.jpg", width=1200, height=800, uploaded_by=photo
    )


@pytest.mark.parametrize(
    "change, sentence",
    [
        ({"opening": 3}, "one large story or two"),
        ({"leads": "twice"}, "twice among the top stories"),
        ({"leads": "many"}, "the limit is 5"),
        ({"title": "д" * 201}, "too long"),
        ({"links": "itself"}, "to the story itself"),
        ({"links": "many"}, "Too many links"),
        ({"story": 10**9}, "not published in this language"),
        ({"picture": 10**9}, "No such picture"),
        ({"picture": "graphic"}, "graphic picture"),
        ({"until": -1}, "expire before it appears"),
    ],
)
def test_what_no_home_page_can_show_is_refused(
    chief, stories, cover, make_edition, change, sentence
):
    lead, mine = Lead(stories[0]), None
    match change:
        case {"opening": opening}:
            mine = of(*stories, opening=opening)
        case {"leads": "twice"}:
            mine = of(stories[0], stories[0])
        case {"leads": "many"}:
            mine = of(*stories, *(make_edition("ru").article_id for _n in range(3)))
        case {"title": title}:
            lead = replace(lead, title=title)
        case {"links": "itself"}:
            lead = replace(lead, links=(Link(stories[0]),))
        case {"links": "many"}:
            more = [make_edition("ru").article_id for _n in range(2)]
            lead = replace(lead, links=tuple(map(Link, [*stories[1:], *more])))
        case {"story": story}:
            lead = Lead(story)
        case {"picture": "graphic"}:
            Image.objects.update(is_graphic=True)
            lead = replace(lead, picture=cover.pk)
        case {"picture": picture}:
            lead = replace(lead, picture=picture)
        case {"until": hours}:
            lead = replace(lead, until=now() + timedelta(hours=hours))

    with pytest.raises(ValidationError, match=sentence):
        arrange("ru", mine or Lineup(leads=(lead,)), by=chief, follows=0)

    assert not Arrangement.objects.exists()


def test_story_in_another_language_or_off_the_site_is_refused(chief, make_edition, stories):
    armenian = make_edition("hy").article_id
    workflow.withdraw(Edition.objects.get(article=stories[0]), reason="Ошибка", by=chief)

    for story, sentence in ((armenian, "not published"), (stories[0], "is no longer live")):
        with pytest.raises(ValidationError, match=sentence):
            arrange("ru", of(story), by=chief, follows=0)


def test_story_that_was_withdrawn_since_does_not_stop_the_next_change(chief, stories):
    arrange("ru", of(*stories), by=chief, follows=0)
    workflow.withdraw(Edition.objects.get(article=stories[0]), reason="Ошибка", by=chief)

    arrange("ru", of(stories[2], stories[0]), by=chief, follows=1)

    assert on_top() == [stories[2], stories[0]]


def test_story_that_goes_live_later_may_be_put_on_top(chief, make_edition):
    later = make_edition("ru", at=now() + timedelta(hours=1)).article_id

    arrange("ru", of(later), by=chief, follows=0)

    assert on_top() == [later]


# The tests' SQLite lies in memory and refuses a second writer instead of having it wait.
@pytest.mark.only_on("postgresql")
@pytest.mark.django_db(transaction=True)
def test_two_who_save_at_the_same_moment_are_both_kept(chief, editor_ru, stories):
    first, second, third = stories
    arrange("ru", of(*stories), by=chief, follows=0)
    titled = Lineup(leads=(Lead(first, title="Иначе"), Lead(second), Lead(third)))
    wanted = [(chief, titled), (editor_ru, of(third, second, first))]
    together, failed = threading.Barrier(len(wanted)), []

    def save(by, lineup):
        together.wait()
        try:
            arrange("ru", lineup, by=by, follows=1)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=one) for one in wanted]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    kept = home_arrangement.at("ru", now())
    assert (failed, kept.stories) == ([], [third, second, first])
    assert kept.leads[2].title == "Иначе"
    assert sorted(Arrangement.objects.values_list("number", flat=True)) == [1, 2, 3]

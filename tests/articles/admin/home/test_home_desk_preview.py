"""The home page before it is: at a moment, or as it is being arranged; and its breaking bar."""

from datetime import timedelta

import pytest
from django.utils.timezone import localtime, now

from articles.models import Arrangement, Breaking
from articles.models.lineup import Lead, Lineup
from articles.site import breaking_bar
from articles.workflow import arrangement
from tests.articles.admin.typed_desk import desk, in_field, in_form, typed


def test_preview_shows_a_moment_and_leaks_nothing(client, editor_ru, make_edition, stories):
    at = now() + timedelta(hours=2)
    coming = make_edition("ru", title_ru="Завтрашняя тайна", at=at)
    lineup = Lineup(leads=(Lead(coming.article_id, title="Тайна сверху"),))
    arrangement.arrange("ru", lineup, by=editor_ru, follows=0)
    client.force_login(editor_ru)

    later = client.get(desk(page="preview"), {"at": in_field(at + timedelta(minutes=1))})
    today = client.get(desk(page="preview"))
    client.logout()
    public = [client.get("/ru/"), client.get(desk(page="preview"), {"at": in_field(at)})]

    shown = ["Тайна" in one.content.decode() for one in (later, today, *public)]
    assert shown == [True, False, False, False]
    assert {"private", "no-store"} <= set(later["Cache-Control"].split(", "))
    assert later["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex"' in later.content.decode()
    assert public[1].status_code == 302


def test_preview_writes_times_as_of_its_day(client, editor_ru, make_edition):
    at = (localtime() + timedelta(days=1)).replace(hour=12, minute=34)
    make_edition("ru", at=at)
    client.force_login(editor_ru)

    html = client.get(desk(page="preview"), {"at": in_field(at + timedelta(hours=1))})

    assert ">12:34</time>" in html.content.decode()


@pytest.mark.parametrize("at", ["", "вчера", "2020-01-01T10:00", "99999-01-01T10:00"])
def test_preview_of_no_moment_shows_the_page_as_it_is(client, editor_ru, stories, at):
    client.force_login(editor_ru)

    html = client.get(desk(page="preview"), {"at": at}).content.decode()

    assert "История 1" in html


def test_what_is_typed_is_previewed_without_saving(client, editor_ru, stories):
    client.force_login(editor_ru)
    form = typed(stories[2], **{f"lead-{stories[2]}-title": "Проба пера"})

    html = client.post(desk(page="try"), form).content.decode()

    assert "Проба пера" in html
    assert not Arrangement.objects.exists()


def test_preview_speaks_the_language_of_the_page(client, chief, make_edition):
    make_edition("hy")
    client.force_login(chief)

    html = client.get(desk("hy", "preview")).content.decode()

    assert '<html lang="hy"' in html
    assert "This page is not visible to readers." in html


def test_breaking_bar_is_raised_and_ended_and_the_form_stays(client, editor_ru, stories):
    client.force_login(editor_ru)
    form = typed(*stories, **{f"lead-{stories[0]}-title": "Моё", "bar-story": stories[1]})
    form |= {"bar-text": "Перевал закрыт", "act": "bar_raise", "bar-ends_at": ""}

    raised = [client.post(desk(), form).content.decode() for _twice in range(2)]
    bar = breaking_bar.bar_of("ru")
    ended = client.post(desk(), form | {"act": "bar_end", "bar-text": ""}).content.decode()

    assert (bar.text, bar.edition.article_id, bar.raised_by) == (
        "Перевал закрыт",
        stories[1],
        editor_ru,
    )
    assert (Breaking.objects.count(), breaking_bar.bar_of("ru")) == (1, None)
    assert all("Моё" in html and in_form(html) == stories for html in (*raised, ended))


def test_saving_the_desk_keeps_what_is_typed_of_a_bar(client, editor_ru, stories):
    client.force_login(editor_ru)
    at = in_field(now() + timedelta(hours=5))
    bar = {"bar-text": "Перевал «закрыт» & точка", "bar-ends_at": at, "bar-story": stories[1]}

    saved = client.post(desk(), typed(*stories, **bar), follow=True)

    assert "Home page updated." in saved.text
    assert "Readers do not see it yet: press the button." in saved.text
    assert 'value="Перевал «закрыт» &amp; точка"' in saved.text
    assert f'value="{at}"' in saved.text
    assert saved.text.count(f'<option value="{stories[1]}" selected') == 1
    assert Breaking.objects.count() == 0


def test_story_that_a_bar_is_to_lead_to_stays_chosen_when_a_row_is_moved(
    client, editor_ru, stories
):
    client.force_login(editor_ru)
    form = typed(*stories, **{"bar-text": "Перевал закрыт", "bar-story": stories[1]})

    moved = client.post(desk(), form | {"act": f"up-{stories[1]}"}).text

    assert moved.count(f'<option value="{stories[1]}" selected') == 1


def test_enter_in_the_bar_without_a_script_leads_to_its_button(client, editor_ru, stories):
    client.force_login(editor_ru)
    sentence = "Readers do not see it yet: press the button."
    form = typed(*stories, act="stay")

    asked = client.post(desk(), form | {"bar-text": "Перевал закрыт"}).text
    elsewhere = client.post(desk(), form | {"bar-text": ""}).text

    button = asked.split('value="bar_raise"')[1].split(">")[0]
    assert (sentence in asked, "autofocus" in button) == (True, True)
    assert 'value="Перевал закрыт"' in asked
    assert (sentence in elsewhere, "autofocus" in elsewhere) == (False, False)
    assert not Breaking.objects.exists()


def test_bar_without_words_or_with_an_end_in_the_past_is_refused_with_a_sentence(client, editor_ru):
    client.force_login(editor_ru)
    past = in_field(now() - timedelta(hours=1))
    asked = [{"bar-text": ""}, {"bar-text": "Молния", "bar-ends_at": past}]

    empty, late = (
        client.post(desk(), typed(act="bar_raise", **one)).content.decode() for one in asked
    )

    assert ("Enter what happened." in empty, "The end is in the past." in late) == (
        True,
        True,
    )
    assert not Breaking.objects.exists()

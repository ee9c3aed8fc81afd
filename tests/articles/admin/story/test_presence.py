"""Who else is in a story, told to its form; what happens to it meanwhile; taking that in."""

import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.editorial import presence, versions
from articles.models import Article, Presence
from tests.articles.admin.conftest import SITE_WIDE

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.fixture
def article(make_article):
    return make_article(title_ru="Озеро", lead_ru="Лид", body_ru="<p>Один</p><p>Два</p>")


@pytest.fixture
def ask(sign_in, article):
    """Ask as the script of a form does: `ask(person, field="title_ru")["people"]`."""
    base = json.dumps(versions.numbers(article))
    opened = timezone.now() - timedelta(seconds=1)

    def tell(person, *, status=200, **more):
        data = {"tab": "me", "opened": opened.isoformat(), "base": base, "known": "0"} | more
        address = reverse("admin:articles_article_presence", args=[article.pk])
        answer = sign_in(person).post(address, data)
        assert answer.status_code == status
        return answer.json() if status == 200 else answer

    return tell


@pytest.fixture
def calm():
    """A moment after which nothing has happened: the form was opened just now."""
    return (timezone.now() + timedelta(hours=1)).isoformat()


def test_answer_names_who_is_here_where_and_since_when(ask, article, chief, editor_ru, calm):
    presence.record_window(article, by=editor_ru, tab="theirs", part="ru", field="lead_ru")

    answer = ask(chief, field="title_ru", opened=calm)

    time = timezone.localtime(Presence.objects.get(tab="theirs").since).strftime("%H:%M")
    assert answer["people"] == [
        {
            "name": "editor_ru",
            "initials": "E",
            "where": "Русский · lead",
            "field": "lead_ru",
            "since": f"since {time}",
        }
    ]
    assert answer["news"] == []
    own = Presence.objects.get(person=chief)
    assert (own.part, own.field) == ("ru", "title_ru")


def test_field_that_the_form_does_not_have_is_not_kept(ask, chief, calm):
    ask(chief, field="<script>", part="hy", opened=calm)

    row = Presence.objects.get()
    assert (row.part, row.field) == ("hy", "")


@pytest.mark.parametrize("base", ["[" * 200_000, '{"ru": NaN}', "[]", "nonsense"])
def test_versions_that_cannot_be_read_count_as_none(ask, article, chief, editor_ru, base):
    article.title_ru = "Другое озеро"
    workflow.save(article, by=editor_ru)

    news = ask(chief, base=base)["news"][-1]

    assert news["links"] == []


def test_who_only_reads_is_here_too(ask, article, chief, photo, calm):
    ask(photo, opened=calm)

    assert [one["name"] for one in ask(chief, opened=calm, tab="mine")["people"]] == ["photo"]


def test_leaving_takes_the_row_away(ask, chief, calm):
    ask(chief, opened=calm)
    assert Presence.objects.exists()

    ask(chief, gone="1", status=204)

    assert not Presence.objects.exists()


@pytest.mark.parametrize("people", [1, 3])
def test_looking_costs_three_queries_and_two_at_the_door(
    sign_in, article, people, chief, editor_ru, editor_hy, editor_en, calm
):
    for person in (editor_ru, editor_hy, editor_en)[:people]:
        presence.record_window(article, by=person, tab="theirs")
    client = sign_in(chief)
    address = reverse("admin:articles_article_presence", args=[article.pk])
    known = article.audit_entries.latest("pk").pk
    data = {"tab": "me", "opened": calm, "known": known}
    client.post(address, data)

    with CaptureQueriesContext(connection) as captured:
        answer = client.post(address, data).json()

    assert len(answer["people"]) == people
    asked = [one["sql"] for one in captured if not SITE_WIDE.search(one["sql"])]
    tables = [re.search(r'(?:FROM|INTO) "(\w+)"', sql)[1] for sql in asked]
    assert tables == [
        "django_session",
        "newsroom_user",
        "articles_auditentry",  # within the question for the story
        "articles_presence",
        "articles_presence",
    ]


def test_saved_words_are_told_with_what_changed_and_can_be_taken_in(ask, article, chief, editor_ru):
    other = Article.objects.get(pk=article.pk)
    other.lead_ru = "Чужой лид"
    workflow.save(other, by=editor_ru)

    answer = ask(chief)

    event = answer["news"][-1]
    assert "Editor_ru saved “Озеро”. Keep typing: both versions will be merged" in event["words"]
    first = article.versions.get(part="ru", number=1)
    assert event["links"] == [
        {
            "words": "Русский",
            "address": f"/admin/articles/article/{article.pk}/versions/compare/"
            f"?part=ru&old={first.pk}&new=now",
        }
    ]
    assert event["can_take"] is True
    assert ask(chief, known=answer["known"])["news"] == []


def test_publishing_and_withdrawing_are_told_as_things_to_type_on_through(
    ask, article, chief, editor_ru
):
    edition = workflow.publish(article, "ru", by=editor_ru)
    workflow.withdraw(edition, by=editor_ru, reason="Ошибка")

    told = [event["words"] for event in ask(chief)["news"]][-2:]

    assert "Editor_ru published “Озеро” in Russian" in told[0]
    assert told[0].endswith(
        "Keep typing: readers will see your changes once the story is republished."
    )
    assert "Editor_ru withdrew “Озеро” in Russian" in told[1]
    assert told[1].endswith("although readers cannot see the story now.")


def test_what_happened_before_the_form_was_opened_is_no_news(ask, article, chief, editor_ru, calm):
    workflow.publish(article, "ru", by=editor_ru)

    assert ask(chief, opened=calm)["news"] == []


@pytest.mark.parametrize("base", ["", "nonsense", "[]", '{"ru": "x"}', '{"ru": 99999999999}'])
def test_nonsense_is_taken_calmly(ask, article, chief, editor_ru, base):
    workflow.publish(article, "ru", by=editor_ru)
    article.lead_ru = "Чужой"
    workflow.save(article, by=editor_ru)

    answer = ask(chief, base=base, known="x", part="zz", opened="2026")

    assert answer["people"] == []


def test_story_in_the_bin_is_not_there(ask, article, chief, editor_ru):
    presence.record_window(article, by=editor_ru, tab="theirs", part="ru", field="lead_ru")
    assert [one["name"] for one in ask(chief)["people"]] == ["editor_ru"]
    workflow.put_into_bin(article, by=chief)

    answer = ask(chief, field="title_ru", status=404)

    assert b"editor_ru" not in answer.content
    where = Presence.objects.order_by("pk").values_list("person__username", "part", "field")
    assert list(where) == [("editor_ru", "ru", "lead_ru"), ("chief", "", "")]


def take(sign_in, person, article, data):
    address = reverse("admin:articles_article_take_in", args=[article.pk])
    return sign_in(person).post(address, data).json()


def test_words_of_a_colleague_come_into_the_form_and_nothing_is_saved(
    sign_in, article, chief, editor_ru, as_posted
):
    typed = as_posted(article, title_ru="Моё озеро", body_ru="<p>Один</p><p>Два мой</p>")
    other = Article.objects.get(pk=article.pk)
    other.lead_ru, other.body_ru = "Чужой лид", "<p>Один чужой</p><p>Два</p>"
    workflow.save(other, by=editor_ru)

    answer = take(sign_in, chief, article, typed)

    assert answer["fields"] == {
        "lead_ru": "Чужой лид",
        "body_ru": "<p>Один чужой</p><p>Два мой</p>",
    }
    assert answer["base"]["ru"] == 2
    assert Article.objects.get(pk=article.pk).title_ru == "Озеро"
    assert versions.numbers(article)["ru"] == 2


def test_language_in_which_both_wrote_the_same_place_waits_for_the_save(
    sign_in, article, chief, editor_ru, as_posted
):
    typed = as_posted(article, title_ru="Моё")
    other = Article.objects.get(pk=article.pk)
    other.title_ru, other.lead_ru = "Чужое", "Чужой лид"
    workflow.save(other, by=editor_ru)

    answer = take(sign_in, chief, article, typed)

    assert (answer["fields"], answer["base"]["ru"]) == ({}, 1)
    assert "You both edited the same passage in Русский" in answer["words"]


def test_text_that_is_too_long_is_not_taken_in_shortened(
    sign_in, article, chief, editor_ru, as_posted
):
    typed = as_posted(article, body_ru=f"<p>{'я' * 1_100_000}</p>")
    other = Article.objects.get(pk=article.pk)
    other.body_ru = "<p>Чужой</p><p>Два</p>"
    workflow.save(other, by=editor_ru)

    answer = take(sign_in, chief, article, typed)

    words = "The text is too long: the limit is one million characters."
    assert answer == {"fields": {}, "base": {}, "words": words}


def test_form_tells_its_presence_where_to_and_a_new_story_has_nobody(sign_in, article, chief):
    client = sign_in(chief)

    page = client.get(article.get_admin_url()).content.decode()
    new = client.get(reverse("admin:articles_article_add")).content.decode()

    assert f'data-presence="/admin/articles/article/{article.pk}/presence/"' in page
    assert "data-presence=" not in new


def test_list_says_in_whose_windows_a_story_is_open(sign_in, article, make_article, chief, photo):
    presence.record_window(article, by=photo, tab="theirs")
    presence.record_window(article, by=photo, tab="another")
    presence.record_window(make_article(title_ru="Другой"), by=chief, tab="mine")

    page = sign_in(chief).get(reverse("admin:articles_article_changelist")).content.decode()

    assert re.findall(r'class="story-open">([^<]*)<', page) == ["Open in: photo"]


def test_what_changes_states_and_buttons_is_told_too(ask, article, chief, editor_hy):
    article.title_hy, article.body_hy = "Լիճ", "<p>Մեկ</p>"
    workflow.save(article, by=chief)
    for code in ("ru", "hy"):
        workflow.publish(article, code, by=chief)
    article.lead_ru = "Новый лид"
    workflow.save(article, by=chief)
    workflow.publish(article, "ru", by=chief)
    known = ask(chief)["known"]

    workflow.no_change_needed(article.editions.get(language="hy"), by=editor_hy)

    told = [event["words"] for event in ask(chief, known=known)["news"]]
    assert ["Editor_hy" in words for words in told] == [True]


def test_embargo_is_told_too(ask, article, chief, editor_ru):
    known = ask(chief)["known"]
    workflow.embargo(article, by=editor_ru, until=timezone.now() + timedelta(hours=2))

    told = [event["words"] for event in ask(chief, known=known)["news"]]

    assert ["Editor_ru" in words for words in told] == [True]

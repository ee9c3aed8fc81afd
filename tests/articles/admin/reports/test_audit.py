"""The audit: sentences, filters, the file, and what is never in it."""

import csv
import re
from collections import defaultdict
from datetime import timedelta
from io import StringIO

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone, translation

from articles import workflow
from articles.admin import spreadsheets
from articles.admin.reports.audit_words import SENTENCES, asides, sentence, titles_of
from articles.models import Action, Article, AuditEntry, Category, SiteSettings, audit_log
from newsroom import journal
from newsroom.models import User

LIST = "admin:articles_auditentry_changelist"
EXPORT = "admin:articles_auditentry_export"


def newest(language="en"):
    entry = AuditEntry.objects.latest("pk")
    with translation.override(language):
        return sentence(entry, titles_of([entry], language)), asides(entry)


def test_every_action_has_a_sentence():
    assert set(SENTENCES) == set(Action), "say in audit_words.py what people read of these"


@pytest.mark.parametrize("code, letters", [("ru", "[а-яё]"), ("hy", "[ա-և]")])
@pytest.mark.parametrize("action", Action)
def test_every_action_is_told_in_every_language(action, code, letters):
    words = defaultdict(str, who="W", where="W", person="W", noun="W", about="W", story="W")
    with translation.override(code):
        said, label = str(SENTENCES[action]) % words, str(Action(action).label)

    without = [one for one in (said, label) if not re.search(letters, one, re.IGNORECASE)]
    assert without == [], f"not in the {code} catalogue yet: {without}"
    assert not re.search("[a-z]{3,}", said), f"half translated: {said}"


def test_every_event_of_the_house_is_an_action():
    events = {value for name, value in vars(journal).items() if name.isupper()} & set(Action)

    assert {journal.SIGN_IN, journal.ROW_CHANGED, journal.SESSIONS_ENDED} <= events


def test_publishing_reads_as_a_sentence(make_article, editor_hy):
    editor_hy.first_name, editor_hy.last_name = "Anna", "Petrosyan"
    editor_hy.save()
    article = make_article(title_hy="Լիճ", title_en="The lake")

    workflow.publish(article, "hy", by=editor_hy)

    said = "Anna Petrosyan published “The lake” in Armenian, skipping review and approval"
    assert newest()[0] == said


@pytest.mark.parametrize(
    "name, shown",
    [("Աննա", "Աննան"), ("Պետրոս", "Պետրոսը"), ("Anna", "Anna-ն"), ("Пётр", "Пётр-ը")],
)
def test_armenian_subject_takes_its_article(chief, name, shown):
    User.objects.filter(pk=chief.pk).update(first_name=name)
    audit_log.write(Action.SIGN_IN, by=chief)

    assert newest("hy")[0].startswith(shown)


def test_an_action_that_is_no_more_is_still_read(chief, make_article):
    AuditEntry.objects.create(action="juggled", by=chief, article=make_article(title_en="Lake"))

    assert newest()[0] == "chief: juggled “Lake”"


def test_a_change_of_a_role_says_from_what_to_what(sign_in, administrator, reporter):
    typed = {"username": "reporter", "role": "editor", "languages": ["ru", "hy"]}
    typed |= {"interface_language": "en", "is_active": "on"}

    address = reverse("admin:newsroom_user_change", args=[reporter.pk])
    sign_in(administrator).post(address, typed)

    entry = AuditEntry.objects.latest("pk")
    assert (entry.by, entry.person) == (administrator, reporter)
    said, lines = newest()
    assert said == "administrator changed: person “reporter”"
    assert lines == ["Role: reporter → editor", "Languages: Русский → Русский, Հայերեն"]


def test_a_setting_is_told_and_a_key_is_not(sign_in, chief):
    SiteSettings.objects.create(pk=1)
    typed = {"default_language": "hy", "indexnow_key": "0123456789abcdef"}
    typed["indexnow_address"] = "https://api.indexnow.org/indexnow"

    sign_in(chief).post(reverse("admin:articles_sitesettings_change", args=[1]), typed)

    fields = AuditEntry.objects.get(action=Action.ROW_CHANGED).details["fields"]
    assert fields["default_language"] == ["ru", "hy"]
    assert fields["indexnow_key"] is None
    assert "0123456789abcdef" not in str(list(AuditEntry.objects.values()))


def test_a_new_category_is_told(sign_in, chief):
    typed = {"slug": "sport", "colour": "teal", "position": 3, "name_en": "Sport"}

    sign_in(chief).post(reverse("admin:articles_category_add"), typed)

    assert Category.objects.filter(slug="sport").exists()
    assert newest()[0] == "chief added: category “Sport”"


def test_what_is_not_changed_is_not_told(sign_in, chief, category):
    typed = {"slug": "ecology", "colour": category.colour, "position": category.position}
    for code in ("ru", "hy", "en"):
        for field in ("name", "description"):
            typed[f"{field}_{code}"] = getattr(category, f"{field}_{code}")

    sign_in(chief).post(reverse("admin:articles_category_change", args=[category.pk]), typed)

    assert not AuditEntry.objects.exists()


def test_title_is_that_of_the_moment(make_article, chief):
    article = make_article(by=chief, title_ru="Озеро растёт", title_en="The lake rises")
    workflow.publish(article, "ru", by=chief)
    article.title_ru, article.title_en = "Озеро высохло", "The lake is dry"
    workflow.save(article, by=chief)
    saved, published, _made = AuditEntry.objects.order_by("-pk")

    assert "“The lake is dry”" in newest()[0]
    with translation.override("en"):
        assert "“The lake rises”" in sentence(published, titles_of([published], "en"))
    with translation.override("ru"):
        assert "«Озеро растёт»" in sentence(published, titles_of([published], "ru"))
    # In Armenian there was no title: that of the original.
    with translation.override("hy"):
        assert "Озеро растёт" in sentence(published, titles_of([published], "hy"))


def test_entry_that_kept_no_title_shows_that_of_today(make_article, chief):
    article = make_article(title_en="Lake")
    AuditEntry.objects.create(action=Action.SAVE, by=chief, article=article)
    Article.objects.filter(pk=article.pk).update(title_en="Sea")

    assert newest()[0] == "chief saved “Sea”"


@pytest.fixture
def published_again(sign_in, chief, make_article):
    """A story that went out, then as a typo, an update and a correction; the chief's client."""
    article = make_article(by=chief, title_ru="Первый")
    workflow.publish(article, "ru", by=chief)
    for place, change in enumerate(("typo", "update")):
        article.title_ru = f"Другой {place}"
        workflow.save(article, by=chief)
        workflow.publish(article, "ru", by=chief, change=change)
    edition = article.editions.get()
    workflow.correct(edition, by=chief, kind="correction", text="Было не так")
    return sign_in(chief)


def test_audit_says_as_what_a_story_was_published_again(published_again):
    lines = published_again.get(reverse(LIST), {"action": "publish"}).context["lines"]

    assert [line["asides"] for line in lines] == [["A correction"], ["An update"], ["A typo"], []]


def test_audit_is_filtered_by_the_kind_of_publishing_again(published_again):
    asked = {
        change: [row[8:] for row in exported(published_again, change=change)[1:]]
        for change in ("typo", "update", "correction", "x")
    }

    assert asked["typo"] == [["Другой 0", "typo"]]
    assert asked["update"] == [["Другой 1", "update"]]
    assert asked["correction"] == [["Другой 1", "correction"]]
    assert len(asked["x"]) > 3  # nonsense narrows nothing


# Filters


def shown(client, **asked) -> list[str]:
    return [line["sentence"] for line in client.get(reverse(LIST), asked).context["lines"]]


@pytest.fixture
def deeds(sign_in, chief, editor_ru, make_article):
    """Three deeds of two people; the client of the chief."""
    article = make_article(title_en="Lake")
    workflow.publish(article, "ru", by=editor_ru)
    audit_log.write(Action.SIGN_IN_REFUSED, person=editor_ru, address="203.0.113.9")
    return sign_in(chief)


REFUSED = "Sign-in refused: editor_ru"
PUBLISHED = "editor_ru published “Lake” in Russian, skipping review and approval"
SAVED = "chief saved “Lake”"


def test_audit_shows_the_newest_first(deeds):
    assert shown(deeds) == [REFUSED, PUBLISHED, SAVED]


def test_audit_is_filtered_by_person_action_language_and_story(deeds, editor_ru):
    story = AuditEntry.objects.earliest("pk").article_id

    assert shown(deeds, person=editor_ru.pk) == [REFUSED, PUBLISHED]
    assert shown(deeds, action="save") == [SAVED]
    assert shown(deeds, language="ru") == [PUBLISHED]
    assert shown(deeds, article=story) == [PUBLISHED, SAVED]
    assert shown(deeds, article=story, person=editor_ru.pk) == [PUBLISHED]


def test_audit_is_filtered_by_words_of_a_title(deeds, make_article):
    make_article(title_en="Bridge")

    assert shown(deeds, article="LAKE") == [PUBLISHED, SAVED]
    assert shown(deeds, article="Brid") == ["chief saved “Bridge”"]
    assert shown(deeds, article="lake bridge") == []
    assert shown(deeds, article="9" * 30) == []


def test_audit_is_filtered_by_period(deeds):
    today = timezone.localdate()

    assert len(shown(deeds, since=today, until=today)) == 3
    assert shown(deeds, until=today - timedelta(days=1)) == []
    assert shown(deeds, since=today + timedelta(days=1)) == []


def test_nonsense_in_the_address_is_a_word_and_no_error(deeds):
    page = deeds.get(reverse(LIST), {"since": "yesterday", "action": "x", "before": "²"})

    assert page.status_code == 200
    assert "Enter a valid date." in page.content.decode()


def test_older_entries_are_a_page_away(sign_in, chief):
    client = sign_in(chief)
    for number in range(60):
        audit_log.write(Action.ROW_ADDED, by=chief, about=str(number))

    first = client.get(reverse(LIST), {"action": "row_added"})
    second = client.get(reverse(LIST) + first.context["older"])

    told = [[line["entry"].about for line in page.context["lines"]] for page in (first, second)]
    assert told[0] + told[1] == [str(number) for number in range(59, -1, -1)]
    assert second.context["older"] == ""


def test_entries_of_one_moment_are_each_on_one_page(sign_in, chief, monkeypatch):
    client, at = sign_in(chief), timezone.now()
    rows = [AuditEntry(action="row_added", by=chief, about=str(n)) for n in range(60)]
    with monkeypatch.context() as stopped:
        stopped.setattr(timezone, "now", lambda: at)
        AuditEntry.objects.bulk_create(rows)

    first = client.get(reverse(LIST), {"action": "row_added"})
    second = client.get(reverse(LIST) + first.context["older"])

    told = [line["entry"].about for page in (first, second) for line in page.context["lines"]]
    assert told == [str(number) for number in range(59, -1, -1)]


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_list(
    sign_in, chief, make_article, count, django_assert_num_queries
):
    client = sign_in(chief)
    for number in range(count):
        make_article(title_en=f"Lake {number}")

    with django_assert_num_queries(7):
        client.get(reverse(LIST))


@pytest.mark.parametrize("name", [LIST, EXPORT, f"{EXPORT}_xlsx"])
@pytest.mark.parametrize("person", ["reporter", "translator", "editor_ru", "photo"])
def test_audit_is_for_the_heads_only(request, sign_in, name, person):
    assert sign_in(request.getfixturevalue(person)).get(reverse(name)).status_code == 403


# The file


def exported(client, **asked) -> list[list[str]]:
    answer = b"".join(client.get(reverse(EXPORT), asked).streaming_content)
    return list(csv.reader(StringIO(answer.decode("utf-8-sig"))))


def test_file_has_what_the_filters_leave(deeds):
    rows = exported(deeds, language="ru")

    assert rows[0][:4] == ["at", "who", "action", "what"]
    assert [row[1:5] for row in rows[1:]] == [["editor_ru", "publish", PUBLISHED, "ru"]]
    assert AuditEntry.objects.latest("pk").action == Action.EXPORTED


@pytest.mark.parametrize("start", ["=", "+", "-", "@", " =", "＝"])
def test_file_has_no_formulas(sign_in, chief, start):
    User.objects.filter(pk=chief.pk).update(first_name=f"{start}HYPERLINK(1)")
    audit_log.write(Action.SIGN_IN, by=chief)

    row = exported(sign_in(chief), action="sign_in")[1]

    assert row[1].startswith("'")
    assert row[3].startswith("'")


def test_spreadsheet_has_what_the_filters_leave(deeds):
    answer = deeds.get(reverse(f"{EXPORT}_xlsx"), {"language": "ru"})

    rows = list(spreadsheets.read_rows(answer.getvalue()))
    assert rows[0][:4] == ["at", "who", "action", "what"]
    assert [row[1:5] for row in rows[1:]] == [["editor_ru", "publish", PUBLISHED, "ru"]]
    assert AuditEntry.objects.latest("pk").action == Action.EXPORTED


def test_spreadsheet_of_too_many_lines_is_refused_with_a_sentence(deeds, monkeypatch):
    monkeypatch.setattr(spreadsheets, "MOST_XLSX_ROWS", 0)

    answer = deeds.get(reverse(f"{EXPORT}_xlsx"), {"language": "ru"}, follow=True)

    assert answer.redirect_chain == [(f"{reverse(LIST)}?language=ru", 302)]
    assert "Too many rows for Excel" in answer.content.decode()
    assert not AuditEntry.objects.filter(action=Action.EXPORTED).exists()


def test_export_is_told_with_what_was_asked(deeds):
    exported(deeds, language="ru")

    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, entry.details) == (Action.EXPORTED, {"asked": "language=ru"})


def test_file_speaks_the_language_of_the_person(sign_in, chief):
    chief.interface_language = "ru"
    chief.save()
    audit_log.write(Action.SIGN_IN, by=chief)

    with translation.override("ru"):
        said = str(SENTENCES[Action.SIGN_IN]) % {"who": "chief"}
    assert exported(sign_in(chief), action="sign_in")[1][3] == said


# Many


def plan(queryset) -> str:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    return queryset.explain()


@pytest.mark.parametrize(
    "asked, index",
    [
        ({}, "audit_newest"),
        ({"by": 1}, "audit_by_person"),
        ({"action": "publish"}, "audit_by_action"),
        ({"language": "hy"}, "audit_by_language"),
    ],
)
def test_a_page_is_read_from_an_index(db, asked, index):
    assert index in plan(AuditEntry.objects.filter(**asked)[:51])

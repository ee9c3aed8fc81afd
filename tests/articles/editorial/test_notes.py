"""Notes between colleagues: who is told, by which ways, who may."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult

from articles.editorial import notes
from articles.models import Action, AuditEntry, Note
from articles.models.note import LONGEST


@pytest.fixture
def article(make_article):
    return make_article()


@pytest.fixture
def work(db):
    """Do what the worker would do now; returns how many tasks wait for later."""

    def run() -> int:
        rows = DBTaskResult.objects.filter(task_path__startswith="articles.editorial.notes")
        for due in list(rows.exclude(run_after__gt=now(), run_after__year__lt=9000)):
            task, arguments = due.task, due.args_kwargs
            due.delete()
            task.call(*arguments["args"], **arguments["kwargs"])
        return rows.count()

    return run


def told(note: Note) -> list[str]:
    return [mention.person.username for mention in note.mentions.select_related("person")]


def test_named_people_are_told_once_in_order(article, reporter, editor_hy, translator):
    note = notes.write(article, by=reporter, text="@translator и @Editor_HY, @translator: срочно!")

    assert told(note) == ["translator", "editor_hy"]
    assert [mention.note for mention in notes.to(editor_hy)] == [note]


@pytest.mark.parametrize(
    "text",
    [
        "press@chief",
        "@nobody",
        "chief",
        "@ chief",
        "x.@chief",
        "e.am/@chief",
        "@chief2",
        "@reporter",
    ],
)
def test_nobody_is_told_by_what_is_no_name_of_another(article, reporter, chief, text):
    note = notes.write(article, by=reporter, text=text)

    assert told(note) == []


@pytest.mark.parametrize("text", ["@chief.", "(@chief)", "@chief-", "@CHIEF, да", "«@chief»"])
def test_name_ends_where_the_sentence_goes_on(article, reporter, chief, text):
    assert told(notes.write(article, by=reporter, text=text)) == ["chief"]


def test_who_left_is_not_told(article, reporter, chief):
    chief.is_active = False
    chief.save()

    note = notes.write(article, by=reporter, text="@chief")

    assert told(note) == []
    assert notes.unknown("@chief @reporter") == ["chief"]


def test_who_left_writes_nothing(article, reporter):
    reporter.is_active = False

    with pytest.raises(PermissionDenied):
        notes.write(article, by=reporter, text="Привет")

    assert not Note.objects.exists()


@pytest.mark.parametrize("text", ["", " \n ", "a" * (LONGEST + 1)])
def test_empty_and_endless_notes_are_refused(article, reporter, text):
    with pytest.raises(ValidationError):
        notes.write(article, by=reporter, text=text)

    assert not Note.objects.exists()


@pytest.mark.parametrize("text", ["", "a" * (LONGEST + 1)])
def test_database_refuses_empty_and_endless_notes(article, reporter, text):
    with pytest.raises(IntegrityError), transaction.atomic():
        Note.objects.create(article=article, by=reporter, text=text)


def test_longest_note_is_kept(article, reporter):
    assert notes.write(article, by=reporter, text="ё" * LONGEST).text == "ё" * LONGEST


def test_audit_says_to_whom_and_not_what(article, reporter, chief):
    notes.write(article, by=reporter, text="@chief тайна")

    entry = AuditEntry.objects.get(action=Action.NOTE)
    assert (entry.by, entry.article, entry.details) == (reporter, article, {"to": ["chief"]})


def test_put_away_note_leaves_one_board_only(article, reporter, chief, translator):
    note = notes.write(article, by=reporter, text="@chief @translator")

    notes.put_away(note, by=chief)

    assert not notes.to(chief).exists()
    assert notes.to(translator).count() == 1


def test_writer_takes_a_note_back(article, reporter, chief):
    note = notes.write(article, by=reporter, text="@chief")

    notes.drop(note, by=reporter)

    assert not notes.to(chief).exists()
    assert AuditEntry.objects.filter(action=Action.DROP_NOTE, by=reporter).count() == 1


def test_nobody_else_takes_it_back(article, reporter, chief):
    note = notes.write(article, by=reporter, text="@chief")

    with pytest.raises(PermissionDenied):
        notes.drop(note, by=chief)

    assert notes.to(chief).get().note == note


# By mail


@pytest.fixture
def wanting(editor_hy):
    editor_hy.wants_mail, editor_hy.email = True, "hasmik@news.example"
    editor_hy.interface_language = "en"
    editor_hy.save()
    return editor_hy


def test_note_comes_by_mail_to_who_wishes(article, reporter, wanting, chief, work, settings):
    settings.SITE_URL = "https://news.example"
    notes.write(article, by=reporter, text="@editor_hy @chief <b>Проверь</b>")

    work()

    (sent,) = mail.outbox
    assert sent.to == ["hasmik@news.example"]
    assert sent.subject == "Note from reporter: Озеро возвращается"
    assert sent.body.startswith("@editor_hy @chief <b>Проверь</b>\n\n— reporter\n\n")
    assert f"https://news.example/admin/articles/article/{article.pk}/change/#notes" in sent.body


@pytest.mark.parametrize("change", [{"wants_mail": False}, {"email": ""}, {"is_active": False}])
def test_no_mail_to_who_does_not_wish_it_any_more(article, reporter, wanting, work, change):
    notes.write(article, by=reporter, text="@editor_hy")
    type(wanting).objects.filter(pk=wanting.pk).update(**change)

    work()

    assert mail.outbox == []


def test_no_mail_of_what_was_read_meanwhile(article, reporter, wanting, work):
    note = notes.write(article, by=reporter, text="@editor_hy")
    notes.put_away(note, by=wanting)

    work()

    assert mail.outbox == []


def test_mail_is_tried_again(article, reporter, wanting, work, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    notes.write(article, by=reporter, text="@editor_hy")

    assert work() == 1

"""The breaking bar: who may raise and end it, which one readers see, and until when."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import now
from django.utils.translation import override

from articles import workflow
from articles.models import AuditEntry, Breaking, Edition
from articles.site import breaking_bar
from articles.workflow import breaking

ROLES = ["reporter", "translator", "editor_ru", "editor_hy", "chief", "photo", "administrator"]


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


@pytest.fixture
def in_an_hour():
    return now() + timedelta(hours=1)


@pytest.fixture
def raise_bar(chief, in_an_hour):
    """Raise a bar by the chief: `raise_bar("hy", "Բարև", edition=…)`."""

    def make(language="ru", text="Перевал закрыт", **fields):
        return breaking.raise_bar(language, text, **{"by": chief, "ends_at": in_an_hour} | fields)

    return make


def end(bar):
    Breaking.objects.filter(pk=bar.pk).update(
        raised_at=now() - timedelta(hours=2), ends_at=now() - timedelta(seconds=1)
    )


@pytest.mark.parametrize("role", ROLES)
def test_bar_is_raised_by_the_desk_of_the_language_and_the_chief(request, role, in_an_hour):
    by, done = request.getfixturevalue(role), []

    for language in ("ru", "hy"):
        try:
            breaking.raise_bar(language, "Молния", by=by, ends_at=in_an_hour)
        except PermissionDenied:
            continue
        done.append(language)

    assert done == {"editor_ru": ["ru"], "editor_hy": ["hy"], "chief": ["ru", "hy"]}.get(role, [])


@pytest.mark.parametrize("role", ROLES)
def test_bar_is_changed_and_ended_by_the_same(request, role, raise_bar, in_an_hour):
    by, bar, done = request.getfixturevalue(role), raise_bar(), []

    for name, what in {
        "change": lambda: breaking.change_bar(bar, "Иначе", by=by, ends_at=in_an_hour),
        "end": lambda: breaking.end_bar(bar, by=by),
    }.items():
        try:
            what()
        except PermissionDenied:
            continue
        done.append(name)

    assert done == (["change", "end"] if role in ("editor_ru", "chief") else [])
    assert (breaking_bar.bar_of("ru") is None) is (role in ("editor_ru", "chief"))


def test_newest_of_a_language_is_shown(raise_bar):
    raise_bar("ru", "Первая")
    second = raise_bar("ru", "Вторая")

    assert breaking_bar.bar_of("ru") == second
    assert breaking_bar.bar_of("hy") is None


def test_older_one_comes_back_when_the_newer_has_ended(raise_bar):
    first, second = raise_bar("ru", "Первая"), raise_bar("ru", "Вторая")

    end(second)

    assert breaking_bar.bar_of("ru") == first


def test_kept_bar_goes_at_its_end_without_a_query(raise_bar, monkeypatch):
    bar = raise_bar()
    monkeypatch.setattr(breaking_bar, "running", lambda: (bar,))
    assert breaking_bar.bar_of("ru") == bar

    bar.ends_at = now()

    assert breaking_bar.bar_of("ru") is None


def test_every_step_is_in_the_audit(raise_bar, editor_ru, in_an_hour):
    bar = raise_bar()
    breaking.change_bar(bar, "Перевал открыт", by=editor_ru, ends_at=in_an_hour)
    breaking.end_bar(bar, by=editor_ru)

    entries = AuditEntry.objects.order_by("pk").values_list("action", "language", "by__username")
    assert list(entries) == [
        ("raise", "ru", "chief"),
        ("reword", "ru", "editor_ru"),
        ("end_breaking", "ru", "editor_ru"),
    ]
    assert AuditEntry.objects.latest("pk").details["text"] == "Перевал открыт"


@pytest.mark.parametrize(
    "fields, sentence",
    [
        ({"text": " \n "}, "Enter what happened."),
        ({"ends_at": now() - timedelta(seconds=1)}, "The end is in the past."),
    ],
)
def test_bar_without_words_or_time_is_refused(raise_bar, fields, sentence):
    with pytest.raises(ValidationError, match=sentence):
        raise_bar(**fields)

    assert not Breaking.objects.exists()


def test_story_of_another_language_is_refused(raise_bar, make_edition):
    with pytest.raises(ValidationError, match="another language"):
        raise_bar("ru", edition=make_edition("hy"))


def test_what_has_ended_stays_as_it_was(raise_bar, chief, in_an_hour):
    bar = raise_bar()
    breaking.end_bar(bar, by=chief)

    for verb in (
        lambda: breaking.change_bar(bar, "Снова", by=chief, ends_at=in_an_hour),
        lambda: breaking.end_bar(bar, by=chief),
    ):
        with pytest.raises(ValidationError, match="already been taken down"):
            verb()

    assert Breaking.objects.get().text == "Перевал закрыт"


def test_database_refuses_an_end_before_the_beginning(chief):
    with pytest.raises(IntegrityError), transaction.atomic():
        Breaking.objects.create(language="ru", text="…", raised_by=chief, ends_at=now())


def test_bar_stands_on_every_page_of_its_language_only(client, raise_bar, make_edition):
    edition = make_edition("ru")
    raise_bar("ru", "Перевал закрыт <b>")

    for path in ("/ru/", "/ru/search/", "/ru/nothing-here/", edition.get_absolute_url()):
        assert "Перевал закрыт &lt;b&gt;" in client.get(path).content.decode()
    assert "Перевал закрыт" not in client.get("/arm/").content.decode()


def test_bar_is_a_link_only_while_its_story_is_live(client, raise_bar, make_edition):
    edition = make_edition("ru", title_ru="Лавина", hours_ago=2)
    raise_bar("ru", "Перевал закрыт", edition=edition)
    link = f'<a href="{edition.get_absolute_url()}">Перевал закрыт</a>'
    assert link in client.get("/ru/").content.decode()

    Edition.objects.update(expires_at=now() - timedelta(seconds=1))

    page = client.get("/ru/").content.decode()
    assert "Перевал закрыт" in page
    assert edition.get_absolute_url() not in page


def test_bar_ends_when_its_story_is_withdrawn(client, raise_bar, make_edition, chief):
    edition, other = make_edition("ru", title_ru="Лавина"), make_edition("ru", title_ru="Снег")
    raise_bar("ru", "Идёт снег", edition=other)
    raise_bar("ru", "Сошла лавина", edition=edition)
    assert "Сошла лавина" in client.get("/ru/").content.decode()

    workflow.withdraw(edition, reason="Ошибка.", by=chief)

    page = client.get("/ru/").content.decode()
    assert "Сошла лавина" not in page
    assert "Идёт снег" in page
    assert AuditEntry.objects.get(action="end_breaking").details["text"] == "Сошла лавина"


def test_scheduled_story_does_not_leak_through_the_bar(client, raise_bar, make_edition, in_an_hour):
    edition = make_edition("ru", title_ru="Тайна", at=in_an_hour)
    raise_bar("ru", "Перевал закрыт", edition=edition)

    assert edition.slug not in client.get("/ru/").content.decode()

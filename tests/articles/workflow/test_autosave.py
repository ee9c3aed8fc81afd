"""What is typed and not saved: whose it is, what it touches, when it goes."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from articles import apps, workflow
from articles.models import Article, AuditEntry, Autosave, Edition, Version
from articles.text import deltas
from articles.workflow import autosave


def typed(number=1, form="one", base=None, bodies=None, **values):
    """Return what a form tells of Russian fields."""
    told = autosave.Typed(form, number, base or {}, values={"ru": dict(values)})
    told.bodies = {"ru": bodies or {}}
    return told


def kept(person):
    return {row.form: row.fields for row in Autosave.objects.filter(person=person)}


def test_keep_gathers_what_a_form_tells_in_one_row(make_article, chief):
    article = make_article()

    autosave.store(article.pk, by=chief, typed=typed(1, title_ru=["А"], lead_ru=["Б"]))
    autosave.store(article.pk, by=chief, typed=typed(2, title_ru=["В"]))

    assert kept(chief) == {"one": {"ru": {"title_ru": ["В"], "lead_ru": ["Б"]}}}


def test_keep_touches_neither_story_nor_versions_nor_readers(make_edition, chief):
    article = make_edition("ru", title_ru="На сайте").article
    before = (
        list(Article.objects.values()),
        list(Version.objects.values()),
        list(Edition.objects.values()),
        list(AuditEntry.objects.values()),
    )

    autosave.store(article.pk, by=chief, typed=typed(title_ru=["Черновик"]))

    assert "Autosave" in apps.PRIVATE
    assert before == (
        list(Article.objects.values()),
        list(Version.objects.values()),
        list(Edition.objects.values()),
        list(AuditEntry.objects.values()),
    )


def test_keep_is_each_persons_own_row(make_article, chief, editor_ru):
    article = make_article()

    autosave.store(article.pk, by=chief, typed=typed(title_ru=["Её"]))
    autosave.store(article.pk, by=editor_ru, typed=typed(title_ru=["Его"]))

    assert kept(chief)["one"]["ru"]["title_ru"] == ["Её"]
    assert kept(editor_ru)["one"]["ru"]["title_ru"] == ["Его"]


def test_keep_refuses_a_part_that_the_person_may_not_write(make_article, editor_ru):
    article = make_article(title_hy="Լիճ")
    told = autosave.Typed("one", 1, values={"hy": {"title_hy": ["Իմը"]}})

    with pytest.raises(PermissionDenied):
        autosave.store(article.pk, by=editor_ru, typed=told)

    assert kept(editor_ru) == {}


def test_keep_refuses_a_new_story_of_who_may_make_none(photo):
    with pytest.raises(PermissionDenied):
        autosave.store(None, by=photo, typed=typed(title_ru=["!"]))

    assert kept(photo) == {}


def test_keep_refuses_a_story_in_the_bin(make_article, chief):
    article = make_article()
    autosave.store(article.pk, by=chief, typed=typed(title_ru=["До"]))
    workflow.put_into_bin(article, by=chief)

    for form in ("one", "two"):
        with pytest.raises(ValidationError, match=r"\w"):
            autosave.store(article.pk, by=chief, typed=typed(2, form, title_ru=["После"]))

    assert kept(chief) == {"one": {"ru": {"title_ru": ["До"]}}}


def test_keep_refuses_the_form_of_another_story(make_article, chief):
    one, other = make_article(), make_article()
    autosave.store(one.pk, by=chief, typed=typed(title_ru=["Одна"]))

    with pytest.raises(ValidationError):
        autosave.store(other.pk, by=chief, typed=typed(2, title_ru=["Другая"]))

    assert kept(chief)["one"]["ru"]["title_ru"] == ["Одна"]


def test_keep_ignores_a_request_that_was_overtaken(make_article, chief):
    article = make_article()
    autosave.store(article.pk, by=chief, typed=typed(5, title_ru=["Новое"]))

    autosave.store(article.pk, by=chief, typed=typed(4, title_ru=["Старое"]))

    assert kept(chief)["one"]["ru"]["title_ru"] == ["Новое"]


@pytest.mark.parametrize("of", ["kept", "saved", "began"])
def test_keep_knows_the_body_that_a_delta_starts_from(of, make_article, chief, editor_ru):
    article = make_article(body_ru="<p>Начало</p><p>Конец</p>")
    base = {"ru": 1}
    began = deltas.split(article.body_ru)
    if of == "began":
        article.body_ru = "<p>Чужое</p>"
        workflow.save(article, by=editor_ru)
    if of == "kept":
        whole = {"body_ru": deltas.Delta(["<p>Моё</p>", "<p>Конец</p>"])}
        autosave.store(article.pk, by=chief, typed=typed(1, base=base, bodies=whole))
        began = ["<p>Моё</p>", "<p>Конец</p>"]
    told = deltas.Delta([[0, 1], "<p>Новый</p>", [1, 1]], of=deltas.fingerprint(began))

    autosave.store(article.pk, by=chief, typed=typed(2, base=base, bodies={"body_ru": told}))

    assert kept(chief)["one"]["ru"]["body_ru"] == [began[0], "<p>Новый</p>", began[1]]


def test_keep_asks_for_the_whole_body_where_it_knows_no_start(make_article, chief):
    article = make_article(body_ru="<p>Начало</p>")
    told = deltas.Delta([[0, 1]], of=deltas.fingerprint(["<p>Что-то другое</p>"]))

    with pytest.raises(autosave.NeedsWhole) as refused:
        autosave.store(article.pk, by=chief, typed=typed(bodies={"body_ru": told}))

    assert refused.value.names == ["body_ru"]
    assert kept(chief) == {}


def test_keep_refuses_what_is_too_long_to_be_saved(make_article, chief):
    article = make_article()
    autosave.store(article.pk, by=chief, typed=typed(1, lead_ru=["Лид"]))

    for told in (
        typed(2, lead_ru=["я" * 1_000_001]),
        typed(3, bodies={"body_ru": deltas.Delta(["<p>" + "я" * 1_000_000])}),
        typed(4, **{f"field_{n}": ["я" * 900_000] for n in range(5)}),
    ):
        with pytest.raises(ValidationError):
            autosave.store(article.pk, by=chief, typed=told)

    assert kept(chief) == {"one": {"ru": {"lead_ru": ["Лид"]}}}


def test_keep_refuses_more_rows_than_anybody_needs(make_article, chief, monkeypatch):
    article = make_article()
    monkeypatch.setattr(autosave, "MOST_ROWS", 2)
    for form in ("one", "two"):
        autosave.store(article.pk, by=chief, typed=typed(1, form, title_ru=["А"]))

    for story in (article.pk, None):
        with pytest.raises(autosave.TooMany):
            autosave.store(story, by=chief, typed=typed(1, "three", title_ru=["А"]))
    autosave.store(article.pk, by=chief, typed=typed(2, "two", title_ru=["Б"]))

    assert sorted(kept(chief)) == ["one", "two"]


# Saving


def save(article, form="one", digest="d", by=None, takes_in=""):
    with transaction.atomic():
        row = autosave.begin_saving(form, by=by, digest=digest)
        workflow.save(article, by=by)
        autosave.end_saving(row, article, takes_in=takes_in)


def test_saving_takes_the_words_and_refuses_what_comes_late(make_article, chief):
    article = make_article()
    autosave.store(article.pk, by=chief, typed=typed(1, title_ru=["А"]))

    save(article, by=chief)

    with pytest.raises(autosave.AlreadySaved):
        autosave.store(article.pk, by=chief, typed=typed(2, title_ru=["Опоздало"]))
    assert kept(chief) == {"one": {}}


def test_saving_refuses_late_words_of_a_form_that_had_told_nothing(make_article, chief):
    article = make_article()

    save(article, by=chief)

    with pytest.raises(autosave.AlreadySaved):
        autosave.store(article.pk, by=chief, typed=typed(1, title_ru=["Опоздало"]))


@transaction.atomic
def refused_save(article, *, by):
    autosave.begin_saving("one", by=by, digest="d")
    raise ValidationError("Somebody else was there first.")


def test_saving_that_fails_leaves_the_words(make_article, chief, editor_ru):
    article = make_article(title_ru="Старое")
    autosave.store(article.pk, by=chief, typed=typed(1, title_ru=["Моё"]))

    with pytest.raises(ValidationError):
        refused_save(article, by=chief)

    assert kept(chief) == {"one": {"ru": {"title_ru": ["Моё"]}}}


def test_saving_leaves_other_forms_and_other_people(make_article, chief, editor_ru):
    article = make_article()
    autosave.store(article.pk, by=chief, typed=typed(1, "two", title_ru=["Другая вкладка"]))
    autosave.store(article.pk, by=editor_ru, typed=typed(1, "one", title_ru=["Другой человек"]))

    save(article, by=chief)

    assert kept(chief) == {"one": {}, "two": {"ru": {"title_ru": ["Другая вкладка"]}}}
    assert kept(editor_ru) == {"one": {"ru": {"title_ru": ["Другой человек"]}}}


def test_saving_removes_what_was_taken_in_but_for_later_words(make_article, chief, editor_ru):
    article = make_article()
    first = autosave.store(article.pk, by=chief, typed=typed(1, "two", title_ru=["А"]))
    second = autosave.store(article.pk, by=chief, typed=typed(1, "three", title_ru=["А"]))
    others = autosave.store(article.pk, by=editor_ru, typed=typed(1, "two", title_ru=["А"]))
    marks = [autosave.mark(row) for row in (first, second, others)]
    autosave.store(article.pk, by=chief, typed=typed(2, "three", title_ru=["Позже"]))

    for number, mark in enumerate([*marks, "nonsense", "1:x"]):
        save(article, f"saved {number}", by=chief, takes_in=mark)

    assert [form for form in kept(chief) if not form.startswith("saved")] == ["three"]
    assert list(kept(editor_ru)) == ["two"]


def test_saving_the_same_words_of_a_new_story_twice_is_refused(make_article, chief):
    article = make_article()
    save(article, digest="a", by=chief)

    with pytest.raises(autosave.AlreadySaved) as twice, transaction.atomic():
        autosave.begin_saving("one", by=chief, digest="a")

    assert twice.value.article == article
    save(article, digest="b", by=chief)  # somebody went back and wrote something else


def test_rows_are_gone_after_thirty_days_with_the_next_save(make_article, chief, editor_ru):
    article = make_article()
    for form, days in (("old", 31), ("young", 29)):
        autosave.store(article.pk, by=editor_ru, typed=typed(1, form, title_ru=["А"]))
        at = timezone.now() - timedelta(days=days)
        Autosave.objects.filter(form=form).update(at=at)

    save(article, by=chief)

    assert list(kept(editor_ru)) == ["young"]


def test_rows_go_with_a_story_that_is_emptied(make_article, chief):
    article = make_article()
    autosave.store(article.pk, by=chief, typed=typed(1, title_ru=["А"]))
    workflow.put_into_bin(article, by=chief)
    long_ago = timezone.now() - timedelta(days=31)
    Article.everything.filter(pk=article.pk).update(binned_at=long_ago)

    workflow.trash.empty_bin.call()

    assert kept(chief) == {}


# The person's will


def test_leave_removes_ones_own_row_only(make_article, chief, editor_ru):
    row = autosave.store(make_article().pk, by=chief, typed=typed(1, title_ru=["А"]))

    with pytest.raises(PermissionDenied):
        autosave.leave(row, by=editor_ru)
    assert list(kept(chief)) == ["one"]

    autosave.leave(row, by=chief)
    assert kept(chief) == {}


def test_hold_keeps_a_form_under_another_name_where_its_own_was_saved(make_article, chief):
    article = make_article()
    save(article, by=chief)

    row = autosave.hold_form(article.pk, by=chief, typed=typed(1, title_ru=["Держать"]))

    assert row.form != "one"
    assert kept(chief)[row.form] == {"ru": {"title_ru": ["Держать"]}}


def test_hold_is_newer_than_what_the_form_told(make_article, chief):
    article = make_article()
    autosave.store(article.pk, by=chief, typed=typed(900, title_ru=["Раньше"], lead_ru=["Лид"]))

    row = autosave.hold_form(article.pk, by=chief, typed=typed(1, title_ru=["Позже"]))

    assert kept(chief) == {"one": {"ru": {"title_ru": ["Позже"], "lead_ru": ["Лид"]}}}
    assert (row.number, Autosave.objects.get().seen_at) == (901, None)

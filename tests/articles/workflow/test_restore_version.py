"""Former versions: brought back as new ones, named."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from articles import workflow
from articles.models import Article, AuditEntry, Status, Tag


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def article(make_article, reporter):
    """A story of the reporter's, saved twice in Russian."""
    article = make_article(title_ru="Первый", lead_ru="Лид", title_hy="Լիճ", by=reporter)
    article.set_text("title", "ru", "Второй")
    article.set_text("lead", "ru", "Другой лид")
    return workflow.save(article, by=reporter)


def part(article, number, name="ru"):
    return article.versions.get(part=name, number=number)


def test_former_version_comes_back_as_a_new_one(article, reporter):
    workflow.bring_back(part(article, 1), by=reporter)

    kept = Article.objects.get()
    assert (kept.text("title", "ru"), kept.text("lead", "ru")) == ("Первый", "Лид")
    assert kept.text("title", "hy") == "Լիճ"
    rows = article.versions.filter(part="ru").order_by("number")
    assert [(row.number, row.fields["title"], row.verb) for row in rows] == [
        (1, "Первый", "save"),
        (2, "Второй", "save"),
        (3, "Первый", "go_back"),
    ]
    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, entry.by, entry.details) == ("go_back", reporter, {"parts": ["ru"]})


def test_one_field_comes_back_alone(article, reporter):
    workflow.bring_back(part(article, 1), by=reporter, fields=["title"])

    kept = Article.objects.get()
    assert (kept.text("title", "ru"), kept.text("lead", "ru")) == ("Первый", "Другой лид")


@pytest.mark.parametrize("fields", [["nothing"], ["status"], []])
def test_unknown_field_is_refused(fields, article, reporter):
    with pytest.raises(ValidationError) as refusal:
        workflow.bring_back(part(article, 1), by=reporter, fields=fields)

    assert refusal.value.messages == ["No such field in this version."]


def test_what_is_saved_already_makes_no_version(article, reporter):
    with pytest.raises(ValidationError) as refusal:
        workflow.bring_back(part(article, 2), by=reporter)

    assert refusal.value.messages == ["This is already the saved version."]
    assert article.versions.filter(part="ru").count() == 2


@pytest.mark.parametrize(
    "role, language, allowed",
    [
        ("reporter", "ru", True),
        ("other_reporter", "ru", False),
        ("translator", "ru", False),
        ("translator", "hy", True),
        ("editor_ru", "ru", True),
        ("editor_hy", "ru", False),
        ("chief", "ru", True),
        ("photo", "ru", False),
        ("administrator", "ru", False),
    ],
)
def test_role_and_language_decide(role, language, allowed, request, article, reporter):
    article.set_text("title", "hy", "Ուրիշ")
    workflow.save(article, by=reporter)
    person, version = request.getfixturevalue(role), part(article, 1, language)
    before = article.versions.count()

    if allowed:
        workflow.bring_back(version, by=person)
        workflow.name_version(version, by=person, name="x")
        assert article.versions.count() == before + 1
    else:
        with pytest.raises(PermissionDenied):
            workflow.bring_back(version, by=person)
        with pytest.raises(PermissionDenied):
            workflow.name_version(version, by=person, name="x")
        assert article.versions.count() == before


def test_facts_come_back_without_what_is_no_more(make_article, make_tag, author, chief):
    kept, gone = make_tag(ru="Севан"), make_tag(ru="Старый")
    article = make_article(tags=[kept, gone], authors=[author], kind="opinion")
    workflow.save(article, by=chief, tags=[], credits=[])
    Tag.objects.filter(pk=gone.pk).delete()

    workflow.bring_back(part(article, 1, "shared"), by=chief)

    assert list(article.tags.all()) == [kept]
    assert [credit.author for credit in article.credits.all()] == [author]


def test_what_was_approved_is_a_draft_again(article, reporter, editor_ru):
    workflow.submit(article, "ru", by=reporter)
    workflow.approve(article, "ru", by=editor_ru)

    workflow.bring_back(part(article, 1), by=editor_ru)

    assert Article.objects.get().text("status", "ru") == Status.DRAFT


def test_old_markup_is_cleaned_when_it_comes_back(article, reporter):
    version = part(article, 1)
    type(version).objects.filter(pk=version.pk).update(
        fields=version.fields | {"body": "<p>x<script>alert(1)</script></p>"}
    )

    workflow.bring_back(part(article, 1), by=reporter)

    assert Article.objects.get().text("body", "ru") == "<p>x</p>"


def test_version_is_named_and_the_name_taken_away(article, reporter):
    version = part(article, 1)

    workflow.name_version(version, by=reporter, name=" До правки\n")
    assert part(article, 1).name == "До правки"
    workflow.name_version(version, by=reporter, name="")

    assert part(article, 1).name == ""
    details = {"name": "До правки", "number": 1}
    assert AuditEntry.objects.filter(action="name", details=details, language="ru").count() == 1


def test_endless_name_is_refused(article, reporter):
    with pytest.raises(ValidationError):
        workflow.name_version(part(article, 1), by=reporter, name="я" * 101)

    assert part(article, 1).name == ""

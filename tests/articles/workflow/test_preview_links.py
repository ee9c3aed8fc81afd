"""Links to previews: who makes and closes them, what they hold, when they end."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone, translation

from articles import workflow
from articles.models import AuditEntry, PreviewLink
from articles.workflow import preview_links
from newsroom.models import User


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def article(make_article):
    return make_article(title_ru="Озеро")


def test_link_ends_after_a_day_and_keeps_only_a_digest(article, chief):
    link, secret = workflow.share(article, by=chief, name="Эксперт")

    assert link.digest == sha256(secret.encode()).hexdigest()
    assert len(secret) == 43
    assert link.ends_at - link.made_at == timedelta(hours=24)
    assert (link.name, link.language, link.versions, link.made_by) == ("Эксперт", "", None, chief)
    assert preview_links.opened_by(secret) == link


def test_link_is_in_the_audit_without_its_secret(article, chief):
    link, secret = workflow.share(article, by=chief, name="Эксперт", language="ru")

    entry = AuditEntry.objects.get(action="share")

    assert (entry.article, entry.by, entry.language) == (article, chief, "ru")
    assert entry.details == {"name": "Эксперт", "until": link.ends_at.isoformat()}


@pytest.mark.parametrize(
    "role, language, allowed",
    [
        ("reporter", "ru", True),  # the story is the reporter's own
        ("reporter", "", True),
        ("other_reporter", "ru", False),
        ("translator", "hy", True),
        ("translator", "ru", False),
        ("translator", "", False),
        ("editor_hy", "", True),
        ("chief", "", True),
        ("photo", "ru", False),
        ("administrator", "ru", False),
    ],
)
def test_role_decides_who_makes_a_link(role, language, allowed, request, make_article, reporter):
    article = make_article(by=reporter)
    person = request.getfixturevalue(role)

    if allowed:
        assert workflow.share(article, by=person, name="x", language=language)[0].pk
    else:
        with pytest.raises(PermissionDenied):
            workflow.share(article, by=person, name="x", language=language)
        assert not PreviewLink.objects.exists()


@pytest.mark.parametrize(
    "given, sentence",
    [
        ({"name": " "}, "Enter who the link is for."),
        ({"until": timedelta(minutes=-1)}, "This time has passed. Choose a later one."),
        ({"until": timedelta(days=91)}, "Links can stay open for 90 days at most."),
        ({"language": "fr"}, "This newsroom does not use this language."),
    ],
)
def test_nonsense_is_refused_in_a_sentence(given, sentence, article, chief):
    if "until" in given:
        given = {"until": timezone.now() + given["until"]}

    with pytest.raises(ValidationError) as refusal:
        workflow.share(article, by=chief, **{"name": "x"} | given)

    assert refusal.value.messages == [sentence]
    assert not PreviewLink.objects.exists()


@pytest.mark.parametrize(
    "role, allowed",
    [("reporter", True), ("other_reporter", False), ("translator", False), ("editor_hy", True),
     ("chief", True), ("photo", False), ("administrator", False)],
)  # fmt: skip
def test_role_decides_who_closes_a_link(role, allowed, request, make_article, reporter):
    link, secret = workflow.share(make_article(by=reporter), by=reporter, name="x")
    person = request.getfixturevalue(role)

    if allowed:
        workflow.revoke(link, by=person)
        assert preview_links.opened_by(secret) is None
    else:
        with pytest.raises(PermissionDenied):
            workflow.revoke(link, by=person)
        assert preview_links.opened_by(secret) == link


def test_closed_link_cannot_be_closed_again(article, chief):
    link, _secret = workflow.share(article, by=chief, name="x")
    workflow.revoke(link, by=chief)

    with pytest.raises(ValidationError) as refusal:
        workflow.revoke(link, by=chief)

    assert refusal.value.messages == ["The link is already closed."]
    assert AuditEntry.objects.filter(action="unshare").count() == 1


def test_link_opens_nothing_after_its_end(article, chief):
    link, secret = workflow.share(article, by=chief, name="x")
    moment = timezone.now() - timedelta(days=3)
    PreviewLink.objects.filter(pk=link.pk).update(
        made_at=moment, ends_at=moment + preview_links.USUAL
    )

    assert preview_links.opened_by(secret) is None
    assert not PreviewLink.objects.get().is_open


def test_link_opens_nothing_once_its_maker_may_not_come_in(article, chief):
    _link, secret = workflow.share(article, by=chief, name="x")
    before = preview_links.opened_by(secret)
    User.objects.filter(pk=chief.pk).update(is_active=False)

    after = preview_links.opened_by(secret)

    assert (before, after) == (PreviewLink.objects.get(), None)
    assert not PreviewLink.objects.get().is_open


def test_a_secret_is_looked_up_by_one_query_whatever_it_is(
    article, chief, django_assert_num_queries
):
    link, secret = workflow.share(article, by=chief, name="x")
    _closed, closed = workflow.share(article, by=chief, name="y")
    workflow.revoke(_closed, by=chief)

    for given, found in ((secret, link), (closed, None), ("guess", None), ("\udcff", None)):
        with django_assert_num_queries(1):
            assert preview_links.opened_by(given) == found


def test_comment_needs_leave(article, chief):
    mute, _secret = workflow.share(article, by=chief, name="x")
    link, _secret = workflow.share(article, by=chief, name="y", allows_comments=True)

    with pytest.raises(ValidationError):
        preview_links.comment(mute, "ru", name="", words="Привет")
    kept = preview_links.comment(link, "ru", name=" Анна\n", words=" Две\nстроки <b>\x00 ")

    assert (kept.name, kept.text) == ("Анна", "Две\nстроки <b>")
    assert mute.comments.count() == 0


def test_openings_without_end_are_not_all_kept(article, chief, monkeypatch):
    monkeypatch.setattr(preview_links, "MOST_OPENINGS", 2)
    link, _secret = workflow.share(article, by=chief, name="x")

    for _n in range(4):
        preview_links.note_opening(link, "ru")

    assert link.openings.count() == 2


@pytest.mark.parametrize("words", [" \n ", "я" * 2001])
def test_comment_is_neither_empty_nor_endless(words, article, chief):
    link, _secret = workflow.share(article, by=chief, name="y", allows_comments=True)

    with pytest.raises(ValidationError):
        preview_links.comment(link, "ru", name="", words=words)

    assert not link.comments.exists()


def test_a_machine_cannot_fill_the_newsroom_with_comments(article, chief, monkeypatch):
    monkeypatch.setattr(preview_links, "MOST_COMMENTS", 2)
    link, _secret = workflow.share(article, by=chief, name="y", allows_comments=True)
    for words in ("one", "two"):
        preview_links.comment(link, "ru", name="", words=words)

    with pytest.raises(ValidationError):
        preview_links.comment(link, "ru", name="", words="three")

    assert [one.text for one in link.comments.all()] == ["one", "two"]


@pytest.mark.parametrize(
    "who, language, changes",
    [
        ("chief", "", {"is_staff": False}),
        ("chief", "", {"role": "photo_editor"}),
        ("translator", "hy", {"languages": ["en"]}),
        ("reporter", "ru", {"role": "translator", "languages": []}),
    ],
)
def test_link_opens_nothing_once_its_maker_may_not_share(
    who, language, changes, request, make_article, reporter
):
    article, maker = make_article(by=reporter), request.getfixturevalue(who)
    _link, secret = workflow.share(article, by=maker, name="x", language=language)
    before = preview_links.opened_by(secret)
    User.objects.filter(pk=maker.pk).update(**changes)

    assert (before, preview_links.opened_by(secret)) == (PreviewLink.objects.get(), None)

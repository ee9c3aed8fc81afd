"""What all languages of a story share reaches readers when it is published, or all at once."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from articles import workflow
from articles.editorial.states import language_states
from articles.models import Action, AuditEntry, Category, Edition


def states(article):
    article.refresh_from_db()
    return {code: one.code for code, one in language_states([article])[article.pk].items()}


def categories():
    return dict(Edition.objects.order_by("language").values_list("language", "category__slug"))


@pytest.fixture
def other_category(db):
    return Category.objects.create(slug="economy", name_ru="Экономика", name_hy="Տնտեսություն")


@pytest.fixture
def story(make_article, chief):
    """A story that is live in two languages."""
    article = make_article(title_hy="Լիճ")
    for code in ("ru", "hy"):
        workflow.publish(article, code, by=chief)
    return article


@pytest.fixture
def changed(story, other_category, make_tag, author, chief):
    """Its category, tags and credits are others by now."""
    story.category = other_category
    workflow.save(
        story,
        by=chief,
        tags=[make_tag(ru="Севан", hy="Սևան").pk],
        credits=[(author.pk, "text", "")],
    )
    return story


def test_change_is_named_on_every_language_and_no_reader_has_it(changed):
    assert states(changed) == {"ru": "live_changed", "hy": "live_changed", "en": "missing"}
    assert categories() == {"ru": "ecology", "hy": "ecology"}


def test_change_reaches_the_readers_of_the_language_that_is_published(changed, chief):
    workflow.publish(changed, "hy", by=chief)

    assert states(changed) == {"ru": "live_changed", "hy": "live", "en": "missing"}
    assert categories() == {"ru": "ecology", "hy": "economy"}


def test_all_languages_get_it_at_once(changed, chief, author):
    editions = workflow.publish_facts(changed, by=chief)

    assert [edition.language for edition in editions] == ["ru", "hy"]
    assert states(changed) == {"ru": "live", "hy": "live", "en": "missing"}
    for edition in editions:
        assert edition.category.slug == "economy"
        assert [tag.name_ru for tag in edition.tags.all()] == ["Севан"]
        assert list(edition.authors.all()) == [author]


def test_unfinished_text_does_not_go_out_with_the_facts(changed, chief):
    changed.title_ru = "Недописанное"
    workflow.save(changed, by=chief)

    workflow.publish_facts(changed, by=chief)

    edition = Edition.objects.get(language="ru")
    assert (edition.title, edition.category.slug) == ("Озеро возвращается", "economy")
    assert states(changed)["ru"] == "live_changed"


def test_own_cover_that_readers_know_stays(make_article, make_image, chief):
    own, new, unpublished = (make_image(colour) for colour in ("red", "blue", "green"))
    article = make_article(title_hy="Լիճ", own_cover_ru=own)
    for code in ("ru", "hy"):
        workflow.publish(article, code, by=chief)
    article.cover, article.own_cover_hy = new, unpublished
    workflow.save(article, by=chief)

    workflow.publish_facts(article, by=chief)

    covers = dict(Edition.objects.values_list("language", "cover"))
    assert covers == {"ru": own.pk, "hy": new.pk}


@pytest.mark.parametrize("who", ["editor_ru", "editor_hy", "reporter", "translator"])
def test_it_is_for_who_may_publish_all_of_them(changed, request, who):
    with pytest.raises(PermissionDenied):
        workflow.publish_facts(changed, by=request.getfixturevalue(who))

    assert categories() == {"ru": "ecology", "hy": "ecology"}


def test_editor_of_the_only_live_language_may(make_article, other_category, chief, editor_ru):
    article = make_article(title_hy="Լիճ")
    workflow.publish(article, "ru", by=chief)
    article.category = other_category
    workflow.save(article, by=editor_ru)

    workflow.publish_facts(article, by=editor_ru)

    assert categories() == {"ru": "economy"}


def test_scheduled_stays_as_it_was_scheduled(changed, chief, in_two_hours):
    changed.title_en = "The lake"
    workflow.save(changed, by=chief)
    workflow.publish(changed, "en", by=chief, at=in_two_hours)
    changed.kind = "interview"
    workflow.save(changed, by=chief)

    workflow.publish_facts(changed, by=chief)

    kinds = dict(Edition.objects.values_list("language", "kind"))
    assert kinds == {"ru": "interview", "hy": "interview", "en": "news"}


def test_nothing_new_is_refused(story, chief):
    with pytest.raises(ValidationError):
        workflow.publish_facts(story, by=chief)

    assert not AuditEntry.objects.filter(action=Action.PUBLISH_FACTS).exists()


def test_it_is_recorded_for_each_language_and_can_be_taken_back(changed, chief):
    workflow.publish_facts(changed, by=chief)
    workflow.take_back(Edition.objects.get(language="hy"), by=chief)

    entries = AuditEntry.objects.filter(action=Action.PUBLISH_FACTS)
    assert sorted(entries.values_list("language", flat=True)) == ["hy", "ru"]
    assert categories() == {"ru": "economy", "hy": "ecology"}

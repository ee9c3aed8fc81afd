"""The declaration of a story's fields holds what the tables and the form hold, and no more."""

from articles.admin.story.article_form import ArticleForm
from articles.admin.story.fact_fields import FACT_FIELDS
from articles.editorial import edition_builder
from articles.editorial.field_permissions import FIELDS
from articles.models import Article, Edition
from articles.models.story_fields import (
    BODIES,
    FACTS,
    PROSE,
    PUBLISHED,
    STORY_TEXTS,
    TEXTS,
    Found,
    found_with,
)


def names(model) -> set[str]:
    return {field.name for field in model._meta.get_fields()}


def test_every_text_has_a_column_in_each_language():
    wanted = {f"{name}_{code}" for name in TEXTS for code in ("ru", "hy", "en")}

    assert wanted <= names(Article)
    kept_elsewhere = {
        f"{name}_{code}" for name in ("own_cover", "status", "note") for code in ("ru", "hy", "en")
    }
    per_language = {name for name in names(Article) if name[-3:] in ("_ru", "_hy", "_en")}
    assert per_language == wanted | kept_elsewhere


def test_what_readers_see_is_a_column_of_the_edition_and_is_copied():
    assert PUBLISHED == (
        "title",
        "short_title",
        "subtitle",
        "lead",
        "body",
        "source",
        "social_title",
    )
    assert set(PUBLISHED) <= names(Edition)
    story = Article(**{f"{name}_hy": f"<p>{name}</p>" for name in TEXTS})
    edition = Edition(language="hy")

    assert edition_builder.copy_texts(story, edition) is True

    plain = {name: getattr(edition, name) for name in PUBLISHED if name not in BODIES}
    assert plain == {name: f"<p>{name}</p>" for name in PUBLISHED if name != "body"}
    assert (edition.body, edition.slug) == ("<p>body</p>", "")


def test_bodies_are_what_the_editor_types_with_its_tools():
    form = ArticleForm.base_fields
    rich = {name for name in TEXTS if "RichText" in type(form[f"{name}_ru"].widget).__name__}
    assert rich == BODIES == {"body"}


def test_what_is_found_and_repaired():
    assert found_with(Found.TITLE) == ("title", "short_title", "social_title")
    assert found_with(Found.LEAD) == ("subtitle", "lead", "source")
    assert found_with(Found.BODY) == ("body",)
    assert set(TEXTS) - set(PROSE) == {"source", "slug"}


def test_every_fact_is_in_the_form_and_has_somebody_who_may_change_it():
    expected = [name for name in FACTS if name != "translators"]
    assert [name for name in FACT_FIELDS if not name.startswith("translators_")] == expected
    assert set(FIELDS["articles.article"]) == {
        *FACTS,
        *TEXTS,
        "own_cover",
        "telegram",
        "telegram_text",
    }


def test_counters_warn_before_the_column_is_full():
    for text in STORY_TEXTS:
        if text.limit and (most := Article._meta.get_field(text.name).max_length):
            assert text.limit < most, text.name

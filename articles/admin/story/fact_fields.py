"""The shared facts of a story as form fields: rows of other tables, chosen by typing."""

from collections.abc import Iterator

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.admin.story.fact_rows import FactRows
from articles.admin.taxonomy.create_by_name_field import MakingAutocomplete, MakingChoices
from articles.admin.widgets import PictureField, by_typing
from articles.admin.words import title_in
from articles.editorial import versions
from articles.models import Article, Author, Category, Credit, Image, RelatedStory, Tag
from articles.models.story_fields import FACTS
from articles.models.tag import TaggedArticle
from newsroom import languages
from newsroom.models import User

MAKING = (MakingAutocomplete, MakingChoices)
# The fields of the form: translators are named for each language.
FACT_FIELDS = tuple(
    field
    for name in FACTS
    for field in (
        [f"{name}_{code}" for code in languages.CODES] if name == "translators" else [name]
    )
)


def fact_fields(article: Article, user: User) -> dict[str, forms.Field]:
    """Return the fields that search as one types, in the language of the request."""
    others = Article.objects.exclude(pk=article.pk) if article.pk else Article.objects.all()
    return {
        "category": by_typing(
            Article._meta.get_field("category"),
            queryset=Category.objects.all(),
            label=_("Category"),
            many=False,
        ),
        "tags": makeable(TaggedArticle._meta.get_field("tag"), Tag, _("Tags"), user),
        "authors": people(_("Text by"), user),
        "photographers": people(_("Photos by"), user),
        "cover": PictureField(Image.objects.all(), required=False, label=_("Cover")),
        "related": related_stories(others, article.source_language),
    } | fields_of_languages(user)


def related_stories(others: QuerySet[Article], language: str) -> forms.Field:
    """Return a field of stories that calls those that are chosen as the language does."""
    field = by_typing(
        RelatedStory._meta.get_field("story"),
        queryset=others,
        label=_("Related stories"),
        help_text=_("In this order. If empty, related stories are chosen by tag."),
    )
    field.label_from_instance = lambda story: title_in(story, language)
    return field


def fields_of_languages(user: User) -> dict[str, forms.Field]:
    """Return what each language has of its own: another cover, its translators."""
    fields: dict[str, forms.Field] = {}
    own_cover = Article._meta.get_field("own_cover")
    for language in languages.LANGUAGES:
        fields[languages.column("own_cover", language.code)] = PictureField(
            Image.objects.all(),
            required=False,
            label=own_cover.verbose_name,
            help_text=own_cover.help_text,
        )
        label = _("Translation into %(language)s by") % {"language": language.name}
        fields[f"translators_{language.code}"] = people(label, user)
    return fields


def people(label: str, user: User) -> forms.Field:
    return makeable(Credit._meta.get_field("author"), Author, label, user)


def makeable(link, model: type[Author | Tag], label: str, user: User) -> forms.Field:
    """Return a field of rows in which whoever may add one makes it by typing its name."""
    can_add = user.has_perm(f"articles.add_{model._meta.model_name}")
    return by_typing(
        link,
        queryset=model.objects.all(),
        label=label,
        can_add=can_add,
        kinds=MAKING if can_add else None,
    )


def fact_initial(
    article: Article, fields: dict[str, forms.Field], found: FactRows
) -> dict[str, list[int]]:
    """Return the ids that are chosen now, and tell the fields what these are called."""
    rows = {
        "tags": found.tags,
        "related": found.related,
        "authors": credited_as(found.credits, Credit.Role.TEXT),
        "photographers": credited_as(found.credits, Credit.Role.PHOTO),
    } | {
        f"translators_{code}": credited_as(found.credits, Credit.Role.TRANSLATION, code)
        for code in languages.CODES
    }
    for name, chosen in rows.items():
        if name in fields:
            know(fields[name], chosen)
    if article.pk and article.category_id and "category" in fields:
        know(fields["category"], [article.category])
    return {name: [row.pk for row in chosen] for name, chosen in rows.items()}


def credited_as(credits: list[Credit], role: str, language: str = "") -> list[Author]:
    return [one.author for one in credits if (one.role, one.language) == (role, language)]


def know(field: forms.Field, rows: list) -> None:
    """Tell a field that searches as one types how the chosen rows are called."""
    widget = getattr(field.widget, "widget", field.widget)  # without the link that adds one
    widget.known = {str(row.pk): field.label_from_instance(row) for row in rows}


def know_covers(article: Article, fields: dict[str, forms.Field]) -> None:
    """Tell the fields of covers which pictures were read with the story."""
    for name in ("cover", *(languages.column("own_cover", code) for code in languages.CODES)):
        if name in fields and Article._meta.get_field(name).is_cached(article):
            image = getattr(article, name)
            fields[name].widget.known = {image.pk: image} if image else {}


def shown_facts(article: Article, found: FactRows) -> Iterator[tuple[str, str, str]]:
    """Yield name, label and words of the facts for somebody who may not change them."""
    if not article.pk:
        return
    shown = {name: shown_column(article, name) for name in versions.FACT_COLUMNS} | {
        "kind": (_("Kind"), article.get_kind_display()),
        "tags": (_("Tags"), ", ".join(map(str, found.tags))),
        "authors": (_("Credits"), ", ".join(map(str, found.credits))),
        "source_language": (_("Source language"), article.get_source_language_display()),
        "related": (_("Related stories"), "; ".join(map(str, found.related))),
    }
    for name in FACTS:
        if name in shown:
            label, words = shown[name]
            yield name, label, words or "—"


def shown_column(article: Article, name: str) -> tuple[str, str]:
    """Return what a fact is called and its words, "" where it has none."""
    label = capfirst(Article._meta.get_field(name).verbose_name)
    return label, str(getattr(article, name) or "")

"""Which fields have a column per language (django-modeltranslation finds this module by name)."""

from modeltranslation.translator import TranslationOptions, register

from articles.models import (
    Article,
    Author,
    Background,
    Category,
    Image,
    Page,
    SiteSettings,
    Tag,
    Term,
)
from articles.models.story_fields import TEXTS


@register(Article)
class ArticleTexts(TranslationOptions):
    fields = (*TEXTS, "own_cover", "status", "note")
    empty_values = {"own_cover": None} | dict.fromkeys((*TEXTS, "status", "note"), "")


@register(Category)
class CategoryTexts(TranslationOptions):
    fields = ("name", "description")


@register(Tag)
class TagTexts(TranslationOptions):
    fields = ("name", "slug")


@register(Author)
class AuthorTexts(TranslationOptions):
    fields = ("name", "position", "bio")


@register(Image)
class ImageTexts(TranslationOptions):
    fields = ("alt", "caption", "credit")


@register(Page)
class PageTexts(TranslationOptions):
    fields = ("title", "body")


@register(SiteSettings)
class SiteTexts(TranslationOptions):
    fields = (
        "name",
        "tagline",
        "reuse",
        "copyright",
        "x",
        "youtube",
        "instagram",
        "facebook",
        "telegram",
        "app_store",
        "google_play",
        "support",
    )


@register(Term)
class TermTexts(TranslationOptions):
    fields = ("name", "forbidden")
    empty_values = ""


@register(Background)
class BackgroundTexts(TranslationOptions):
    fields = ("body",)
    empty_values = ""

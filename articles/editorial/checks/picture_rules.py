"""What is looked at of a story's pictures before it is published. Pure; see rules.py."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from articles.editorial.checks.subject import Picture, Story, quoted

SOON = 30  # days in which the last one of a picture is told of beforehand


def cover(story: Story) -> list[str]:
    return [] if story.cover else [_("No cover picture.")]


def alt(story: Story) -> list[str]:
    missing = [_("The cover has no alt text.")] if story.cover and not story.cover.alt else []
    words = _("Picture without alt text in the story: %(name)s.")
    return missing + [words % {"name": one.name} for one in story.pictures.values() if not one.alt]


def credit(story: Story) -> list[str]:
    missing = [_("The cover has no credit.")] if story.cover and not story.cover.credit else []
    words = _("Picture without a credit in the story: %(name)s.")
    return missing + [
        words % {"name": one.name} for one in story.pictures.values() if not one.credit
    ]


def all_pictures(story: Story) -> Iterable[Picture]:
    """Return the cover and the pictures of the text, each once."""
    return dict.fromkeys(filter(None, (story.cover, *story.pictures.values())))


def expired(story: Story) -> list[str]:
    words = _("Picture rights have expired: %(name)s.")
    return [
        words % {"name": one.name}
        for one in all_pictures(story)
        if one.days is not None and one.days < 0
    ]


def expiring(story: Story) -> list[str]:
    words = _("Picture rights expire soon: %(name)s, days left: %(days)d.")
    return [
        words % {"name": one.name, "days": one.days + 1}
        for one in all_pictures(story)
        if one.days is not None and 0 <= one.days < SOON
    ]


def one_use(story: Story) -> list[str]:
    words = _("A single-use picture is already used in “%(story)s”: %(name)s.")
    return [
        words % {"story": quoted(title), "name": one.name}
        for one in all_pictures(story)
        for title in one.elsewhere
    ]


def rights(story: Story) -> list[str]:
    words = _("Picture rights not stated: %(name)s.")
    return [words % {"name": one.name} for one in all_pictures(story) if not one.has_rights]

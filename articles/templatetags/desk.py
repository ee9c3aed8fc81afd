"""Words of the editors' side in templates."""

import json

from django import template

from articles.admin.pictures.file_words import told_sentence
from articles.admin.publishing.flash_view import desks
from articles.admin.story.side_panels import part_label
from articles.admin.words import moment, state_mark
from articles.text.moments_in_words import patterns
from newsroom.attributes import attributes

register = template.Library()
register.simple_tag(state_mark)
register.filter("moment", moment)
register.filter("told_sentence", told_sentence)
register.filter("part_label", part_label)
register.filter("attributes", attributes)


@register.simple_tag
def day_patterns() -> str:
    """Return how days are written, as JSON for moment-words.js."""
    return json.dumps(patterns(), ensure_ascii=False)


@register.simple_tag
def may_flash(user) -> bool:
    """Tell whether the person may put a flash before readers."""
    return bool(desks(user))

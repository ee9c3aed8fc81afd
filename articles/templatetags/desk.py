"""Words of the editors' side in templates."""

from django import template

from articles.admin.panels import part_label
from articles.admin.words import moment, state_cell, state_mark

register = template.Library()
register.simple_tag(state_cell)
register.simple_tag(state_mark)
register.filter("moment", moment)
register.filter("part_label", part_label)

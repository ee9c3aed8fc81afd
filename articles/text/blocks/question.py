"""A question with its answer."""

from django.utils.translation import gettext_lazy as _

from articles.text.blocks.base import Section


class Question(Section):
    name = "question"
    label = _("Question and answer")
    needs_heading = True

"""Another story to be read, shown as its live edition in the language of the page."""

from html import escape

from django.utils.translation import gettext_lazy as _

from articles.text.blocks.base import Figure, link


class StoryFigure(Figure):
    name = "story"
    label = _("See also")
    names = "Edition"
    has_caption = has_look = False
    chooser = "admin:articles_article_stories"
    choose = _("Choose a “See also” story")
    compared = _("Linked story")
    missing = _("A “See also” story is not live in this language.")

    def fed(self, row, words, pictures) -> str:
        if row is None:
            return ""
        title = row.labelled(row.stream_title)
        return f"<p>{escape(_('See also'))}: {link(row.get_absolute_url(), title)}</p>"

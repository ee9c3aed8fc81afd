"""The list of stories: the states of three languages at a glance, questions that combine."""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Prefetch
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from articles import images, search
from articles.admin.base import columns
from articles.admin.searched_list import SearchedList, found_by, language_of
from articles.admin.story_list import article_bulk, saved_views
from articles.admin.story_list.article_filters import QUESTIONS
from articles.admin.words import best_title, moment, state_cell, title_in
from articles.editorial import presence
from articles.editorial.states import language_states
from articles.models import Credit
from newsroom import languages


class ArticleList(ChangeList):
    """A page of stories that know where each of their languages stands."""

    def get_results(self, request):
        super().get_results(request)
        self.answer = found_by(request)
        self.result_list = self.paginator.rows(self.page_num)
        states = language_states(self.result_list)
        openers = presence.openers(self.result_list, but=request.user)
        for article in self.result_list:
            article.openers = openers.get(article.pk, [])
            article.states = states[article.pk]
            article.best_title = best_title(article, request.user)

    @property
    def asked(self) -> bool:
        """Whether the list is narrowed at all."""
        return self.has_active_filters or bool(self.query)


def state_column(language: languages.Language):
    """Return the column of the list that shows one language."""

    @admin.display(description=language.name)
    def column(article):
        # The label stands for the column's heading where a phone shows none.
        return format_html(
            '<span class="state-label">{}</span>{}',
            language.label,
            state_cell(article.states[language.code]),
        )

    column.__name__ = f"state_{language.code}"
    return column


class StoryList(SearchedList):
    """What the list of stories is, for the ModelAdmin of articles."""

    look_for = staticmethod(search.stories)
    list_display = [
        "thumb",
        "shown_title",
        "shown_category",
        *[state_column(language) for language in languages.LANGUAGES],
        "shown_authors",
        "changed",
    ]
    list_display_links = ["shown_title"]
    list_filter = QUESTIONS
    list_select_related = ["category", "cover"]
    list_max_show_all = 0
    search_fields = columns("title")
    ordering = ["-changed_at", "-pk"]
    sortable_by = ["changed"]
    show_full_result_count = False
    change_list_template = "admin/articles/article/change_list.html"
    actions = list(article_bulk.VERBS)

    def get_changelist(self, request, **kwargs):
        return ArticleList

    def get_queryset(self, request):
        queryset = super().get_queryset(request)
        if request.resolver_match.url_name != "articles_article_changelist":
            return queryset
        by_text = Credit.objects.filter(role=Credit.Role.TEXT).select_related("author")
        return queryset.prefetch_related(Prefetch("credits", by_text))

    def get_actions(self, request):
        """Offer what can be done to several stories to who may do it to any."""
        known = super().get_actions(request)
        return {
            name: known[name]
            for name in article_bulk.VERBS
            if name in known and article_bulk.may_use(request.user, name)
        }

    def changelist_view(self, request, extra_context=None):
        context = {"kept_views": lambda: saved_views.shown(request)}
        return super().changelist_view(request, context | (extra_context or {}))

    def offered_name(self, request, article) -> str:
        """Name a story where it is chosen by typing: in the language that is being written."""
        return title_in(article, language_of(request))

    def action_checkbox(self, article):
        """The box of the actions; Django's would be a form field, rendered by a template a row."""
        return format_html(
            '<input type="checkbox" name="_selected_action" value="{}" class="action-select"'
            ' aria-label="{}">',
            article.pk,
            _("Select this story: %s") % article.best_title,
        )

    @admin.display(description=_("cover"))
    def thumb(self, article):
        address = images.desk_url(article.cover, "3x2", 240) if article.cover else ""
        if not address:
            return mark_safe('<span class="thumb thumb--none"></span>')
        return format_html('<img class="thumb" src="{}" alt="" loading="lazy">', address)

    @admin.display(description=_("story"))
    def shown_title(self, article):
        title = format_html(
            '<b class="story-title">{}</b> <small>{}</small>',
            article.best_title,
            article.get_kind_display(),
        )
        if not article.openers:
            return title
        who = _("Open in: %(who)s") % {"who": ", ".join(map(str, article.openers))}
        return format_html('{} <small class="story-open">{}</small>', title, who)

    @admin.display(description=_("category"), empty_value="—")
    def shown_category(self, article):
        return article.category

    @admin.display(description=_("authors"))
    def shown_authors(self, article):
        return ", ".join(str(credit.author) for credit in article.credits.all()) or "—"

    @admin.display(description=_("changed"), ordering="changed_at")
    def changed(self, article):
        return moment(article.changed_at)


for name in article_bulk.VERBS:
    setattr(StoryList, name, article_bulk.action(name))

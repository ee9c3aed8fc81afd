"""Background paragraphs: written and looked after here, found by typing in a story."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from articles.admin.base import NewsroomAdmin, any_case_search, columns, gaps, per_language
from articles.admin.editor_csp import allows_ckeditor
from articles.models import Article, Background, BackgroundUse
from articles.text.cleaning import plain
from newsroom import languages
from newsroom.parameters import parse_ids

SHOWN = 12  # in the dialog
USES = 100  # on the page of one
KNOWN_BY = 60  # characters by which a paragraph is known again in a text


@admin.register(Background)
class BackgroundAdmin(NewsroomAdmin):
    list_display = ["__str__", "category", "changed_at", "text_gaps"]
    list_select_related = ["category"]
    list_filter = ["category"]
    search_fields = ["name", *columns("body")]
    fieldsets = [(None, {"fields": ["name", "category"]}), *per_language("body")]
    change_form_template = "admin/articles/background/change_form.html"
    changeform_view = allows_ckeditor(NewsroomAdmin.changeform_view)

    @admin.display(description=_("no text in"))
    def text_gaps(self, background) -> str:
        return gaps(background, "body") or "—"

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["uses"] = uses(obj) if obj else ()
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_urls(self):
        view = self.admin_site.admin_view(require_GET(self.find))
        return [path("find/", view, name="articles_background_find"), *super().get_urls()]

    def find(self, request) -> HttpResponse:
        """Return, for the dialog of a story, the paragraphs of a language that match."""
        code = request.GET.get("language", "")
        if not self.has_view_permission(request) or code not in languages.CODES:
            raise PermissionDenied
        column = languages.column("body", code)
        rows = Background.objects.select_related("category").filter(**{f"{column}__gt": ""})
        rows = any_case_search(rows, ["name", column], request.GET.get("q", "")[:100])
        found = [{"row": row, "html": row.body_in(code)} for row in rows[:SHOWN]]
        context = {"found": found, "language": code}
        return TemplateResponse(request, "admin/articles/background/_found.html", context)


def uses(background: Background) -> list[BackgroundUse]:
    """Return where a paragraph was put in, the latest first, without what is in the bin."""
    rows = background.uses.filter(article__binned_at=None).select_related("article", "by")
    return list(rows[:USES])


def record_uses(article: Article, code: str, ids: str, *, by) -> None:
    """Keep which paragraphs (ids with spaces between) were put into a language that was saved.

    What was taken out again before saving was not. Two queries.
    """
    wanted = parse_ids(ids.split()[:SHOWN])
    saved = plain(article.text("body", code))
    BackgroundUse.objects.bulk_create(
        BackgroundUse(background=one, article=article, language=code, by=by)
        for one in Background.objects.in_bulk(wanted).values()
        if (words := plain(one.body_in(code))[:KNOWN_BY]) and words in saved
    )

"""Stories in the admin: the list with three states at a glance, and the form."""

from functools import partial

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect, QueryDict
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import workflow
from articles.admin import extra_fields, held_form
from articles.admin.answers import say_left_out
from articles.admin.base import NewsroomAdmin
from articles.admin.editor_csp import allows_ckeditor
from articles.admin.planning import board, plan_views, story_plan
from articles.admin.publishing import (
    embargo_view,
    flash_view,
    preview,
    preview_links,
    unpublish_view,
    unsaved_checks,
    verb_views,
)
from articles.admin.settings import telegram_fields
from articles.admin.story import (
    autosave,
    block_lookup,
    colleague_changes,
    conflict_page,
    corrections,
    history,
    language_help,
    notes,
    presence,
    restore_unsaved,
    similar,
    unsaved,
)
from articles.admin.story.article_form import ArticleForm
from articles.admin.story.embed_lookup import embed_view
from articles.admin.story.side_panels import panels
from articles.admin.story_list import article_bulk, saved_views
from articles.admin.story_list import article_trash as story_bin
from articles.admin.story_list.article_list import StoryList
from articles.admin.taxonomy import background, create_by_name_field, missing_translations
from articles.admin.words import best_title
from articles.editorial import link_checker, versions
from articles.editorial.permissions import can_bin, can_write
from articles.models import Article
from articles.models.version import SHARED
from articles.workflow import autosave as autosaving
from articles.workflow.autosave import AlreadySaved
from newsroom import languages
from newsroom.parameters import row_of


@admin.register(Article)
class ArticleAdmin(StoryList, NewsroomAdmin):
    is_journaled = False
    change_form_template = "admin/articles/article/change_form.html"

    def get_fieldsets(self, request, obj=None):
        """None: the template lays the fields out in tabs."""
        return []

    def get_readonly_fields(self, request, obj=None):
        """None: the form leaves out the parts that the person may not write."""
        return []

    def get_form(self, request, obj=None, change=False, **kwargs):
        given = {"user": request.user, "refusal": getattr(request, "refusal", None)}
        return partial(ArticleForm, **given, taken=restore_unsaved.row_asked_for(request, obj))

    def get_object(self, request, object_id, from_field=None):
        """Read the story with its category and its covers, which the form shows."""
        covers = ("cover", *(languages.column("own_cover", code) for code in languages.CODES))
        rows = self.get_queryset(request).select_related("category", *covers)
        return row_of(rows, object_id)

    def history_view(self, request, object_id, extra_context=None):
        """Lead on to the versions: Django's own page knows nothing of what the verbs do."""
        article = self.get_object(request, unquote(object_id))
        if article is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, article):
            raise PermissionDenied
        return HttpResponseRedirect(reverse("admin:articles_article_versions", args=[article.pk]))

    def has_change_permission(self, request, obj=None):
        """Tell whether the person may write any part of the story."""
        allowed = super().has_change_permission(request, obj)
        if obj is None or not allowed:
            return allowed
        return any(can_write(request.user, obj, part) for part in versions.PARTS)

    @allows_ckeditor
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Show or save the form; a script that sent it is answered in JSON."""
        if object_id is None and autosave.AGAIN in request.POST:
            # Pressed again, since the answer got lost: the new story may be there already.
            row = autosaving.saved_as(autosave.form_name(request), by=request.user)
            object_id = str(row.article_id) if row else None
        answer = self.shown_or_saved(request, object_id, form_url, extra_context)
        return autosave.in_background(request, answer)

    def shown_or_saved(self, request, object_id, form_url, extra_context):
        """Show or save the form; what the workflow refuses becomes an error of the form.

        Where a colleague wrote in the same place, a page asks what is to be saved.
        """
        if answer := held_form.refuse_another(request, object_id):
            return answer
        if conflict_page.ANSWERED in request.POST and object_id:
            story = self.get_object(request, object_id)
            if story is not None and self.has_change_permission(request, story):
                answer = conflict_page.answered(request, story)
                if not isinstance(answer, QueryDict):
                    return answer
                request.POST = answer
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except PermissionDenied:
            if request.method == "POST":
                story = Article.objects.filter(pk=object_id).first() if object_id else None
                extra_fields.write_audit(request, story, ())
            raise
        except workflow.Conflict as refusal:
            return conflict_page.response(request, Article.objects.get(pk=object_id), refusal)
        except AlreadySaved as twice:  # a new story, whose form was sent twice
            return self.respond(request, twice.article)
        except ValidationError as refusal:
            request.refusal = refusal
            return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        form = context["adminform"].form
        article = obj or form.instance
        plans = story_plan.plans(request.user, article)
        context |= {
            "title": _("New story") if add else best_title(article, request.user),
            "subtitle": None,
            "form": form,
            "article": article,
            "tabs": form.tabs(),
            "problems": form.problems() if form.is_bound else [],
            "panels": panels(
                request.user,
                article,
                form.writable,
                form.remembered.numbers,
                [plan.row for plan in plans],
                form.found.has_author,
            ),
            "history": form.remembered.newest,
            "notes": notes.of_story(article),
            "embargo": embargo_view.form_context(request.user, article),
            "plans": plans,
            "corrections": corrections.waiting(request.user, article),
            "languages": languages.LANGUAGES,
            "may_bin": bool(article.pk) and can_bin(request.user, article),
            "source_tab": article.source_language if article.pk else SHARED,
            "may_save": bool(form.writable),
            "opened": timezone.now(),
            "autosave": autosave.form_context(request, form),
        }
        language_help.show_addresses(form, context["panels"])
        return admin.ModelAdmin.render_change_form(
            self, request, context, add, change, form_url, obj
        )

    def save_model(self, request, obj, form, change):
        create_by_name_field.make_all(request, form)
        put_in = language_help.before_saving(request, obj, form)
        with autosave.taking_in(request, obj) as name:
            workflow.save(obj, by=request.user, form=name, **form.saved_with())
        for code, ids in put_in.items():
            background.record_uses(obj, code, ids, by=request.user)
        extra_fields.write_audit(request, obj, form.fields)
        telegram_fields.save(form, obj)
        link_checker.notice(obj)
        if "_verb" not in request.POST:
            similar.say_after_saving(request, obj, form.changed_data)

    def save_related(self, request, form, formsets, change):
        """Nothing: `workflow.save` kept tags, credits and related stories with the rest."""

    def construct_change_message(self, request, form, formsets, add=False):
        return [{"added": {}}] if add else [{"changed": {"fields": []}}]

    # The verbs tell the audit.

    def log_addition(self, request, obj, message):
        """Nothing more."""

    def log_change(self, request, obj, message):
        """Nothing more."""

    def response_add(self, request, obj, post_url_continue=None):
        return self.respond(request, obj)

    def response_change(self, request, obj):
        return self.respond(request, obj)

    def respond(self, request, article):
        """Go on with the verb whose button was pressed, else stay in the form."""
        request.saved = article
        if verb := request.POST.get("_verb"):
            answer = verb_views.after_saving(request, article, verb)
            say_left_out(request, article)
            return answer
        if conflict_page.ANSWERED in request.POST:
            messages.success(request, _("Saved. Both versions are in the history."))
        else:
            messages.success(request, _("Saved."))
        say_left_out(request, article)
        if answer := request.POST.get("_task"):
            corrections.after_saving(request, article, answer)
        return verb_views.back_to_form(article, request.POST.get("_tab", ""))

    def get_urls(self):
        view = self.admin_site.admin_view
        own = [
            *board.urls(view),
            *article_bulk.urls(view),
            *saved_views.urls(view),
            *notes.urls(view),
            *corrections.urls(view),
            *missing_translations.urls(view),
            *plan_views.urls(view),
            *preview.urls(view),
            *preview_links.urls(view),
            *unsaved_checks.urls(view),
            *presence.urls(view),
            *colleague_changes.urls(view),
            *history.urls(view),
            *story_bin.urls(view),
            *similar.urls(view),
            *language_help.urls(view),
            *autosave.urls(view),
            *unsaved.urls(view),
            path("embed/", view(embed_view), name="articles_article_embed"),
            *block_lookup.urls(view),
            path("flash/", view(flash_view.flash_view), name="articles_article_flash"),
            path(
                "<int:pk>/embargo/",
                view(embargo_view.embargo_view),
                name="articles_article_embargo",
            ),
            path(
                "<int:pk>/<str:language>/withdraw/",
                view(unpublish_view.withdraw_view),
                name="articles_article_withdraw",
            ),
            path(
                "<int:pk>/<str:language>/<str:verb>/",
                view(verb_views.verb_view),
                name="articles_article_verb",
            ),
        ]
        return own + super().get_urls()

"""Channels of Telegram, for administrators and the chief; posts, to read and to try again."""

from django import forms
from django.contrib import admin, messages
from django.core.validators import RegexValidator
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.base import NewsroomAdmin
from articles.distribution import telegram
from articles.distribution.telegram.seal import seal
from articles.models import Kind, TelegramChannel, TelegramPost
from newsroom.partial_form import Checkboxes, PartialForm


class ChannelForm(PartialForm):
    """The token is typed and never shown again, not even after a mistake in another field."""

    token = forms.CharField(
        label=gettext_lazy("bot token"),
        required=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        validators=[
            RegexValidator(
                r"\A[0-9]{1,20}:[A-Za-z0-9_-]{20,100}\Z",
                gettext_lazy("This is not a token: copy the whole line that @BotFather gave you."),
            )
        ],
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("kinds posted automatically"),
        choices=Kind,
        required=False,
        widget=Checkboxes,
    )

    class Meta:
        model = TelegramChannel
        fields = ["language", "chat", "is_staff", "is_active", "kinds"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.label = capfirst(field.label)
        if "token" not in self.fields:  # to somebody who may only look
            return
        if self.instance.sealed_token:
            self.fields["token"].help_text = _("One is kept. Type another to replace it.")
        else:
            self.fields["token"].required = True

    def save(self, commit=True):
        if token := self.cleaned_data.get("token"):
            self.instance.sealed_token = seal(token)
            self.instance.problem = self.instance.answer = ""
            self.instance.quiet_until = None
        return super().save(commit)


@admin.register(TelegramChannel)
class TelegramChannelAdmin(NewsroomAdmin):
    form = ChannelForm
    list_display = ["chat", "language", "is_staff", "is_active", "last_problem"]
    list_display_links = ["chat"]
    fields = ["language", "chat", "token", "is_staff", "is_active", "kinds", "last_problem"]
    readonly_fields = ["last_problem"]

    @admin.display(description=gettext_lazy("problem"))
    def last_problem(self, row) -> str:
        return problem_in_words(row)


@admin.register(TelegramPost)
class TelegramPostAdmin(NewsroomAdmin):
    """To read, and to try again what was given up."""

    list_display = ["edition", "channel", "state", "last_problem", "attempts", "changed_at"]
    list_filter = ["state", "is_given_up", "channel"]
    list_select_related = ["edition__article", "channel"]
    search_fields = ["edition__title"]
    fields = ["story", *list_display[1:], "text", "is_given_up", "not_before", "created_at"]
    readonly_fields = fields
    actions = ["try_again"]

    def has_change_permission(self, request, obj=None):
        return False

    def has_retry_permission(self, request):
        return request.user.has_perm("articles.change_telegrampost")

    @admin.display(description=gettext_lazy("story"))
    def story(self, post) -> str:
        address = post.edition.article.get_admin_url()
        return format_html('<a href="{}">{}</a>', address, post.edition.title)

    @admin.display(description=gettext_lazy("problem"))
    def last_problem(self, post) -> str:
        return problem_in_words(post)

    @admin.action(description=gettext_lazy("Try again"), permissions=["retry"])
    def try_again(self, request, queryset):
        given_up = list(queryset.filter(is_given_up=True).select_related("edition"))
        for post in given_up:
            telegram.try_again(post)
        messages.success(request, _("Tried again: %(count)d") % {"count": len(given_up)})


def problem_in_words(row) -> str:
    """Return a problem in our words and Telegram's."""
    if not row.problem:
        return "—"
    return f"{row.get_problem_display()} {row.answer}".strip()

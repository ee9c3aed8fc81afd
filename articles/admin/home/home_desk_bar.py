"""The breaking bar at the home desk: raised and ended with the desk's own form.

So that what somebody has arranged and not saved yet stays as it is.
"""

from datetime import timedelta
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.base import MomentField, MomentInput
from articles.admin.home.home_desk_form import editions_of, number
from articles.editorial.permissions import can_raise, require
from articles.models import Breaking
from articles.site import breaking_bar
from articles.workflow import breaking

RAISE, END = "bar_raise", "bar_end"
FIELDS = ("bar-text", "bar-ends_at", "bar-story")
USUAL = timedelta(hours=3)


class BarForm(forms.Form):
    """A sentence, until when, and the story that it leads to (chosen in the template)."""

    text = forms.CharField(
        label=gettext_lazy("What happened"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"maxlength": None, "form": "desk"}),
    )
    ends_at = MomentField(
        label=gettext_lazy("On the site until"),
        required=False,
        widget=MomentInput({"form": "desk"}),
    )

    def __init__(self, data=None):
        soon = timezone.now().replace(second=0, microsecond=0) + USUAL
        super().__init__(data, prefix="bar", initial={"ends_at": soon})


def bar(language: str) -> Breaking | None:
    return breaking_bar.bar_of(language)


def typed(request) -> QueryDict:
    """Return what was sent: with the form, or in the address to which saving the desk has led."""
    return request.POST if request.method == "POST" else request.GET


def unraised(request) -> str:
    """Return what was typed of a bar, as a query of the address that shows it again."""
    if not request.POST.get("bar-text"):
        return ""
    return f"?{urlencode({name: request.POST.get(name, '') for name in FIELDS})}"


def form_of(request) -> BarForm:
    """Return the form with what was typed and is not raised yet."""
    if hasattr(request, "bar_form"):
        return request.bar_form
    return BarForm(typed(request) if typed(request).get("bar-text") else None)


def story_of(request) -> int:
    """Return the story to which the bar is to lead, 0 for none."""
    return number(typed(request).get("bar-story"))


def is_waiting(request) -> bool:
    """Tell whether a bar was typed and its button not pressed: the desk was saved, or Enter was.

    The script presses the button of the field; without it the first one of the form is sent.
    """
    pressed = request.method != "POST" or request.POST.get("act") == "stay"
    return pressed and bool(typed(request).get("bar-text"))


def act(request, language: str, action: str) -> bool:
    """Raise or end the bar where the button says so; False for every other button."""
    if action not in (RAISE, END):
        return False
    require(can_raise(request.user, language))
    (raise_one if action == RAISE else end_one)(request, language)
    return True


def raise_one(request, language: str) -> None:
    form = request.bar_form = BarForm(request.POST)
    if not form.is_valid():
        return
    text, ends_at = form.cleaned_data["text"], form.cleaned_data["ends_at"]
    running = breaking_bar.bar_of(language)
    story = story_of(request)
    try:
        if running is None or running.text != text:  # sent twice, it is raised once
            breaking.raise_bar(
                language,
                text,
                by=request.user,
                ends_at=ends_at or timezone.now() + USUAL,
                edition=editions_of(language, {story}).get(story),
            )
    except ValidationError as refusal:
        form.add_error(None, refusal)
    else:
        request.bar_form = BarForm()
        messages.success(request, _("The breaking news bar is on every page."))


def end_one(request, language: str) -> None:
    if running := breaking_bar.bar_of(language):
        breaking.end_bar(running, by=request.user)
        messages.success(request, _("The breaking news bar has been taken down."))

"""What publishing asks: when, until when, what the change is, in which other languages."""

from dataclasses import dataclass

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.base import MomentField
from articles.admin.publishing import publish_checks
from articles.editorial import checks, embargo
from articles.editorial.checks.rules import Result
from articles.editorial.permissions import can_break_embargo
from articles.editorial.states import LanguageState, State
from articles.models import Article
from articles.text.moments_in_words import full_moment, zone_words
from articles.workflow import available
from newsroom import languages
from newsroom.models import User

NOW, AT = "now", "at"
# What publishing again may be. Nobody chooses for the person: a typo taken for an update would put
# the other languages behind.
CHANGES = [("update", gettext_lazy("an update")), ("typo", gettext_lazy("a typo"))]
UNSAID = gettext_lazy("Choose the type of change: update, typo or correction.")
CORRECTION = ("correction", gettext_lazy("a correction, with a note for readers"))
# States in which a language is done with its desk, or has been on the site before.
READY = {
    State.APPROVED,
    State.SCHEDULED,
    State.SCHEDULED_CHANGED,
    State.LIVE_CHANGED,
    State.BEHIND,
}


@dataclass(frozen=True)
class Other:
    """Another language that may be published with the first one."""

    language: languages.Language
    state: LanguageState
    failed: list[Result]
    is_chosen: bool

    @property
    def lines(self) -> list[publish_checks.Line]:
        return publish_checks.lines(self.failed, self.language.code)

    @property
    def stops(self) -> bool:
        return any(one.stops for one in self.failed)

    @property
    def is_live(self) -> bool:
        return self.state.edition is not None and self.state.edition.is_live

    @property
    def is_ready(self) -> bool:
        return self.state.code in READY


class PublishForm(forms.Form):
    """Made by `publish_form`. `user`, `article`, `state` and `others` are set on a subclass."""

    user: User
    article: Article
    state: LanguageState
    others: list[Other] = []

    when = forms.ChoiceField(
        label=gettext_lazy("When"),
        choices=[(NOW, gettext_lazy("now")), (AT, gettext_lazy("at a time"))],
        widget=forms.RadioSelect,
        required=False,
    )
    at = MomentField(label=gettext_lazy("Goes live at"), required=False)
    change = forms.ChoiceField(
        label=gettext_lazy("Type of change"),
        choices=[*CHANGES, CORRECTION],
        widget=forms.RadioSelect,
        required=False,
        help_text=gettext_lazy(
            "An update or correction marks the other languages as behind; a typo fix does not."
        ),
    )
    is_new_time = forms.BooleanField(
        label=gettext_lazy("Update the publication time: the story moves up"), required=False
    )
    until = MomentField(
        label=gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy("If empty, the story stays live."),
    )
    also = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    reason = forms.CharField(
        label=gettext_lazy("Reason for publishing before the embargo ends"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2, "maxlength": None}),
        help_text=gettext_lazy(
            "Recorded in the audit log. Required if the time falls within the embargo."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["also"].choices = [(one.language.code, "") for one in self.others]
        dropped = ["when", "at"] if self.is_live else ["is_new_time"]
        if not self.is_live and any(one.is_live for one in self.others):
            self.fields["change"].choices = CHANGES
            self.fields["change"].label = _("Type of change for stories already live")
        elif not self.is_live:
            dropped.append("change")
        if not (self.is_embargoed and can_break_embargo(self.user)):
            dropped.append("reason")
        for name in dropped:
            del self.fields[name]
        if any(one.failed and not one.stops for one in self.others):
            self.fields["anyway"] = forms.BooleanField(
                label=gettext_lazy("Publish anyway"), required=False
            )

    @property
    def is_live(self) -> bool:
        return self.state.edition is not None and self.state.edition.is_live

    @property
    def is_embargoed(self) -> bool:
        return not self.is_live and embargo.is_running(self.article)

    @property
    def embargo_end(self) -> str:
        return full_moment(self.article.embargo_until)

    @property
    def clock(self) -> dict:
        """The newsroom's time zone, and what its clocks say."""
        return {"zone": zone_words(), "now": full_moment(timezone.now())}

    def clean(self):
        data = super().clean()
        now = timezone.now()
        self.is_anyway = bool(data.get("anyway"))
        wants_moment = data.get("when") == AT or (not data.get("when") and data.get("at"))
        at = data.get("at") if wants_moment else None
        if wants_moment and not at and "at" not in self.errors:
            self.add_error("at", _("Choose a publication time."))
        if at and at <= now:
            self.add_error("at", _("This time has passed. Choose a later one."))
        until = data.get("until")
        if until and until <= (at or now):
            self.add_error("until", _("The end is before the start or in the past."))
        data["at"] = now if data.get("is_new_time") else at
        if not data.get("change") and "change" not in self.errors and self.is_again(data):
            self.add_error("change", UNSAID)
        return data

    def is_again(self, data: dict) -> bool:
        """Tell whether one of the languages to be published is before readers already.

        What is live cannot be scheduled: chosen beside one that is, it will be refused.
        """
        also = () if data["at"] else data.get("also") or ()
        return self.is_live or any(one.is_live for one in self.others if one.language.code in also)


def publish_form(
    user: User, article: Article, code: str, states: dict[str, LanguageState], chosen=()
) -> type[forms.Form]:
    """Return the form for one language, with its checks and those of the other languages."""
    codes = [
        other
        for other in languages.CODES
        if other != code
        and "publish" in available(user, article, other, states[other].edition)
        and states[other].code != State.LIVE
    ]
    found = {
        one: [result for result in results if not result.is_done]
        for one, results in checks.check(article, [code, *codes]).items()
    }
    others = [
        Other(languages.by_code(one), states[one], found[one], one in chosen) for one in codes
    ]
    given = {"user": user, "article": article, "state": states[code], "others": others}
    checked = {"failed": found[code], "code": code}
    return type("PublishForm", (publish_checks.CheckedForm, PublishForm), given | checked)

"""The verbs of workflow as buttons: their words, what they ask for, how they are called."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles import workflow
from articles.models import Article, Correction, Edition
from newsroom.models import User


class NothingForm(forms.Form):
    """For verbs that ask for nothing."""


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("What needs to be done"),
        widget=forms.Textarea({"rows": 4}),
        help_text=_("The author will see this above the story."),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason shown to readers"),
        max_length=300,
        widget=forms.Textarea({"rows": 2, "maxlength": None}),
        help_text=_("In the language of the story. It will be shown at the story’s address."),
    )


class Radios(forms.RadioSelect):
    """Buttons of which none is chosen beforehand; only the first takes the focus of the page."""

    def create_option(self, name, value, label, selected, index, **more):
        option = super().create_option(name, value, label, selected, index, **more)
        if index:
            option["attrs"].pop("autofocus", None)
        return option


class CorrectionForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Type of change"),
        choices=Correction.Kind.choices,
        widget=Radios,
        error_messages={"required": _("Choose whether it is a correction or a clarification.")},
    )
    text = forms.CharField(
        label=_("What was wrong (shown to readers)"),
        widget=forms.Textarea({"rows": 4}),
        help_text=_("In the language of the story. It will be shown below the text."),
    )


@dataclass(frozen=True)
class Verb:
    """A verb as people meet it. `run` gets article, language, person and the form's data.

    Those with a page of their own (verb_views.PAGES) are not run from here.
    """

    name: str
    label: str
    done: str
    run: Callable[[Article, str, User, dict], object]
    form: type[forms.Form] = NothingForm
    hint: str = ""
    # Whether it cannot be done without an answer.
    asks: bool = False


def edition_of(article: Article, language: str) -> Edition:
    """Return the edition of a language; 404 when there is none. One query."""
    edition = Edition.objects.filter(article=article, language=language).first()
    if edition is None:
        raise Http404
    return edition


VERBS = {
    verb.name: verb
    for verb in [
        Verb(
            "publish",
            _("Publish"),
            _("Published."),
            workflow.publish,
        ),
        Verb(
            "start_translation",
            _("Start translation"),
            _("The original text has been copied in: overwrite it with your translation."),
            lambda article, language, by, data: workflow.start_translation(
                article, language, by=by
            ),
            hint=_(
                "Headings, pictures, posts and tables are copied. Untranslated text is shown "
                "in grey and never reaches readers."
            ),
        ),
        Verb(
            "approve",
            _("Approve"),
            _("The story is ready to publish."),
            lambda article, language, by, data: workflow.approve(article, language, by=by),
            hint=_("Marks the story as ready to publish."),
        ),
        Verb(
            "submit",
            _("Submit for review"),
            _("Submitted to the desk for review."),
            lambda article, language, by, data: workflow.submit(article, language, by=by),
            hint=_("The desk for this language will review it."),
        ),
        Verb(
            "schedule",
            _("Schedule"),
            _("Scheduled."),
            workflow.publish,
            asks=True,
        ),
        Verb(
            "schedule_changes",
            _("Use latest version"),
            _("Done: the latest version will be published at the scheduled time."),
            lambda article, language, by, data: workflow.schedule_changes(
                edition_of(article, language), by=by
            ),
            hint=_("The latest version is already set to be published at the scheduled time."),
        ),
        Verb(
            "unschedule",
            _("Unschedule"),
            _("Unscheduled."),
            lambda article, language, by, data: workflow.unschedule(
                edition_of(article, language), by=by
            ),
            hint=_("The story will not go live automatically."),
        ),
        Verb(
            "add_update",
            _("Add a timed update"),
            _("Published."),
            workflow.add_update,
            asks=True,
        ),
        Verb(
            "take_back",
            _("Undo publishing"),
            _("Undone: readers see the previous version again."),
            lambda article, language, by, data: workflow.take_back(
                edition_of(article, language), by=by
            ),
            hint=_(
                "Readers will see the previous version again. A story that was not live before "
                "becomes a draft."
            ),
        ),
        Verb(
            "no_change_needed",
            _("What changed in the original"),
            _("Translation marked as up to date."),
            workflow.no_change_needed,
            asks=True,
        ),
        Verb(
            "publish_facts",
            _("Publish cover, category, tags and credits in all languages"),
            _("The new story details are now live in every language."),
            lambda article, language, by, data: workflow.publish_facts(article, by=by),
            hint=_("Published texts stay unchanged."),
        ),
        Verb(
            "correct",
            _("Publish a correction"),
            _("Corrected: readers can see the note and the new text."),
            lambda article, language, by, data: workflow.correct(
                edition_of(article, language), by=by, **data
            ),
            CorrectionForm,
            asks=True,
        ),
        Verb(
            "send_back",
            _("Send back"),
            _("Sent back with your note."),
            lambda article, language, by, data: workflow.send_back(
                article, language, by=by, note=data["note"]
            ),
            NoteForm,
            asks=True,
        ),
        Verb(
            "withdraw",
            _("Withdraw"),
            _("Withdrawn: readers who follow the link will see the reason."),
            lambda article, language, by, data: workflow.withdraw(
                edition_of(article, language), by=by, reason=data["reason"]
            ),
            ReasonForm,
            asks=True,
        ),
        Verb(
            "restore",
            pgettext_lazy("a withdrawn story", "Restore to the site"),
            _("The story is live again."),
            lambda article, language, by, data: workflow.restore(
                edition_of(article, language), by=by
            ),
            hint=_("Restores the text as it was when withdrawn."),
        ),
    ]
}
# The button that saves and leads to everything that publishing can ask.
MORE = "publish_more"

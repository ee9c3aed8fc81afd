"""The form of a story: a tab for the story itself and one for each language.

A part (a tab) that the person may not write has no fields in the form at all: it is shown as
text, and whatever is posted for it is not read.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from articles.admin.settings import telegram_fields
from articles.admin.story import restore_unsaved
from articles.admin.story.fact_fields import (
    FACT_FIELDS,
    fact_fields,
    fact_initial,
    know_covers,
    shown_facts,
)
from articles.admin.story.fact_rows import FactRows, fact_rows
from articles.admin.story.language_help import Help, help_with
from articles.admin.widgets import Line, Lines
from articles.admin.words import tab_name
from articles.editorial import versions
from articles.editorial.permissions import can_write
from articles.models import Article, Autosave
from articles.models.article import Credit
from articles.models.rich_text import RichTextWidget
from articles.models.story_fields import BODIES, STORY_TEXTS, TEXTS
from articles.models.version import SHARED
from articles.text import cleaning
from newsroom import languages
from newsroom.json_input import FormDecoder
from newsroom.models import User

SHOWN_VERSIONS = 20


@dataclass(frozen=True)
class Row:
    """One field of a tab: to be typed in (`field`), or to be read (`value`)."""

    name: str
    label: str
    field: forms.BoundField | None = None
    value: str = ""
    language: str = ""
    is_html: bool = False
    # Of a text that is typed in: its words, and the minutes that reading them takes.
    words: int | None = None
    minutes: int = 0


@dataclass(frozen=True)
class Tab:
    """A part of the story with its rows, and how many errors they have."""

    part: str
    label: str
    rows: list[Row]
    is_writable: bool
    errors: int = 0
    help: Help | None = None


@dataclass(frozen=True)
class Problem:
    """One error, where it stands, and the id to lead to."""

    tab: str
    field: str
    sentence: str
    anchor: str


def shown(value: str, field: str) -> str:
    """Clean a body for showing: a row that did not come by workflow.save may hold anything."""
    return cleaning.clean_draft(value) if field in BODIES else value


def text_columns() -> list[str]:
    return [languages.column(field, code) for code in languages.CODES for field in TEXTS]


def one_text_widgets() -> dict[str, forms.Widget]:
    """Return a widget for each text: growing lines for titles, CKEditor for bodies."""
    widgets = {}
    for code in languages.CODES:
        for text in STORY_TEXTS:
            attrs = {"lang": code} | ({"data-limit": text.limit} if text.limit else {})
            if text.rows:
                widget = Lines(attrs | {"rows": text.rows})
            elif text.is_html:
                widget = RichTextWidget(language=code)
            else:
                widget = Line(attrs)
            widgets[languages.column(text.name, code)] = widget
    return widgets


class ArticleForm(forms.ModelForm):
    """Everything of a story that this person may write.

    `refusal` is what workflow said no to when the form was saved: shown like any other error.
    `taken` are the unsaved words (an Autosave) that the form begins with.
    """

    base = forms.JSONField(decoder=FormDecoder, widget=forms.HiddenInput, required=False)

    class Meta:
        model = Article
        fields = [
            *versions.FACT_COLUMNS,
            *text_columns(),
            *(languages.column("own_cover", code) for code in languages.CODES),
        ]
        widgets = one_text_widgets()

    def __init__(
        self,
        *args,
        user: User,
        refusal: ValidationError | None = None,
        taken: Autosave | None = None,
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        self.user, self.refusal, self.taken = user, refusal, taken
        if self.instance.pk is None:
            self.instance.created_by = self.user
            self.instance.source_language = self.user.first_language
        self.fields |= fact_fields(self.instance, self.user)
        if "source_language" in self.fields:
            # The form of a new story may come again when it is saved: see `clean`.
            self.fields["source_language"].required = False
            if self.instance.pk is None:
                self.leave_source_language_open()
        self.fields |= telegram_fields.telegram_fields(self.instance, self.found.channels)
        for code in languages.CODES:
            for name in TEXTS:
                field = self.fields[languages.column(name, code)]
                field.label = Article._meta.get_field(name).verbose_name
                field.widget.attrs.pop("maxlength", None)
                if name in BODIES:
                    field.cleaner = cleaning.clean_draft
        self.drop_what_is_not_theirs()
        # What was sent is held against the rows by workflow.save, under a lock.
        if self.instance.pk and not self.is_bound:
            self.initial["base"] = self.remembered.numbers
        if not self.is_bound and SHARED in self.writable:
            self.initial |= fact_initial(self.instance, self.fields, self.found)
        know_covers(self.instance, self.fields)
        if self.taken is not None and not self.is_bound:
            restore_unsaved.fill(self, self.taken)

    @cached_property
    def found(self) -> FactRows:
        """What the fields of the story lead to; a form that opens for a new one names its author.

        One query.
        """
        is_blank = self.instance.pk is None and not self.is_bound
        return fact_rows(self.instance, author=self.user if is_blank else None)

    @cached_property
    def remembered(self) -> versions.Remembered:
        """The newest versions of the story. One query, none of a new one."""
        return versions.remembered(self.instance, SHOWN_VERSIONS)

    def drop_what_is_not_theirs(self) -> None:
        for part in versions.PARTS:
            if part not in self.writable:
                for name in self.names(part):
                    self.fields.pop(name, None)

    def _get_validation_exclusions(self):
        """Leave out what its field has found in the database a moment ago."""
        found = {name for name in self.fields if name == "category" or "cover" in name}
        return super()._get_validation_exclusions() | found

    @cached_property
    def writable(self) -> set[str]:
        """The parts that the person may write."""
        return {part for part in versions.PARTS if can_write(self.user, self.instance, part)}

    @staticmethod
    def names(part: str) -> list[str]:
        """Name the form's fields of a part, in order."""
        if part == SHARED:
            return list(FACT_FIELDS)
        texts = [languages.column(field, part) for field in (*TEXTS, "own_cover")]
        return texts + telegram_fields.names(part)

    def clean_base(self) -> dict[str, int]:
        """Read the version numbers that the form was opened with, of the parts that are theirs.

        Without one (nonsense, a program) nothing that is saved was seen: all of it is compared.
        """
        base = self.cleaned_data["base"]
        if self.instance.pk is None:
            return {}
        given = base if isinstance(base, dict) else {}
        numbers = {part: given.get(part) for part in self.writable}
        return {
            part: number if type(number) is int and number >= 0 else 0
            for part, number in numbers.items()
        }

    def clean(self):
        if self.refusal is not None:
            self.add_error(None, self.refusal)
        cleaned = super().clean()
        telegram_fields.check(self)
        if "source_language" in self.fields and not cleaned.get("source_language"):
            cleaned["source_language"] = self.unchosen_source_language(cleaned)
        return cleaned

    def leave_source_language_open(self) -> None:
        """Let the original of a new story be what is written first, where nobody chooses it."""
        field = self.fields["source_language"]
        field.choices = [("", _("the language written first")), *languages.CHOICES]
        self.initial["source_language"] = ""

    def unchosen_source_language(self, cleaned: dict) -> str:
        """Return what a story has already, or what a new one was written in first."""
        return self.instance.source_language if self.instance.pk else self.first_written(cleaned)

    def first_written(self, cleaned: dict) -> str:
        """Return the language that has a text, the person's own before others; theirs if none."""
        order = [*self.user.languages, self.user.interface_language, *languages.CODES]
        texts = ("title", "lead", "body")
        written = (
            code
            for code in order
            if any(cleaned.get(languages.column(name, code)) for name in texts)
        )
        return next(written, self.user.first_language)

    # What workflow.save wants beside the article

    def saved_with(self) -> dict:
        """Return the keyword arguments of `workflow.save`; parts that are not theirs left out."""
        data = self.cleaned_data
        given = {"base": data["base"]}
        if SHARED in self.writable:
            given |= {"tags": data["tags"], "related": data["related"], "credits": self.credits()}
        return given

    def credits(self) -> list[tuple[int, str, str]]:
        data = self.cleaned_data
        rows = [(author, Credit.Role.TEXT, "") for author in data["authors"]]
        for code in languages.CODES:
            translators = data[f"translators_{code}"]
            rows += [(author, Credit.Role.TRANSLATION, code) for author in translators]
        return rows + [(author, Credit.Role.PHOTO, "") for author in data["photographers"]]

    # What the page shows

    def tabs(self) -> list[Tab]:
        """Return the tabs in order."""
        return [
            Tab(
                part=part,
                label=tab_name(part),
                rows=list(self.rows(part)),
                is_writable=part in self.writable,
                errors=sum(name in self.errors for name in self.names(part)),
                help=None if part == SHARED else help_with(self.user, self.instance, part),
            )
            for part in (SHARED, *languages.CODES)
        ]

    def rows(self, part: str) -> Iterator[Row]:
        if part in self.writable:
            for name in self.names(part):
                if name in self.fields:  # Telegram's only where the language has a channel
                    yield self.row(name, part)
        elif part == SHARED:
            for name, label, value in shown_facts(self.instance, self.found):
                yield Row(name, label, value=value)
        else:
            for field in TEXTS:
                yield Row(
                    languages.column(field, part),
                    Article._meta.get_field(field).verbose_name,
                    value=shown(self.instance.text(field, part), field),
                    language=part,
                    is_html=field in BODIES,
                )
            if cover := getattr(self.instance, languages.column("own_cover", part)):
                label = Article._meta.get_field("own_cover").verbose_name
                yield Row(languages.column("own_cover", part), label, value=str(cover))

    def row(self, name: str, part: str) -> Row:
        """Return a field to be typed in; of a body its words are counted."""
        row = Row(name, self.fields[name].label, field=self[name], language=part)
        if part == SHARED or name != languages.column("body", part):
            return row
        number = cleaning.words(cleaning.clean(self[name].value()))
        return replace(row, words=number, minutes=cleaning.reading_minutes(number) if number else 0)

    def problems(self) -> list[Problem]:
        """Return every error with the tab and the field in which it stands."""
        found = [
            Problem("", "", sentence, "") for sentence in self.errors.get(NON_FIELD_ERRORS, [])
        ]
        for tab in self.tabs():
            for row in tab.rows:
                for sentence in self.errors.get(row.name, []):
                    found.append(
                        Problem(tab.label, str(row.label), sentence, row.field.id_for_label)
                    )
        return found

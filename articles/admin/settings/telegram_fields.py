"""What the form of a story asks for each language about Telegram."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles.distribution.telegram.posts import text_of
from articles.models import Article, Kind, TelegramDraft
from newsroom import languages

CHOICE, WORDS = "telegram", "telegram_text"
_ANSWERS = {"yes": True, "no": False}


def names(language: str) -> list[str]:
    """Name the fields of a language."""
    return [f"{CHOICE}_{language}", f"{WORDS}_{language}"]


def telegram_fields(article: Article, kinds: dict[str, list[str]]) -> dict[str, forms.Field]:
    """Return the fields of the languages that have a channel. One query, none without a channel.

    `kinds` are those that are posted by themselves, for each language with a channel.

    They carry what they began with, so that a form that was open for long takes back only what
    its editor has touched.
    """
    if not kinds:
        return {}
    drafts = {}
    if article.pk:
        drafts = {draft.language: draft for draft in article.telegram_drafts.all()}
    fields = {}
    for code, posted in kinds.items():
        draft = drafts.get(code) or TelegramDraft()
        usual = text_of(article.text("title", code), article.text("lead", code))
        fields[f"{CHOICE}_{code}"] = forms.ChoiceField(
            label=_("Telegram"),
            choices=[
                ("", pgettext("in Telegram", "By kind")),
                ("yes", pgettext("in Telegram", "Post")),
                ("no", pgettext("in Telegram", "Do not post")),
            ],
            required=False,
            initial={True: "yes", False: "no"}.get(draft.is_wanted, ""),
            help_text=posted_by_themselves(posted),
            show_hidden_initial=True,
        )
        fields[f"{WORDS}_{code}"] = forms.CharField(
            label=_("Post in Telegram"),
            required=False,
            initial=draft.text or usual,
            widget=forms.Textarea({"rows": 4, "lang": code, "data-limit": 1000}),
            help_text=_(
                "If unchanged or empty, the title and lead are posted, followed by the link."
            ),
            show_hidden_initial=True,
        )
    return fields


def posted_by_themselves(kinds: list[str]) -> str:
    """Say what happens when nobody chooses."""
    words = [str(kind.label) for kind in Kind if kind in kinds]
    if not words:
        return _("Nothing is posted automatically.")
    return _("Posted automatically: %(kinds)s.") % {"kinds": ", ".join(words).lower()}


def check(form: forms.ModelForm) -> None:
    """Refuse to write over a text that a colleague has put there since the form was opened.

    Theirs is shown beside one's own, and the form goes on from there: the next save is kept. One
    query, none where nobody wrote a text.
    """
    written = {code for code in languages.CODES if names(code)[1] in form.changed_data}
    if not written or not form.instance.pk:
        return
    for code, theirs in texts(form.instance).items():
        words = names(code)[1]
        if code not in written or theirs in (begun(form, words), typed(form, words)):
            continue
        form.add_error(words, ValidationError([overwritten(), theirs]))
        form.data = form.data.copy()
        form.data[form[words].html_initial_name] = theirs


def overwritten() -> str:
    return _(
        "A colleague has changed this post since you opened the form. Their text is shown "
        "below, yours is in the field: combine them as needed and save again."
    )


def texts(article: Article) -> dict[str, str]:
    """Return the texts that people wrote for the posts, by language. One query."""
    rows = TelegramDraft.objects.filter(article=article).exclude(text="")
    return dict(rows.values_list("language", "text"))


def begun(form: forms.ModelForm, words: str) -> str:
    """Return the text that the form was opened with."""
    return plain_lines(form.data.get(form[words].html_initial_name) or "")


def typed(form: forms.ModelForm, words: str) -> str:
    return plain_lines(form.cleaned_data.get(words) or "")


def plain_lines(text: str) -> str:
    return text.strip().replace("\r\n", "\n")


def save(form: forms.ModelForm, article: Article) -> None:
    """Keep what was changed in the form for the languages that the person may write.

    Called under the lock of `workflow.save`: who was written over between `check` and here is seen.
    """
    theirs = None
    for code in languages.CODES:
        changed = {}
        choice, words = names(code)
        if choice in form.changed_data:
            changed["is_wanted"] = _ANSWERS.get(form.cleaned_data[choice])
        if words in form.changed_data:
            usual = text_of(article.text("title", code), article.text("lead", code))
            text = typed(form, words)
            changed["text"] = "" if text == usual else text
            theirs = texts(article) if theirs is None else theirs
            if theirs.get(code, text) not in (begun(form, words), text):
                raise ValidationError(overwritten())
        if changed:
            TelegramDraft.objects.update_or_create(article=article, language=code, defaults=changed)

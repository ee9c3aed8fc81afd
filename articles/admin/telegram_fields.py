"""What the form of a story asks for each language about Telegram."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles.models import Article, Kind, TelegramDraft
from articles.telegram.posts import text_of
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
            help_text=_("Left as it is, or empty, it is the title and the lead. The link follows."),
            show_hidden_initial=True,
        )
    return fields


def posted_by_themselves(kinds: list[str]) -> str:
    """Say what happens when nobody chooses."""
    words = [str(kind.label) for kind in Kind if kind in kinds]
    if not words:
        return _("No kind is posted by itself.")
    return _("Posted by themselves: %(kinds)s.") % {"kinds": ", ".join(words).lower()}


def save(form: forms.ModelForm, article: Article) -> None:
    """Keep what was changed in the form for the languages that the person may write."""
    for code in languages.CODES:
        changed = {}
        choice, words = names(code)
        if choice in form.changed_data:
            changed["is_wanted"] = _ANSWERS.get(form.cleaned_data[choice])
        if words in form.changed_data:
            usual = text_of(article.text("title", code), article.text("lead", code))
            text = form.cleaned_data[words].strip().replace("\r\n", "\n")
            changed["text"] = "" if text == usual else text
        if changed:
            TelegramDraft.objects.update_or_create(article=article, language=code, defaults=changed)

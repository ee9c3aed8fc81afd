"""What a person reads of the audit: one sentence an action, in their language.

A new verb is a line in SENTENCES. The words it may use: `who` did it, `story` (its title), `where`
("in Armenian"), `person` (whose account it was about), `noun` and `about` (the kind of row and
what it was called), and whatever else `details` of the entry holds.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field
from django.utils.dateparse import parse_datetime
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.words import moment, title_in
from articles.models import Action, Article, AuditEntry, CorrectionTask, Status
from newsroom import languages
from newsroom.models import User

SENTENCES = {
    Action.SAVE: _("%(who)s saved “%(story)s”"),
    Action.SET_ASIDE: _(
        "%(who)s edited the same passage of “%(story)s” %(where)s; their text is kept in the "
        "history"
    ),
    Action.START_TRANSLATION: _("%(who)s started a translation of “%(story)s”"),
    Action.SUBMIT: _("%(who)s submitted “%(story)s” %(where)s for review"),
    Action.SEND_BACK: _("%(who)s sent back “%(story)s” %(where)s"),
    Action.APPROVE: _("%(who)s approved “%(story)s” %(where)s"),
    Action.PUBLISH: _("%(who)s published “%(story)s” %(where)s"),
    Action.SCHEDULE: _("%(who)s scheduled “%(story)s” %(where)s"),
    Action.UNSCHEDULE: _("%(who)s unscheduled “%(story)s” %(where)s"),
    Action.TAKE_BACK: _("%(who)s undid their own publication: “%(story)s” %(where)s"),
    Action.NO_CHANGE_NEEDED: _("%(who)s marked “%(story)s” %(where)s as needing no change"),
    Action.PUBLISH_FACTS: _(
        "%(who)s published cover, category, tags and credits of “%(story)s” %(where)s"
    ),
    Action.EXTRA_FIELDS: _(
        "%(who)s sent fields that are not in the form; they were ignored: “%(story)s” %(where)s"
    ),
    Action.EMBARGO: _("%(who)s put “%(story)s” under embargo"),
    Action.LIFT_EMBARGO: _("%(who)s shortened the embargo on “%(story)s”"),
    Action.WITHDRAW: _("%(who)s withdrew “%(story)s” %(where)s"),
    Action.RESTORE: _("%(who)s restored “%(story)s” %(where)s to the site"),
    Action.CORRECT: _("%(who)s corrected “%(story)s” %(where)s"),
    Action.CORRECTION_ANSWERED: _(
        "%(who)s checked “%(story)s” %(where)s after a correction in another language"
    ),
    Action.NOTE: _("%(who)s wrote a note to colleagues on “%(story)s”"),
    Action.DROP_NOTE: _("%(who)s deleted a note to colleagues on “%(story)s”"),
    Action.PLAN: _("%(who)s planned “%(story)s” %(where)s"),
    Action.SHARE: _("%(who)s created a preview link to “%(story)s” %(where)s for “%(name)s”"),
    Action.UNSHARE: _("%(who)s closed the preview link to “%(story)s” %(where)s for “%(name)s”"),
    Action.GO_BACK: _("%(who)s restored an earlier version of “%(story)s”"),
    Action.NAME: _("%(who)s named a version of “%(story)s” %(where)s: “%(name)s”"),
    Action.BIN: _("%(who)s moved “%(story)s” to the bin"),
    Action.UNBIN: _("%(who)s restored “%(story)s” from the bin"),
    Action.EMPTY: _("%(who)s permanently deleted “%(story)s”"),
    Action.RAISE: _("%(who)s put up the breaking news bar %(where)s: “%(text)s”"),
    Action.REWORD: _("%(who)s changed the breaking news bar %(where)s: “%(text)s”"),
    Action.END_BREAKING: _("%(who)s took down the breaking news bar %(where)s: “%(text)s”"),
    Action.ARRANGE: _("%(who)s edited the home page %(where)s"),
    Action.ARRANGE_LATER: _("%(who)s scheduled a home page change %(where)s"),
    Action.BRING_BACK: _("%(who)s restored an earlier home page %(where)s"),
    Action.CALL_OFF: _("%(who)s cancelled a scheduled home page change %(where)s"),
    Action.PICTURE_BIN: _("%(who)s moved a picture to the bin: “%(about)s”"),
    Action.PICTURE_UNBIN: _("%(who)s restored a picture from the bin: “%(about)s”"),
    Action.PICTURE_EMPTY: _("%(who)s permanently deleted a picture: “%(about)s”"),
    Action.PICTURE_WITHDRAW: _("%(who)s withdrew a picture: “%(about)s”"),
    Action.PICTURE_RESTORE: _("%(who)s restored a picture to the site: “%(about)s”"),
    Action.FILE_CLEAN: _("%(who)s created a clean copy of a file: “%(about)s”"),
    Action.PICTURE_REPLACE: _("%(who)s replaced a picture file everywhere: “%(about)s”"),
    Action.RENAME: _("%(who)s changed the address: %(noun)s “%(about)s”"),
    Action.MERGE: _("%(who)s merged: %(noun)s “%(about)s” → “%(into)s”"),
    Action.SIGN_IN: _("%(who)s signed in"),
    Action.SIGN_IN_REFUSED: _("Sign-in refused: %(person)s"),
    Action.LOCKED_OUT: _("Locked out after too many sign-in attempts: %(person)s"),
    Action.PASSWORD_ASKED: _("Password reset link sent: %(person)s"),
    Action.PASSWORD_CHANGED: _("%(who)s set a new password: %(person)s"),
    Action.FACTOR_ON: _("%(who)s turned on two-step sign-in"),
    Action.FACTOR_OFF: _("%(who)s turned off two-step sign-in: %(person)s"),
    Action.PASSKEY_ADDED: _("%(who)s added a passkey"),
    Action.PASSKEY_REMOVED: _("%(who)s removed a passkey"),
    Action.RECOVERY_CODES: _("%(who)s generated new recovery codes"),
    Action.RECOVERY_CODE_USED: _("%(who)s signed in with a recovery code"),
    Action.SESSIONS_ENDED: _("%(who)s ended sessions: %(person)s"),
    Action.ROW_ADDED: _("%(who)s added: %(noun)s “%(about)s”"),
    Action.ROW_CHANGED: _("%(who)s changed: %(noun)s “%(about)s”"),
    Action.ROW_DELETED: _("%(who)s deleted: %(noun)s “%(about)s”"),
    Action.GLOSSARY_READ: _("%(who)s imported a glossary: %(added)s added, %(changed)s changed"),
    Action.EXPORTED: _("%(who)s exported the audit log"),
}
# An action that is no more, or whose sentence is not written yet.
PLAIN = _("%(who)s: %(action)s “%(story)s” %(where)s")

WHERE = {"ru": _("in Russian"), "hy": _("in Armenian"), "en": _("in English")}
PASSED_OVER = {
    (Status.REVIEW, Status.APPROVED): _("skipping review and approval"),
    (Status.APPROVED,): _("skipping approval"),
}
CHANGES = {"typo": _("a typo"), "update": _("an update"), "correction": _("a correction")}
# What may stand behind a sentence, by the name of the detail.
ASIDES = {
    "reason": _("Reason: %s"),
    "private": _("Reason for colleagues: %s"),
    "note": _("Note: %s"),
    "until": _("Until %s"),
    "begins": _("From %s"),
    "leads": _("On top: %s"),
    "live": _("Stories on the site: %s"),
    "former_file": _("Previous file: %s"),
    "embargo": _("Embargo until %s"),
    "sent": _("Fields: %s"),
}
MOMENTS = ("until", "begins", "embargo")
VOWELS = "աեէըիոօւaeiouyаеёиоуыэюя"


def sentence(entry: AuditEntry, titles: dict[int, str]) -> str:
    """Return what was done, in the active language.

    `titles` maps stories' ids to the titles of today, for entries that kept none.
    """
    title = title_then(entry, get_language()) or titles.get(entry.article_id, "—")
    words = defaultdict(str, {key: str(value) for key, value in entry.details.items()})
    words |= {
        "who": actor(entry.by),
        "story": title,
        "where": where(entry.language),
        "person": str(entry.person or entry.about or gettext("an unknown name")),
        "about": entry.about,
        "noun": noun(entry.details.get("model", "")),
        "action": entry.action_label,
    }
    text = " ".join((str(SENTENCES.get(entry.action, PLAIN)) % words).split())
    passed_over = PASSED_OVER.get(tuple(entry.details.get("skipped") or ()))
    return f"{text}, {passed_over}" if passed_over else text


def title_then(entry: AuditEntry, language: str | None) -> str:
    """Return the title of the moment, best in the language given; "" where none was kept."""
    kept = entry.titles or []
    return dict(kept).get(language) or (kept[0][1] if kept else "")


def change_of(entry: AuditEntry) -> str:
    """Return the kind of publishing again (a key of CHANGES), "" where it was none or none is
    known: of what was an update before `again` was kept it cannot be told.
    """
    change = entry.details.get("change", "")
    is_known = change in ("typo", "correction") or "again" in entry.details
    return change if change in CHANGES and is_known else ""


def where(code: str) -> str:
    """Say in which language; of one that has no words here its own name stands there."""
    names = dict(languages.CHOICES)
    return str(WHERE[code]) if code in WHERE else f"({names[code]})" if code in names else ""


def actor(user: User | None) -> str:
    """Name who did it; in Armenian with the article that a subject takes."""
    if user is None:
        return gettext("The system")
    name = str(user)
    if get_language() != "hy":
        return name
    ending = "ն" if name[-1:].lower() in VOWELS else "ը"
    return name + ending if "԰" <= name[-1:] <= "֏" else f"{name}-{ending}"


def noun(label: str) -> str:
    """Name the kind of row of a model's label ("articles.category")."""
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return label


def asides(entry: AuditEntry) -> list[str]:
    """Return what else is to be read of an entry: the moment, a reason, what was changed."""
    details = entry.details
    lines = []
    if entry.action == Action.SCHEDULE and details.get("at"):
        lines.append(gettext("Goes live: %s") % when(details["at"]))
    if details.get("renewed"):
        lines.append(gettext("Includes changes saved since it was scheduled."))
    if change := change_of(entry):
        lines.append(capfirst(str(CHANGES[change])))
    if entry.action == Action.CORRECTION_ANSWERED:
        outcomes = dict(CorrectionTask.Outcome.choices)
        lines.append(capfirst(str(outcomes.get(details.get("outcome"), ""))))
    for name, words in ASIDES.items():
        if value := details.get(name):
            lines.append(str(words) % (when(value) if name in MOMENTS else value))
    return lines + list(changes(details))


def when(text: str) -> str:
    at = parse_datetime(str(text))
    return moment(at) if at else str(text)


def changes(details: dict) -> Iterable[str]:
    """Yield a line for each field of a row that was changed: from what to what, where kept."""
    for name, values in (details.get("fields") or {}).items():
        field = model_field(details.get("model", ""), name)
        label = capfirst(str(field.verbose_name)) if field else name
        if values:
            old, new = (shown(field, value) for value in values)
            yield f"{label}: {old} → {new}"
        else:
            yield label


def model_field(label: str, name: str) -> Field | None:
    try:
        return apps.get_model(label)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return None


def shown(field: Field | None, value) -> str:
    """Return a kept value as people know it."""
    if value in ("", None, []):
        return "—"
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, list):
        return ", ".join(shown(field, one) for one in value)
    known = dict(field.flatchoices) if field is not None else {}
    known |= dict(languages.CHOICES) if value in languages.CODES else {}
    return str(known.get(value, value))


def titles_of(entries: Iterable[AuditEntry], language: str) -> dict[int, str]:
    """Return the titles of the entries' stories, best in the language given. One query."""
    ids = {entry.article_id for entry in entries if entry.article_id}
    columns = [languages.column("title", code) for code in languages.CODES]
    # What lies in the bin has a past, too.
    stories = Article.everything.filter(pk__in=ids).only("source_language", *columns)
    return {story.pk: title_in(story, language) for story in (stories if ids else [])}

"""Which verbs a person may use now: the buttons of the form, the board and the lists."""

from articles.editorial.permissions import (
    RESTORE,
    can_approve,
    can_publish,
    can_restore,
    can_say_no_change,
    can_submit,
    can_take_back,
    can_write,
    may,
    needs_approval,
    wrote_it,
)
from articles.editorial.states import LanguageState, State
from articles.models import Article, Edition, Former, Kind, Status
from newsroom.models import User

# Who may use a verb in some state of a story; not named here are those that go with publishing.
MAY = {
    "start_translation": can_write,
    "submit": can_submit,
    "approve": can_approve,
    "send_back": can_approve,
    "no_change_needed": can_say_no_change,
    "restore": lambda user, article, language: may(user, RESTORE, article, language),
    # Whose publication it was is no matter of roles.
    "take_back": lambda user, article, language: False,
}
# What stands out of a text on its way to readers: the first of these that a person may use.
USUAL = ("publish", "approve", "submit")


def available(
    user: User,
    article: Article,
    language: str,
    edition: Edition | None,
    *,
    state: LanguageState | None = None,
    former: Former | None = None,
) -> list[str]:
    """Name the verbs that the user may use now on a language; `edition` is its row or None.

    What is behind or was changed is known by its `state`, what can be taken back by `former.of`:
    left out, their verbs are not named. No queries but those of permissions.
    """
    status = article.text("status", language) or Status.DRAFT
    has_title = bool(article.text("title", language))
    withdrawn = edition is not None and edition.is_withdrawn
    live = edition is not None and edition.is_live
    scheduled = edition is not None and edition.is_scheduled
    published = edition is not None and not scheduled and not edition.is_taken_back
    may_publish = can_publish(user, article, language)
    may_put_out = may_publish and not needs_approval(user, article, language, edition)
    verbs = {
        "take_back": live and former is not None and can_take_back(user, article, language, former),
        "start_translation": may_start(user, article, language),
        "submit": has_title
        and status in (Status.DRAFT, Status.SENT_BACK)
        and can_submit(user, article, language),
        "send_back": status in (Status.REVIEW, Status.APPROVED)
        and can_approve(user, article, language),
        "approve": status == Status.REVIEW
        and can_approve(user, article, language)
        and not wrote_it(user, article, language),
        "publish": has_title and not withdrawn and may_put_out,
        "schedule": has_title and not withdrawn and not live and may_put_out,
        "schedule_changes": has_title
        and may_put_out
        and state is not None
        and state.leaves_changes_out,
        "add_update": live and article.kind == Kind.FLASH and may_publish,
        "unschedule": scheduled and may_publish,
        "no_change_needed": state is not None
        and state.is_behind
        and can_say_no_change(user, article, language),
        "correct": live and may_put_out,
        "withdraw": published and not withdrawn and may_publish,
        "restore": withdrawn and can_restore(user, edition),
    }
    return [verb for verb, usable in verbs.items() if usable]


def may_use(user: User, article: Article, language: str, verb: str) -> bool:
    """Tell whether the user's role and languages allow a verb, whatever the state of the story."""
    return MAY.get(verb, can_publish)(user, article, language)


def next_step(names: list[str], state: LanguageState) -> str | None:
    """Choose the verb that stands out of those that a person may use; None where it is saving."""
    return next((name for name in steps(names, state) if name in names), None)


def steps(names: list[str], state: LanguageState) -> tuple[str, ...]:
    """Name what the next step of a language may be, the likeliest first."""
    if state.code == State.WITHDRAWN:
        return ("restore",)
    if state.edition is not None and state.edition.is_scheduled:
        # "Publish" would be now, and whoever may publish submits to nobody.
        may_publish = {"publish", "schedule_changes"}.intersection(names)
        return ("schedule_changes", "approve") if may_publish else ("submit",)
    if state.code == State.SENT_BACK:
        return ("submit", *USUAL)
    if state.is_behind and not state.has_changes:
        return ("no_change_needed", *USUAL)  # nothing to publish yet: first of all one looks
    if state.code in (State.MISSING, State.NOT_PLANNED):
        return ("start_translation", *USUAL)
    return USUAL


def may_start(user: User, article: Article, language: str) -> bool:
    """Tell whether the user may begin a translation: the original has a text, the language none."""
    source = article.source_language
    return (
        article.pk is not None
        and language != source
        and bool(article.text("body", source))
        and not article.text("body", language)
        and can_write(user, article, language)
    )

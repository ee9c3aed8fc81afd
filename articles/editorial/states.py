"""Where each language of a story stands, in one word: for the board, the list, the tabs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Max, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Edition, Plan, Status, Version
from articles.models.version import SHARED
from newsroom import languages


class State(models.TextChoices):
    """The words of PRODUCT.md's table, in the order in which a story passes through them."""

    NOT_PLANNED = "not_planned", _("not planned")
    MISSING = "missing", _("none")
    DRAFT = "draft", _("draft")
    REVIEW = "review", _("in review")
    SENT_BACK = "sent_back", _("sent back")
    APPROVED = "approved", _("ready")
    # Translators: a state; the moment stands behind it: "goes live 18:00"
    SCHEDULED = "scheduled", _("goes live")
    # Translators: a state; the moment stands behind it. What was saved later does not go out then
    SCHEDULED_CHANGED = "scheduled_changed", _("goes live without the latest changes")
    LIVE = "live", _("live")
    LIVE_CHANGED = "live_changed", _("live, unpublished changes")
    BEHIND = "behind", _("behind the original")
    ENDED = "ended", _("ended")
    WITHDRAWN = "withdrawn", _("withdrawn")


@dataclass(frozen=True)
class LanguageState:
    """The state of one language; `edition` is what readers got of it, or None."""

    code: State
    edition: Edition | None
    # Whatever the word says, these hold: of a translation that is in review, too.
    is_behind: bool = False
    has_new_facts: bool = False
    # Whether the working copy holds something else than readers have, or get on schedule.
    has_changes: bool = False

    @property
    def label(self) -> str:
        return self.code.label

    @property
    def leaves_changes_out(self) -> bool:
        """Whether it goes live by itself without what was saved since; also while in review."""
        return self.has_changes and self.edition is not None and self.edition.is_scheduled

    @property
    def at(self) -> datetime | None:
        """The moment of publication, past or to come."""
        is_out = self.edition is not None and not self.edition.is_taken_back
        return self.edition.published_at if is_out else None


def language_states(articles: Iterable[Article]) -> dict[int, dict[str, LanguageState]]:
    """Return the state of every language of the articles, by their ids. Two queries."""
    articles = list(articles)
    ids = [article.pk for article in articles]
    editions = {
        (edition.article_id, edition.language): edition
        for edition in Edition.objects.filter(article__in=ids).defer("body")
    }
    newest, choices = {}, {}
    for article, part, number, choice in memory(ids):
        if choice:
            choices[article, part] = choice
        else:
            newest[article, part] = number
    return {
        article.pk: {
            code: language_state(article, code, editions, newest, choices)
            for code in languages.CODES
        }
        for article in articles
    }


def states_of(
    article: Article, newest: dict[str, int], plans: Iterable[Plan]
) -> dict[str, LanguageState]:
    """Return the same of one story whose newest versions and plans are known. One query."""
    rows = article.editions.select_related("former").defer("body", "former__row")
    editions = {(article.pk, edition.language): edition for edition in rows}
    numbers = {(article.pk, part): number for part, number in newest.items()}
    choices = {(article.pk, plan.language): plan.choice for plan in plans}
    return {
        code: language_state(article, code, editions, numbers, choices) for code in languages.CODES
    }


def memory(ids: list[int]) -> QuerySet:
    """Return the newest version of each part and what is planned for it, in one query."""
    saved = Version.objects.filter(article__in=ids).values("article", "part").order_by()
    none = Value("", output_field=models.CharField())
    saved = saved.annotate(last=Max("number"), plan=none)
    plans = Plan.objects.filter(article__in=ids).annotate(last=Value(0)).order_by()
    planned = plans.values_list("article", "language", "last", "choice")
    rows = saved.values_list("article", "part", "last", "plan").union(planned, all=True)
    return rows.order_by()


def language_state(
    article: Article, language: str, editions: dict, newest: dict, choices: dict
) -> LanguageState:
    edition = editions.get((article.pk, language))
    is_live = edition is not None and edition.is_live
    is_to_come = edition is not None and edition.is_scheduled
    source = editions.get((article.pk, article.source_language))
    is_own = choices.get((article.pk, language)) == Plan.Choice.INDEPENDENT
    return LanguageState(
        state(article, language, editions, newest, choices),
        edition,
        is_behind=is_live and not is_own and is_behind(edition, source),
        has_changes=(is_live or is_to_come) and has_changes(edition, newest),
        has_new_facts=is_live and newest.get((article.pk, SHARED), 0) > edition.shared_version,
    )


def state(article: Article, language: str, editions: dict, newest: dict, choices: dict) -> State:
    """Name the state of one language. What waits for somebody comes before what is on the site."""
    edition = editions.get((article.pk, language))
    choice = choices.get((article.pk, language))
    status = article.text("status", language) or Status.DRAFT
    if edition is not None and edition.is_withdrawn:
        return State.WITHDRAWN
    if status != Status.DRAFT:
        return State(status)
    if edition is None or edition.is_taken_back:
        if article.has_text(language):
            return State.DRAFT
        return State.NOT_PLANNED if choice == Plan.Choice.NOT_PLANNED else State.MISSING
    if edition.is_scheduled:
        return State.SCHEDULED_CHANGED if has_changes(edition, newest) else State.SCHEDULED
    if edition.is_gone:
        return State.ENDED
    source = editions.get((article.pk, article.source_language))
    if choice != Plan.Choice.INDEPENDENT and is_behind(edition, source):
        return State.BEHIND
    return State.LIVE_CHANGED if has_changes(edition, newest) else State.LIVE


def is_behind(edition: Edition, source: Edition | None) -> bool:
    """Tell whether the source was updated or corrected since the translation was made."""
    if edition.made_from is None or source is None:
        return False
    return edition.made_from < source.substance_version


def has_changes(edition: Edition, newest: dict) -> bool:
    """Tell whether the working copy was saved since with something else."""
    article = edition.article_id
    return (
        newest.get((article, edition.language), 0) > edition.version
        or newest.get((article, SHARED), 0) > edition.shared_version
    )

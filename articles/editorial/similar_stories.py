"""Who is already writing something like it: working copies of the last days with a title alike."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from articles.editorial.states import LanguageState, State, language_states
from articles.models import Article, Version
from articles.text.similarity import likeness, significant
from newsroom import languages

RECENT = timedelta(days=14)
LOOKED_AT = 3000  # stories at most, the newest first
SHOWN = 5
WRITERS = 3


@dataclass(frozen=True)
class Similar:
    """A story with a title like the one that is being typed, and who works on it."""

    article: Article
    title: str
    language: languages.Language
    people: list[str]
    states: list[tuple[languages.Language, LanguageState]]


def similar(title: str, *, but: int | None = None) -> list[Similar]:
    """Return the recent stories with a title like this one in any language, the likest first.

    `but` is the id of the story whose title it is. One query, four more where something is found.
    """
    if not significant(title):
        return []
    found = sorted(alike(title, but), key=lambda one: (-one[0], one[1]))[:SHOWN]
    if not found:
        return []
    articles = Article.objects.in_bulk([pk for _likeness, _place, pk, _code, _title in found])
    states = language_states(articles.values())
    people = writers(list(articles))
    return [
        Similar(
            article=articles[pk],
            title=their_title,
            language=languages.by_code(code),
            people=people.get(pk, [])[:WRITERS],
            states=[
                (one, states[pk][one.code])
                for one in languages.LANGUAGES
                if states[pk][one.code].code not in (State.MISSING, State.NOT_PLANNED)
            ],
        )
        for _likeness, _place, pk, code, their_title in found
        if pk in articles
    ]


def alike(title: str, but: int | None) -> list[tuple[float, int, int, str, str]]:
    """Return likeness, place in time, id, language and title of the stories that are like it."""
    columns = [languages.column("title", code) for code in languages.CODES]
    recent = Article.objects.filter(changed_at__gte=timezone.now() - RECENT).exclude(pk=but)
    rows = recent.order_by("-changed_at").values_list("pk", *columns)[:LOOKED_AT]
    found = []
    for place, (pk, *titles) in enumerate(rows):
        best, code, words = max(
            (likeness(title, words), code, words)
            for code, words in zip(languages.CODES, titles, strict=True)
        )
        if best:
            found.append((best, place, pk, code, words))
    return found


def writers(ids: list[int]) -> dict[int, list[str]]:
    """Return who saved something of the stories lately, the latest first. One query."""
    rows = Version.objects.filter(article__in=ids).select_related("by").defer("fields")
    people: dict[int, list[str]] = {}
    for version in rows.order_by("-at")[: 100 * len(ids)]:
        names = people.setdefault(version.article_id, [])
        if str(version.by) not in names:
            names.append(str(version.by))
    return people

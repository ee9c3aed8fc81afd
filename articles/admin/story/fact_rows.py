"""What the fields of a story's form lead to in other tables: one question for all of them.

Each is a row of few words. Django would ask four times, and read whole stories for their titles.
"""

import json
from dataclasses import dataclass, field

from django.db import connection

from articles.models import Article, Author, Credit, Tag
from newsroom import languages
from newsroom.models import User


@dataclass
class FactRows:
    """The rows in their order, with nothing but what they are called by.

    `channels` are the kinds that are posted by themselves, for each language with a channel.
    """

    tags: list[Tag] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)
    related: list[Article] = field(default_factory=list)
    channels: dict[str, list[str]] = field(default_factory=dict)

    @property
    def has_author(self) -> bool:
        return any(credit.role == Credit.Role.TEXT for credit in self.credits)


def columns(table: str, name: str) -> str:
    return ", ".join(f"{table}.{languages.column(name, code)}" for code in languages.CODES)


NOTHING = ", ".join(["''"] * len(languages.CODES))
# what, place, id, role, language, a name for each language, one thing more
QUESTION = f"""
SELECT 'tag', x.id, t.id, '', '', {columns("t", "name")}, ''
FROM articles_taggedarticle x JOIN articles_tag t ON t.id = x.tag_id
WHERE x.content_object_id = %s
UNION ALL
SELECT 'credit', c.position, a.id, c.role, c.language, {columns("a", "name")}, a.slug
FROM articles_credit c JOIN articles_author a ON a.id = c.author_id
WHERE c.article_id = %s
UNION ALL
SELECT 'related', r.position, s.id, '', s.source_language, {columns("s", "title")}, ''
FROM articles_relatedstory r JOIN articles_article s ON s.id = r.story_id
WHERE r.article_id = %s
UNION ALL
SELECT 'channel', 0, c.id, '', c.language, {NOTHING}, CAST(c.kinds AS text)
FROM articles_telegramchannel c WHERE c.is_active AND NOT c.is_staff
UNION ALL
SELECT 'credit', 0, a.id, '{Credit.Role.TEXT}', '', {columns("a", "name")}, a.slug
FROM articles_author a WHERE a.user_id = %s
ORDER BY 1, 2, 3
"""


def fact_rows(article: Article, author: User | None = None) -> FactRows:
    """Return the rows of a story, of a new one the channels only. One query.

    Somebody's own name is among the authors where they are the `author`.
    """
    found = FactRows()
    with connection.cursor() as cursor:
        cursor.execute(QUESTION, [*[article.pk] * 3, author and author.pk])
        for what, _place, pk, role, language, *names, more in cursor.fetchall():
            if what == "channel":
                found.channels.setdefault(language, []).extend(json.loads(more))
            elif what == "tag":
                found.tags.append(Tag(pk=pk, **per_language("name", names)))
            elif what == "related":
                titles = per_language("title", names)
                found.related.append(Article(pk=pk, source_language=language, **titles))
            else:
                author = Author(pk=pk, slug=more, **per_language("name", names))
                found.credits.append(Credit(author=author, role=role, language=language))
    return found


def per_language(name: str, words: list[str | None]) -> dict[str, str]:
    codes = zip(languages.CODES, words, strict=True)
    return {languages.column(name, code): word or "" for code, word in codes}

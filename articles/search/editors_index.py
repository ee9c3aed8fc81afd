"""What editors search: written in the transaction that saves a working copy or a picture."""

from collections.abc import Iterable
from functools import lru_cache

from django.db import connection

from articles.models import Article, DeskWord, Image, PictureEntry, StoryEntry
from articles.models.search import Entry
from articles.models.story_fields import Found, found_with
from articles.search import terms
from articles.search.index import learn
from articles.search.terms import CREDIT, PEOPLE, Document
from articles.text.cleaning import images_in, plain
from newsroom import languages

# Of a picture: what is said in each language, and what is said once.
SAID, SAID_ONCE = ("alt", "credit"), ("source", "copyright", "people", "keywords", "name")
OF_TITLES, OF_LEADS = found_with(Found.TITLE), found_with(Found.LEAD)


def index_story(article: Article, *, parts: Iterable[str] = languages.CODES) -> None:
    """Keep what a working copy is found by: its texts in all languages, tags, people,
    captions. Four queries at most.
    """
    index_stories([article], parts=parts)


def index_stories(articles: Iterable[Article], *, parts: Iterable[str] = languages.CODES) -> None:
    rows, known = [], {code: set() for code in languages.CODES if code in parts}
    for article in articles:
        documents = story_documents(article)
        written, places = terms.entry(documents, terms.month(article.changed_at))
        rows.append(StoryEntry(article=article, terms=written, places=places))
        for code in known:
            known[code] |= terms.known_words(documents[code])
    write_entries(StoryEntry, "article", rows)
    learn(known, DeskWord)


def write_entries(model: type[Entry], key: str, rows: list[Entry]) -> None:
    """Write entries, those that are there already, too. One query for each 500."""
    model.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=[key],
        update_fields=["terms", "places"],
        batch_size=500,
    )


def story_documents(article: Article) -> dict[str, Document]:
    """Return the texts of a working copy by language, in plain words. One query."""
    beside = texts_beside(article)
    return {
        code: Document(
            title=joined(article, OF_TITLES, code),
            lead=joined(article, OF_LEADS, code),
            body=plain_body(article.text("body", code)),
            beside=tuple(text for texts in beside if (text := texts[code])),
        )
        for code in languages.CODES
    }


# Of the three texts of a story two are mostly as they were.
@lru_cache(maxsize=64)
def plain_body(body: str) -> str:
    """Return a body in plain words."""
    return plain(body)


def joined(row: Article, fields: Iterable[str], code: str) -> str:
    return " . ".join(text for field in fields if (text := row.text(field, code)))


@lru_cache(maxsize=64)
def pictures_in(body: str) -> tuple[int, ...]:
    return tuple(images_in(body))


def texts_beside(article: Article) -> list[dict[str, str]]:
    """Return how tags, people and pictures are called: one text for each language. One query."""
    bodies = (article.text("body", code) for code in languages.CODES)
    pictures = {pk for body in bodies if "<figure" in body for pk in pictures_in(body)}
    pictures |= {article.cover_id, *(article.own_cover_id_in(code) for code in languages.CODES)}
    pictures = sorted(pictures - {None}) or [0]
    names = ", ".join(f"x.{languages.column('name', code)}" for code in languages.CODES)
    captions = ", ".join(f"x.{languages.column('caption', code)}" for code in languages.CODES)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT 1 AS kind, x.id, {names} FROM articles_taggedarticle l
            JOIN articles_tag x ON x.id = l.tag_id WHERE l.content_object_id = %s
            UNION SELECT 2, x.id, {names} FROM articles_credit l
            JOIN articles_author x ON x.id = l.author_id WHERE l.article_id = %s
            UNION SELECT 3, x.id, {captions} FROM articles_image x
            WHERE x.id IN ({", ".join(["%s"] * len(pictures))})
            ORDER BY 1, 2
            """,
            [article.pk, article.pk, *pictures],
        )
        return [
            dict(zip(languages.CODES, (text or "" for text in texts), strict=True))
            for _kind, _pk, *texts in cursor.fetchall()
        ]


def index_pictures(images: Iterable[Image]) -> None:
    """Keep what pictures are found by. Whoever writes what is said of a picture calls this.

    Three queries at most.
    """
    rows, known = [], {code: set() for code in languages.CODES}
    for image in images:
        documents = {code: picture_document(image, code) for code in languages.CODES}
        written, places = terms.entry(documents, terms.block(image.pk), named_in(image))
        rows.append(PictureEntry(image=image, terms=written, places=places))
        for code, document in documents.items():
            known[code] |= terms.known_words(document)
    write_entries(PictureEntry, "image", rows)
    learn(known, DeskWord)


def named_in(image: Image) -> set[str]:
    """Return the words of credits and of who is in the picture, each behind the mark of its field,
    so that either can be asked for alone. No query.
    """
    credits = ((getattr(image, languages.column("credit", code)), code) for code in languages.CODES)
    said = [(CREDIT, *credit) for credit in credits] + [(PEOPLE, image.people, languages.DEFAULT)]
    return {
        mark + form
        for mark, text, code in said
        for forms in terms.analysed(text or "", code)
        for form in forms
        if form
    }


def picture_document(image: Image, code: str) -> Document:
    """Return what is said of a picture in a language; what is said once belongs to the default's.

    No query.
    """
    said = [getattr(image, languages.column(field, code)) or "" for field in SAID]
    once = [getattr(image, field) for field in SAID_ONCE] if code == languages.DEFAULT else []
    caption = getattr(image, languages.column("caption", code)) or ""
    return Document(title=caption, lead="", body="", beside=tuple(filter(None, said + once)))

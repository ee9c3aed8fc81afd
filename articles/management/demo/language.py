"""Help with language in the demo newsroom: a glossary, background, a translation that was begun."""

from articles import workflow
from articles.management.demo import files
from articles.models import Article, Background, Category, Term
from newsroom import languages
from newsroom.models import User


def load(
    people: dict[str, User], articles: dict[str, Article], categories: dict[str, Category]
) -> None:
    """Load all of it; people, stories and categories by their keys."""
    for row in files.rows("glossary.toml"):
        term = Term(note=row.get("note", ""))
        set_fields(term, row, "name", "forbidden")
        term.save()
    for row in files.rows("background.toml"):
        background = Background(name=row["name"], category=categories[row["category"]])
        set_fields(background, row, "body")
        background.save()
    for row in files.rows("begun.toml"):
        begin(articles[row["story"]], row, by=people[row["by"]])


def set_fields(instance, row: dict, *fields: str) -> None:
    for field in fields:
        for code, value in row.get(field, {}).items():
            setattr(instance, languages.column(field, code), value)


def begin(article: Article, row: dict, *, by: User) -> None:
    """Start a translation and write some words over those of the original."""
    code = row["language"]
    article = workflow.start_translation(article, code, by=by)
    body = article.text("body", code)
    for words in row["words"]:
        body = body.replace(words["was"], words["is"])
    article.set_text("body", code, body)
    article.set_text("title", code, row["title"])
    workflow.save(article, by=by)

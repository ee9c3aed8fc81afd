"""What an editor does to a story in the tests of its post."""

from articles import workflow
from articles.models import TelegramDraft


def rewrite(edition, by, change="update", **texts):
    article = edition.article
    article.refresh_from_db()
    for name, value in texts.items():
        setattr(article, name, value)
    workflow.save(article, by=by)
    return workflow.publish(article, "ru", by=by, change=change)


def leave(article, **fields):
    TelegramDraft.objects.create(article=article, language="ru", **fields)

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from newsroom import journal
from newsroom.append_only import protect
from newsroom.cache.pagecache import register_next_moment
from newsroom.cache.triggers import watch_app, watch_listed


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Journalism")

    def ready(self):
        # Models can be imported only once the apps are loaded.
        from articles.images import picture_references
        from articles.models import audit_log
        from articles.site.next_change import next_moment

        register_next_moment(next_moment)
        watch_app("articles", but=PRIVATE)
        watch_listed(picture_references.pictures())
        journal.register(audit_log.write)
        protect("articles_auditentry")


# What no page for readers shows; counts of views are filled in by the counting answer.
PRIVATE = (
    "AdCount",
    "AdReceipt",
    "Alike",
    "Article",
    "AskedQuery",
    "AuditEntry",
    "Autosave",
    "Comparison",
    "CorrectionTask",
    "Credit",
    "DeskWord",
    "EditionPicture",
    "Former",
    "Leftover",
    "Link",
    "Making",
    "Mention",
    "MistakeReport",
    "Note",
    "Notice",
    "PictureEntry",
    "PlacedPicture",
    "Plan",
    "Presence",
    "PreviewComment",
    "PreviewLink",
    "PreviewOpening",
    "Quota",
    "RecentView",
    "RelatedStory",
    "SavedView",
    "SearchWord",
    "StoryEntry",
    "StoryPicture",
    "TaggedArticle",
    "TelegramChannel",
    "TelegramDraft",
    "TelegramPost",
    "Version",
    "Views",
    "ViewsOfDay",
)

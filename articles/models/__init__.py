"""The nouns of the newsroom, one a file."""

from articles.models.ad import Ad, AdCount, AdReceipt
from articles.models.alike import Alike, Comparison
from articles.models.arrangement import Arrangement
from articles.models.article import Article, Credit, Kind, RelatedStory, Status
from articles.models.asked_query import AskedQuery
from articles.models.audit import Action, AuditEntry
from articles.models.author import Author
from articles.models.autosave import Autosave
from articles.models.background import Background, BackgroundUse
from articles.models.breaking import Breaking
from articles.models.category import Category, Colour
from articles.models.correction_task import CorrectionTask
from articles.models.edition import (
    Correction,
    Edition,
    EditionCredit,
    EditionStory,
    EditionTag,
    OldSlug,
)
from articles.models.edition_picture import EditionPicture
from articles.models.file import File
from articles.models.former import Former
from articles.models.glossary import Term
from articles.models.image import Image, Rights, shown
from articles.models.leftover import Leftover
from articles.models.link import Link
from articles.models.making import Making
from articles.models.mistake import MistakeReport
from articles.models.note import Mention, Note
from articles.models.notice import Notice
from articles.models.old_address import OldAddress
from articles.models.page import Page
from articles.models.placed_picture import PlacedPicture
from articles.models.plan import Plan
from articles.models.presence import Presence
from articles.models.preview_link import PreviewComment, PreviewLink, PreviewOpening
from articles.models.quota import Quota
from articles.models.saved_view import SavedView
from articles.models.search import (
    DeskWord,
    PictureEntry,
    SearchEntry,
    SearchWord,
    StoryEntry,
)
from articles.models.site import SiteSettings
from articles.models.story_picture import StoryPicture
from articles.models.tag import Tag, TaggedArticle
from articles.models.telegram import TelegramChannel, TelegramDraft, TelegramPost
from articles.models.version import Version
from articles.models.views import RecentView, Views, ViewsOfDay

__all__ = [
    "Action",
    "Ad",
    "AdCount",
    "AdReceipt",
    "Alike",
    "Arrangement",
    "Article",
    "AskedQuery",
    "AuditEntry",
    "Author",
    "Autosave",
    "Background",
    "BackgroundUse",
    "Breaking",
    "Category",
    "Colour",
    "Comparison",
    "Correction",
    "CorrectionTask",
    "Credit",
    "DeskWord",
    "Edition",
    "EditionCredit",
    "EditionPicture",
    "EditionStory",
    "EditionTag",
    "File",
    "Former",
    "Image",
    "Kind",
    "Leftover",
    "Link",
    "Making",
    "Mention",
    "MistakeReport",
    "Note",
    "Notice",
    "OldAddress",
    "OldSlug",
    "Page",
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
    "Rights",
    "SavedView",
    "SearchEntry",
    "SearchWord",
    "SiteSettings",
    "StoryPicture",
    "Status",
    "StoryEntry",
    "Tag",
    "TaggedArticle",
    "TelegramChannel",
    "TelegramDraft",
    "TelegramPost",
    "Term",
    "Version",
    "Views",
    "ViewsOfDay",
    "shown",
]

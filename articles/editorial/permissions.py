"""Who may do what: one table of roles and verbs, and the predicates that read it.

The default is no. A superuser (made on the command line) may do everything.
"""

from enum import Enum
from functools import cache

from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from articles.models import (
    Article,
    Author,
    Category,
    Edition,
    Former,
    Image,
    Kind,
    Note,
    PreviewLink,
    SavedView,
    Status,
    Tag,
    context,
)
from articles.models.version import SHARED
from newsroom.models import Role, User

OWN_TEXT = _("You wrote the latest version of this text: someone else must approve it.")


class Scope(Enum):
    """How far a role's right reaches."""

    OWN = _("own stories and texts assigned to them")
    DESK = _("their languages")
    ALL = _("all")


CREATE, WRITE, WRITE_FACTS = "create", "write", "write_facts"
SUBMIT, APPROVE, PUBLISH, RESTORE = "submit", "approve", "publish", "restore"
PLAN, RAISE, ARRANGE = "plan", "raise", "arrange"
SHARE, BIN = "share", "bin"
BREAK_EMBARGO, NO_CHANGE = "break_embargo", "no_change"
# What somebody whose own story it is not may do once its text is wanted from them.
WRITING = {WRITE, WRITE_FACTS, SUBMIT, SHARE}

# Verb on stories → role → scope. Sending back goes with approving; scheduling, correcting and
# withdrawing go with publishing. Sharing is of a preview, with somebody without an account. Who may
# put a story into the bin may take it out. Raising (the breaking bar) and arranging (the home page)
# are of a language, not of a story.
STORIES = {
    CREATE: {Role.REPORTER: Scope.ALL, Role.EDITOR: Scope.ALL, Role.CHIEF: Scope.ALL},
    WRITE: {
        Role.REPORTER: Scope.OWN,
        Role.TRANSLATOR: Scope.DESK,
        Role.EDITOR: Scope.DESK,
        Role.CHIEF: Scope.ALL,
    },
    WRITE_FACTS: {Role.REPORTER: Scope.OWN, Role.EDITOR: Scope.ALL, Role.CHIEF: Scope.ALL},
    SUBMIT: {
        Role.REPORTER: Scope.OWN,
        Role.TRANSLATOR: Scope.DESK,
        Role.EDITOR: Scope.DESK,
        Role.CHIEF: Scope.ALL,
    },
    APPROVE: {Role.EDITOR: Scope.DESK, Role.CHIEF: Scope.ALL},
    PUBLISH: {Role.EDITOR: Scope.DESK, Role.CHIEF: Scope.ALL},
    RESTORE: {Role.CHIEF: Scope.ALL},
    PLAN: {
        Role.REPORTER: Scope.OWN,
        Role.TRANSLATOR: Scope.DESK,
        Role.EDITOR: Scope.ALL,
        Role.CHIEF: Scope.ALL,
    },
    SHARE: {
        Role.REPORTER: Scope.OWN,
        Role.TRANSLATOR: Scope.DESK,
        Role.EDITOR: Scope.ALL,
        Role.CHIEF: Scope.ALL,
    },
    BIN: {Role.REPORTER: Scope.OWN, Role.EDITOR: Scope.ALL, Role.CHIEF: Scope.ALL},
    RAISE: {Role.EDITOR: Scope.DESK, Role.CHIEF: Scope.ALL},
    ARRANGE: {Role.EDITOR: Scope.DESK, Role.CHIEF: Scope.ALL},
    # Publishing within an embargo, shortening it.
    BREAK_EMBARGO: {Role.CHIEF: Scope.ALL},
    # Saying that a translation need not follow its original.
    NO_CHANGE: {Role.TRANSLATOR: Scope.DESK, Role.EDITOR: Scope.DESK, Role.CHIEF: Scope.ALL},
}

_everybody = frozenset(Role)
_writers = frozenset({Role.REPORTER, Role.TRANSLATOR, Role.EDITOR, Role.CHIEF})
_media = _writers | {Role.PHOTO_EDITOR}
_editors = frozenset({Role.EDITOR, Role.CHIEF})
_heads = frozenset({Role.CHIEF, Role.ADMINISTRATOR})
_administrator = frozenset({Role.ADMINISTRATOR})

# Model → Django's four rights on its admin pages → roles. What is not here, nobody may. Deleting a
# category, tag or author is for what nothing is about; merging is a right of ours.
ADMIN = {
    "articles.article": {"view": _everybody, "add": _editors | {Role.REPORTER}, "change": _writers},
    "articles.category": {
        "view": _everybody,
        **dict.fromkeys(("add", "change", "delete", "merge"), {Role.CHIEF}),
    },
    "articles.tag": {
        "view": _everybody,
        "change": _writers - {Role.REPORTER},
        **dict.fromkeys(("add", "delete", "merge"), _editors),
    },
    "articles.author": {
        "view": _everybody,
        **dict.fromkeys(("add", "change", "delete", "merge"), _editors),
    },
    "articles.term": {
        "view": _everybody,
        **dict.fromkeys(("add", "change", "delete"), _editors),
    },
    "articles.background": {
        "view": _everybody,
        **dict.fromkeys(("add", "change", "delete"), _editors),
    },
    # Deleting is into the bin and out of it; replacing and taking off the site reach all languages.
    "articles.image": {
        "view": _everybody,
        "add": _media,
        "change": _media,
        "bin": _editors | {Role.PHOTO_EDITOR},
        **dict.fromkeys(("replace", "withdraw"), {Role.CHIEF, Role.PHOTO_EDITOR}),
    },
    "articles.file": {"view": _everybody, "add": _media},
    "articles.page": {"view": _everybody, "add": _heads, "change": _heads, "delete": _heads},
    "articles.sitesettings": {"view": _everybody, "change": _heads},
    "articles.ad": {"view": _heads, "add": _heads, "change": _heads, "delete": _heads},
    "articles.arrangement": {"view": _editors},
    "articles.breaking": {"view": _everybody, "add": _editors, "change": _editors},
    "articles.notice": {"view": _heads},
    "articles.telegramchannel": {"view": _heads, "add": _heads, "change": _heads, "delete": _heads},
    # Changing a post is trying again what was given up.
    "articles.telegrampost": {"view": _editors | _heads, "change": {Role.CHIEF}},
    "articles.mistakereport": {"view": _writers, "delete": _editors},
    "articles.auditentry": {"view": _heads},
    "articles.askedquery": {"view": _editors | _heads},
    "newsroom.user": {"view": _administrator, "add": _administrator, "change": _administrator},
}


def exists(right: str, model: type[Model]) -> bool:
    """Tell whether the table gives anybody the right ("add", …) on a model's admin pages."""
    return right in ADMIN.get(model._meta.label_lower, {})


def require(allowed: bool) -> None:
    """Raise PermissionDenied with a sentence for the person unless allowed."""
    if not allowed:
        raise PermissionDenied(_("Your role or your languages do not allow this."))


def may(user: User, verb: str, article: Article | None = None, language: str = "") -> bool:
    """Tell whether the table allows the verb; an article or language it needs must be given."""
    if not user.is_active:
        return False
    if user.is_superuser:
        return True
    scope = STORIES[verb].get(user.role)
    if scope is Scope.OWN:
        return article is not None and is_own(user, verb, article, language)
    if scope is Scope.DESK:
        return user.works_in(language)
    return scope is Scope.ALL


def is_own(user: User, verb: str, article: Article, language: str) -> bool:
    """Tell whether the user began the story, or is to write a text that is wanted from them.

    Without a language it is the source's. One query at most.
    """
    if article.created_by_id == user.pk:
        return True
    return verb in WRITING and article.asked.get(language or article.source_language) == user.pk


def can_see(user: User, article: Article | None = None) -> bool:
    """Tell whether the user may read a story's working copy: today everybody at work may."""
    return user.is_active and user.is_staff and user.has_perm("articles.view_article")


def can_drop_note(user: User, note: Note) -> bool:
    """A note is taken back by who wrote it, a comment from a preview link by who made the link."""
    return user.is_active and note.by_id == user.pk


def can_drop_view(user: User, view: SavedView) -> bool:
    """Deleting a kept view of the list: its owner, and the chief one that is for everybody."""
    is_chief = user.role == Role.CHIEF or user.is_superuser
    return user.is_active and (view.owner_id == user.pk or (view.is_shared and is_chief))


def can_create(user: User) -> bool:
    """Tell whether a person may begin a story."""
    return may(user, CREATE)


def can_write(user: User, article: Article, part: str) -> bool:
    """Tell whether the user may write a part: a language, or the shared facts."""
    if part == SHARED:
        return may(user, WRITE_FACTS, article)
    return may(user, WRITE, article, part)


def can_submit(user: User, article: Article, language: str) -> bool:
    """Tell whether a person may hand a language's text to its desk."""
    return may(user, SUBMIT, article, language)


def can_approve(user: User, article: Article, language: str) -> bool:
    """Approving and sending back."""
    return may(user, APPROVE, article, language)


def asks_other_eyes(user: User) -> bool:
    """Tell whether nobody lets their own text out. Read once for the person of a request."""
    if not hasattr(user, "asks_other_eyes"):
        user.asks_other_eyes = context.site().needs_other_eyes
    return user.asks_other_eyes


def wrote_it(user: User, article: Article, language: str) -> bool:
    """Tell whether the newsroom wants other eyes than the user's to pass a text: they wrote it.

    Of a text that nobody changed since the user did. One query, where the site settings say so.
    """
    if user.is_superuser or not asks_other_eyes(user):
        return False
    _number, writer = article.newest_texts.get(language, (0, None))
    return writer == user.pk


def needs_approval(
    user: User, article: Article, language: str, edition: Edition | None = None
) -> bool:
    """Tell whether somebody else has to approve a text before the user may publish it.

    Not what readers have already, nor a headline alone as a flash, which cannot wait; a flash that
    becomes another kind of story is asked for again. `edition` is its row or None.
    """
    was_flash = edition is not None and edition.kind == Kind.FLASH
    is_flash = article.kind == Kind.FLASH
    if is_flash and (edition is None or was_flash) and article.has_headline_alone(language):
        return False
    if article.text("status", language) == Status.APPROVED or not wrote_it(user, article, language):
        return False
    number, _writer = article.newest_texts[language]
    return edition is None or number > edition.version or (was_flash and not is_flash)


def facts_need_approval(user: User, article: Article, edition: Edition) -> bool:
    """Tell whether somebody else has to approve a live text before its new facts go out.

    Only where they make a flash, which waits for nobody, another kind of story, or the reverse.
    """
    becomes_another = (edition.kind == Kind.FLASH) != (article.kind == Kind.FLASH)
    is_approved = article.text("status", edition.language) == Status.APPROVED
    return becomes_another and not is_approved and wrote_it(user, article, edition.language)


def require_other_eyes(needed: bool) -> None:
    """Raise PermissionDenied with a sentence where somebody else is to look at a text first."""
    if needed:
        raise PermissionDenied(OWN_TEXT)


def can_publish(user: User, article: Article, language: str) -> bool:
    """Publishing now or at a time, and taking off the schedule."""
    return may(user, PUBLISH, article, language)


def can_correct(user: User, edition: Edition) -> bool:
    """Tell whether a person may write a public correction: whoever may publish there."""
    return may(user, PUBLISH, edition.article, edition.language)


def can_withdraw(user: User, edition: Edition) -> bool:
    """Tell whether a person may take an edition off the site: whoever may publish there."""
    return may(user, PUBLISH, edition.article, edition.language)


def can_restore(user: User, edition: Edition) -> bool:
    """Tell whether a person may make a withdrawn edition live again."""
    return may(user, RESTORE, edition.article, edition.language)


def can_take_back(user: User, article: Article, language: str, former: Former) -> bool:
    """Undoing a publication: whoever made it, while they may publish."""
    return may(user, PUBLISH, article, language) and former.by_id == user.pk


def can_set_embargo(user: User, article: Article) -> bool:
    """Putting a story under embargo, and moving its end later."""
    return may(user, WRITE_FACTS, article)


def can_break_embargo(user: User) -> bool:
    """Publishing within an embargo, or shortening it: with a reason."""
    return may(user, BREAK_EMBARGO)


def can_say_no_change(user: User, article: Article, language: str) -> bool:
    """Saying that a translation is right as it is, though its original was changed."""
    return may(user, NO_CHANGE, article, language)


def can_answer(user: User, language: str) -> bool:
    """Answering a correction that another language of a story got: the desk's translators too."""
    return may(user, NO_CHANGE, language=language)


def can_plan(user: User, article: Article, language: str) -> bool:
    """Saying what is intended for a language: whoever writes it, and every editor."""
    return may(user, PLAN, article, language)


def can_share(user: User, article: Article, language: str) -> bool:
    """Making a link to a preview of a language, or of all of them ("")."""
    return may(user, SHARE, article, language)


def can_revoke(user: User, link: PreviewLink) -> bool:
    """Closing a link: who made it, and who might have."""
    own = user.is_active and link.made_by_id == user.pk
    return own or may(user, SHARE, link.article, link.language)


def can_bin(user: User, article: Article) -> bool:
    """Deleting a story into the bin, and taking it out again."""
    return may(user, BIN, article)


def can_bin_picture(user: User, image: Image) -> bool:
    """Deleting a picture that nothing uses into the bin, and taking it out again."""
    return has_right(user, "bin", image)


def can_replace_picture(user: User, image: Image) -> bool:
    """Giving a picture another file, on every page that shows it."""
    return has_right(user, "replace", image)


def can_withdraw_picture(user: User, image: Image) -> bool:
    """Taking a picture off every page at once, as a court orders."""
    return has_right(user, "withdraw", image)


def can_be_asked(user: User, language: str) -> bool:
    """Tell whether a text in the language may be wanted from the person."""
    scope = STORIES[WRITE].get(user.role)
    return user.is_active and (user.works_in(language) if scope is Scope.DESK else bool(scope))


def can_raise(user: User, language: str) -> bool:
    """Raising, changing and ending the breaking bar of a language."""
    return may(user, RAISE, language=language)


def can_arrange(user: User, language: str) -> bool:
    """Arranging the home page of a language, and seeing it as it will be."""
    return may(user, ARRANGE, language=language)


def can_rename(user: User, row: Model) -> bool:
    """Changing a category, tag or author, its address too."""
    return has_right(user, "change", row)


def can_merge(user: User, row: Category | Tag | Author) -> bool:
    """Letting all that one category, tag or author has be another's. One query."""
    return has_right(user, "merge", row) and has_live_languages(user, row)


def can_delete_noun(user: User, row: Model) -> bool:
    """Deleting a category, tag or author that nothing is about."""
    return has_right(user, "delete", row)


def has_live_languages(user: User, row: Category | Tag | Author) -> bool:
    """Tell whether somebody's desks are all those whose readers see stories about a row.

    One query of editors; none of the chief, whose desk every language is.
    """
    if user.is_superuser or user.role == Role.CHIEF:
        return True
    live = Edition.objects.live()
    seen = {Category: live.in_category, Tag: live.with_tag, Author: live.by_author}[type(row)](row)
    codes = seen.order_by().values_list("language", flat=True).distinct()
    return all(user.works_in(code) for code in codes)


def has_right(user: User, right: str, row: Model) -> bool:
    """Tell whether the table of the admin gives a right on a row's model."""
    return user.is_active and user.has_perm(f"{row._meta.app_label}.{right}_{row._meta.model_name}")


@cache
def rights_of(role: Role, is_superuser: bool, has_language: bool) -> frozenset[str]:
    """Return the rights of a role on the admin's pages, as Django names them.

    A desk (editors, translators) of no language only looks: what names no language is shown in all.
    """
    only_views = role in (Role.EDITOR, Role.TRANSLATOR) and not has_language
    return frozenset(
        f"{model.split('.')[0]}.{right}_{model.split('.')[1]}"
        for model, rights in ADMIN.items()
        for right, roles in rights.items()
        if is_superuser or (role in roles and (right == "view" or not only_views))
    )


class RoleBackend(ModelBackend):
    """Answer Django's `has_perm` from the table above; groups and rights of rows do not count."""

    def get_all_permissions(self, user_obj, obj=None):
        if not user_obj.is_active or user_obj.is_anonymous:
            return set()
        return rights_of(Role(user_obj.role), user_obj.is_superuser, bool(user_obj.languages))

    def has_module_perms(self, user_obj, app_label):
        return any(p.startswith(f"{app_label}.") for p in self.get_all_permissions(user_obj))

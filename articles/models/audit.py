from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom import languages


class Action(models.TextChoices):
    """What people do. What a reader of the audit reads of it stands in admin/audit_words.py."""

    # To stories, and to the bar above the pages
    SAVE = "save", _("saved")
    START_TRANSLATION = "start_translation", _("started the translation")
    SUBMIT = "submit", _("submitted for review")
    SEND_BACK = "send_back", _("sent back")
    APPROVE = "approve", _("approved")
    PUBLISH = "publish", _("published")
    SCHEDULE = "schedule", _("scheduled")
    UNSCHEDULE = "unschedule", _("unscheduled")
    TAKE_BACK = "take_back", _("publishing undone")
    NO_CHANGE_NEEDED = "no_change_needed", _("no change needed")
    PUBLISH_FACTS = "publish_facts", _("published the story details")
    EMBARGO = "embargo", _("set an embargo")
    LIFT_EMBARGO = "lift_embargo", _("shortened an embargo")
    EXTRA_FIELDS = "extra_fields", _("sent fields that the form does not have")
    WITHDRAW = "withdraw", _("withdrawn")
    RESTORE = "restore", _("restored to the site")
    CORRECT = "correct", _("corrected")
    CORRECTION_ANSWERED = "correction_answered", _("checked a correction in another language")
    NOTE = "note", _("wrote a note to colleagues")
    DROP_NOTE = "drop_note", _("deleted a note to colleagues")
    PLAN = "plan", _("planned")
    SHARE = "share", _("created a preview link")
    UNSHARE = "unshare", _("closed a preview link")
    SET_ASIDE = "set_aside", _("text overwritten: a colleague saved first")
    GO_BACK = "go_back", _("restored an earlier version")
    NAME = "name", _("named a version")
    BIN = "bin", _("moved to the bin")
    UNBIN = "unbin", _("restored from the bin")
    EMPTY = "empty", _("permanently deleted")
    RAISE = "raise", _("put up the breaking news bar")
    REWORD = "reword", _("changed the breaking news bar")
    END_BREAKING = "end_breaking", _("took down the breaking news bar")
    ARRANGE = "arrange", _("edited the home page")
    ARRANGE_LATER = "arrange_later", _("scheduled a home page change")
    BRING_BACK = "bring_back", _("restored an earlier home page")
    CALL_OFF = "call_off", _("cancelled a home page change")
    PICTURE_BIN = "picture_bin", _("moved a picture to the bin")
    PICTURE_UNBIN = "picture_unbin", _("restored a picture from the bin")
    PICTURE_EMPTY = "picture_empty", _("permanently deleted a picture")
    PICTURE_WITHDRAW = "picture_withdraw", _("withdrew a picture")
    PICTURE_RESTORE = "picture_restore", _("restored a picture to the site")
    PICTURE_REPLACE = "picture_replace", _("replaced a picture")
    FILE_CLEAN = "file_clean", _("created a clean copy of a file")
    RENAME = "rename", _("changed an address")
    MERGE = "merge", _("merged")

    # At the door (newsroom/journal.py names them)
    SIGN_IN = "sign_in", _("signed in")
    SIGN_IN_REFUSED = "sign_in_refused", _("sign-in refused")
    LOCKED_OUT = "locked_out", _("locked out")
    PASSWORD_ASKED = "password_asked", _("asked for a new password")
    PASSWORD_CHANGED = "password_changed", _("password changed")
    FACTOR_ON = "factor_on", _("two-step sign-in turned on")
    FACTOR_OFF = "factor_off", _("two-step sign-in turned off")
    PASSKEY_ADDED = "passkey_added", _("passkey added")
    PASSKEY_REMOVED = "passkey_removed", _("passkey removed")
    RECOVERY_CODES = "recovery_codes", _("new recovery codes")
    RECOVERY_CODE_USED = "recovery_code_used", _("recovery code used")
    SESSIONS_ENDED = "sessions_ended", _("signed out elsewhere")

    # To people, settings, categories and the other rows of the admin
    ROW_ADDED = "row_added", _("added")
    ROW_CHANGED = "row_changed", _("changed")
    ROW_DELETED = "row_deleted", _("deleted")
    GLOSSARY_READ = "glossary_read", _("imported a glossary")
    EXPORTED = "exported", _("exported the audit log")


def label_of(action: str) -> str:
    """Return an action in words; a verb that is no more keeps its name."""
    return Action(action).label if action in Action else action


class AuditEntry(models.Model):
    """Who did what to which story, person or setting, and when.

    Nobody edits or deletes it: triggers refuse (newsroom/append_only.py).
    """

    article = models.ForeignKey(
        "articles.Article",
        verbose_name=_("story"),
        on_delete=models.PROTECT,
        null=True,
        related_name="audit_entries",
    )
    language = models.CharField(_("language"), max_length=2, choices=languages.CHOICES, blank=True)
    # Without `choices`: a new verb is a line in Action and no migration.
    action = models.CharField(_("action"), max_length=30)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        null=True,  # nobody that we know: a refused sign-in
        db_index=False,
        related_name="+",
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text=_("Whose account it was about."),
    )
    about = models.CharField(
        _("about"), max_length=200, blank=True, help_text=_("The row, as it was called then.")
    )
    address = models.GenericIPAddressField(_("address"), null=True)
    at = models.DateTimeField(_("at"), auto_now_add=True)
    details = models.JSONField(_("details"), default=dict)
    # Article.titles at that moment; None in the rows of before they were kept.
    titles = models.JSONField(_("titles at the time"), null=True, editable=False)

    class Meta:
        verbose_name = _("audit log entry")
        verbose_name_plural = _("audit log")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["-at", "-id"], name="audit_newest"),
            models.Index(fields=["by", "-at", "-id"], name="audit_by_person"),
            models.Index(fields=["action", "-at", "-id"], name="audit_by_action"),
            models.Index(fields=["language", "-at", "-id"], name="audit_by_language"),
        ]

    def __str__(self):
        return f"{self.by or self.about or '—'}: {self.action_label}"

    @property
    def action_label(self) -> str:
        return label_of(self.action)

"""What happens to stories: one function a verb. Only here is a state or an edition written.

Each verb is one transaction with the article's row locked, asks `permissions.py`, writes an
audit entry, and refuses with PermissionDenied (may not) or ValidationError (a sentence).
"""

from articles.editorial.available_verbs import available, may_use, next_step
from articles.workflow.concurrent_edits import Conflict, set_aside
from articles.workflow.corrections import answer_correction, correct
from articles.workflow.embargoes import embargo
from articles.workflow.flash import add_update, flash
from articles.workflow.pictures import (
    InUse,
    bin_picture,
    restore_picture,
    unbin_picture,
    withdraw_picture,
)
from articles.workflow.planning import plan, plan_story
from articles.workflow.preview_links import revoke, share
from articles.workflow.publication import publish, unschedule
from articles.workflow.replace_image import replace_by_other, replace_picture
from articles.workflow.reschedule import reschedule, schedule_changes
from articles.workflow.restore_version import Overtaken, bring_back, name_version
from articles.workflow.review import approve, send_back, submit
from articles.workflow.shared_facts import publish_facts
from articles.workflow.taxonomy import delete, merge, rename
from articles.workflow.translations import no_change_needed, start_translation
from articles.workflow.trash import put_into_bin, take_out_of_bin
from articles.workflow.undo_publication import take_back
from articles.workflow.unpublish import restore, withdraw, withdraw_languages
from articles.workflow.working_copy import save

__all__ = [
    "Conflict",
    "InUse",
    "Overtaken",
    "add_update",
    "answer_correction",
    "approve",
    "available",
    "bin_picture",
    "bring_back",
    "correct",
    "delete",
    "embargo",
    "flash",
    "name_version",
    "next_step",
    "no_change_needed",
    "merge",
    "may_use",
    "plan",
    "plan_story",
    "publish",
    "publish_facts",
    "put_into_bin",
    "rename",
    "replace_by_other",
    "replace_picture",
    "reschedule",
    "restore",
    "revoke",
    "save",
    "schedule_changes",
    "send_back",
    "set_aside",
    "share",
    "start_translation",
    "submit",
    "take_back",
    "take_out_of_bin",
    "unbin_picture",
    "unschedule",
    "withdraw",
    "withdraw_languages",
    "restore_picture",
    "withdraw_picture",
]

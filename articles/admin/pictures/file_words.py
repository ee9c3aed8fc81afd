"""What a file tells of those who made it, in words."""

from django.utils.translation import gettext_lazy as _

from newsroom.decoding.files.facts import Fact, Told

LABELS = {
    Fact.AUTHOR: _("author"),
    Fact.COMPANY: _("organisation"),
    Fact.PEOPLE: _("who commented or changed"),
    Fact.PLACE: _("place"),
    Fact.CAMERA: _("camera"),
    Fact.PROGRAM: _("program"),
    Fact.CREATED: _("date in the file"),
    Fact.TEMPLATE: _("template"),
    Fact.PROPERTIES: _("other properties"),
    Fact.TAGS: _("media tags or keywords"),
    Fact.ATTACHMENTS: _("files attached"),
    Fact.SCRIPTS: _("programs that run on opening"),
    Fact.PREVIEW: _("a small picture in it"),
    Fact.EARLIER: _("earlier states, including deletions"),
    Fact.COMMENTS: _("comments"),
    Fact.CHANGES: _("tracked changes"),
    Fact.UNKNOWN: _("cannot be read: contents unknown"),
}
# Whose value says nothing to a person.
_BARE = {Fact.PREVIEW, Fact.UNKNOWN}


def told_lines(told: Told | None) -> list[tuple[str, str]]:
    """Return label and values for each kind of fact, in the order of `Fact`."""
    return [
        (str(LABELS[fact]), "" if fact in _BARE else "; ".join(told[fact]))
        for fact in Fact
        if told and fact in told
    ]


def told_sentence(told: Told | None) -> str:
    """Return it all on one line, "" where there is nothing."""
    return ", ".join(f"{label}: {value}" if value else label for label, value in told_lines(told))

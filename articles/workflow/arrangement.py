"""Arranging the home page of a language: the verbs. What stands is read by home_arrangement.py.

Nothing is written over: each change is a new row, made from the one that the editor had before
them. Who was overtaken by a colleague gets both changes joined; where the two changed the same
thing, `Clashed` asks.
"""

from dataclasses import replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.editorial.permissions import can_arrange, require
from articles.models import Action, Arrangement, AuditEntry, Edition, Image, lineup
from articles.models.lineup import Clash, Lineup
from articles.site.home_arrangement import complete, current, lineup_of
from articles.text.cleaning import safe_line
from newsroom.models import User

LONGEST_TITLE = 200


class Clashed(Exception):
    """Somebody else has changed the same: `head` is theirs, `merged` has ours where they clash."""

    def __init__(self, head: Arrangement, merged: Lineup, clashes: list[Clash]):
        super().__init__(clashes)
        self.head, self.merged, self.clashes = head, merged, clashes


class CalledOff(ValidationError):
    """The scheduled change that somebody was working on will not happen any more."""


# Verbs


@transaction.atomic
def arrange(
    language: str, mine: Lineup, *, by: User, follows: int, begins_at: datetime | None = None
) -> Arrangement:
    """Put the home page of a language into an order, at once or at a moment.

    `follows` is the number of the arrangement that the editor began with (0: none). What others
    did since is joined with it. Raises Clashed, and ValidationError for what cannot be.
    """
    require(can_arrange(by, language))
    lock_home(language)
    moment = timezone.now()
    begin = begins_at or moment
    if begin < moment:
        raise ValidationError(_("The time is in the past."))
    seen = Arrangement.objects.in_language(language).filter(number=follows).first()
    head = head_of(seen, language)
    base, theirs = (complete(lineup_of(one).at(moment), language) for one in (seen, head))
    merged = complete(checked(mine, language, begin=begin, known=(base, theirs)), language)
    if head and head.number != follows:
        merged, clashes = lineup.merge(base, theirs, merged)
        if clashes:
            raise Clashed(head, merged, clashes)
    is_replacing = head is not None and head.is_to_come
    if merged == theirs and not is_replacing and begins_at is None and head:
        return head
    stood = complete(lineup_of(current(language)).at(moment), language)
    if is_replacing:
        call_off_quietly(head)
    made = append(
        language,
        merged,
        by=by,
        begins_at=begin,
        follows=head.number if head else 0,
        replaces=head.number if is_replacing else None,
    )
    record(made, Action.ARRANGE_LATER if begins_at else Action.ARRANGE, by=by)
    if not begins_at:
        carry_on(stood, made)
    return made


@transaction.atomic
def bring_back(language: str, number: int, *, by: User, seen: int) -> Arrangement:
    """Let the home page be as it was in a former arrangement (0: before any).

    `seen` is the number of the one that stood when the editor decided so; refused when another
    one stands by now.
    """
    require(can_arrange(by, language))
    lock_home(language)
    standing_now = current(language)
    if standing_now is None or standing_now.number != seen:
        raise ValidationError(_("The home page has since been changed. Check it again."))
    begun = Arrangement.objects.in_language(language).begun()
    chosen = begun.filter(number=number).first()
    if chosen is None and number:
        raise ValidationError(_("This home page layout does not exist."))
    made = append(
        language,
        lineup_of(chosen),
        by=by,
        begins_at=timezone.now(),
        follows=standing_now.number,
        restores=number,
    )
    record(made, Action.BRING_BACK, by=by)
    carry_on(complete(standing_now.lineup, language), made)
    return made


def before(arrangements: list[Arrangement]) -> int | None:
    """Return the number that undoing brings back, 0 for none at all; None: nothing to undo.

    `arrangements` are the former ones, the newest first. Undoing again goes further back.
    """
    if not arrangements:
        return None
    newest = arrangements[0]
    anchor = newest.number if newest.restores is None else newest.restores
    if anchor == 0:
        return None
    numbers = [one.number for one in arrangements]
    older = numbers[numbers.index(anchor) + 1 :] if anchor in numbers else []
    return older[0] if older else (0 if anchor in numbers else None)


@transaction.atomic
def call_off(arrangement: Arrangement, *, by: User) -> None:
    """Let a scheduled change not happen; refused for what has begun or is called off already."""
    require(can_arrange(by, arrangement.language))
    lock_home(arrangement.language)
    arrangement.refresh_from_db()
    if not arrangement.is_to_come:
        raise ValidationError(_("This change is no longer scheduled."))
    call_off_quietly(arrangement)
    record(arrangement, Action.CALL_OFF, by=by)


# Their parts


def lock_home(language: str) -> None:
    """Let nobody else arrange the language until the transaction ends."""
    # Always the first row: whoever waits for it asks for the newest one afterwards.
    rows = Arrangement.objects.select_for_update().in_language(language).order_by("number")
    list(rows.values_list("pk", flat=True)[:1])


def head_of(seen: Arrangement | None, language: str) -> Arrangement | None:
    """Return what an arrangement has become since: what took its place, or what stands now."""
    while seen is not None and seen.called_off_at:
        rows = Arrangement.objects.in_language(language)
        successor = rows.filter(replaces=seen.number).order_by("-number").first()
        if successor is None:
            raise CalledOff(_("Someone has cancelled this change. Save again to recreate it."))
        seen = successor
    return seen if seen and seen.is_to_come else current(language)


def checked(mine: Lineup, language: str, *, begin: datetime, known: tuple[Lineup, ...]) -> Lineup:
    """Return a lineup cleaned; refuse what no home page can show. Two queries at most.

    What an arrangement held already (`known`) may stay, whatever has become of it.
    """
    if mine.opening not in lineup.OPENINGS:
        raise ValidationError(_("Choose one large story or two of equal size."))
    if len(mine.leads) > mine.most_leads:
        words = _("Too many top stories: the limit is %(most)s.")
        raise ValidationError(words % {"most": mine.most_leads})
    if len(set(mine.stories)) < len(mine.leads):
        raise ValidationError(_("A story appears twice among the top stories."))
    check_stories(mine, language, known={pk for one in known for pk in one.all_stories})
    check_pictures(mine)
    leads = []
    for lead in mine.leads:
        if lead.until and lead.until <= begin:
            raise ValidationError(_("A top story would expire before it appears."))
        leads.append(cleaned(lead))
    return replace(mine, leads=tuple(leads))


def cleaned(lead: lineup.Lead) -> lineup.Lead:
    """Return a lead with plain words; refuse long ones, and links that lead nowhere new."""
    links = tuple(replace(one, words=safe_line(one.words)) for one in lead.links)
    lead = replace(lead, title=safe_line(lead.title), links=links)
    if any(len(words) > LONGEST_TITLE for words in (lead.title, *(one.words for one in links))):
        words = _("A home page headline is too long: the limit is %(most)s characters.")
        raise ValidationError(words % {"most": LONGEST_TITLE})
    if len(links) > lineup.MOST_LINKS:
        words = _("Too many links under a story: the limit is %(most)s.")
        raise ValidationError(words % {"most": lineup.MOST_LINKS})
    if len({lead.story, *(one.story for one in links)}) <= len(links):
        raise ValidationError(
            _("A link under a story points to the story itself or appears twice.")
        )
    return lead


def check_stories(mine: Lineup, language: str, *, known: set[int]) -> None:
    wanted = mine.all_stories
    rows = Edition.objects.in_language(language).filter(article__in=wanted)
    found = {one.article_id: one for one in rows.defer("body")}
    if wanted - found.keys():
        raise ValidationError(_("A story is not published in this language."))
    if gone := [one for pk, one in found.items() if one.is_gone and pk not in known]:
        words = _("“%(story)s” is no longer live.")
        raise ValidationError(words % {"story": gone[0].title})


def check_pictures(mine: Lineup) -> None:
    found = Image.objects.in_bulk(mine.pictures) if mine.pictures else {}
    if mine.pictures - found.keys():
        raise ValidationError(_("No such picture."))
    if any(image.is_graphic for image in found.values()):
        raise ValidationError(_("A graphic picture cannot be used on the home page."))


def append(language: str, arranged: Lineup, *, by: User, **fields) -> Arrangement:
    """Write the next row of a language."""
    newest = Arrangement.objects.in_language(language).order_by("-number").first()
    number = newest.number + 1 if newest else 1
    try:
        with transaction.atomic():
            return Arrangement.objects.create(
                language=language, number=number, content=arranged.to_json(), made_by=by, **fields
            )
    except IntegrityError:  # the first of a language, by two people at once: nothing to hold
        raise ValidationError(_("Someone else saved at the same time. Save again.")) from None


def call_off_quietly(arrangement: Arrangement) -> None:
    arrangement.called_off_at = timezone.now()
    arrangement.save(update_fields=["called_off_at"])


def carry_on(base: Lineup, made: Arrangement) -> None:
    """Bring what has just changed into the changes that are to come, but where they differ.

    Else the next of them would undo it when its moment comes.
    """
    theirs = complete(made.lineup, made.language)
    for coming in Arrangement.objects.in_language(made.language).to_come():
        own = complete(coming.lineup, made.language)
        merged, _clashes = lineup.merge(base, theirs, own)
        if merged == own:
            continue
        call_off_quietly(coming)
        append(
            made.language,
            merged,
            by=coming.made_by,
            begins_at=coming.begins_at,
            follows=made.number,
            replaces=coming.number,
        )


def record(arrangement: Arrangement, action: Action, *, by: User) -> None:
    """Write an audit entry, with the headlines on top."""
    arranged = arrangement.lineup
    rows = Edition.objects.in_language(arrangement.language)
    titles = dict(rows.filter(article__in=arranged.stories).values_list("article_id", "title"))
    details = {"number": arrangement.number}
    if arrangement.is_to_come or action == Action.CALL_OFF:
        details["begins"] = arrangement.begins_at.isoformat()
    if named := [lead.title or titles.get(lead.story, "") for lead in arranged.leads]:
        details["leads"] = "; ".join(filter(None, named))
    AuditEntry.objects.create(action=action, by=by, language=arrangement.language, details=details)

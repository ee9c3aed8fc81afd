"""Two people at one home page: what both changed, in words, and which of the two is to stay."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.home.home_desk_form import OPENINGS, DeskForm, band_names, editions_of, number
from articles.admin.words import moment
from articles.models import Arrangement, Image, lineup
from articles.models.lineup import Clash, Lineup
from articles.site import home_arrangement

PARTS = {
    "opening": gettext_lazy("Top of the page"),
    "leads": gettext_lazy("Top stories and their order"),
    "bands": gettext_lazy("Band order"),
    "hidden": gettext_lazy("Hidden bands"),
    "title": gettext_lazy("Home page headline"),
    "picture": gettext_lazy("Home page picture"),
    "is_bare": gettext_lazy("Without a picture"),
    "until": gettext_lazy("On top until"),
    "links": gettext_lazy("Links under the story"),
}
CHOICES = ("theirs", "mine")


@dataclass(frozen=True)
class ClashRow:
    """One thing to choose: its key, its name, the story it is about, and both values in words."""

    key: str
    name: str
    story: str
    theirs: str
    mine: str
    choice: str = ""


def rows(head: Arrangement, merged: Lineup, clashes: list[Clash], data=None) -> list[ClashRow]:
    """Return what is to be chosen; `data` knows what was chosen already. Two queries."""
    named = {one.story for one in clashes if one.story}
    for side in (head.lineup, merged):
        named |= side.all_stories
    titles = {pk: one.stream_title for pk, one in editions_of(head.language, named).items()}
    numbers = {
        value
        for one in clashes
        for value in (one.theirs, one.mine)
        if one.part == "picture" and value
    }
    pictures = Image.objects.in_bulk(numbers) if numbers else {}
    words = _Words(titles, band_names(head.language), pictures)
    return [words.row(one, answer(data or {}, one.key)) for one in clashes]


def rows_again(data: QueryDict, form: DeskForm) -> list[ClashRow]:
    """Return what was asked already, as long as the form was not saved."""
    keys = data.getlist("clash")
    head = arrangement_of(form) if keys else None
    if head is None:
        return []
    form.is_valid()
    theirs, mine = home_arrangement.complete(head.lineup, form.language), form.value()
    clashes = [clash(key, theirs, mine) for key in keys if key.partition("-")[0] in PARTS]
    return rows(head, mine, clashes, data)


def clash(key: str, theirs: Lineup, mine: Lineup) -> Clash:
    """Return a clash by its key, with the values as they are now."""
    part, _dash, of = key.partition("-")
    story = number(of) or None
    if part == "leads":
        return Clash(part, None, theirs.stories, mine.stories)
    if story is None:
        return Clash(part, None, getattr(theirs, part, ()), getattr(mine, part, ()))
    empty = lineup.Lead(story)
    leads = [{one.story: one for one in side.leads}.get(story, empty) for side in (theirs, mine)]
    return Clash(part, story, *(getattr(lead, part, "") for lead in leads))


def arrangement_of(form: DeskForm) -> Arrangement | None:
    """Return the arrangement that the form was made from. One query."""
    rows = Arrangement.objects.in_language(form.language).select_related("made_by")
    return rows.filter(number=form.follows).first()


class _Words:
    """Says values of a lineup in the words of the desk."""

    def __init__(self, titles: dict, bands: dict, pictures: dict):
        self.titles, self.bands, self.pictures = titles, bands, pictures

    def row(self, clash: Clash, choice: str) -> ClashRow:
        story = self.titles.get(clash.story, "")
        values = [self.say(clash.part, value) for value in (clash.theirs, clash.mine)]
        return ClashRow(clash.key, str(PARTS[clash.part]), story, *values, choice)

    def say(self, part: str, value) -> str:
        match part:
            case "opening":
                return str(dict(OPENINGS)[value])
            case "is_bare":
                return _("yes") if value else _("no")
            case "until":
                return moment(value) if value else "—"
            case "picture":
                return str(self.pictures.get(value, "—"))
            case "title":
                return value or "—"
            case "links":
                lines = [one.words or self.titles.get(one.story, "") for one in value]
            case "leads":
                lines = [self.titles.get(story, "") for story in value]
            case _:
                lines = [self.bands[key] for key in self.bands if key in value]
                if part == "bands":
                    lines = [self.bands[key] for key in value if key in self.bands]
        return format_html_join("; ", "{}", ((line,) for line in lines)) or "—"


def is_settled(data: QueryDict, form: DeskForm) -> bool:
    """Tell whether everything that was asked is answered; say it in the form where not."""
    is_open = any(answer(data, key) not in CHOICES for key in data.getlist("clash"))
    if is_open:
        form.errors.append(_("Choose which version to keep."))
    return not is_open


def settled(data: QueryDict, form: DeskForm) -> Lineup:
    """Return what was typed, with the colleague's values where those were chosen."""
    mine = home_arrangement.complete(form.value(), form.language)
    chosen = [key for key in data.getlist("clash") if answer(data, key) == "theirs"]
    if not chosen:
        return mine
    theirs = home_arrangement.complete(
        home_arrangement.lineup_of(arrangement_of(form)), form.language
    )
    return lineup.taking(mine, theirs, chosen)


def answer(data: QueryDict, key: str) -> str:
    return data.get(f"choice-{key}", "")

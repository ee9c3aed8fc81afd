"""The form of the home desk: the leads in their order with what is said of each, the bands.

Every field of a lead is named by its story, and what stands in a list is sent in its order, so a
script moves rows and nothing else; without one, a button sends the form and gets it back moved.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from articles.admin.base import MomentField
from articles.admin.widgets import PictureField, PictureWidget
from articles.models import Arrangement, Edition, Image, context, lineup
from articles.models.lineup import Lead, Lineup, Link
from articles.site import home_arrangement
from articles.workflow import arrangement as arranging
from newsroom import languages
from newsroom.parameters import parse_id, parse_ids

OPENINGS = [
    (1, gettext_lazy("one large story")),
    (2, gettext_lazy("two of the same size")),
]
BLOCKS = {
    lineup.OPINION: pgettext_lazy("block of the home page", "Opinions"),
    lineup.MOST_READ: gettext_lazy("Most read"),
    lineup.VIDEOS: pgettext_lazy("block of the home page", "Video"),
}


class LeadPicture(PictureWidget):
    """A picture that was read with those of the other leads, not by a query of its own."""

    known: dict[int, Image]

    def image_of(self, value) -> Image | None:
        return self.known.get(number(str(value)))


class LeadPictureField(PictureField):
    widget = LeadPicture


class LeadForm(forms.Form):
    """What is said of a lead for the home page alone."""

    title = forms.CharField(
        label=gettext_lazy("Home page headline"),
        max_length=arranging.LONGEST_TITLE,
        required=False,
        # A longer paste is answered with a sentence, never cut in silence.
        widget=forms.TextInput({"maxlength": None}),
    )
    is_bare = forms.BooleanField(label=gettext_lazy("Without a picture"), required=False)
    until = MomentField(
        label=gettext_lazy("On top until"),
        required=False,
        help_text=gettext_lazy("Leave empty to keep it until someone removes it."),
    )
    picture = LeadPictureField(
        Image.objects.all(), label=gettext_lazy("Home page picture"), required=False
    )

    def __init__(self, edition: Edition, pictures, data=None, *, lead: Lead | None = None):
        initial = {}
        if lead is not None:
            initial = {name: getattr(lead, name) for name in ("title", "picture", "until")}
            initial["is_bare"] = lead.is_bare
        super().__init__(data, prefix=f"lead-{edition.article_id}", initial=initial)
        self.fields["picture"].widget.known = pictures
        self.fields["title"].widget.attrs |= {
            "lang": edition.language,
            "placeholder": edition.stream_title,
        }


class WhenForm(forms.Form):
    """From when an arrangement stands."""

    begins_at = MomentField(
        label=gettext_lazy("From"),
        required=False,
        help_text=gettext_lazy(
            "Leave empty to change now, or set a later time for an automatic change."
        ),
    )


@dataclass
class LinkRow:
    """A story under a lead, and the words of its own."""

    edition: Edition
    words: str = ""


@dataclass
class LeadRow:
    """A lead in the form."""

    edition: Edition
    form: LeadForm
    links: list[LinkRow] = field(default_factory=list)

    @property
    def story(self) -> int:
        return self.edition.article_id

    @property
    def title(self) -> str:
        """The headline as it is typed, or the story's own."""
        return self.form["title"].value() or self.edition.stream_title

    @property
    def may_link(self) -> bool:
        return len(self.links) < lineup.MOST_LINKS

    def marks(self) -> list[str]:
        """What is set, so that it can be seen without opening the row."""
        names = {
            "title": _("own headline"),
            "picture": _("own picture"),
            "is_bare": _("without a picture"),
            "until": _("with an end"),
        }
        marks = [words for name, words in names.items() if self.form[name].value()]
        return [*marks, *([_("with links")] if self.links else [])]

    def value(self) -> Lead:
        """Return what was typed and can be read. Ask after `is_valid`."""
        said = self.form.cleaned_data
        picture = said.get("picture")
        return Lead(
            story=self.story,
            title=said.get("title", ""),
            picture=picture.pk if picture else None,
            is_bare=said.get("is_bare", False),
            until=said.get("until"),
            links=tuple(Link(one.edition.article_id, one.words) for one in self.links),
        )


@dataclass
class BandRow:
    key: str
    name: str
    is_shown: bool


class DeskForm:
    """All that the desk of a language sends at once."""

    def __init__(self, language: str, *, follows: int):
        self.language, self.follows = language, follows
        self.opening, self.leads, self.bands = 1, [], []
        self.when, self.errors = WhenForm(), []
        self.is_changed = False

    @classmethod
    def of_arrangement(
        cls, language: str, arrangement: Arrangement | None, moment: datetime
    ) -> "DeskForm":
        """Return the form as it is before anybody typed."""
        form = cls(language, follows=arrangement.number if arrangement else 0)
        form.fill(home_arrangement.lineup_of(arrangement).at(moment))
        if arrangement and arrangement.is_to_come:
            form.when = WhenForm(initial={"begins_at": arrangement.begins_at})
        return form

    @staticmethod
    def is_sent(data: QueryDict) -> bool:
        """Tell whether the form was sent, which always says what it follows."""
        return "follows" in data

    @classmethod
    def typed(cls, language: str, data: QueryDict) -> "DeskForm":
        """Return the form with what somebody typed."""
        form = cls(language, follows=number(data.get("follows")))
        chosen = number(data.get("opening"))
        form.opening = chosen if chosen in lineup.OPENINGS else 1
        form.when = WhenForm(data)
        form.is_changed = True
        stories = numbers(data.getlist("lead"))
        links = {story: numbers(data.getlist(f"link-{story}")) for story in stories}
        editions = form.editions({*stories, *(one for ones in links.values() for one in ones)})
        pictures = pictures_of(number(data.get(f"lead-{story}-picture")) for story in stories)
        for story in stories:
            if story in editions:
                row = LeadRow(editions[story], LeadForm(editions[story], pictures, data))
                row.links = [
                    LinkRow(editions[one], data.get(f"words-{story}-{one}", ""))
                    for one in links[story]
                    if one in editions
                ]
                form.leads.append(row)
        shown = data.getlist("show")
        form.put_bands(Lineup(bands=tuple(data.getlist("band"))), lambda key: key in shown)
        return form

    def fill(self, arranged: Lineup) -> None:
        """Show a lineup in place of what is there."""
        editions = self.editions(arranged.all_stories)
        pictures = pictures_of(arranged.pictures)
        self.opening, self.leads = arranged.opening, []
        for lead in arranged.leads:
            if edition := editions.get(lead.story):
                row = LeadRow(edition, LeadForm(edition, pictures, lead=lead))
                row.links = [
                    LinkRow(editions[one.story], one.words)
                    for one in lead.links
                    if one.story in editions
                ]
                self.leads.append(row)
        self.put_bands(arranged, lambda key: key not in arranged.hidden)

    def put_bands(self, arranged: Lineup, is_shown) -> None:
        names = band_names(self.language)
        keys = lineup.ordered(arranged, home_arrangement.usual_bands(self.language))
        self.bands = [BandRow(key, names[key], is_shown(key)) for key in keys]

    def editions(self, stories: set[int]) -> dict[int, Edition]:
        return editions_of(self.language, stories)

    @property
    def stories(self) -> list[int]:
        return [row.story for row in self.leads]

    def row(self, story: int) -> LeadRow | None:
        return next((row for row in self.leads if row.story == story), None)

    def is_valid(self) -> bool:
        """Tell whether all fields can be read; what a home page cannot be, the verb says."""
        return all([self.when.is_valid(), *(row.form.is_valid() for row in self.leads)])

    def value(self) -> Lineup:
        """Return what was typed and can be read. Ask after `is_valid`."""
        return Lineup(
            opening=self.opening,
            leads=tuple(row.value() for row in self.leads),
            bands=tuple(band.key for band in self.bands),
            hidden=frozenset(band.key for band in self.bands if not band.is_shown),
        )

    # What the buttons do, for browsers without a script

    def act(self, name: str, data: QueryDict) -> None:
        """Do what a button says: `up-12`, `remove-12`, `add-34`, `link-12`, `band_up-7` …"""
        what, _dash, of = name.partition("-")
        story, _dash, other = of.partition("-")
        steps = {"up": -1, "down": 1}
        if what in steps:
            self.leads = list(moved(self.leads, self.stories, number(of), steps[what]))
        elif what.startswith("band_") and what[5:] in steps:
            keys = [band.key for band in self.bands]
            self.bands = list(moved(self.bands, keys, of, steps[what[5:]]))
        elif what == "remove":
            self.leads = [row for row in self.leads if row.story != number(of)]
        elif what == "add":
            self.add(number(of))
        elif what == "link" and (row := self.row(number(story))):
            self.link(row, number(data.get(f"add_link-{row.story}")))
        elif what == "unlink" and (row := self.row(number(story))):
            row.links = [one for one in row.links if one.edition.article_id != number(other)]

    def add(self, story: int) -> None:
        edition = self.editions({story}).get(story)
        if edition and not self.row(story):
            self.leads.append(LeadRow(edition, LeadForm(edition, {})))

    def link(self, row: LeadRow, story: int) -> None:
        taken = {row.story, *(one.edition.article_id for one in row.links)}
        edition = self.editions({story}).get(story)
        if edition and row.may_link and story not in taken:
            row.links.append(LinkRow(edition))


def editions_of(language: str, stories: set[int]) -> dict[int, Edition]:
    """Return the publications of stories in a language, by story, withdrawn ones too. One query."""
    rows = Edition.objects.in_language(language).filter(article__in=stories)
    rows = rows.select_related("cover", "category").defer("body")
    return {one.article_id: one for one in rows} if stories else {}


def pictures_of(numbers: Iterable[int]) -> dict[int, Image]:
    """Return the pictures of some numbers (0: none). One query where there are any."""
    wanted = {one for one in numbers if one}
    return Image.objects.in_bulk(wanted) if wanted else {}


def band_names(language: str) -> dict[str, str]:
    """Return how each block of a language's home page is called; categories in that language."""
    column = languages.column("name", language)
    names = {str(one.pk): getattr(one, column) for one in context.menu(language)}
    return names | {key: str(words) for key, words in BLOCKS.items()}


def moved(rows: list, keys: list, key, step: int) -> tuple:
    return lineup.swapped(rows, keys.index(key), step) if key in keys else tuple(rows)


def number(text: str | None) -> int:
    """Return the number that a field holds, 0 for none."""
    return parse_id(text) or 0


def numbers(texts: list[str]) -> list[int]:
    """Return the numbers of a list, each once."""
    return [found for found in parse_ids(texts) if found]

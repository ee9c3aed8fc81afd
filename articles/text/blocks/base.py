"""What all blocks of a text have in common: how they are written, named and shown. Pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any, ClassVar, Self

from articles.text.embeds import Embed

_ID = re.compile(r"0{0,9}[1-9][0-9]{0,17}", re.ASCII)


class Block:
    """Something in a text that is more than its words; `name` says in its HTML what it is.

    `label` is its name in the editor; `in_menu`: whether it stands in the list over the text, not
    on a button of its own; `told` are the declarations that the editor's plugins get.
    """

    name: ClassVar[str]
    label: ClassVar[Any]
    in_menu: ClassVar[bool] = True
    told: ClassVar[tuple[str, ...]] = ("name", "label", "in_menu")
    do_not_call_in_templates = True


class Section(Block):
    """Words under a heading: `<section data-block="name">`.

    `heading` is that of a new one, in the language of the text, `inner` what it begins with;
    `needs_heading`: without a heading its words are words as any other.
    """

    heading: ClassVar[Any] = ""
    inner: ClassVar[str] = "<p></p>"
    needs_heading: ClassVar[bool] = False
    told = (*Block.told, "heading", "inner")


@dataclass(frozen=True)
class Figure(Block):
    """A place in a body where something is put when it is shown: `<figure data-name="value">`.

    `ids` are of pictures: what it shows, or the still before it; `row` is the number of what else
    it names.
    """

    ids: tuple[int, ...] = ()
    row: int | None = None
    embed: Embed | None = None
    caption_html: str = ""  # cleaned; "" when the editor wrote none
    classes: tuple[str, ...] = ()

    # What its value names: "Image", "address", or another model; articles/site/ looks it up.
    names: ClassVar[str] = "Image"
    has_many: ClassVar[bool] = False  # numbers, each of which is merged for itself
    has_still: ClassVar[bool] = False  # a picture before it, named by data-image
    has_caption: ClassVar[bool] = True
    has_look: ClassVar[bool] = True  # a class of attributes.CLASSES
    compared: ClassVar[Any]  # what a comparison calls it
    missing: ClassVar[Any] = ""  # what is said before publishing where readers would not see it
    # For the editor: widths beside the text's, whether a double click changes it, the name of the
    # address at which its rows are chosen, and the title of that dialog.
    sizes: ClassVar[tuple[str, ...]] = ()
    can_change: ClassVar[bool] = False
    chooser: ClassVar[str] = ""
    choose: ClassVar[Any] = ""
    told = (
        *(*Block.told, "names", "has_many", "has_caption"),
        *("sizes", "can_change", "chooser", "choose"),
    )

    @classmethod
    def checked(cls, value: str) -> str:
        """Return a value in its one spelling, "" for a bad one."""
        return number(value)

    @classmethod
    def shown_by(cls, value: str) -> dict:
        """Return the fields that a cleaned value fills."""
        ids = tuple(map(int, value.split()))
        return {"ids": ids} if cls.names == "Image" else {"row": ids[0]}

    @classmethod
    def parsed(cls, value: str, still: str, classes: str, caption: str) -> Self:
        """Return the place of cleaned HTML."""
        fields = {"ids": (int(still),)} if still else {}
        fields |= {"caption_html": caption, "classes": tuple(classes.split())}
        return cls(**fields | cls.shown_by(value))

    @property
    def is_picture(self) -> bool:
        """Whether it shows pictures of ours, which its caption speaks of."""
        return self.names == "Image"

    @property
    def is_broken(self) -> bool:
        """Whether what it names can be shown nowhere."""
        return False

    def is_film(self, row: Any = None) -> bool:
        """Tell whether it may stand over a video story; without its row, whether it might."""
        return False

    def drawn_as(self, row: Any) -> str:
        """Return which template of templates/articles/blocks/ draws it, "" where nothing does.

        `row` is what it names as readers may see it, or None.
        """
        return self.name if row is not None else ""

    def fed(self, row: Any, words: str, pictures: Callable[[str], str]) -> str:
        """Return what a feed says of it: HTML that needs nothing of our site, "" for nothing.

        `words` are the plain ones of its caption; `pictures` draws what may be shown of its
        pictures, each with a caption. Addresses of ours begin with their path.
        """
        raise NotImplementedError


def number(value: str) -> str:
    """Return the number of a row in its one spelling, "" for what is none."""
    value = value.strip()
    return str(int(value)) if _ID.fullmatch(value) else ""


def link(address: str, words: str) -> str:
    """Return a link as HTML."""
    return f'<a href="{escape(address)}">{escape(words)}</a>'

"""A post, video, chart or map of another site, which readers ask for."""

from html import unescape

from django.utils.translation import gettext_lazy as _

from articles.text.blocks.base import Figure, link
from articles.text.embeds import embed_address


class EmbedFigure(Figure):
    name = "embed"
    label = _("Post, video, chart or map")
    in_menu = False
    names = "address"
    has_still = True
    can_change = True
    compared = _("Post or video")
    missing = _("A post or video in the text cannot be displayed.")

    @classmethod
    def checked(cls, value: str) -> str:
        embed = embed_address(value)
        return embed.address if embed else ""

    @classmethod
    def shown_by(cls, value: str) -> dict:
        return {"embed": embed_address(unescape(value))}

    @property
    def is_broken(self) -> bool:
        return self.embed is None

    def is_film(self, row=None) -> bool:
        return self.embed is not None and self.embed.is_film

    def drawn_as(self, row) -> str:
        return self.name if self.embed else ""

    def fed(self, row, words, pictures) -> str:
        if self.embed is None:
            return ""
        return f"<p>{link(self.embed.address, words or self.embed.address)}</p>"

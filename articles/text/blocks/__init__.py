"""The blocks of a text, each in a file of its own. Whoever handles blocks walks this list."""

from articles.text.blocks.base import Block, Figure, Section
from articles.text.blocks.embed import EmbedFigure
from articles.text.blocks.facts import Facts
from articles.text.blocks.file import FileFigure
from articles.text.blocks.gallery import GalleryFigure
from articles.text.blocks.image import ImageFigure
from articles.text.blocks.points import Points
from articles.text.blocks.question import Question
from articles.text.blocks.story import StoryFigure

# As the editor lists them. Of several names of one figure the first good one counts: data-image
# is what it shows, or its still.
BLOCKS: tuple[type[Block], ...] = (
    Facts,
    Points,
    Question,
    EmbedFigure,
    StoryFigure,
    FileFigure,
    ImageFigure,
    GalleryFigure,
)
SECTIONS = {one.name: one for one in BLOCKS if issubclass(one, Section)}
FIGURES = {one.name: one for one in BLOCKS if issubclass(one, Figure)}
# Those that name pictures of ours; those that name rows beside pictures.
PICTURES = {name: one for name, one in FIGURES.items() if one.names == "Image"}
ROWS = {name: one for name, one in FIGURES.items() if one.names not in ("Image", "address")}

"""How wide pictures are drawn, as `sizes` says it: a browser chooses a file before it knows styles.

Places with one width of their own say it in their template. tests/browser/test_drawn.py compares
what is said with what is drawn.
"""

TEXT_COLUMN = "(min-width: 46rem) 40rem, 100vw"
WHOLE_PAGE = "(min-width: 80rem) 73.5rem, 100vw"
# Pictures in the text of an article, by the size that an editor chose (static/css/figures.css).
_IN_TEXT = {
    "side": "(min-width: 46rem) 18rem, (min-width: 40rem) 42vw, (min-width: 27rem) 24rem, 100vw",
    "wide": "(min-width: 78rem) 57rem, (min-width: 46rem) calc(50vw + 18rem), 100vw",
}
# Cards by how many stand in a row (static/css/card.css); four and more alike.
_IN_ROW = {
    1: "(min-width: 80rem) 36rem, (min-width: 40rem) 50vw",
    2: "(min-width: 80rem) 36rem, (min-width: 40rem) 50vw",
    3: "(min-width: 80rem) 23rem, (min-width: 40rem) 33vw",
    4: "(min-width: 73rem) 17rem, (min-width: 56rem) 33vw, (min-width: 40rem) 50vw",
}

# Of two the one with a picture, where the other has none.
_BESIDE_BARE = "(min-width: 60rem) 15rem, (min-width: 40rem) 50vw"

# Advertisements by their place (static/css/ads.css): with words beside it a picture has a box of
# its own; alone it is as wide as its shape lets it be in the height of the place (phone, else).
_AD_WITH_WORDS = {
    "header": "9.5rem",
    "foot": "9.5rem",
    "stream": "(min-width: 48rem) 11.25rem, 100vw",
    "in_text": "(min-width: 48rem) 27rem, 100vw",
    "after_text": "(min-width: 48rem) 27rem, 100vw",
    "beside": "10rem",
}
_AD_HEIGHT = {
    "header": (6.25, 5.625),
    "foot": (6.25, 5.625),
    "stream": (15.625, 7.5),
    "in_text": (15.625, 15.625),
    "after_text": (15.625, 15.625),
    "beside": (37.5, 37.5),
}
_AD_WIDEST = {"beside": 10}
_AD_WIDE, _PHONE = 45.5, 20  # rem


def in_row(editions, is_first: bool) -> str:
    """Return how wide the picture of a card is in a row: on a phone the first is a large one.

    `editions` are those of the row, with their covers; of more than four those that are seen.
    """
    wide = _IN_ROW[max(1, min(len(editions), 4))]
    if len(editions) == 2 and not all(one.stream_cover for one in editions):
        wide = _BESIDE_BARE
    return f"{wide}, {'100vw' if is_first else '7rem'}"


def beside_words(is_first: bool) -> str:
    """Return the same of two cards in a row that have their words beside the picture."""
    return f"(min-width: 80rem) 17.5rem, (min-width: 40rem) 23vw, {'100vw' if is_first else '7rem'}"


def in_text(size: str, column: str) -> str:
    """Return how wide a picture of a text is. `column` is the width of the text itself.

    Where that is the whole page, every picture is as wide.
    """
    return _IN_TEXT.get(size, column) if column == TEXT_COLUMN else column


def in_gallery(column: str, image) -> str:
    """Return how wide a picture of a gallery is: larger where the whole page is its column.

    All lie in windows of 3:2, so that an upright one is narrower. `image` has its own width and
    height.
    """
    part = min(1, image.width / image.height / 1.5)
    since, wide = (62, 52) if column == WHOLE_PAGE else (46, 34)
    return f"(min-width: {since}rem) {wide * part:.4g}rem, {85 * part:.4g}vw"


def in_ad(place: str, image, with_words: bool) -> str:
    """Return how wide the picture of an advertisement is; `image` has its own width and height."""
    if with_words or image is None:
        return _AD_WITH_WORDS[place]
    phone, wide = (tall * image.width / image.height for tall in _AD_HEIGHT[place])
    widest = min(wide, _AD_WIDEST.get(place, _AD_WIDE))
    on_phone = f"{phone:.4g}rem" if phone < _PHONE else "100vw"
    return f"(min-width: 48rem) {widest:.4g}rem, {on_phone}"

"""What a picture looks like in 63 bits: pictures that look the same differ in few of them."""

import PIL.Image

COLUMNS, ROWS = 9, 7
# Less than this between the lightest and the darkest of 70 spots, of 255: a plain ground, a blank.
PLAIN = 12
SAYS_NOTHING = 0


def fingerprint(picture: PIL.Image.Image) -> int:
    """Return which of neighbouring spots are lighter than the next, or SAYS_NOTHING for a blank.

    Survives other sizes, qualities, formats and colours; not mirroring, turning or a close crop.
    63 bits, so that every database keeps it in a signed number.
    """
    small = picture.convert("L").resize((COLUMNS + 1, ROWS), PIL.Image.Resampling.BOX)
    darkest, lightest = small.getextrema()
    if lightest - darkest < PLAIN:
        return SAYS_NOTHING
    spots = small.tobytes()
    bits = 0
    for at in range(len(spots)):
        if (at + 1) % (COLUMNS + 1):
            bits = bits << 1 | (spots[at] > spots[at + 1])
    return bits


def distance(one: int, other: int) -> int:
    """Return in how many bits two fingerprints differ."""
    return (one ^ other).bit_count()

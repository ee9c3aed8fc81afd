"""Pictures that move: a GIF of a few seconds stays one, as WebP; what is longer stands still."""

import io

import PIL.Image

NAME = "moving"
KINDS = ("GIF", "WEBP", "PNG")
MOST_BYTES = 8 * 1024 * 1024
MOST_FRAMES = 150
MOST_PIXELS = 40_000_000  # of all frames together
WIDEST = 800
SHORTEST, LONGEST = 20, 10_000  # milliseconds of a frame
ENCODER = {"format": "WEBP", "quality": 60, "method": 1, "loop": 0}


def frames_of(picture: PIL.Image.Image) -> int:
    """Return how many pictures one moves through; they are counted and not decoded."""
    if picture.format not in KINDS or not getattr(picture, "is_animated", False):
        return 1
    return picture.n_frames


def may_move(data: bytes, picture: PIL.Image.Image, frames: int) -> bool:
    """Tell whether readers see it move."""
    pixels = picture.width * picture.height * frames
    return 1 < frames <= MOST_FRAMES and pixels <= MOST_PIXELS and len(data) <= MOST_BYTES


def encode(data: bytes) -> tuple[int, bytes]:
    """Return the width and the bytes of an animated WebP, without metadata."""
    picture = PIL.Image.open(io.BytesIO(data), formats=[*KINDS])
    width = min(picture.width, WIDEST)
    size = (width, max(1, round(picture.height * width / picture.width)))
    scaled, times = [], []
    for number in range(picture.n_frames):
        picture.seek(number)
        # A frame without a time of its own is shown as browsers show it.
        shown = picture.info.get("duration") or 100
        times.append(min(max(int(shown), SHORTEST), LONGEST))
        frame = picture.convert("RGBA").resize(size, PIL.Image.Resampling.BILINEAR)
        frame.info = {}
        scaled.append(frame)
    out = io.BytesIO()
    scaled[0].save(out, save_all=True, append_images=scaled[1:], duration=times, **ENCODER)
    return width, out.getvalue()

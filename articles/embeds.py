"""Posts and videos of other sites: which addresses we know, and their one way of writing."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True, slots=True)
class Embed:
    """One post or video. `address` is canonical: embed_address(address) gives the same again."""

    provider: str  # youtube, vimeo, x, telegram, instagram, facebook
    id: str
    address: str


_LONGEST_ADDRESS = 2_000
_YOUTUBE_PATH = re.compile(r"/(?:embed|shorts|live|v)/([\w-]{11})/?", re.ASCII)
_YOUTUBE_ID = re.compile(r"[\w-]{11}", re.ASCII)
_VIMEO = re.compile(
    r"/(?:video/|channels/[\w-]+/|groups/[\w-]+/videos/)?([0-9]{1,12})(?:/([0-9a-f]{6,20}))?/?",
    re.ASCII,
)
_VIMEO_HASH = re.compile(r"[0-9a-f]{6,20}")
_X = re.compile(r"/(?:i/web|(\w{1,15}))/status(?:es)?/([0-9]{1,20})(?:/.*)?", re.ASCII)
_TELEGRAM = re.compile(r"/(?:s/)?([A-Za-z]\w{3,31})/([0-9]{1,12})/?", re.ASCII)
_INSTAGRAM = re.compile(r"/(?:[\w.]{1,30}/)?(?:p|reel|reels|tv)/([\w-]{5,40})(?:/.*)?", re.ASCII)
_FACEBOOK = re.compile(
    r"/((?:[\w.-]{1,80}/(?:posts|videos)/(?:[\w.%-]{1,200}/)?|groups/[\w.-]{1,80}/(?:posts|permalink)/"
    r"|reel/|share/(?:[prv]/)?)[\w-]{1,120})/?",
    re.ASCII,
)
_FACEBOOK_ID = re.compile(r"[\w-]{1,120}", re.ASCII)


def embed_address(url: str | None) -> Embed | None:
    """Return what a pasted address shows, or None when it is not one of the sites we embed.

    Time stamps, tracking and the many spellings of one address are dropped.
    """
    if not url or len(url) > _LONGEST_ADDRESS:
        return None
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
        if parts.scheme not in ("http", "https") or parts.port or parts.username is not None:
            return None
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    except ValueError:
        return None
    reader = _READERS.get(host)
    return reader(host, parts.path, query) if reader else None


def _youtube(host: str, path: str, query: dict[str, str]) -> Embed | None:
    if host == "youtu.be":
        video = path.strip("/")
    elif path.rstrip("/") == "/watch":
        video = query.get("v", "")
    else:
        found = _YOUTUBE_PATH.fullmatch(path)
        video = found[1] if found else ""
    if not _YOUTUBE_ID.fullmatch(video):
        return None
    return Embed("youtube", video, f"https://www.youtube.com/watch?v={video}")


def _vimeo(host: str, path: str, query: dict[str, str]) -> Embed | None:
    found = _VIMEO.fullmatch(path)
    if not found:
        return None
    video, secret = found[1], found[2] or query.get("h", "")
    if secret and _VIMEO_HASH.fullmatch(secret):  # an unlisted video plays only with its hash
        video = f"{video}/{secret}"
    return Embed("vimeo", video, f"https://vimeo.com/{video}")


def _x(host: str, path: str, query: dict[str, str]) -> Embed | None:
    found = _X.fullmatch(path)
    if not found:
        return None
    return Embed("x", found[2], f"https://x.com/{found[1] or 'i'}/status/{found[2]}")


def _telegram(host: str, path: str, query: dict[str, str]) -> Embed | None:
    found = _TELEGRAM.fullmatch(path)
    if not found:
        return None
    post = f"{found[1]}/{found[2]}"
    return Embed("telegram", post, f"https://t.me/{post}")


def _instagram(host: str, path: str, query: dict[str, str]) -> Embed | None:
    found = _INSTAGRAM.fullmatch(path)
    if not found:
        return None
    return Embed("instagram", found[1], f"https://www.instagram.com/p/{found[1]}/")


def _facebook(host: str, path: str, query: dict[str, str]) -> Embed | None:
    if host == "fb.watch":
        code = path.strip("/")
        address = f"https://fb.watch/{code}/"
        return Embed("facebook", code, address) if _FACEBOOK_ID.fullmatch(code) else None
    page = path.rstrip("/")
    names = _FACEBOOK_QUERIES.get(page)
    if names:
        values = [query.get(name, "") for name in names]
        if not all(_FACEBOOK_ID.fullmatch(value) for value in values):
            return None
        asked = "&".join(f"{name}={value}" for name, value in zip(names, values, strict=True))
        return Embed("facebook", values[0], f"https://www.facebook.com{page}?{asked}")
    found = _FACEBOOK.fullmatch(path)
    if not found:
        return None
    return Embed("facebook", found[1].rsplit("/", 1)[1], f"https://www.facebook.com/{found[1]}")


_FACEBOOK_QUERIES = {
    "/watch": ("v",),
    "/photo": ("fbid",),
    "/photo.php": ("fbid",),
    "/permalink.php": ("story_fbid", "id"),
    "/story.php": ("story_fbid", "id"),
}

_READERS = {
    "youtube.com": _youtube,
    "m.youtube.com": _youtube,
    "music.youtube.com": _youtube,
    "youtube-nocookie.com": _youtube,
    "youtu.be": _youtube,
    "vimeo.com": _vimeo,
    "player.vimeo.com": _vimeo,
    "x.com": _x,
    "mobile.x.com": _x,
    "twitter.com": _x,
    "mobile.twitter.com": _x,
    "t.me": _telegram,
    "telegram.me": _telegram,
    "instagram.com": _instagram,
    "facebook.com": _facebook,
    "m.facebook.com": _facebook,
    "fb.watch": _facebook,
}

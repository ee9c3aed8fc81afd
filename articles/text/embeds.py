"""Posts and videos of other sites: which addresses we know, and their one way of writing."""

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, quote, urlsplit

from articles.text import embed_maps


@dataclass(frozen=True, slots=True)
class Embed:
    """One post or video. `address` is canonical: embed_address(address) gives the same again."""

    provider: str  # a key of PROVIDERS
    id: str
    address: str

    @property
    def site(self) -> str:
        """The name of the site that has it."""
        return PROVIDERS[self.provider]

    @property
    def frame(self) -> str:
        """The address of the frame that shows it, "" where the site has none for all."""
        return frame(self)

    @property
    def is_film(self) -> bool:
        """Whether it may stand over a video story: not a chart, not a map."""
        return self.provider not in CHARTS and not self.is_map

    @property
    def is_video(self) -> bool:
        """Whether it is as wide as a film."""
        return self.provider in ("youtube", "vimeo")

    @property
    def is_upright(self) -> bool:
        """Whether it is a film of a phone."""
        return self.provider == "tiktok"

    @property
    def is_map(self) -> bool:
        return self.provider in embed_maps.ADDRESSES


# Names that are the same in every language.
PROVIDERS = {
    "youtube": "YouTube",
    "vimeo": "Vimeo",
    "x": "X",
    "telegram": "Telegram",
    "instagram": "Instagram",
    "facebook": "Facebook",
    "tiktok": "TikTok",
    "datawrapper": "Datawrapper",
    "flourish": "Flourish",
    "google_maps": "Google Maps",
    "openstreetmap": "OpenStreetMap",
    "yandex_maps": "Yandex Maps",
}
CHARTS = ("datawrapper", "flourish")


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
_TIKTOK = re.compile(
    r"/(?:@([\w.]{0,30})/video/|player/v1/|embed/(?:v2/)?)([0-9]{5,25})/?", re.ASCII
)
_DATAWRAPPER = re.compile(r"/(?:_/)?([A-Za-z0-9]{5})(?:/[0-9]{0,6})?/?", re.ASCII)
_FLOURISH = re.compile(r"/(visualisation|story)/([0-9]{1,12})(?:/(?:embed/?)?)?", re.ASCII)
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
        if host in embed_maps.HOSTS:
            return _map(host, parts)
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


def _tiktok(host: str, path: str, query: dict[str, str]) -> Embed | None:
    found = _TIKTOK.fullmatch(path)
    if not found:
        return None
    return Embed("tiktok", found[2], f"https://www.tiktok.com/@{found[1] or ''}/video/{found[2]}")


def _datawrapper(host: str, path: str, query: dict[str, str]) -> Embed | None:
    found = _DATAWRAPPER.fullmatch(path)
    if not found or (host == "datawrapper.de") != path.startswith("/_/"):
        return None
    # Without the number of a version: a chart that was put right is shown right.
    return Embed("datawrapper", found[1], f"https://datawrapper.dwcdn.net/{found[1]}/")


def _flourish(host: str, path: str, query: dict[str, str]) -> Embed | None:
    found = _FLOURISH.fullmatch(path)
    if not found:
        return None
    chart = f"{found[1]}/{found[2]}"
    return Embed("flourish", chart, f"https://public.flourish.studio/{chart}/")


def _map(host: str, parts: SplitResult) -> Embed | None:
    place = embed_maps.read(host, parts.path, parts.query, parts.fragment)
    if place is None:
        return None
    provider = embed_maps.HOSTS[host]
    return Embed(provider, place.id, embed_maps.ADDRESSES[provider](place))


def frame(embed: Embed) -> str:
    """Return the address of the frame that shows an embed, "" when there is none.

    The places that frames may come from are those of settings.EMBED_FRAMES.
    """
    if embed.provider in embed_maps.FRAMES:
        parts = urlsplit(embed.address)
        host = (parts.hostname or "").removeprefix("www.")
        place = embed_maps.read(host, parts.path, parts.query, parts.fragment)
        return embed_maps.FRAMES[embed.provider](place)
    number, _, secret = embed.id.partition("/")
    escaped = quote(embed.address, safe="")
    return {
        "youtube": f"https://www.youtube-nocookie.com/embed/{embed.id}?autoplay=1",
        "vimeo": f"https://player.vimeo.com/video/{number}?dnt=1" + (secret and f"&h={secret}"),
        "x": f"https://platform.twitter.com/embed/Tweet.html?id={embed.id}&dnt=true",
        "telegram": f"https://t.me/{embed.id}?embed=1",
        "instagram": f"https://www.instagram.com/p/{embed.id}/embed/",
        "facebook": f"https://www.facebook.com/plugins/post.php?href={escaped}",
        "tiktok": f"https://www.tiktok.com/embed/v2/{embed.id}",
        "datawrapper": embed.address,
        "flourish": f"https://flo.uri.sh/{embed.id}/embed",
    }[embed.provider]


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
    "tiktok.com": _tiktok,
    "m.tiktok.com": _tiktok,
    "datawrapper.dwcdn.net": _datawrapper,
    "datawrapper.de": _datawrapper,
    "public.flourish.studio": _flourish,
    "flo.uri.sh": _flourish,
}

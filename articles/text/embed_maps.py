"""Maps of other sites: which addresses show a place, and their one way of writing. Pure.

A place is a point and how near it is seen; Google and Yandex also know maps that somebody has
drawn, by their number.
"""

import math
import re
from dataclasses import dataclass
from urllib.parse import parse_qs, quote

_NUMBER = r"-?[0-9]{1,3}(?:\.[0-9]{1,15})?"
_GOOGLE_VIEW = re.compile(
    rf"@({_NUMBER}),({_NUMBER}),([0-9]{{1,2}}(?:\.[0-9]{{1,4}})?)z(?:[/,].*)?", re.ASCII
)
_GOOGLE_PLACE = re.compile(rf"!3d({_NUMBER})!4d({_NUMBER})", re.ASCII)
_GOOGLE_FRAME = re.compile(rf"!2d({_NUMBER})!3d({_NUMBER})", re.ASCII)
_GOOGLE_DRAWN = re.compile(r"[\w-]{10,60}", re.ASCII)
_OSM_VIEW = re.compile(rf"map=([0-9]{{1,2}})/({_NUMBER})/({_NUMBER})", re.ASCII)
_PAIR = re.compile(rf"({_NUMBER}),({_NUMBER})", re.ASCII)
_YANDEX_DRAWN = re.compile(r"constructor:[0-9a-f]{32,64}", re.ASCII)
NEAREST, USUAL = 21, 15
# A frame is about so many of the map's own pixels wide and high.
_WIDTH, _HEIGHT = 640, 480


@dataclass(frozen=True, slots=True)
class Place:
    """What a map shows: `drawn` is the number of a map that somebody has drawn, else a point.

    `has_pin` tells a place that is meant from a view that only happens to be there.
    """

    latitude: str = ""
    longitude: str = ""
    zoom: int = USUAL
    has_pin: bool = False
    drawn: str = ""

    @property
    def id(self) -> str:
        return self.drawn or f"{self.latitude},{self.longitude}"


def point(latitude: str, longitude: str, zoom: float = USUAL, *, has_pin: bool) -> Place | None:
    """Return a place on the earth, to about a metre; None for one that is not on it."""
    north, east = float(latitude), float(longitude)
    if abs(north) > 85 or abs(east) > 180:
        return None
    written = [f"{value:.5f}".rstrip("0").rstrip(".") for value in (north, east)]
    latitude, longitude = ("0" if value == "-0" else value for value in written)
    return Place(latitude, longitude, max(1, min(round(zoom), NEAREST)), has_pin)


def google(path: str, query: dict[str, str]) -> Place | None:
    """Read an address below google.com/maps: a place, a view, an own map, that of a frame."""
    if path in ("/maps/d/embed", "/maps/d/viewer", "/maps/d/edit", "/maps/d/u/0/viewer"):
        drawn = query.get("mid", "")
        return Place(drawn=drawn) if _GOOGLE_DRAWN.fullmatch(drawn) else None
    if path == "/maps/embed":
        found = _GOOGLE_FRAME.search(query.get("pb", ""))
        return point(found[2], found[1], has_pin=True) if found else None
    found = re.search(r"/(@[^/]+)", path) if f"{path}/".startswith("/maps/") else None
    view = _GOOGLE_VIEW.fullmatch(found[1]) if found else None
    if view is None:
        return None
    place = _GOOGLE_PLACE.search(path)
    if place:
        return point(place[1], place[2], float(view[3]), has_pin=True)
    return point(view[1], view[2], float(view[3]), has_pin=path.startswith("/maps/place/"))


def google_address(place: Place) -> str:
    if place.drawn:
        return f"https://www.google.com/maps/d/viewer?mid={place.drawn}"
    view = f"@{place.latitude},{place.longitude},{place.zoom}z"
    return f"https://www.google.com/maps/{f'place/{place.id}/' if place.has_pin else ''}{view}"


def google_frame(place: Place) -> str:
    if place.drawn:
        return f"https://www.google.com/maps/d/embed?mid={place.drawn}"
    # `q` puts a pin, `ll` only looks there.
    asked = "q" if place.has_pin else "ll"
    return f"https://www.google.com/maps?{asked}={place.id}&z={place.zoom}&output=embed"


def osm(path: str, query: dict[str, str], fragment: str) -> Place | None:
    """Read an address of openstreetmap.org: a view stands behind the #, a frame says its edges."""
    if path == "/export/embed.html":
        return _osm_edges(query)
    view = _OSM_VIEW.match(fragment)
    pin = _PAIR.fullmatch(f"{query.get('mlat', '')},{query.get('mlon', '')}")
    zoom = int(view[1]) if view else USUAL
    if pin:
        return point(pin[1], pin[2], zoom, has_pin=True)
    return point(view[2], view[3], zoom, has_pin=False) if view else None


def _osm_edges(query: dict[str, str]) -> Place | None:
    edges = re.fullmatch(",".join([f"({_NUMBER})"] * 4), query.get("bbox", ""), re.ASCII)
    if not edges:
        return None
    west, south, east, north = map(float, edges.groups())
    if east <= west:
        return None
    zoom = math.log2(360 * _WIDTH / 256 / (east - west))
    if pin := _PAIR.fullmatch(query.get("marker", "")):
        return point(pin[1], pin[2], zoom, has_pin=True)
    return point(str((south + north) / 2), str((west + east) / 2), zoom, has_pin=False)


def osm_address(place: Place) -> str:
    pin = f"?mlat={place.latitude}&mlon={place.longitude}" if place.has_pin else ""
    view = f"#map={place.zoom}/{place.latitude}/{place.longitude}"
    return f"https://www.openstreetmap.org/{pin}{view}"


def osm_frame(place: Place) -> str:
    """Return the frame of a place: OpenStreetMap wants to know its edges."""
    north, east = float(place.latitude), float(place.longitude)
    wide = 360 / 2**place.zoom * _WIDTH / 256 / 2
    high = 360 / 2**place.zoom * _HEIGHT / 256 / 2 * math.cos(math.radians(north))
    edges = ",".join(
        f"{value:.5f}" for value in (east - wide, north - high, east + wide, north + high)
    )
    pin = f"&marker={quote(place.id, safe='')}" if place.has_pin else ""
    return (
        "https://www.openstreetmap.org/export/embed.html"
        f"?bbox={quote(edges, safe='')}&layer=mapnik{pin}"
    )


def yandex(path: str, query: dict[str, str]) -> Place | None:
    """Read an address of Yandex Maps: longitude first, a pin in `pt`, an own map in `um`."""
    if not f"{path}/".startswith(("/maps/", "/map-widget/v1/")):
        return None
    drawn = query.get("um", "")
    if drawn:
        return Place(drawn=drawn) if _YANDEX_DRAWN.fullmatch(drawn) else None
    pin = _PAIR.match(query.get("pt", "").partition("~")[0])
    view = _PAIR.fullmatch(query.get("ll", ""))
    found = pin or view
    zoom = query.get("z", "")
    near = float(zoom) if re.fullmatch(r"[0-9]{1,2}(?:\.[0-9]{1,6})?", zoom) else USUAL
    return point(found[2], found[1], near, has_pin=bool(pin)) if found else None


def yandex_address(place: Place) -> str:
    return f"https://yandex.ru/maps/?{_yandex_query(place)}"


def yandex_frame(place: Place) -> str:
    return f"https://yandex.ru/map-widget/v1/?{_yandex_query(place)}"


def _yandex_query(place: Place) -> str:
    if place.drawn:
        return f"um={quote(place.drawn, safe='')}"
    at = f"{place.longitude},{place.latitude}"
    return f"ll={at}&z={place.zoom}{f'&pt={at}' if place.has_pin else ''}"


HOSTS = {
    **dict.fromkeys(("google.com", "google.am", "google.ru", "maps.google.com"), "google_maps"),
    "openstreetmap.org": "openstreetmap",
    **dict.fromkeys(("yandex.ru", "yandex.com", "yandex.am"), "yandex_maps"),
}
ADDRESSES = {
    "google_maps": google_address,
    "openstreetmap": osm_address,
    "yandex_maps": yandex_address,
}
FRAMES = {"google_maps": google_frame, "openstreetmap": osm_frame, "yandex_maps": yandex_frame}


def read(host: str, path: str, asked: str, fragment: str = "") -> Place | None:
    """Read an address on one of the HOSTS."""
    query = {name: values[0] for name, values in parse_qs(asked).items()}
    if HOSTS[host] == "openstreetmap":
        return osm(path, query, fragment)
    return (google if HOSTS[host] == "google_maps" else yandex)(path, query)

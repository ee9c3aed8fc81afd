"""Cut the site's serif to the letters, weights and features it uses.

Run once, when the typeface changes; the results are committed. Fetch and unpack the
variable fonts into one folder, then cut them:

    npm pack @fontsource-variable/noto-serif @fontsource-variable/noto-serif-armenian
    for archive in *.tgz; do tar xzf "$archive" --one-top-level; done
    python scripts/cut_fonts.py .

Writes static/fonts/*.woff2, static/fonts/OFL.txt and static/css/fonts.css, and for the
drawn cards of stories (articles/images/social_cards.py) one TTF with all scripts beside the same
licence in articles/images/fonts/. Needs fonttools and brotli. A reader downloads only the
scripts on the page, so every file has a budget in bytes; the cut stops when one is exceeded.
"""

# ruff: noqa: RUF001 - the Cyrillic and Armenian letters are meant.

from __future__ import annotations

import argparse
import copy
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fontTools import merge, subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer
from fontTools.varLib.hvar import add_HVAR

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "static"
CARDS = ROOT / "articles" / "images" / "fonts"
REGULAR, BOLD = 400, 700
HEADLINE = 640  # the weight most headlines are set in; the bold fallback is fitted to it
BOLD_FROM = 550  # from this weight on, the fallback is the local bold


@dataclass(frozen=True)
class Cut:
    """One file: which source, which characters, which layout features, how large."""

    name: str
    source: str
    characters: str
    features: tuple[str, ...]
    budget: int
    unicode_range: str
    sample: str  # common text, to compare widths with the fallback


def span(first: int, last: int) -> str:
    """Return every character from first to last, both included."""
    return "".join(map(chr, range(first, last + 1)))


RUSSIAN = "Ё" + span(0x410, 0x44F) + "ё"
NEIGHBOURS = "ЄІЇЎєіїўҐґ"  # names from Ukraine and Belarus
SIGNS = "\u2009\u200a–—‘’‚“”„•…′″‹›€−"  # the first two: thin and hair space
GRAFTED = {"₽": "latin-ext", "№": "cyrillic", "֏": "armenian"}  # into Latin, from this cut

LATIN = Cut(
    name="latin",
    source="noto-serif-latin-wght-normal.woff2",
    characters=span(0x20, 0x7E) + span(0xA0, 0xFF) + "Œœ" + SIGNS,
    features=("kern", "liga"),
    budget=22 * 1024,
    unicode_range=(
        "U+0020-007E, U+00A0-00FF, U+0152-0153, U+058F, U+2009-200A, U+2013-2014, "
        "U+2018-201A, U+201C-201E, U+2022, U+2026, U+2032-2033, U+2039-203A, "
        "U+20AC, U+20BD, U+2116, U+2212"
    ),
    sample=(
        "The lake is coming back: its level has been rising for the third year in a row, and "
        "scientists measure it every week. Half of the money will go to the towns, which may "
        "now borrow to repair roads and schools. Who pays for it, and when? Nobody knows yet."
    ),
)
CYRILLIC = Cut(
    name="cyrillic",
    source="noto-serif-cyrillic-wght-normal.woff2",
    characters=RUSSIAN + NEIGHBOURS + "\u0301№",
    features=("kern", "mark", "ccmp"),
    budget=14 * 1024,
    unicode_range=(
        "U+0301, U+0401, U+0404, U+0406-0407, U+040E, U+0410-044F, U+0451, U+0454, "
        "U+0456-0457, U+045E, U+0490-0491, U+2116"
    ),
    sample=(
        "Озеро возвращается уровень Севана растёт третий год подряд и учёные измеряют его "
        "каждую неделю Общины получат половину налога на недвижимость и право занимать на "
        "ремонт дорог и школ Кто за это заплатит и когда пока не знает никто"
    ).replace(" ", ""),  # spaces come from Latin
)
ARMENIAN = Cut(
    name="armenian",
    source="noto-serif-armenian-armenian-wght-normal.woff2",
    characters=span(0x531, 0x556) + span(0x559, 0x58A) + "֍֎֏\u2024" + span(0xFB13, 0xFB17),
    features=("kern", "mark"),
    budget=16 * 1024,
    unicode_range="U+0531-0556, U+0559-058A, U+058D-058E, U+2024, U+FB13-FB17",
    sample=(
        "Լիճը վերադառնում է Սևանի մակարդակը բարձրանում է երրորդ տարին անընդմեջ և գիտնականները "
        "չափում են այն ամեն շաբաթ Համայնքները կստանան գույքահարկի կեսը և կկարողանան վերանորոգել "
        "ճանապարհներն ու դպրոցները Թե ով կվճարի դրա համար դեռ ոչ ոք չգիտի"
    ).replace(" ", ""),
)
# In CSS the last matching face is asked first: № comes with Latin, which every page has.
CUTS = (ARMENIAN, CYRILLIC, LATIN)


@dataclass(frozen=True)
class Fallback:
    """A local serif: its names for local(), and its mean letter width in em by script.

    Widths are those of the samples above, (regular, bold), as `--measure` prints them.
    """

    regular: tuple[str, ...]
    bold: tuple[str, ...]
    widths: dict[str, tuple[float, float]]


# The last is asked first, so from the least alike to the most alike. Georgia's Latin is
# measured on Gelasio and Times on Liberation Serif, which have their widths; Georgia's
# Cyrillic is reckoned from the letters that look Latin.
FALLBACKS = (
    Fallback(
        regular=("DejaVu Serif", "DejaVuSerif"),
        bold=("DejaVu Serif Bold", "DejaVuSerif-Bold"),
        widths={
            "latin": (0.5117, 0.5624),
            "cyrillic": (0.6282, 0.7013),
            "armenian": (0.6930, 0.7808),
        },
    ),
    Fallback(
        regular=("Times New Roman", "TimesNewRomanPSMT", "Liberation Serif"),
        bold=("Times New Roman Bold", "TimesNewRomanPS-BoldMT", "Liberation Serif Bold"),
        widths={"latin": (0.4043, 0.4271), "cyrillic": (0.4996, 0.5365)},
    ),
    Fallback(
        regular=("Georgia",),
        bold=("Georgia Bold", "Georgia-Bold"),
        widths={"latin": (0.4392, 0.5111), "cyrillic": (0.5509, 0.6417)},
    ),
    Fallback(
        regular=("Noto Serif", "NotoSerif", "NotoSerif-Regular"),
        bold=("Noto Serif Bold", "NotoSerif-Bold"),
        widths={"latin": (0.4780, 0.5058), "cyrillic": (0.6090, 0.6396)},
    ),
    Fallback(
        regular=("Noto Serif Armenian", "NotoSerifArmenian-Regular"),
        bold=("Noto Serif Armenian Bold", "NotoSerifArmenian-Bold"),
        widths={"armenian": (0.6191, 0.6550)},
    ),
)
FALLBACK_RANGES = {"cyrillic": "U+0300-04FF", "armenian": "U+0530-058F, U+2024, U+FB13-FB17"}


def variable_source(folder: Path, name: str) -> TTFont:
    """Open the one file of this name anywhere under the folder."""
    found = sorted(folder.rglob(name))
    if not found:
        sys.exit(f"{name} is not under {folder}: unpack the npm packages there first.")
    return TTFont(found[0], recalcTimestamp=False)


def reduce(font: TTFont, characters: str, features: Iterable[str]) -> TTFont:
    """Limit the weight axis and keep only these characters and layout features."""
    options = subset.Options()
    options.layout_features = list(features)
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14]
    options.drop_tables += ["STAT", "HVAR"]  # HVAR is built anew when all glyphs are in
    cutter = subset.Subsetter(options)
    cutter.populate(text=characters)
    cutter.subset(font)
    return instancer.instantiateVariableFont(font, {"wght": (REGULAR, REGULAR, BOLD)})


def graft(target: TTFont, source: TTFont, character: str) -> None:
    """Copy one glyph with its variations and width; both fonts have the same em."""
    name, code = source.getBestCmap()[ord(character)], ord(character)
    new = f"uni{code:04X}"
    glyph = copy.deepcopy(source["glyf"][name])
    if glyph.isComposite():
        raise ValueError(f"{character} is made of parts; graft them first.")
    target.setGlyphOrder([*target.getGlyphOrder(), new])
    target["glyf"].glyphs[new] = glyph
    target["glyf"].glyphOrder = target.getGlyphOrder()
    target["hmtx"].metrics[new] = source["hmtx"].metrics[name]
    target["gvar"].variations[new] = copy.deepcopy(source["gvar"].variations.get(name, []))
    for table in target["cmap"].tables:
        if table.isUnicode():
            table.cmap[code] = new


def cut(folder: Path) -> dict[str, TTFont]:
    """Return the three cut fonts by script, with the shared signs grafted into Latin."""
    fonts = {
        one.name: reduce(variable_source(folder, one.source), one.characters, one.features)
        for one in CUTS
    }
    extended = variable_source(folder, "noto-serif-latin-ext-wght-normal.woff2")
    sources = {**fonts, "latin-ext": reduce(extended, "₽", ())}
    for character, source in GRAFTED.items():
        graft(fonts["latin"], sources[source], character)
    for font in fonts.values():  # Armenian is 1/1000 em off: one line, one height
        for field in ("ascent", "descent", "lineGap"):
            setattr(font["hhea"], field, getattr(fonts["latin"]["hhea"], field))
        font["OS/2"].sTypoAscender = font["hhea"].ascent
        font["OS/2"].sTypoDescender = font["hhea"].descent
        add_HVAR(font)
    return fonts


def save(font: TTFont, one: Cut) -> int:
    """Write the WOFF2 and return its size; stop when it is over its budget."""
    path = STATIC / "fonts" / f"noto-serif-{one.name}.woff2"
    font.flavor = "woff2"
    font.save(path)
    size = path.stat().st_size
    if size > one.budget:
        sys.exit(f"{path.name} has {size} bytes, its budget is {one.budget}.")
    return size


def card_font(folder: Path) -> TTFont:
    """Return one still font with all scripts in the weight of headlines, for Pillow.

    Kerning is left out: the three fonts' tables do not join.
    """
    sources = [
        *((one.source, one.characters) for one in CUTS),
        ("noto-serif-latin-ext-wght-normal.woff2", span(0x100, 0x17F) + span(0x218, 0x21B) + "₽"),
    ]
    stills = []
    for name, characters in reversed(sources):
        font = reduce(variable_source(folder, name), characters, ())
        still = instancer.instantiateVariableFont(font, {"wght": HEADLINE})
        still.flavor = None
        stills.append(CARDS / f"{name}.ttf")
        still.save(stills[-1])
    joined = merge.Merger().merge([str(path) for path in stills])
    # The same bytes each time.
    joined.recalcTimestamp = False
    joined["head"].created = joined["head"].modified = still["head"].modified
    for path in stills:
        path.unlink()
    return joined


def mean_width(font: TTFont, text: str) -> float:
    """Return the mean advance of the text's letters in em, or 0 if most are missing."""
    cmap, metrics = font.getBestCmap(), font["hmtx"].metrics
    widths = [metrics[cmap[ord(letter)]][0] for letter in text if ord(letter) in cmap]
    if len(widths) < 0.9 * len(text):
        return 0.0
    return sum(widths) / len(widths) / font["head"].unitsPerEm


def font_face(**descriptors: str) -> str:
    """Return one @font-face rule, a line a descriptor."""
    lines = (f"  {name.replace('_', '-')}: {value};" for name, value in descriptors.items())
    return "\n".join(("@font-face {", *lines, "}"))


def web_face(one: Cut) -> str:
    """Return the rule that downloads one cut font."""
    return font_face(
        font_family='"Noto Serif"',
        font_style="normal",
        font_weight=f"{REGULAR} {BOLD}",
        font_display="swap",
        src=f'url("../fonts/noto-serif-{one.name}.woff2") format("woff2")',
        unicode_range=one.unicode_range,
    )


def fallback_face(
    names: Iterable[str], weights: str, script: str, scale: float, font: TTFont
) -> str:
    """Return the rule that makes a local font as wide and as high as the cut one."""
    em = font["head"].unitsPerEm * scale
    fitted = {
        "font_family": '"Noto Serif Fallback"',
        "font_weight": weights,
        "src": ", ".join(f'local("{name}")' for name in names),
        "size_adjust": f"{scale:.2%}",
        "ascent_override": f"{font['hhea'].ascent / em:.2%}",
        "descent_override": f"{-font['hhea'].descent / em:.2%}",
        "line_gap_override": f"{font['hhea'].lineGap / em:.0%}",
    }
    if script in FALLBACK_RANGES:
        fitted["unicode_range"] = FALLBACK_RANGES[script]
    return font_face(**fitted)


def stylesheet(fonts: dict[str, TTFont]) -> str:
    """Return fonts.css: the cut fonts, then the fallbacks fitted to their widths."""
    rules = [
        "/* Written by scripts/cut_fonts.py: change it there. */",
        '/* Use as font-family: "Noto Serif", "Noto Serif Fallback", serif. */',
        *map(web_face, CUTS),
        "/* Local fonts in the cut font's measures, so that nothing moves when it arrives. */",
    ]
    ours = {
        one.name: [width_at(fonts[one.name], one.sample, w) for w in (REGULAR, HEADLINE)]
        for one in CUTS
    }
    light, heavy = f"{REGULAR} {BOLD_FROM - 1}", f"{BOLD_FROM} {BOLD}"
    for local in FALLBACKS:
        for script, (regular, bold) in local.widths.items():
            font = fonts[script]
            rules += (
                fallback_face(local.regular, light, script, ours[script][0] / regular, font),
                fallback_face(local.bold, heavy, script, ours[script][1] / bold, font),
            )
    return "\n".join(rules) + "\n"


def width_at(font: TTFont, text: str, weight: int) -> float:
    """Return the mean advance of the variable font's letters at one weight, in em."""
    still = instancer.instantiateVariableFont(copy.deepcopy(font), {"wght": weight})
    return mean_width(still, text)


def measure(path: Path) -> None:
    """Print the numbers a Fallback needs for this font."""
    font = TTFont(path)
    for one in CUTS:
        width = mean_width(font, one.sample)
        print(f"{path.name} {one.name}: {width:.4f}" if width else f"{path.name} {one.name}: -")


def licence(folder: Path) -> str:
    """Return the fonts' licence under the copyright lines of both packages."""
    latin, armenian = (
        (next(folder.rglob(one.source)).parent.parent / "LICENSE").read_text(encoding="utf-8")
        for one in (LATIN, ARMENIAN)
    )
    return armenian.partition("\n")[0] + "\n" + latin


def main() -> None:
    """Cut everything, or print the widths of a font meant as fallback."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, help="where the npm packages are unpacked")
    parser.add_argument("--measure", action="store_true", help="folder is a font: its widths")
    options = parser.parse_args()
    if options.measure:
        measure(options.folder)
        return
    fonts = cut(options.folder)
    (STATIC / "fonts").mkdir(parents=True, exist_ok=True)
    (STATIC / "css").mkdir(parents=True, exist_ok=True)
    (STATIC / "css" / "fonts.css").write_text(stylesheet(fonts), encoding="utf-8")
    for one in CUTS:
        print(f"noto-serif-{one.name}.woff2: {save(fonts[one.name], one)} bytes")
    CARDS.mkdir(parents=True, exist_ok=True)
    card_font(options.folder).save(CARDS / "noto-serif-headline.ttf")
    for place in (STATIC / "fonts", CARDS):
        (place / "OFL.txt").write_text(licence(options.folder), encoding="utf-8")


if __name__ == "__main__":
    main()

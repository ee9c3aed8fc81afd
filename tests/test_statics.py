"""Static files that pages name are there."""

import re
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from newsroom.server import statics

CSS, JS, DESK = statics.STYLES, statics.SCRIPTS, statics.DESK.parent
KINDS = {
    kind
    for path in (settings.BASE_DIR / "templates").rglob("*.html")
    for kind in re.findall(r"""{% bundle "([^"]+)" %}""", path.read_text())
}
NAMED = sorted(
    {
        name
        for path in (settings.BASE_DIR / "templates").rglob("*.html")
        for name in re.findall(r"""{% static ["']([^"']+)["']""", path.read_text())
    }
)


def test_templates_name_static_files():
    assert "bundles/desk.js" in NAMED


@pytest.mark.parametrize("name", NAMED)
def test_static_file_of_a_template_exists(name):
    assert finders.find(name)


def bundle(name: str) -> str:
    return Path(finders.find(f"bundles/{name}")).read_text()


def test_styles_hold_the_parts_of_their_kind_in_their_order():
    css = bundle("article.css")

    places = [css.index((CSS / f"{name}.css").read_text()) for name in ("tokens", "after", "print")]

    assert places == sorted(places)
    assert (CSS / "front.css").read_text() not in css
    assert (CSS / "front.css").read_text() in bundle("home.css")


def test_light_pages_have_neither_web_fonts_nor_ads():
    assert "@font-face" in bundle("home.css")
    assert "ads-untold" in bundle("home.js")
    assert "@font-face" not in bundle("home-lite.css")
    assert "ads-untold" not in bundle("home-lite.js")
    assert (CSS / "lite.css").read_text() in bundle("home-lite.css")


def test_each_script_of_a_bundle_is_caught_for_itself_and_asks_for_its_hook():
    scripts = bundle("article.js")

    assert len(re.findall(r"^try {$", scripts, re.MULTILINE)) == 19
    assert 'throw Error("viewer.js", { cause: error });' in scripts
    assert (
        f"if (document.querySelector('[data-viewer]')) {{\n{(JS / 'viewer.js').read_text()}}}"
        in scripts
    )


def test_what_scripts_share_stands_before_each_in_its_block():
    shared, newest, stream = (
        (JS / f"{name}.js").read_text() for name in ("growing", "newest", "stream")
    )

    assert f"try {{\nif (document.querySelector('[data-newest]')) {{\n{shared}{newest}}}" in bundle(
        "article.js"
    )
    assert f"try {{\n{shared}{stream}}} catch" in bundle("stream.js")
    assert shared not in bundle("home.js")


def test_script_of_the_desk_holds_every_module_once():
    text = bundle("desk.js")
    modules = [*DESK.rglob("*.js"), *(DESK.parent.parent / "ckeditor-newsroom").glob("*.js")]
    firsts = {path: path.read_text().split("\n", 1)[0] for path in modules}

    assert len(set(firsts.values())) == len(firsts) > 80
    assert {str(path): text.count(f"\n{first}\n") for path, first in firsts.items()} == {
        str(path): 1 for path in firsts
    }


def test_styles_of_the_desk_hold_every_style_sheet_of_ours():
    css = bundle("desk-form.css")

    missing = [path.name for path in DESK.rglob("*.css") if path.read_text() not in css]

    # The page of the home page's preview is one of the readers'.
    assert missing == ["home-preview.css"]


@pytest.mark.parametrize("kind", ["form", "list", "page"])
def test_styles_of_the_desk_name_files_that_are_there(kind):
    named = re.findall(r"""url\(["']?([^"')]+)""", bundle(f"desk-{kind}.css"))
    files = {name for name in named if not name.startswith("data:")}

    assert "../admin/img/icon-addlink.svg" in files
    assert "../fonts/noto-serif-latin.woff2" in files
    assert [name for name in files if not finders.find(name.removeprefix("../"))] == []


def test_bundle_is_made_anew_when_it_is_not_what_its_parts_are():
    made = Path(finders.find("bundles/stream.css"))
    whole = made.read_text()

    made.write_text("an older one")

    assert bundle("stream.css") == whole


def test_every_kind_that_a_page_names_has_bundles_to_collect():
    listed = {path for one in finders.get_finders() for path, _storage in one.list([])}

    assert sorted(KINDS) == ["article", "home", "page", "stream"]
    assert listed >= {
        f"bundles/{kind}{end}" for kind in KINDS for end in (".css", "-lite.css", ".js", "-lite.js")
    }


def test_every_part_is_in_a_bundle():
    given = tomllib.loads(statics.LIST.read_text())
    styles, scripts = (
        {name for parts in given[what].values() for name in parts} for what in ("styles", "scripts")
    )
    # Errors are made without templates; the others are for who has no script, and for drafts.
    alone = {"error", "noscript", "preview"}

    assert {path.stem for path in CSS.glob("*.css")} == styles | {"lite"} | alone
    assert {path.stem for path in JS.glob("*.js")} == scripts | {*given["shared"].values(), "lite"}


@pytest.mark.parametrize("part", ["plugins/flash/flash.js", "samples/index.html", "config.js"])
def test_parts_of_the_editor_that_nobody_needs_are_not_served(part):

    served = {path for one in finders.get_finders() for path, _storage in one.list([])}

    assert "ckeditor/ckeditor/ckeditor.js" in served
    assert f"ckeditor/ckeditor/{part}" not in served


def test_bundles_come_in_the_same_order_at_each_start():
    names = [name for name, _text in statics.bundles()]
    kinds = list(dict.fromkeys(re.sub(r"(-lite)?\.\w+$", "", name) for name in names))

    assert kinds == [
        *("bundles/article", "bundles/home", "bundles/page", "bundles/stream"),
        *("bundles/desk", "bundles/related"),
        *("bundles/desk-form", "bundles/desk-list", "bundles/desk-page"),
    ]

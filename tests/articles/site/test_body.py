"""A body in pieces."""

import re
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from articles.models import Edition, File, Image
from articles.site.body import Piece, pieces, video_first, with_ad
from articles.text.blocks import FileFigure
from articles.text.embeds import embed_address, frame

VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


@pytest.fixture
def images(photo):
    return [
        Image.objects.create(key=key, digest=key, name=key, width=9, height=9, uploaded_by=photo)
        for key in "abc"
    ]


def test_body_comes_in_pieces_in_order(images):
    first, second, third = images
    body = (
        f'<p>Раз</p><figure data-image="{first.pk}"><figcaption>Это <em>озеро</em></figcaption>'
        f'</figure><p>Два</p><figure data-gallery="{second.pk} {third.pk}"></figure>'
        '<figure data-embed="https://www.youtube.com/watch?v=dQw4w9WgXcQ"></figure>'
    )

    found = pieces(body)

    assert [piece.kind for piece in found] == ["html", "image", "html", "gallery", "embed"]
    assert found[0].html == "<p>Раз</p>"
    assert (found[1].images, found[1].caption) == ((first,), "Это <em>озеро</em>")
    assert found[3].images == (second, third)
    assert found[4].figure.embed.site == "YouTube"
    assert found[4].figure.embed.address == "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


def test_picture_that_is_gone_leaves_a_place(db):
    found = pieces('<figure data-image="404"></figure><figure data-gallery="405 406"></figure>')

    assert found[0].images == (None,)
    assert found[1].images == (None, None)


@pytest.mark.parametrize("is_there", [True, False])
def test_embed_has_the_still_that_was_chosen_while_it_is_in_the_library(images, is_there):
    still = images[0].pk if is_there else 404

    (found,) = pieces(f'<figure data-embed="{VIDEO}" data-image="{still}"></figure>')

    assert found.kind == "embed"
    assert found.still == (images[0] if is_there else None)


def test_all_pictures_of_a_body_come_in_one_query(images):
    body = "".join(f'<figure data-image="{image.pk}"></figure>' for image in images)
    body += f'<figure data-embed="{VIDEO}" data-image="{images[0].pk}"></figure>'

    with CaptureQueriesContext(connection) as queries:
        pieces(body)

    assert len(queries) == 1


def test_body_without_pictures_asks_nothing(db):
    with CaptureQueriesContext(connection) as queries:
        found = pieces("<p>Слово</p>")

    assert (len(queries), len(found)) == (0, 1)


def is_allowed(address: str) -> bool:
    """Tell what a browser does: a path of the policy that ends in / holds all below it."""
    asked = urlsplit(address)
    for source in map(urlsplit, settings.EMBED_FRAMES):
        path = source.path or "/"
        below = asked.path.startswith(path) if path.endswith("/") else asked.path == path
        if (source.scheme, source.netloc) == (asked.scheme, asked.netloc) and below:
            return True
    return False


@pytest.mark.parametrize(
    "address",
    [
        "https://youtu.be/dQw4w9WgXcQ",
        "https://vimeo.com/76979871",
        "https://vimeo.com/76979871/abcdef0123",
        "https://x.com/news/status/1234567890",
        "https://t.me/newsroom/12",
        "https://www.instagram.com/p/CabcDEF123/",
        "https://www.facebook.com/newsroom/posts/1234567890",
        "https://www.tiktok.com/@news.am/video/7301234567890123456",
        "https://datawrapper.dwcdn.net/AbC12/3/",
        "https://public.flourish.studio/visualisation/1234567/",
        "https://www.google.com/maps/@40.1776,44.5126,15z",
        "https://www.google.com/maps/d/viewer?mid=1AbCdEfGhIjKlMnOp",
        "https://www.openstreetmap.org/#map=15/40.1776/44.5126",
        "https://yandex.ru/maps/?ll=44.5126,40.1776&z=15",
    ],
)
def test_frame_is_on_a_host_that_the_policy_allows(address):
    found = frame(embed_address(address))

    assert is_allowed(found)


@pytest.mark.parametrize(
    ("language", "name"), [("ru", "Таблица"), ("hy", "Աղյուսակ"), ("en", "Table")]
)
def test_table_stands_in_a_place_that_keys_can_move(db, language, name):
    with override(language):
        (found,) = pieces("<table><tbody><tr><td>Слово</td></tr></tbody></table>")

    assert found.html == (
        f'<div class="table" data-table role="region" aria-label="{name}" tabindex="0">'
        "<table><tbody><tr><td>Слово</td></tr></tbody></table></div>"
    )


def test_headings_of_a_body_follow_the_title_of_its_page(db):
    (found,) = pieces('<section data-block="points"><h3>Главное</h3><p>Раз</p></section>')

    assert '<h2 class="h3">Главное</h2>' in found.html


def test_link_to_a_page_of_ours_has_its_address_for_paper(db, images):
    ours = '<a href="/ru/?a=1&amp;b=2">к</a>'
    other = '<a href="https://example.com/" rel="noopener">к</a>'
    figure = f'<figure data-image="{images[0].pk}"><figcaption>{ours}</figcaption></figure>'

    text, picture = pieces(f"<p>{ours}{other}</p>{figure}")

    address = f'data-address="{settings.SITE_URL}/ru/?a=1&amp;b=2"'
    assert text.html == f'<p><a href="/ru/?a=1&amp;b=2" {address}>к</a>{other}</p>'
    assert picture.caption == f'<a href="/ru/?a=1&amp;b=2" {address}>к</a>'


def test_first_embed_is_taken_out_of_the_body(db):
    video = '<figure data-embed="https://youtu.be/dQw4w9WgXcQ"></figure>'
    body = pieces(f"<p>Раз</p>{video}<p>Два</p>{video}")

    found, rest = video_first(body)

    assert found.figure.embed.is_video
    assert [piece.kind for piece in rest] == ["html", "html", "embed"]
    assert video_first(rest[:1]) == (None, rest[:1])


def test_chart_and_map_do_not_stand_over_a_video_story(db):
    chart = '<figure data-embed="https://datawrapper.dwcdn.net/AbC12/"></figure>'
    place = '<figure data-embed="https://yandex.ru/maps/?ll=44.5,40.2&amp;z=15"></figure>'

    found, rest = video_first(pieces(chart + place))

    assert found is None
    assert [piece.figure.embed.site for piece in rest] == ["Datawrapper", "Yandex Maps"]
    assert [piece.figure.embed.is_map for piece in rest] == [False, True]


def test_stories_and_files_are_shown_where_they_are_known():
    story, paper = Edition(title="Снег"), File(kind="pdf", name="a.pdf")
    record = File(kind="mp3", name="a.mp3")
    named = {("story", 1): story, ("file", 2): paper, ("file", 3): record}
    body = "".join(
        f'<figure data-{kind}="{number}"><figcaption>Слово</figcaption></figure>'
        for kind, number in (("story", 1), ("story", 9), ("file", 2), ("file", 3), ("file", 9))
    )

    found = pieces(body, {}, named)

    assert [(one.kind, one.row) for one in found] == [
        ("story", story),
        ("file", paper),
        ("audio", record),
    ]
    assert found[1].caption == "Слово"


def test_ad_stands_between_blocks_and_never_within_one(db):
    inside = '<p>1</p><figure data-image="9"></figure><p>2</p>'
    box = f'<section data-block="facts">{inside}</section>'

    found = with_ad(pieces(f"<p>a</p>{box}<p>b</p>", {}))

    assert [piece.kind for piece in found] == ["html", "image", "html", "ad", "html"]
    assert found[2].html == "<p>2</p></section>"


def test_film_has_its_picture_before_it_and_room_of_its_own(images):
    file = File(pk=4, kind="mp4", name="a.mp4", path="public/a.mp4", width=640, height=360)
    before = images[0]
    before.renditions, before.credit_ru = {"full": {"jpeg": [480, 1280]}}, "Лилит"
    body = f'<figure data-file="4" data-image="{before.pk}"><figcaption>Ночь</figcaption></figure>'

    (film,) = pieces(body, {before.pk: before}, {("file", 4): file})
    html = render_to_string(film.template, {"piece": film, "still": film.still})

    assert (film.kind, film.row, film.still, film.is_film) == ("film", file, before, True)
    assert 'preload="none" src="/media/a.mp4" width="640" height="360"' in html
    assert f'poster="/media/{before.key}/full-1280.jpeg"' in html
    assert "Лилит" in html


def test_film_shows_no_graphic_picture_before_it(images):
    file = File(kind="mp4", name="a.mp4", path="public/a.mp4", width=640, height=360)
    before = images[0]
    before.renditions, before.is_graphic = {"full": {"jpeg": [1280]}}, True

    film = Piece("film", figure=FileFigure(row=4), row=file)
    html = render_to_string(film.template, {"piece": film, "still": before})

    assert "poster" not in html


@pytest.mark.parametrize("look, shown", [("wide", "gallery picture-wide"), ("side", "gallery")])
def test_gallery_is_as_wide_as_the_text_or_wider(images, look, shown):
    found = pieces(f'<figure data-gallery="{images[0].pk}" class="{look}"></figure>')

    html = render_to_string("articles/_body.html", {"body": found, "sizes": "100vw"})

    assert f'<figure class="{shown}" data-gallery>' in html


@pytest.mark.parametrize("code, said", [("ru", "Озеро"), ("hy", "Լիճ"), ("en", "")])
def test_picture_of_a_gallery_has_its_own_caption_in_the_language_of_the_page(images, code, said):
    first, second = images[:2]
    Image.objects.filter(pk=first.pk).update(caption_ru="Озеро", caption_hy="Լիճ")
    Image.objects.filter(pk=second.pk).update(caption_ru="Мост", caption_hy="Կամուրջ")

    with override(code):
        found = pieces(f'<figure data-gallery="{first.pk} {second.pk}"></figure>')
        html = render_to_string("articles/_body.html", {"body": found, "sizes": "100vw"})

    captions = re.findall("<figcaption>(.*?)</figcaption>", html)
    assert captions[:1] == ([said] if said else [])
    assert len(captions) == (2 if said else 0)

"""A body in pieces."""

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.body import frame, pieces, video_first
from articles.embeds import embed_address
from articles.models import Image

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

    assert [piece.kind for piece in found] == ["html", "picture", "html", "gallery", "embed"]
    assert found[0].html == "<p>Раз</p>"
    assert (found[1].image, found[1].caption) == (first, "Это <em>озеро</em>")
    assert [picture.image for picture in found[3].images] == [second, third]
    assert found[4].embed.provider == "YouTube"
    assert found[4].embed.address == "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


def test_picture_that_is_gone_leaves_a_place(db):
    found = pieces('<figure data-image="404"></figure><figure data-gallery="405 406"></figure>')

    assert found[0].image is None
    assert [picture.image for picture in found[1].images] == [None, None]


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
    ],
)
def test_frame_is_on_a_host_that_the_policy_allows(address):
    found = frame(embed_address(address))

    assert found.startswith(tuple(f"{host}/" for host in settings.EMBED_FRAMES))


def test_table_stands_in_a_place_that_it_can_be_moved_in(db):
    (found,) = pieces("<table><tbody><tr><td>1</td></tr></tbody></table>")

    assert found.html.startswith('<div class="table"><table>')
    assert found.html.endswith("</table></div>")


def test_first_embed_is_taken_out_of_the_body(db):
    video = '<figure data-embed="https://youtu.be/dQw4w9WgXcQ"></figure>'
    body = pieces(f"<p>Раз</p>{video}<p>Два</p>{video}")

    found, rest = video_first(body)

    assert found.embed.is_video
    assert [piece.kind for piece in rest] == ["html", "html", "embed"]
    assert video_first(rest[:1]) == (None, rest[:1])

"""Pictures that look nearly the same."""

import io

import PIL.Image
import PIL.ImageDraw
import pytest
from django.utils import timezone

from articles import images
from articles.images.lookalikes import NEAR, compare, looking_alike, uncompared
from articles.models import Image
from newsroom.cache import triggers
from newsroom.decoding.images.fingerprint import SAYS_NOTHING, distance, fingerprint


def scene(seed: int = 1) -> PIL.Image.Image:
    """A picture with something in it."""
    spots = PIL.Image.effect_noise((6, 4), 90).point(lambda value: (value * seed * 37) % 256)
    return spots.resize((600, 400), PIL.Image.Resampling.BICUBIC).convert("RGB")


def encoded(picture: PIL.Image.Image, kind="JPEG", **options) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def reopened(data: bytes) -> PIL.Image.Image:
    return PIL.Image.open(io.BytesIO(data))


def test_fingerprint_survives_another_size_and_quality():
    picture = scene()
    small = reopened(encoded(picture.resize((200, 133)), quality=30))

    assert distance(fingerprint(picture), fingerprint(small)) <= 3


def test_fingerprint_of_another_picture_is_far():
    assert distance(fingerprint(scene(1)), fingerprint(scene(1).transpose(1))) > 2 * NEAR


@pytest.mark.parametrize("colour", ["teal", "black", "white"])
def test_fingerprint_of_a_blank_says_nothing(colour):
    assert fingerprint(PIL.Image.new("RGB", (600, 400), colour)) == SAYS_NOTHING


def test_twins_are_the_pictures_that_look_the_same(photo):
    picture = scene()
    first = images.store("a.jpg", encoded(picture), by=photo)
    images.store("b.jpg", encoded(picture.transpose(1)), by=photo)
    images.store("c.jpg", encoded(PIL.Image.new("RGB", (60, 40), "teal")), by=photo)

    small = images.store("d.png", encoded(picture.resize((300, 200)), "PNG"), by=photo)

    assert images.twins(small) == [first]
    assert images.twins(first) == [small]


def test_twins_of_a_blank_are_none(photo):
    teal, red = (
        images.store(f"{colour}.png", encoded(PIL.Image.new("RGB", (60, 40), colour)), by=photo)
        for colour in ("teal", "red")
    )

    assert teal != red
    assert images.twins(red) == []


@pytest.mark.parametrize("bits", range(10))
def test_near_finds_every_picture_within_its_distance(bits, photo):
    image = images.store("a.jpg", encoded(scene()), by=photo)
    flipped = image.fingerprint
    for bit in range(bits):
        flipped ^= 1 << bit * 7

    assert images.near(flipped) == ([image] if bits <= NEAR else [])


def test_near_asks_two_questions_however_many_there_are(photo, django_assert_num_queries):
    image = images.store("a.jpg", encoded(scene()), by=photo)
    alike = [
        Image(key=f"k{n}", width=1, height=1, uploaded_by=photo, fingerprint=image.fingerprint ^ n)
        for n in range(1, 4)
    ]
    Image.objects.bulk_create(alike)

    with django_assert_num_queries(2):
        found = images.twins(image)

    assert {one.key for one in found} == {"k1", "k2", "k3"}


def test_take_tells_a_picture_that_was_there(photo):
    data = encoded(scene())

    first, again = (images.store_upload("a.jpg", data, by=photo) for _ in range(2))

    assert (first.is_new, again.is_new) == (True, False)
    assert first.image == again.image


def one(photo, fingerprint, **facts):
    key = f"k{Image.everything.count()}"
    given = {"key": key, "width": 1, "height": 1, "uploaded_by": photo}
    return Image.objects.create(fingerprint=fingerprint, **given, **facts)


def alike():
    return set(looking_alike(Image.objects.all()))


def test_pictures_within_the_distance_of_an_upload_are_alike_for_both(photo):
    first, near, far = one(photo, 5), one(photo, 5 ^ 0b111111 << 9), one(photo, 5 ^ 0b1111111 << 30)

    compare([near])

    assert alike() == {first, near} == {near, *images.twins(near)}
    assert far in Image.objects.all()


def test_picture_whose_twin_lies_in_the_bin_is_alone_until_that_comes_out(photo):
    first, second = one(photo, 5), one(photo, 5)
    Image.objects.filter(pk=first.pk).update(binned_at=timezone.now(), binned_by=photo)
    compare([second])
    before = alike()

    Image.everything.update(binned_at=None)

    assert (before, alike()) == (set(), {first, second})


def test_picture_with_another_file_is_compared_anew(photo):
    _first, second, third = one(photo, 5), one(photo, 5), one(photo, (1 << 60) - 1)
    compare(uncompared())
    Image.objects.filter(pk=second.pk).update(fingerprint=third.fingerprint)

    waiting = list(uncompared())
    compare(waiting)

    assert waiting == [Image.objects.get(pk=second.pk)]
    assert alike() == {second, third}
    assert not uncompared().exists()


def test_upload_is_compared_by_the_worker(photo):
    picture = scene()
    first = images.store("a.jpg", encoded(picture), by=photo)
    second = images.store("b.jpg", encoded(picture.resize((300, 200))), by=photo)

    images.make_renditions.call(second.pk, second.key)

    assert alike() == {first, second}
    assert list(uncompared()) == [first]


def test_comparing_a_picture_leaves_readers_pages_alone():
    assert {"articles_alike", "articles_comparison"}.isdisjoint(triggers.WATCHED)

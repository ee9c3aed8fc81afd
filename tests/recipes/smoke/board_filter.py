"""A filter: in the list of stories, on the board, and on the way from the one to the other."""

from datetime import timedelta
from io import BytesIO

import PIL.Image
from django.utils import timezone

from articles import images
from articles.models import Article, Image
from newsroom.models import User
from tests.recipes.smoke.world import LISTED, html, listed, person, same, signed_in, story, texts

BOARD = "/admin/"


def smoke() -> None:
    chief = person("chief", "ru", "hy", "en")
    story(chief, title_ru="Без обложки")
    story(chief, title_ru="С обложкой", cover=picture(chief))
    old = story(chief, title_ru="Старое")
    Article.objects.filter(pk=old.pk).update(changed_at=timezone.now() - timedelta(days=9))
    client = signed_in(chief)

    same(set(listed(client, "")), {"Без обложки", "С обложкой", "Старое"})
    same(set(listed(client, "?cover=none")), {"Без обложки", "Старое"})
    same(set(listed(client, "?cover=all")), {"Без обложки", "С обложкой", "Старое"})
    same(on_board(client, ""), {"Без обложки", "С обложкой"})
    same(on_board(client, "?cover=none"), {"Без обложки"})
    same(on_board(client, "?cover=all"), {"Без обложки", "С обложкой"})

    choices = 'select[name="cover"] option'
    same(texts(html(client, BOARD), choices), ["С обложкой и без", "без обложки"])
    same(texts(html(client, LISTED), choices)[1:], ["без обложки"])

    for number in range(31):
        story(chief, title_ru=f"Ещё {number}")
    rest = html(client, f"{BOARD}?cover=none").cssselect(".matrix + .board__rest a")
    same([one.get("href") for one in rest], [f"{LISTED}?cover=none"])


def picture(by: User) -> Image:
    file = BytesIO()
    PIL.Image.new("RGB", (1600, 900), "red").save(file, "JPEG")
    return images.store("lake.jpg", file.getvalue(), by=by)


def on_board(client, query: str) -> set[str]:
    return set(texts(html(client, BOARD + query), ".matrix .story > a"))

"""Stories that are hard to lay out, published into the site of the browser tests.

Run by `manage.py shell` on the site's database; prints their addresses by name as JSON.
"""

import json
from datetime import timedelta

from django.utils.timezone import now

from articles import workflow
from articles.models import Article, Author, Category, Edition, Image
from newsroom import languages
from newsroom.models import User

LONG_WORD = ("достопримечательность" * 4)[:80]
ROWS = "".join(f"<td>{number * 1_000_000}</td>" for number in range(12))
FIGURES = "<tr><th>Город</th><th>Цена</th></tr><tr><td>Ереван</td><td>1 234,5</td></tr>"
LINKS = '<p><a href="/ru/search/?q=a&amp;sort=new">наша</a>.</p>'
POSTS = (
    "https://x.com/news/status/1234567890",
    "https://t.me/newsroom/12",
    "https://vimeo.com/76979871",
)
SENTENCES = "<p>Вода прибыла. Учёные посчитали её дважды! Дальше — зима.</p>"
VIDEO = "https://www.youtube.com/watch?v=aqz-KE-bpKQ"
# Whatever the text of a story may have, in the letters of each language.
WORDS = {"ru": ("Что известно", "Озеро"), "hy": ("Ինչ է հայտնի", "Լիճ"), "en": ("In brief", "Lake")}
UPDATE = '<h3><time datetime="2026-11-24T18:05+04:00">18:05</time></h3><p>{1}</p>'
POINTS = '<section data-block="points"><h3>{0}</h3><ul><li>{1}</li><li>{1}</li></ul></section>'
BOXES = (
    '<section data-block="facts"><h3>{1}</h3><h4>{0}</h4><p>{1}</p></section>'
    '<section data-block="question"><h3>{0}</h3><p>{1}</p></section><h4>{1}</h4>'
)
TABLE = f"<table><caption>{{1}}</caption><tbody>{f'<tr>{ROWS}</tr>' * 3}</tbody></table>"
MORE = 26
MORE_TITLES = {"ru": "Ещё один материал", "hy": "Եվս մեկ նյութ", "en": "One more story"}


def publish_all() -> dict[str, str]:
    """Publish each story once; print where they are, and return it."""
    # One of the demo's may be shown no longer.
    covers = Image.objects.exclude(renditions={}).filter(usable_until=None).order_by("pk")
    pictures = list(covers.filter(is_graphic=False)[:3])
    graphic = covers.last()
    Image.objects.filter(pk=graphic.pk).update(is_graphic=True)
    addresses = {name: publish(name, fields) for name, fields in stories(pictures, graphic)}
    for code in languages.CODES:
        addresses[f"everything, {code}"] = publish_everything(code, pictures)
    for number in range(MORE):
        publish_more(number)
    print(json.dumps(addresses))
    return addresses


def stories(pictures: list[Image], graphic: Image):
    """Yield (name, fields) of each story; texts are Russian unless the name says otherwise."""
    first, second, third = pictures
    numbers = f"{first.pk} {graphic.pk} {second.pk} {third.pk}"
    caption = "<figcaption>Озеро в ноябре</figcaption>"
    gallery = f'<figure data-gallery="{numbers}">{caption}</figure>'
    posts = "".join(f'<figure data-embed="{address}"></figure>' for address in POSTS)
    still = f'<figure data-embed="{VIDEO}" data-image="{first.pk}"><figcaption>Вода</figcaption>'
    posts += f"{still}</figure>"
    table = f"<table><tbody>{f'<tr>{ROWS}</tr>' * 3}</tbody></table>"
    table += f"<table><caption>Узкая</caption><tbody>{FIGURES}</tbody></table>{LINKS}"
    word = {"lead": LONG_WORD, "subtitle": LONG_WORD, "body": f"<p>{LONG_WORD}</p>"}
    yield "headline only", {"title": "Слово"}
    yield "one word", {"title": "Да", "body": "<p>Да.</p>"}
    yield "ten thousand words", {"title": "Много", "body": f"<p>{'слово ' * 100}</p>" * 100}
    yield "long word", {"title": LONG_WORD, **word}
    yield "long title", {"title": ("Правительство объяснило " * 13)[:300], "cover": first}
    yield "markup", {"title": '</script><b>"&amp; 😀🇦🇲 \u202eש\u202c и\u0306', "lead": "</script>&"}
    yield "gallery", {"title": "Галерея", "cover": first, "body": SENTENCES + gallery}
    yield "table", {"title": "Таблица", "body": table + posts}
    yield "graphic", {"title": "Тяжёлое", "cover": graphic, "body": "<p>Слово.</p>"}
    wide = "".join(f'<figure data-image="{one.pk}" class="wide"></figure>' for one in pictures)
    yield "wide", {"title": "Широкие", "body": f"{SENTENCES}{wide}"}
    yield "photo_story", {"kind": "photo_story", "title": "Фото", "body": wide, "cover": first}
    video = f'<figure data-embed="{VIDEO}"></figure><p>О воде.</p>'
    yield "video", {"kind": "video", "title": "Видео", "body": video, "cover": first}
    for kind in ("opinion", "partner", "flash"):
        yield kind, {"kind": kind, "title": f"Вид {kind}", "body": SENTENCES}
    yield "Armenian", {"language": "hy", "title": ("հանրապետություն" * 6)[:80], "cover": second}
    for code in ("hy", "en"):
        fields = {"title": MORE_TITLES[code], "body": f"<p>{MORE_TITLES[code]}</p>"}
        yield f"partner, {code}", {"language": code, "kind": "partner", **fields}


def publish_everything(code: str, pictures: list[Image]) -> str:
    """Publish a story with all that a text may have, update and correct it; return its address."""
    numbers = " ".join(str(one.pk) for one in pictures)
    body = "".join((UPDATE, POINTS, BOXES, TABLE, "<p>{1}</p>")).format(*WORDS[code])
    body += (
        f'<figure data-gallery="{numbers}"></figure><figure data-image="{pictures[0].pk}"></figure>'
    )
    body += "".join(f'<figure data-embed="{address}"></figure>' for address in (VIDEO, *POSTS))
    title = WORDS[code][1]
    address = publish(code, {"language": code, "title": title, "body": body, "cover": pictures[0]})
    edition = Edition.objects.filter(language=code).latest("pk")
    chief = User.objects.get(username="chief")
    setattr(edition.article, f"body_{code}", f"{body}<p>{title}</p>")
    workflow.save(edition.article, by=chief)
    workflow.correct(edition, kind="correction", text=title, by=chief)
    publish(code, {"language": code, "kind": "flash", "title": WORDS[code][0]})
    return address


def publish_more(number: int) -> None:
    """Publish a story in every language; the first of them is withdrawn again."""
    chief = User.objects.get(username="chief")
    titles = {f"title_{code}": f"{MORE_TITLES[code]} {number}" for code in languages.CODES}
    category = Category.objects.get(slug="sport")
    article = workflow.save(Article(category=category, **titles), by=chief)
    for code in languages.CODES:
        edition = workflow.publish(article, code, by=chief, at=now() - timedelta(days=9))
        if number == 0:
            workflow.withdraw(edition, reason=MORE_TITLES[code], by=chief)


def publish(name: str, fields: dict) -> str:
    """Publish a story of the past, so that the home page stays as it is; return its address."""
    code = fields.pop("language", "ru")
    texts = ("title", "subtitle", "lead", "body")
    named = {f"{key}_{code}" if key in texts else key: value for key, value in fields.items()}
    chief = User.objects.get(username="chief")
    author = Author.objects.exclude(portrait=None).first()
    credits = [(author.pk, "text", "")] if fields.get("kind") == "opinion" else []
    article = workflow.save(
        Article(category=Category.objects.get(slug="sport"), source_language=code, **named),
        by=chief,
        credits=credits,
    )
    edition: Edition = workflow.publish(article, code, by=chief, at=now() - timedelta(days=9))
    return edition.get_absolute_url()

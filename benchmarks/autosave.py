"""What an autosave costs: one changed paragraph of a story of 5,000 words.

    python -m benchmarks.autosave

Makes the story in the database of the environment, tells what the form's script would, as the chief
editor, and counts: queries, milliseconds of this process's processor, bytes of the request's body
and of the whole answer. tests/browser/autosave/test_typing.py counts a browser's own headers, too.
"""

import json
import os
import statistics
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

import django

django.setup()

from django.db import connection  # noqa: E402  once the apps are loaded
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from articles import workflow  # noqa: E402
from articles.models import Article, Autosave  # noqa: E402
from articles.text import deltas  # noqa: E402
from benchmarks import table  # noqa: E402
from newsroom.accounts import form_owner  # noqa: E402
from newsroom.cache import generation  # noqa: E402
from newsroom.models import User  # noqa: E402

PARAGRAPHS, WORDS = 60, 84
ROUNDS = 41
QUERIES, MILLISECONDS, BYTES = 5, 15, 2048


def story(chief: User) -> Article:
    """Save a story of 5,000 words."""
    text = " ".join(f"слово{n}" for n in range(WORDS))
    body = "".join(f"<p>Абзац {number}: {text}.</p>" for number in range(PARAGRAPHS))
    return workflow.save(Article(title_ru="Длинная", body_ru=body), by=chief)


class Form:
    """A form that tells one paragraph at a time."""

    def __init__(self, chief: User, article: Article):
        self.client = Client(HTTP_HOST="127.0.0.1", headers={"accept": "application/json"})
        self.client.force_login(chief)
        self.told = {"form": f"bench{time.time_ns()}", "whose": form_owner.mark(chief)}
        self.told |= {"article": article.pk, "base": {"ru": 1, "shared": 1}}
        self.known = deltas.split(article.body_ru)
        self.number = 0

    def tell(self) -> tuple[int, int]:
        """Tell another change of a paragraph; return the bytes of the body and of the answer."""
        self.number += 1
        place, middle = self.number % PARAGRAPHS, f" и слово {self.number}"
        block = self.known[place]
        now = [*self.known]
        now[place] = f"{block[:20]}{middle}{block[20:]}"
        rest = [place + 1, PARAGRAPHS - place - 1]
        parts = [[0, place], [place, 20, len(block) - 20, middle], rest]
        body = {"of": deltas.fingerprint(self.known), "is": deltas.fingerprint(now)}
        told = self.told | {"number": self.number, "bodies": {"body_ru": body | {"parts": parts}}}
        sent = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
        answer = self.client.post(
            reverse("admin:articles_autosave"), sent, content_type="application/json"
        )
        if answer.status_code != 200:
            raise RuntimeError(f"answered {answer.status_code}: {answer.content.decode()}")
        self.known = now
        headers = sum(len(f"{name}: {value}\r\n") for name, value in answer.headers.items())
        return len(sent), headers + len(answer.content)


def measure() -> list[table.Row]:
    chief = User.objects.get(username="chief")
    form = Form(chief, story(chief))
    form.tell()
    taken, sizes = [], []
    for _round in range(ROUNDS):
        begun = time.process_time()
        sizes.append(sum(form.tell()))
        taken.append((time.process_time() - begun) * 1000)
    with CaptureQueriesContext(connection) as asked:
        form.tell()
    first = Form(chief, form_article(form))
    with CaptureQueriesContext(connection) as asked_first:
        first.tell()
    Autosave.objects.filter(person=chief, form__startswith="bench").delete()
    what = f"autosave of a paragraph of 5,000 words, {connection.vendor}"
    return [
        table.at_most(f"{what}: processor (median)", statistics.median(taken), MILLISECONDS, "ms"),
        table.at_most(f"{what}: queries", len(asked), QUERIES, "queries"),
        table.at_most(f"{what}: queries of the first", len(asked_first), QUERIES, "queries"),
        table.at_most(f"{what}: body and answer (most)", max(sizes), BYTES, "bytes"),
    ]


def form_article(form: Form) -> Article:
    return Article.objects.get(pk=form.told["article"])


def main() -> None:
    generation.clock.start()
    print(table.dumps(measure()))


if __name__ == "__main__":
    main()

"""What an autosave costs: one changed paragraph of a story of 5,000 words, told by the chief.

What it weighs with a browser's own headers: tests/browser/autosave/test_typing.py.
"""

import time
from functools import partial
from itertools import count

from django.db import connection
from django.urls import reverse

from articles import workflow
from articles.models import Article, Autosave
from articles.text import deltas
from benchmarks import table, timing
from newsroom.accounts import form_owner
from newsroom.models import User

PARAGRAPHS, WORDS = 60, 84
QUERIES, MILLISECONDS = 5, 15


def measure() -> list[table.Row]:
    chief, client = User.objects.get(username="chief"), timing.signed_in("chief")
    text = " ".join(f"слово{n}" for n in range(WORDS))
    body = "".join(f"<p>Абзац {number}: {text}.</p>" for number in range(PARAGRAPHS))
    article = workflow.save(Article(title_ru="Длинная", body_ru=body), by=chief)
    form = {"form": f"bench{time.time_ns()}", "whose": form_owner.mark(chief)}
    form |= {"article": article.pk, "base": {"ru": 1, "shared": 1}}
    known, numbers = deltas.split(body), count(1)

    def tell():
        """Return what tells another change of a paragraph, as the form's script does."""
        number = next(numbers)
        place, words = number % PARAGRAPHS, f" и слово {number}"
        of, block = deltas.fingerprint(known), known[place]
        known[place] = f"{block[:20]}{words}{block[20:]}"
        rest = [place + 1, PARAGRAPHS - place - 1]
        parts = [[0, place], [place, 20, len(block) - 20, words], rest]
        told = {"of": of, "is": deltas.fingerprint(known), "parts": parts}
        sent = form | {"number": number, "bodies": {"body_ru": told}}
        address = reverse("admin:articles_autosave")
        return partial(client.post, address, sent, content_type="application/json")

    what = f"autosave of a paragraph of 5,000 words, {connection.vendor}"
    rows = timing.rows(what, tell, most=QUERIES, bound=MILLISECONDS)
    Autosave.objects.filter(person=chief, form=form["form"]).delete()
    return rows

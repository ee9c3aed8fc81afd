"""Many editors in few stories save and autosave at once: no word is lost, nobody is refused.

Every word that an editor sends is one that nobody else types; at the end each has to stand in the
working copy, the history or the unsaved texts. Where two wrote in the same place the page that asks
is answered, too.
"""

import json
import random
import re
import threading
import time
from collections import Counter

import lxml.html
import requests

from tests.browser.conftest import manage

SECONDS, EDITORS, STORIES = 15, 16, 6
PAUSE = (0.5, 1.5)  # seconds of typing before something is sent
BUSY = 30  # times that a busy server is asked again
AUTOSAVES = 4  # for each save
TITLE, LEAD, BODY = "title_ru", "lead_ru", "body_ru"
AUTOSAVE = "/admin/articles/article/autosave/"
WORD = re.compile(r"[a-z]+q\d+q\d+")  # no word of a language, none of the demo's

MAKE = f"""
import json
from django.test import Client
from articles import workflow
from articles.models import Article
from newsroom.models import Role, User

chief = User.objects.get(username="chief")
body = "".join(f"<p>{{'Слова абзаца, какие бывают. ' * 8}}({{n}})</p>" for n in range(12))
given = {{"title_ru": "Заголовок", "lead_ru": "Лид", "body_ru": body}}
stories = [workflow.save(Article(**given), by=chief).pk for _story in range({STORIES})]
cookies = []
for number in range({EDITORS}):
    person = User(username=f"many_{{number}}", role=Role.EDITOR, languages=["ru"])
    person.set_unusable_password()
    person.save()
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(person)
    cookies.append(client.cookies["sessionid"].value)
print(json.dumps([stories, cookies]))
"""
LOOK = """
from articles.models import Article, Autosave, Version
for held in (
    *Version.everything.filter(article__in={0}).values_list("fields", flat=True),
    *Autosave.objects.filter(article__in={0}).values_list("fields", flat=True),
    *Article.objects.filter(pk__in={0}).values_list("title_ru", "lead_ru", "body_ru"),
):
    print(held)
"""


class Editor(threading.Thread):
    """Opens a story, types words that nobody else types, sends them; chooses where asked to."""

    def __init__(self, number: int, base: str, cookie: str, story: int, ends: float):
        super().__init__(daemon=True)
        self.number, self.chance = number, random.Random(number)
        self.ends = ends
        self.browser, self.base = requests.Session(), base
        self.browser.cookies.set("sessionid", cookie)
        self.path = f"/admin/articles/article/{story}/change/"
        self.story, self.count, self.told = story, 0, 0
        self.sent: set[str] = set()
        self.outcomes: Counter = Counter()
        self.failure = ""
        self.data: list[tuple[str, str]] = []
        self.fresh: set[str] = set()

    def run(self) -> None:
        try:
            self.open()
            while time.monotonic() < self.ends:
                self.type()
                time.sleep(self.chance.uniform(*PAUSE))
                if self.chance.random() < 1 / (AUTOSAVES + 1):
                    self.save()
                else:
                    self.autosave()
            self.save()
        except Exception as error:
            self.failure = f"{type(error).__name__}: {error}"

    def open(self) -> None:
        answer = self.asked("form", self.path)
        if answer.status_code != 200:
            raise RuntimeError(f"the form answered {answer.status_code}")
        self.data, self.fresh = fields(answer.text, "data-editor"), set()

    def ask(self, path: str, **given) -> requests.Response:
        """Send what is given, or ask for the page."""
        method = "POST" if given else "GET"
        given["headers"] = {"X-CSRFToken": self.browser.cookies.get("csrftoken", "")}
        return self.browser.request(
            method, self.base + path, allow_redirects=False, timeout=60, **given
        )

    def asked(self, what: str, path: str, **given) -> requests.Response:
        """Ask for a page; while the server says that it is too busy, ask again like a person."""
        for _again in range(BUSY):
            answer = self.ask(path, **given)
            if answer.status_code != 503:
                return answer
            self.outcomes[f"{what} 503"] += 1
            time.sleep(1)
        return answer

    def type(self) -> None:
        """Type a word: into the title, the lead, a paragraph of the text, or a new paragraph."""
        self.count += 1
        word = f"wordq{self.number}q{self.count}"
        place = self.chance.choice([TITLE, LEAD, BODY, BODY, BODY, BODY])
        old = dict(self.data)[place]
        self.put(place, self.typed(place, old, word))
        self.fresh.add(place)

    def typed(self, place: str, old: str, word: str) -> str:
        """Return a field with the word; what the editor typed and has not saved stays."""
        if place in (TITLE, LEAD):
            return f"{old} {word}" if place in self.fresh else f"Слово {word}"
        paragraphs = re.findall(r"<p>.*?</p>", old, re.DOTALL)
        if not paragraphs or self.chance.random() < 0.2:
            return f"{old}<p>Новый абзац {word}</p>"
        chosen = self.chance.choice(paragraphs)
        return old.replace(chosen, f"{chosen[:-4]} {word}</p>", 1)

    def put(self, name: str, value: str) -> None:
        self.data = [(one, value if one == name else had) for one, had in self.data]

    def note(self) -> None:
        """Remember the words that are on their way to the server."""
        kept = dict(self.data)
        for name in (TITLE, LEAD, BODY):
            self.sent |= set(WORD.findall(kept[name]))

    def autosave(self) -> None:
        self.note()
        kept, self.told = dict(self.data), self.told + 1
        body = re.findall(r"<p>.*?</p>", kept[BODY], re.DOTALL)  # these texts have nothing else
        told = {
            "form": kept["_form"],
            "article": self.story,
            "number": self.told,
            "values": {TITLE: [kept[TITLE]], LEAD: [kept[LEAD]]},
            "bodies": {BODY: {"parts": body}},
        }
        answer = self.ask(AUTOSAVE, json=told)
        self.outcomes[f"autosave {answer.status_code}"] += 1
        if answer.status_code not in (200, 409, 503):  # busy: told the next time
            raise RuntimeError(f"autosave answered {answer.status_code}: {answer.text[:200]}")

    def save(self) -> None:
        """Save, answer the page that asks, and open the form anew."""
        self.note()
        data = [*self.data, ("_continue", "")]
        for _again in range(20):
            answer = self.asked("save", self.path, data=data)
            if answer.status_code == 302:
                self.outcomes["saved"] += 1
                return self.open()
            if "data-clashes" not in answer.text:
                raise RuntimeError(f"saving answered {answer.status_code} without a question")
            self.outcomes["asked"] += 1
            data = self.answered(answer.text)
        raise RuntimeError("asked twenty times")

    def answered(self, page: str) -> list[tuple[str, str]]:
        """Choose mine, theirs or a third in each place."""
        data = fields(page, "data-clashes")
        places = dict.fromkeys(re.findall(r'type="radio" name="([^"]+)"', page))
        return [*data, *((name, self.chance.choice(["mine", "theirs", "own"])) for name in places)]


def fields(page: str, mark: str) -> list[tuple[str, str]]:
    """Return what the page's form that has the attribute would send, buttons apart."""
    form = next(one for one in lxml.html.fromstring(page).forms if mark in one.attrib)
    areas = {area.get("name") for area in form.iter("textarea")}
    return [
        (name, value.removeprefix("\n") if name in areas else value)
        for name, value in form.form_values()
    ]


def test_many_editors_in_few_stories_lose_no_word(live_site, server_environment):
    made = manage(server_environment, "shell", "-v0", "-c", MAKE).splitlines()[-1]
    stories, cookies = json.loads(made)
    ends = time.monotonic() + SECONDS
    editors = [
        Editor(number, live_site, cookie, stories[number % STORIES], ends)
        for number, cookie in enumerate(cookies)
    ]

    for editor in editors:
        editor.start()
    for editor in editors:
        editor.join()

    assert [editor.failure for editor in editors if editor.failure] == []
    assert sum((one.outcomes for one in editors), Counter())["asked"] > 0
    kept = set(WORD.findall(manage(server_environment, "shell", "-v0", "-c", LOOK.format(stories))))
    sent = set().union(*(editor.sent for editor in editors))
    assert len(sent) > EDITORS
    assert sent - kept == set()

"""A hundred editors in sixty stories save and autosave: is a word lost, how long do they wait?

    python -m benchmarks.editors            five minutes, as promised
    python -m benchmarks.editors 30         thirty seconds

On PostgreSQL and the server of production, both of its own. Every word that an editor sends is one
that nobody else types; at the end each has to stand in the working copy, the history or the unsaved
texts. Where two wrote in the same place the page that asks is answered, too. The editors run on the
same machine, so what they themselves cost is in the times.
"""

import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from pathlib import Path

from benchmarks import forms, serving, table
from scripts import postgres

ROOT = Path(__file__).resolve().parent.parent
SECONDS, EDITORS, STORIES = 300, 100, 60
SLOWEST = 300  # milliseconds that 99 of 100 answers may take
COMING = 30.0  # seconds within which they come, and go
PAUSE = (3.0, 6.0)  # seconds of typing before something is sent
BUSY = 30  # times that a busy server is asked again
AUTOSAVES = 12  # for each save: an editor saves about once a minute
TITLE, LEAD, BODY = "title_ru", "lead_ru", "body_ru"
AUTOSAVE = "/admin/articles/article/autosave/"
WORD = re.compile(r"[a-z]+q\d+q\d+")  # no word of a language, none of the demo's


class Editor(threading.Thread):
    """Opens a story, types words that nobody else types, sends them; chooses where asked to."""

    def __init__(self, number: int, port: int, cookie: str, story: int, ends: float):
        super().__init__(daemon=True)
        self.number, self.chance = number, random.Random(number)
        self.ends = ends + self.chance.uniform(0, COMING)
        self.window = forms.Window(port, {"sessionid": cookie})
        self.path = f"/admin/articles/article/{story}/change/"
        self.story, self.count, self.told = story, 0, 0
        self.sent: set[str] = set()
        self.outcomes: Counter = Counter()
        self.failure = ""
        self.data: list[tuple[str, str]] = []
        self.fresh: set[str] = set()

    def run(self) -> None:
        try:
            time.sleep(self.chance.uniform(0, COMING))
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
        status, page, _where = self.asked("form", self.path)
        if status != 200:
            raise RuntimeError(f"the form answered {status}")
        self.data, self.fresh = forms.fields(page, "data-editor"), set()

    def asked(self, what: str, path: str, **given) -> tuple[int, str, str]:
        """Ask for a page; while the server says that it is too busy, ask again like a person."""
        for _again in range(BUSY):
            answer = self.window.ask(what, path, **given)
            if answer[0] != 503:
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
        status, words, _where = self.window.ask("autosave", AUTOSAVE, told=told)
        self.outcomes[f"autosave {status}"] += 1
        if status not in (200, 409, 503):  # busy: the words stay and are told the next time
            raise RuntimeError(f"autosave answered {status}: {words[:200]}")

    def save(self) -> None:
        """Save, answer the page that asks, and open the form anew."""
        self.note()
        data = [*self.data, ("_continue", "")]
        for _again in range(20):
            status, page, where = self.asked("save", self.path, form=data)
            if status == 302:
                self.outcomes["saved"] += 1
                return self.open()
            if "data-clashes" not in page:
                raise RuntimeError(f"saving answered {status} without a question")
            self.outcomes["asked"] += 1
            data = self.answered(page)
        raise RuntimeError("asked twenty times")

    def answered(self, page: str) -> list[tuple[str, str]]:
        """Choose mine, theirs or a third in each place."""
        data = forms.fields(page, "data-clashes")
        places = dict.fromkeys(re.findall(r'type="radio" name="([^"]+)"', page))
        return [*data, *((name, self.chance.choice(["mine", "theirs", "own"])) for name in places)]


def play(seconds: int) -> list[table.Row]:
    """Let the editors work on the server that runs, then look for every word. Within Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    import django

    django.setup()
    port, ends = int(os.environ["PORT"]), time.monotonic() + seconds
    stories = make_stories()
    cookies = make_editors()
    ends = time.monotonic() + seconds
    editors = [
        Editor(number, port, cookie, stories[number % STORIES], ends)
        for number, cookie in enumerate(cookies)
    ]
    for editor in editors:
        editor.start()
    for editor in editors:
        editor.join()
    return rows(editors, words_kept(), seconds)


def make_stories() -> list[int]:
    from articles import workflow
    from articles.models import Article
    from newsroom.models import User

    chief = User.objects.get(username="chief")
    body = "".join(f"<p>{'Слова абзаца, какие бывают. ' * 8}({n})</p>" for n in range(12))
    given = {"title_ru": "Заголовок", "lead_ru": "Лид", "body_ru": body}
    return [workflow.save(Article(**given), by=chief).pk for _story in range(STORIES)]


def make_editors() -> list[str]:
    """Make the people and sign them in; return the cookies of their sessions."""
    from django.test import Client

    from newsroom.models import Role, User

    cookies = []
    for number in range(EDITORS):
        person = User(username=f"editor_{number}", role=Role.EDITOR, languages=["ru"])
        person.set_unusable_password()
        person.save()
        client = Client(HTTP_HOST="127.0.0.1")
        client.force_login(person)
        cookies.append(client.cookies["sessionid"].value)
    return cookies


def words_kept() -> set[str]:
    """Return the words that stand in the working copies, the history and the unsaved texts."""
    from articles.models import Article, Autosave, Version

    kept: set[str] = set()
    for article in Article.objects.filter(created_by__username="chief"):
        for name in (TITLE, LEAD, BODY):
            kept |= set(WORD.findall(getattr(article, name)))
    for model in (Version.everything, Autosave.objects):
        for held in model.values_list("fields", flat=True).iterator(chunk_size=200):
            kept |= set(WORD.findall(str(held)))
    return kept


def rows(editors: list[Editor], kept: set[str], seconds: int) -> list[table.Row]:
    for editor in editors:
        if editor.failure:
            print(f"editor {editor.number}: {editor.failure}", file=sys.stderr)
    outcomes = sum((editor.outcomes for editor in editors), Counter())
    print(dict(outcomes), file=sys.stderr)
    sent = set().union(*(editor.sent for editor in editors))
    taken = defaultdict(list)
    for editor in editors:
        for what, milliseconds in editor.window.taken:
            taken[what].append(milliseconds)
    who = f"{EDITORS} editors in {STORIES} stories, {seconds} s"
    failed = sum(bool(editor.failure) for editor in editors)
    found = [
        table.at_most(f"{who}: words lost of {len(sent):,}", len(sent - kept), 0, "words"),
        table.at_most(f"{who}: editors whom an answer failed", failed, 0, "editors"),
    ]
    everything = [one for several in taken.values() for one in several]
    for what, times in {**taken, "every request": everything}.items():
        slow = statistics.quantiles(times, n=100)[98] if len(times) > 1 else times[0]
        middle = statistics.median(times)
        name = f"{who}: {what}, {len(times):,} of them, median {middle:.0f} ms, p99"
        found.append(table.at_most(name, slow, SLOWEST, "ms"))
    return found


def main() -> int:
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    if os.environ.get("EDITORS_PLAY"):
        print(table.dumps(play(seconds)))
        return 0
    with postgres.cluster() as url, tempfile.TemporaryDirectory() as folder:
        port = str(serving.free_port())
        env = os.environ | {
            "DATABASE_URL": url,
            "STORAGE": f"{folder}/media",
            "DEBUG": "0",
            "HOST": "127.0.0.1",
            "PORT": port,
            "SITE_URL": "",
        }
        for command in (["migrate", "-v0"], ["demo"], ["collectstatic", "--noinput", "-v0"]):
            subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=env, check=True)
        server = [sys.executable, "-m", "granian", "newsroom.rsgi:application"]
        # As `manage.py serve` starts it.
        server += ["--interface", "rsgi", "--port", port, "--workers", "2"]
        server += ["--log-level", "warning"]
        with serving.running(server, int(port), cwd=ROOT, env=env):
            command = [sys.executable, "-m", "benchmarks.editors", str(seconds)]
            env |= {"EDITORS_PLAY": "1"}
            done = subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE)
    found = table.loads(done.stdout)
    print(table.markdown(found))
    return 0 if all(row.holds for row in found) else 1


if __name__ == "__main__":
    sys.exit(main())

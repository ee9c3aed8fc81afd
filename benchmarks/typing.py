"""How long our scripts hold up a key in a story of 10,000 words, on a processor four times slower.

The profiler of Chromium looks where the page is 5,000 times a second. What counts is the longest
time in one go in which a script of ours was at work, or something that it had called (the text
editor writing out its text for us, say). Beside it, for comparison: how long a key takes in all,
CKEditor and the browser included.
"""

import statistics
import sys
from pathlib import Path

from benchmarks import serving
from benchmarks.table import Row, at_most
from scripts.test import find_chromium

ROOT = Path(__file__).resolve().parent.parent
WORDS, SLOWER, LONGEST = 10_000, 4, 50
TYPED = "Слова, которые набирают посреди длинного текста, и ещё столько же. " * 2
PAUSE = 60  # milliseconds between two keys, as a quick person types
# After the last key: drafts are kept, previews follow.
AFTER = 8_000
OURS = ("/static/admin/newsroom/", "/static/ckeditor-newsroom/")
EDITOR = "Object.values(CKEDITOR.instances).find((one) => one.container?.isVisible())"
WATCH = f"""() => {{
  const seen = window.keysTook = [];
  const look = (list) => {{
    for (const one of list.getEntries()) if (one.name === "keydown") seen.push(one.duration);
  }};
  const frame = {EDITOR}.window.$;
  new frame.PerformanceObserver(look).observe({{ type: "event", durationThreshold: 16 }});
}}"""


def measure(env: dict[str, str]) -> list[Row]:
    """Serve the site of the environment, type into a long text; return a row for each figure."""
    if not find_chromium():
        return [Row("typing in a long story (left out: no Chromium)", "–", "–", True)]
    base, server = f"http://127.0.0.1:{env['PORT']}", ["manage.py", "serve"]
    with serving.running([sys.executable, *server], int(env["PORT"]), cwd=ROOT, env=env):
        profile, keys = typed(base, env.get("DEMO_PASSWORD") or "newsroom-demo")
    spans = ours(profile)
    script, longest = max(spans, key=lambda one: one[1], default=("", 0))
    what = f"a key in a story of {WORDS:,} words, processor ÷ {SLOWER}"
    median = statistics.median(keys or [0])
    return [
        at_most(f"{what}: our scripts, longest in one go ({script})", longest, LONGEST, "ms"),
        Row(f"{what}: with editor and browser, median", f"{median:.0f} ms", "printed", True),
    ]


def typed(base: str, password: str) -> tuple[dict, list[float]]:
    """Type into a new story; return the profile, and the milliseconds of keys that took over 16."""
    # Only here, because `make bench` runs without it too.
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=flags)
        page = browser.new_page(base_url=base, viewport={"width": 1366, "height": 900})
        page.goto("/admin/login/")
        page.fill("#id_username", "editor_ru")
        page.fill("#id_password", password)
        page.press("#id_password", "Enter")
        page.wait_for_url("**/admin/")
        page.goto("/admin/articles/article/add/#ru")
        page.wait_for_selector(".cke_wysiwyg_frame")
        page.wait_for_timeout(3_000)
        page.evaluate(f"(html) => new Promise((done) => {EDITOR}.setData(html, done))", story())
        page.frame_locator(".cke_wysiwyg_frame:visible").locator("p").nth(60).click()
        page.evaluate(WATCH)
        devtools = page.context.new_cdp_session(page)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        devtools.send("Profiler.enable")
        devtools.send("Profiler.setSamplingInterval", {"interval": 200})
        devtools.send("Profiler.start")
        page.keyboard.type(TYPED, delay=PAUSE)
        page.wait_for_timeout(AFTER)
        profile = devtools.send("Profiler.stop")["profile"]
        keys = page.evaluate("window.keysTook")
        browser.close()
    return profile, keys


def story() -> str:
    """Return a text of so many words in paragraphs of a hundred, with headings between them."""
    words = [
        "город",
        "бюджет",
        "дорога",
        "школа",
        "вода",
        "насос",
        "улица",
        "совет",
        "житель",
        "работа",
    ]
    paragraph = "<p>" + " ".join(words * 10) + ".</p>"
    chapter = "<h2>Глава</h2>" + paragraph * 10
    return chapter * (WORDS // 1_000)


def ours(profile: dict) -> list[tuple[str, float]]:
    """Return the stretches in which a script of ours, or what it called, ran: (name, ms)."""
    nodes = {node["id"]: node for node in profile["nodes"]}
    parents = {child: node["id"] for node in profile["nodes"] for child in node.get("children", ())}
    known: dict[int | None, str] = {None: ""}

    def script_of(pk: int | None) -> str:
        if pk not in known:
            url = nodes[pk]["callFrame"]["url"]
            name = url.rsplit("/", 1)[1].split(".")[0] if any(one in url for one in OURS) else ""
            known[pk] = name or script_of(parents.get(pk))
        return known[pk]

    spans: list[tuple[str, float]] = []
    before = ""
    # Each delta says how long after the one before a sample was taken.
    lasted = [*profile["timeDeltas"][1:], 0]
    for sample, microseconds in zip(profile["samples"], lasted, strict=True):
        script = script_of(sample)
        if script and before:
            spans[-1] = (spans[-1][0], spans[-1][1] + microseconds / 1_000)
        elif script:
            spans.append((script, microseconds / 1_000))
        before = script
    return spans

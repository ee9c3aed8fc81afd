"""The demo newsroom as files that a person can edit: TOML, and one HTML text a language."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from newsroom import languages

HERE = Path(__file__).resolve().parent
FENCE = "+++\n"


@dataclass(frozen=True)
class Story:
    """One folder of `stories/`: facts of the story, and fields of each language it is in."""

    key: str
    facts: dict
    texts: dict[str, dict[str, str]]

    def state(self, language: str) -> str:
        """Return what is to become of a language; "live" unless the file says otherwise."""
        return self.facts.get("state", {}).get(language, "live")

    def in_order(self) -> list[str]:
        """Return the languages, the source language first."""
        source = self.facts["source_language"]
        return sorted(self.texts, key=lambda code: (code != source, languages.CODES.index(code)))


def rows(name: str) -> list[dict]:
    """Return the rows of a file such as `tags.toml`: its `[[tag]]` tables."""
    (tables,) = table(name).values()
    return tables


def table(name: str) -> dict:
    """Return a TOML file as a dict."""
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


def stories() -> list[Story]:
    """Return all stories, by key."""
    return [story(folder) for folder in sorted((HERE / "stories").iterdir()) if folder.is_dir()]


def story(folder: Path) -> Story:
    facts = tomllib.loads((folder / "story.toml").read_text(encoding="utf-8"))
    texts = {path.stem: fields(path) for path in sorted(folder.glob("*.html"))}
    return Story(folder.name, facts, texts)


def fields(path: Path) -> dict[str, str]:
    """Return the fields of one language: the front matter, and what follows as `body`."""
    _, front, body = path.read_text(encoding="utf-8").split(FENCE, 2)
    return tomllib.loads(front) | {"body": body.strip()}


def page_body(slug: str, language: str) -> str:
    return (HERE / "pages" / f"{slug}.{language}.html").read_text(encoding="utf-8")


def attachment(name: str) -> bytes:
    return (HERE / "attachments" / name).read_bytes()


def picture(name: str) -> bytes:
    return (HERE / "pictures" / name).read_bytes()

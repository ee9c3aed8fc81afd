"""Compile the words of English and Armenian, and a few of Russian, into the one table that the site
looks them up in.

Run when one of the packages has a new version; the result is committed:

    python -m venv var/words && var/words/bin/pip install -r scripts/words/requirements.txt
    var/words/bin/python -m scripts.words

Takes some ten minutes, 2 GB of disk and the program `sort`. What is written:
articles/search/language/data/words.table, read by articles/search/language/table.py. Whose data
these are stands beside it, in LICENCES.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import django
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django.setup()

from articles.search.language import table  # noqa: E402
from articles.search.language.letters import folded, script_of  # noqa: E402
from scripts.words import english, lexicon, russian  # noqa: E402
from scripts.words.choosing import CAUSATIVE_END, choose  # noqa: E402

TARGET = Path(__file__).resolve().parents[2] / "articles" / "search" / "data" / "words.table"
OTHER = "-1"  # a reading by the other dictionary
FIRST_LETTER = "ա"
SORTS = {str(number): lexicon.Sort(number) for number in range(2 * max(lexicon.Sort))}


def spelt(form: str) -> str:
    """Return what `folded` does of a form that has letters only, in a tenth of the time."""
    return form.lower().replace("եւ", "և").replace("եվ", "և")


def armenian(folder: str) -> Iterator[tuple[str, set[str]]]:
    """Yield the forms of Armenian in order, each with its dictionary forms."""
    others = {
        folded(form): folded(word)
        for form, word in DefaultDictionaryFactory().get_dictionary("hy").items()
        if script_of(word) == "hy" and form.isalpha() and form[0].lower() >= FIRST_LETTER
    }
    rows = Path(folder) / "forms"
    causatives = set()
    with rows.open("w", encoding="utf-8") as file:
        for form, word, sort in lexicon.forms():
            if form.isalpha() and form[0] >= FIRST_LETTER:
                file.write(f"{spelt(form)}\t{spelt(word)}\t{sort}\n")
        for form, word in others.items():
            file.write(f"{form}\t{word}\t{OTHER}\n")
    for word in lexicon.lexemes():
        if word["lex"].endswith(CAUSATIVE_END):
            causatives.add(folded(word["lex"]))
    command = ["sort", "-u", "-S", "1G", "-T", folder, "-o", str(rows), str(rows)]
    subprocess.run(command, check=True, env={"LC_ALL": "C"})
    yield from chosen(rows, others, causatives)


def chosen(
    rows: Path, others: dict[str, str], causatives: set[str]
) -> Iterator[tuple[str, set[str]]]:
    """Yield the forms of a sorted file of readings, each with the dictionary forms that count."""
    with rows.open(encoding="utf-8") as file:
        lines = (line.rstrip("\n").split("\t") for line in file)
        for form, group in groupby(lines, key=lambda row: row[0]):
            readings: dict[str, set[lexicon.Sort]] = {}
            for _form, word, sort in group:
                if sort != OTHER:
                    readings.setdefault(word, set()).add(SORTS[sort])
            other = others.get(form)
            yield form, choose(readings, other, causatives) if readings else {other}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = table.compiled(
            forms for part in (english.forms(), russian.forms(), armenian(folder)) for forms in part
        )
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(data)
    sys.stdout.write(f"{TARGET}: {len(data):,} bytes\n")


if __name__ == "__main__":
    main()

"""What was measured stands in one file; README shows the promised part of it."""

import pytest

from benchmarks import kept
from benchmarks.table import Row, at_most

LOAD, OTHER = kept.SHOWN[1], "make bench ARGS=other"


@pytest.fixture
def files(monkeypatch, tmp_path):
    """A README and results of our own."""
    for name in ("README", "RESULTS"):
        monkeypatch.setattr(kept, name, tmp_path / name)
    kept.README.write_text(f"# Site\n\n{kept.BEGIN}{kept.END}\n\n## To read on\n")
    return kept


def test_readme_shows_the_figures_as_they_were_kept():
    readme = kept.README.read_text()

    assert kept.with_figures(readme, kept.RESULTS.read_text()) == readme
    assert LOAD in readme


def test_what_is_kept_of_a_command_takes_the_place_of_its_last_table(files):
    kept.write(OTHER, [at_most("other", 1, 2, "ms")])
    kept.write(LOAD, [at_most("page", 9, 2, "ms"), Row("rate", "5", "printed", True)])
    kept.write(LOAD, [at_most("page", 1, 2, "ms"), Row("rate", "5", "printed", True)])

    assert kept.RESULTS.read_text().count("| page |") == 1
    assert "| other | 1.0 ms |" in kept.last(OTHER)
    assert "| rate | 5 |" in kept.last(LOAD)


def test_readme_gets_what_was_promised_with_its_command(files):
    kept.write(OTHER, [at_most("other", 1, 2, "ms")])
    kept.write(LOAD, [at_most("page", 3, 2, "ms"), Row("rate", "5", "printed", True)])

    assert kept.README.read_text() == (
        f"# Site\n\n{kept.BEGIN}"
        "| what | measured | promised | | by |\n|---|---|---|---|---|\n"
        f"| page | 3.0 ms | ≤ 2 ms | **missed** | `{LOAD}` |\n"
        f"{kept.END}\n\n## To read on\n"
    )


def test_what_got_worse_by_a_fifth_is_told(files, capsys):
    kept.keep(LOAD, [at_most("page", 10, 20, "ms"), at_most("home", 10, 20, "ms")])
    kept.keep(LOAD, [at_most("page", 11, 20, "ms"), at_most("home", 13, 20, "ms")])

    said = capsys.readouterr().out

    assert said == "Worse by more than a fifth: home: 13.0 ms, before 10.0 ms\n"

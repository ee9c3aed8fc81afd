"""Visits of Lighthouse: one that Lighthouse itself did not make is made again."""

import os

import pytest

from benchmarks import pages

# Stands in for npx: its n-th call answers with the n-th of these lines, the last one from then on.
PROGRAM = """#!/bin/sh
printf x >> "$0.calls"
line=$(sed -n "$(wc -c < "$0.calls")p" "$0.answers")
[ -n "$line" ] || line=$(tail -n 1 "$0.answers")
[ "$line" = fails ] && exit 1
printf %s "$line"
"""
REPORT = '{"audits": {}}'
NO_PAGE = '{"audits": {}, "runtimeError": {"code": "NO_FCP"}}'


@pytest.fixture
def npx(tmp_path, monkeypatch):
    """Let Lighthouse answer as told; return how often it was asked."""
    program = tmp_path / "npx"
    program.write_text(PROGRAM)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("CHROMIUM", "/usr/bin/true")

    def answer(*lines: str):
        (tmp_path / "npx.answers").write_text("\n".join(lines) + "\n")
        return lambda: len((tmp_path / "npx.calls").read_text())

    return answer


@pytest.mark.parametrize("answers", [[REPORT], ["fails", REPORT], ["fails", NO_PAGE, REPORT]])
def test_visit_is_made_again_until_lighthouse_reports(npx, answers):
    asked = npx(*answers)

    assert pages.visit("http://127.0.0.1:1/ru/") == {"audits": {}}
    assert asked() == len(answers)


@pytest.mark.parametrize("answer", ["fails", NO_PAGE])
def test_page_that_can_never_be_visited_is_given_up(npx, answer):
    asked = npx(answer)

    assert pages.visit("http://127.0.0.1:1/ru/") is None
    assert asked() == 3

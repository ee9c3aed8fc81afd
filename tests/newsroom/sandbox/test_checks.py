"""Whoever starts the site is told what the kernel cannot do, once, and nothing where it can."""

from io import StringIO

import pytest
from django.core.management import call_command

from newsroom.management.commands import serve
from newsroom.sandbox import checks

NEITHER = (
    "The kernel has no Landlock and seccomp: pictures and documents are still read by processes"
    " without keys, descriptors and files, but a hole in a decoder may reach more of this machine."
    " Linux 5.13 or newer on x86_64 or arm64 has both; a container may have switched them off."
)


@pytest.fixture
def kernel(monkeypatch):
    def has(*, landlock: int, seccomp: bool) -> None:
        asked = {"Landlock": lambda: landlock, "seccomp": lambda: seccomp}
        monkeypatch.setattr(checks, "_HELP", asked)

    return has


def checked() -> str:
    out = StringIO()
    call_command("check", tags=["security"], stdout=out, stderr=out)
    return out.getvalue()


def printed() -> str:
    command = serve.Command(stdout=StringIO())
    command.print_addresses(demo=False)
    return command.stdout.getvalue()


def test_kernel_without_help_is_told_of_at_the_start_and_by_the_check(kernel):
    kernel(landlock=0, seccomp=False)

    assert printed().count(NEITHER) == 1
    assert f"(newsroom.I001) {NEITHER}" in checked()


def test_what_is_missing_is_named_alone(kernel):
    kernel(landlock=3, seccomp=False)

    assert checks.sentence().startswith("The kernel has no seccomp: ")


def test_kernel_that_helps_is_not_spoken_of(kernel):
    kernel(landlock=7, seccomp=True)

    assert "kernel" not in printed()
    assert "newsroom.I001" not in checked()

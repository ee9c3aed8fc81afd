"""A copy of the project, to change as somebody who works on it would, and to run commands in."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from django.conf import settings

ROOT = settings.BASE_DIR
FOLDERS = ("articles", "newsroom", "templates", "static", "locale", "scripts")
FILES = ("manage.py", "Makefile", ".env.example")


def copy_project(copy: Path) -> Path:
    """Copy what runs, without its tests, into a folder that is not there yet; return that."""
    # With what is compiled already, which half the time of a command goes into; what another
    # process is just compiling has a number behind its name.
    for name in FOLDERS:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("*.pyc.*"))
    for name in FILES:
        shutil.copy(ROOT / name, copy)
    # Where commands that are written out look for Python.
    (copy / ".venv").symlink_to(sys.prefix)
    return copy


def run(project: Path, url: str, *command: str, **given) -> str:
    """Run a command in a copy; return what it said, fail with that where it fails."""
    clean = {"DATABASE_URL": url, "DEBUG": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    # What `make` would install is there.
    clean["MAKEFLAGS"] = "-o install-dev"
    done = subprocess.run(
        command, cwd=project, env=os.environ | clean, capture_output=True, text=True, **given
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
    return done.stdout


def manage(project: Path, url: str, *arguments: str, **given) -> str:
    """Run a command of Django in a copy."""
    return run(project, url, sys.executable, "manage.py", *arguments, **given)

"""Programs that answer at a port."""

import os
import signal
import subprocess

import pytest

from tests.deploy.nginx import wait_for


@pytest.fixture(scope="module")
def run():
    """Start a program that answers at a port; it ends with the tests."""
    started = []

    def start(command: list[str], port: int, **options) -> None:
        started.append(subprocess.Popen(command, process_group=0, **options))
        wait_for(port, started[-1])

    yield start
    for process in reversed(started):
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(15)

"""Run the server and its helpers as one thing that starts together and ends together.

    python -m newsroom.server.supervisor -- SERVER ARG… -- HELPER ARG… [-- HELPER ARG…]

The first command is the server: when it ends, all ends. A helper that ends is started again,
since the site is right without it. Ctrl+C, TERM and HUP end all and answer 0; whoever has not
gone after the grace period is killed, and so is everybody if this process is. Needs nothing but
Python, so that it stays small.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from functools import partial

from newsroom.server.parent_death import end_with_parent

GRACE_SECONDS = 10
# Of those that go because somebody was killed: who starts the site again waits for them.
SHORT_GRACE_SECONDS = 4
LONGEST_PAUSE_SECONDS = 30
TICK_SECONDS = 0.2


class Child:
    """One command in a process group of its own, so that Ctrl+C reaches it only through us."""

    def __init__(self, command: list[str]):
        self.command = command
        self.pause = 1
        self.process = None
        self.start()

    def start(self) -> None:
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            process_group=0,
            preexec_fn=partial(end_with_parent, os.getpid()),  # safe: this process has one thread
        )

    def has_ended(self) -> bool:
        return self.process.poll() is not None

    def send(self, number: signal.Signals) -> None:
        """Signal the whole group: a server's workers live on when only their parent is killed."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    def restart_when_ended(self) -> None:
        """Start the command again after a pause that doubles while it keeps ending at once."""
        if not self.has_ended():
            return
        lived = time.monotonic() - self.started_at
        if lived < self.pause:
            return
        ended_with = self.process.returncode
        self.pause = 1 if lived > 60 else min(self.pause * 2, LONGEST_PAUSE_SECONDS)
        print(f"Restarting after exit {ended_with}: {' '.join(self.command)}", file=sys.stderr)
        self.start()


def split(arguments: list[str]) -> list[list[str]]:
    """Split the command line at each `--` into commands."""
    commands: list[list[str]] = []
    for argument in arguments:
        if argument == "--":
            commands.append([])
        elif commands:
            commands[-1].append(argument)
    return [command for command in commands if command]


def end(children: list[Child], grace: float) -> None:
    """Ask every child to go, wait for so many seconds, and kill what is left of their groups."""
    for child in children:
        child.send(signal.SIGTERM)
    deadline = time.monotonic() + grace
    while not all(child.has_ended() for child in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    for child in children:
        child.send(signal.SIGKILL)
        child.process.wait()


def supervise(commands: list[list[str]]) -> int:
    """Run the commands until a signal comes or the server ends; return the exit code."""
    asked_to_stop = False

    def stop(*_signal) -> None:
        nonlocal asked_to_stop
        asked_to_stop = True

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    # Under make we end with it, even when it is killed. Elsewhere a new parent means nothing:
    # a shell may have put us in the background and gone.
    parent = os.getppid() if "MAKELEVEL" in os.environ else None

    children: list[Child] = []
    try:
        for command in commands:
            children.append(Child(command))
        server, *helpers = children
        while not asked_to_stop:
            if server.has_ended():
                print(f"The server ended with {server.process.returncode}.", file=sys.stderr)
                return server.process.returncode if server.process.returncode > 0 else 1
            if parent and os.getppid() != parent:
                return 1
            for helper in helpers:
                helper.restart_when_ended()
            time.sleep(TICK_SECONDS)
        return 0
    finally:
        end(children, GRACE_SECONDS if asked_to_stop else SHORT_GRACE_SECONDS)


if __name__ == "__main__":
    wanted = split(sys.argv[1:])
    if not wanted:
        sys.exit(__doc__)
    sys.exit(supervise(wanted))

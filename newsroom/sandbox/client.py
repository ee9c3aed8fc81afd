"""Asking for work on the bytes of strangers: the web server's and the worker's side of it."""

import atexit
import os
import socket
import struct
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from newsroom.sandbox import wire

ROOT = Path(__file__).resolve().parent.parent.parent
# The priority of these processes: behind readers, before the worker.
NICE = 10
# What Python may need of the environment; neither keys nor addresses of ours.
TO_START = ("PATH", "LD_LIBRARY_PATH", "PYTHONHOME", "PYTHONPATH", "LANG")
IDLE = 120  # seconds without a job, after which a server ends
# A machine that does other things takes longer by the clock; so many times as long is waited.
CLOCK = 4
MOST_ANSWER = 256 * 1024 * 1024
_PIECE = 1024 * 1024
_TRIES = 2
LONGEST_END = 5  # seconds
_started: list["Sandbox"] = []


class Unavailable(Exception):
    """The machine has no process or no time for it now."""


class Ended(Exception):
    """The process broke down (a code above 0), or was ended by a signal or a limit (below 0)."""

    def __init__(self, code: int, complaint: str = ""):
        super().__init__(f"code {code}: {complaint}")
        self.code = code


class _Lost(Exception):
    """The server that forks has gone, and with it the job."""

    def __init__(self, process: subprocess.Popen | None):
        super().__init__()
        self.process = process


class Sandbox:
    """Runs `run(order, data)` of one module, each time in a process of its own.

    The server behind it is started when it is first needed, and goes when nobody needs it.
    """

    def __init__(self, module: str, idle: float = IDLE):
        self.module, self.idle = module, idle
        self.lock = threading.Lock()
        self.process: subprocess.Popen | None = None
        self.control: socket.socket | None = None
        self.owner = 0

    def run(
        self, order: dict, data: bytes, *, seconds: int, megabytes: int
    ) -> tuple[dict, list[bytes]]:
        """Return words and files: to be checked, since hostile bytes may have written them.

        `seconds` are the processor's; by the clock CLOCK times as many. Raises Unavailable, Ended.
        """
        job = wire.job(order, {"seconds": seconds, "megabytes": megabytes}, data)
        deadline = time.monotonic() + CLOCK * seconds
        for _try in range(_TRIES):
            try:
                return self._run(job, data, deadline)
            except _Lost as lost:
                self.close(lost.process)
        raise Unavailable

    def _run(self, job: bytes, data: bytes, deadline: float) -> tuple[dict, list[bytes]]:
        line, end, process = self._begin()
        with line, end:
            try:
                answer = _exchange(line, job, data, deadline)
                code = _code(end, deadline)
            except TimeoutError:
                raise Unavailable from None
            except (ConnectionError, EOFError) as error:
                raise _Lost(process) from error
        try:
            words, files = wire.read_answer(answer)
        except ValueError as error:
            raise Ended(code, str(error)) from error
        if code or "error" in words:
            raise Ended(code or 1, str(words.get("error"))[-wire.LONGEST_COMPLAINT :])
        return words, files

    def _begin(self) -> tuple[socket.socket, socket.socket, subprocess.Popen]:
        """Have a process forked; return the line to it, the one that tells of its end, and whose
        it is.
        """
        line, theirs = socket.socketpair()
        end, their_end = socket.socketpair()
        try:
            with theirs, their_end, self.lock:
                process = self._start()
                socket.send_fds(self.control, [b"j"], [theirs.fileno(), their_end.fileno()])
        except OSError as error:
            line.close()
            end.close()
            if isinstance(error, ConnectionError):
                raise _Lost(self.process) from error
            raise Unavailable from error
        return line, end, process

    def _start(self) -> subprocess.Popen:
        """Return the server, started unless it runs; one inherited by a fork is not ours."""
        if self.owner != os.getpid():
            self.process = None
        if self.process and self.process.poll() is None:
            return self.process
        self.control, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "newsroom.sandbox", self.module, str(self.idle)],
                stdin=theirs,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=ROOT,
                env={name: os.environ[name] for name in TO_START if name in os.environ},
            )
        self.owner = os.getpid()
        if self not in _started:
            _started.append(self)
        with suppress(OSError):  # it has ended
            ours = os.getpriority(os.PRIO_PROCESS, 0)
            os.setpriority(os.PRIO_PROCESS, self.process.pid, max(NICE, ours))
        return self.process

    def close(self, which: subprocess.Popen | None = None) -> None:
        """End the server, or only that one; the next job starts another."""
        with self.lock:
            if not self.process or which not in (None, self.process):
                return
            if self.owner == os.getpid():
                self.control.close()
                try:
                    self.process.wait(LONGEST_END)
                except subprocess.TimeoutExpired:
                    self.process.kill()
                    self.process.wait()
            self.process = None


@atexit.register
def close_all() -> None:
    """End the servers of this process."""
    for sandbox in _started:
        sandbox.close()


def _exchange(line: socket.socket, job: bytes, data: bytes, deadline: float) -> bytes:
    """Send a job and return the whole answer. Raises TimeoutError."""
    answer = bytearray()
    with suppress(BrokenPipeError, ConnectionError):  # it broke down before it had read all
        for part in (job, data):
            _wait(line, deadline)
            line.sendall(part)
    with suppress(ConnectionError):
        while len(answer) <= MOST_ANSWER:
            _wait(line, deadline)
            part = line.recv(_PIECE)
            if not part:
                break
            answer += part
    return bytes(answer)


def _code(end: socket.socket, deadline: float) -> int:
    """Return with which code a process ended. Raises TimeoutError, ConnectionError, EOFError."""
    _wait(end, deadline)
    said = end.recv(4)
    if len(said) < 4:
        raise EOFError
    return struct.unpack("!i", said)[0]


def _wait(line: socket.socket, deadline: float) -> None:
    line.settimeout(max(0.001, deadline - time.monotonic()))

"""The server that forks a process for each job: `python -m newsroom.sandbox MODULE IDLE`.

It has loaded the module, and so whatever a job needs, before any byte of a stranger is there; it
reads none itself. Each job comes with two sockets: of the process that does it, and of its end,
where the code of its exit is told. Who closes that one before has the process killed. After IDLE
seconds without a job it ends, and gives its memory back.
"""

import gc
import importlib
import os
import select
import signal
import socket
import struct
import sys
import traceback
from types import ModuleType

from newsroom.sandbox import wire
from newsroom.sandbox.lockdown import lock_down


class Server:
    """Forks for each job, tells how it ended. `children` holds the sockets of their ends."""

    def __init__(self, control: socket.socket, module: ModuleType, idle: float):
        self.control, self.module, self.idle = control, module, idle
        self.children: dict[int, socket.socket] = {}
        self.woken, wake = socket.socketpair()
        wake.setblocking(False)
        self.woken.setblocking(False)
        signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_signal: None)
        self.wake = wake

    def serve(self) -> None:
        """Work until whoever asked is gone, or nobody has asked for a while."""
        while True:
            ends = {end: pid for pid, end in self.children.items()}
            ready, _, _ = select.select([self.control, self.woken, *ends], [], [], self.idle)
            if not ready and not ends:
                return
            for end in ends.keys() & set(ready):  # nobody waits for it any more
                os.kill(ends[end], signal.SIGKILL)
            if self.woken in ready:
                self.woken.recv(4096)  # a byte for each signal; unread, it would wake us for ever
            if self.woken in ready or ends.keys() & set(ready):
                self.bury()
            if self.control in ready and not self.begin():
                return

    def begin(self) -> bool:
        """Take one job; False when there will be no more."""
        said, given, _flags, _address = socket.recv_fds(self.control, 1, 2)
        if not said:
            return False
        job, end = (socket.socket(fileno=number) for number in given)
        with job:
            pid = os.fork()
            if pid == 0:
                become_job(job.fileno(), self.module)
        self.children[pid] = end
        return True

    def bury(self) -> None:
        """Tell of each process that has ended how it did."""
        while self.children and (found := os.waitpid(-1, os.WNOHANG))[0]:
            pid, status = found
            with self.children.pop(pid) as end:
                try:
                    end.sendall(struct.pack("!i", os.waitstatus_to_exitcode(status)))
                except OSError:
                    pass  # nobody asked

    def end(self) -> None:
        for pid in self.children:
            os.kill(pid, signal.SIGKILL)


def become_job(number: int, module: ModuleType) -> None:
    """Do the one job behind a descriptor, with nothing else open, and end."""
    code = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.dup2(number, 0)
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))
        said, data = wire.read_job(0)
        if prepare := getattr(module, "prepare", None):
            prepare(data)
        lock_down(**said["limits"])
        wire.write(0, *module.run(said["order"], data))
        code = 0
    except BaseException:
        wire.write(0, {"error": traceback.format_exc()[-wire.LONGEST_COMPLAINT :]}, [])
    finally:
        os._exit(code)


def main(module: str, idle: float) -> None:
    # Ends with whoever started it, and not before the answer that a stop waits for.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    control = socket.socket(fileno=os.dup(0))
    server = Server(control, importlib.import_module(module), idle)
    gc.freeze()  # what is loaded is shared with every job, and stays so
    try:
        server.serve()
    finally:
        server.end()


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))

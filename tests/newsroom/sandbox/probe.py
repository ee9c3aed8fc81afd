"""A job that tries to get at what it must not: what a hole in a decoder would do."""

import encodings.idna  # noqa: F401  so that it is the network that is refused
import errno
import os
import signal
import socket
import subprocess
import time


def run(order: dict, data: bytes) -> tuple[dict, list[bytes]]:
    """Do what is asked for; return what came of it, or the name of the error."""
    return {"came": {name: tried(TRIES[name], given) for name, given in order.items()}}, [data]


def tried(way, given) -> str:
    try:
        return way(given)
    except OSError as error:
        return errno.errorcode[error.errno]


def read(path: str) -> str:
    with open(path) as file:
        return file.read()


def write(path: str) -> str:
    with open(path, "w") as file:
        file.write("was here")
    return "written"


def connect(port: int) -> str:
    with socket.create_connection(("127.0.0.1", port), timeout=5):
        return "connected"


def send(port: int) -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.sendto(b"the key", ("127.0.0.1", port))
    return "sent"


def fork(_nothing) -> str:
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    return "forked"


def start(program: str) -> str:
    return subprocess.run([program], capture_output=True, text=True, check=False).stdout


def spin(_nothing) -> None:
    while True:
        pass


def is_open(number: int) -> bool:
    try:
        os.lseek(number, 0, os.SEEK_CUR)
    except OSError as error:
        return error.errno != errno.EBADF
    return True


TRIES = {
    "key": read,
    "database": read,
    "settings": read,
    "environment of the server": read,
    "folder": lambda path: ",".join(os.listdir(path)),
    "write": write,
    "connect": connect,
    "send": send,
    "fork": fork,
    "start": start,
    "signal": lambda pid: str(os.kill(pid, 0)),
    "environment": lambda _nothing: ",".join(sorted(os.environ)),
    "descriptors": lambda most: ",".join(str(one) for one in range(most) if is_open(one)),
    "hang": lambda seconds: str(time.sleep(seconds)),
    "spin": spin,
    "memory": lambda megabytes: str(len(bytearray(megabytes * 1024 * 1024))),
    "break": lambda number: str(os.abort() if number == signal.SIGABRT else os._exit(number)),
    "number": lambda _nothing: str(os.getpid()),
}

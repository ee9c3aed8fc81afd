"""What the kernel is asked to refuse: each of its means by itself, and the filter on paper."""

import errno
import platform
import struct
import subprocess
import sys

import pytest

from newsroom.sandbox import lockdown
from newsroom.sandbox.client import ROOT
from newsroom.sandbox.lockdown import numbers

TRY = """
import errno, os, socket, sys
from newsroom.sandbox import lockdown
def tried(way):
    try:
        way()
    except OSError as error:
        return errno.errorcode[error.errno]
    return "done"
server = socket.create_server(("127.0.0.1", 0))
line = socket.socket()
lockdown._prctl(lockdown._SET_NO_NEW_PRIVS, 1)
{how}
print(
    tried(lambda: open("README.md")),
    tried(lambda: os.listdir(".")),
    tried(lambda: line.connect(server.getsockname())),
    tried(lambda: socket.socket()),
    tried(lambda: os.kill(os.getppid(), 0)),
    tried(lambda: os.write(1, b"")),
)
"""
DONE = "done done done done done done"


def result(how: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", TRY.format(how=how)], cwd=ROOT, capture_output=True, text=True
    )
    return done.stdout.strip() or done.stderr


def test_nothing_is_refused_before():
    assert result("pass") == DONE


def test_landlock_alone_refuses_files_network_and_signals():
    version = lockdown.landlock_version()
    network = "EACCES" if version >= 4 else "done"
    signals = "EPERM" if version >= 6 else "done"

    found = result(f"if {version}: lockdown._restrict({version})")

    assert found == (f"EACCES EACCES {network} done {signals} done" if version else DONE)


def test_seccomp_alone_refuses_what_it_does_not_name():
    found = result("if lockdown.has_seccomp(): lockdown._filter_calls()")

    expected = "EPERM EPERM EPERM EPERM EPERM done" if lockdown.has_seccomp() else DONE
    assert found == expected


def test_limits_alone_open_nothing():
    script = (
        "lockdown._MACHINE = ''\n"
        "assert lockdown.landlock_version() == 0 and not lockdown.has_seccomp()\n"
        "lockdown.lock_down(seconds=5, megabytes=300)"
    )

    assert result(script) == "EMFILE EMFILE done EMFILE done done"


@pytest.mark.skipif(sys.platform != "linux", reason="Landlock and seccomp are Linux's")
def test_kernel_that_has_them_is_believed():
    """What the machine of the tests says elsewhere: a call that is there is not ENOSYS."""
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall(444, None, 0, 0)
    has_landlock = ctypes.get_errno() not in (errno.ENOSYS, errno.EOPNOTSUPP)
    with open("/proc/self/status") as file:
        has_seccomp = "Seccomp_filters:" in file.read()

    assert (lockdown.landlock_version() > 0) == has_landlock
    assert lockdown.has_seccomp() == (has_seccomp and platform.machine() in ("x86_64", "aarch64"))


ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
ALLOW, KILL = 0x7FFF0000, 0x80000000
EPERM, ENOSYS = 0x50000 | 1, 0x50000 | 38
# From asm/unistd_64.h and asm-generic/unistd.h of the kernel.
NUMBERS = {
    "x86_64": numbers(
        "read=0 write=1 open=2 socket=41 connect=42 sendmsg=46 clone=56 fork=57 vfork=58 "
        "execve=59 kill=62 ptrace=101 openat=257 mmap=9 futex=202 exit_group=231 tgkill=234 "
        "process_vm_readv=310 openat2=437 io_uring_setup=425 pidfd_getfd=438 clone3=435 "
        "stat=4 newfstatat=262 memfd_create=319 bpf=321"
    ),
    "aarch64": numbers(
        "read=63 write=64 openat=56 socket=198 connect=203 sendmsg=211 clone=220 execve=221 "
        "kill=129 ptrace=117 mmap=222 futex=98 exit_group=94 tgkill=131 process_vm_readv=270 "
        "openat2=437 io_uring_setup=425 pidfd_getfd=438 clone3=435 newfstatat=79 "
        "memfd_create=279 bpf=280"
    ),
}
ANSWERED = {"read", "write", "mmap", "futex", "exit_group"}


def answer(program: bytes, arch: int, number: int, argument: int = 0) -> int:
    """Run a filter as the kernel does, by linux/bpf_common.h."""
    seen = struct.pack("<IIQQ", number, arch, 0, argument)
    steps = [*struct.iter_unpack("HBBI", program)]
    at = held = 0
    while True:
        code, yes, no, value = steps[at]
        at += 1
        if code == 0x20:
            (held,) = struct.unpack_from("<I", seen, value)
        elif code == 0x15:
            at += yes if held == value else no
        elif code == 0x45:
            at += yes if held & value else no
        else:
            assert code == 0x06
            return value


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_filter_answers_what_decoding_takes_and_nothing_else(machine):
    program, arch = lockdown._program(machine), ARCH[machine]

    answers = {name: answer(program, arch, number) for name, number in NUMBERS[machine].items()}

    expected = {name: ALLOW if name in ANSWERED else EPERM for name in answers}
    assert answers == expected | {"clone3": ENOSYS}


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_filter_knows_threads_from_processes_and_its_machine_from_others(machine):
    program, arch = lockdown._program(machine), ARCH[machine]
    (other,) = {*ARCH.values()} - {arch}

    number = NUMBERS[machine]["clone"]
    # As pthread_create and fork call it.
    assert answer(program, arch, number, 0x3D0F00) == ALLOW
    assert answer(program, arch, number, 0x1200011) == EPERM
    assert answer(program, other, NUMBERS[machine]["read"]) == KILL
    # The other numbers of x86: x32.
    assert answer(program, arch, 0x40000000 | NUMBERS[machine]["read"]) == EPERM

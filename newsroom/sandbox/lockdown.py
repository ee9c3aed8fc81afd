"""What a process gives up before it reads the bytes of strangers: files, network, other processes.

Landlock and seccomp are Linux's, spoken to as its manual pages say (landlock(7), seccomp(2)): the
one package for Landlock is a pre-release, those for seccomp need a library that no wheel brings.
Elsewhere limits of the system do part of it: no file can be opened, none written.
"""

import ctypes
import errno
import functools
import os
import platform
import resource
import signal
import struct
import sys

_MACHINE = platform.machine() if sys.platform == "linux" and sys.maxsize > 2**32 else ""

# Landlock: the numbers of its calls are the same on every machine.
_CREATE_RULESET, _RESTRICT_SELF = 444, 446
_ASK_VERSION = 1
# By its version: what of files can be refused, then of the network, then of other processes.
_FILES = {1: 0x1FFF, 2: 0x3FFF, 3: 0x7FFF, 4: 0x7FFF, 5: 0xFFFF}
_NETWORK_SINCE, _NETWORK = 4, 0b11  # bind and connect of TCP
_SCOPES_SINCE, _SCOPES = 6, 0b11  # sockets of a name without file, signals

# prctl(2)
_SET_PDEATHSIG, _SET_DUMPABLE, _SET_SECCOMP, _SET_NO_NEW_PRIVS = 1, 4, 22, 38
_FILTER = 2
_GET_ACTION_AVAIL = 2


def numbers(table: str) -> dict[str, int]:
    return {name: int(number) for name, number in (row.split("=") for row in table.split())}


# seccomp: all that decoding takes, by the machine. What is not here is refused with EPERM: to open,
# to connect, to start, to signal, to trace.
_ALLOWED = {
    "x86_64": numbers(
        "read=0 write=1 close=3 fstat=5 poll=7 lseek=8 mmap=9 mprotect=10 munmap=11 brk=12 "
        "rt_sigaction=13 rt_sigprocmask=14 rt_sigreturn=15 readv=19 writev=20 sched_yield=24 "
        "mremap=25 madvise=28 nanosleep=35 getpid=39 exit=60 getrusage=98 sigaltstack=131 "
        "gettid=186 futex=202 sched_getaffinity=204 restart_syscall=219 clock_gettime=228 "
        "clock_getres=229 clock_nanosleep=230 exit_group=231 set_robust_list=273 "
        "getrandom=318 membarrier=324 rseq=334"
    ),
    "aarch64": numbers(
        "close=57 lseek=62 read=63 write=64 readv=65 writev=66 ppoll=73 fstat=80 exit=93 "
        "exit_group=94 futex=98 set_robust_list=99 nanosleep=101 clock_gettime=113 "
        "clock_getres=114 clock_nanosleep=115 sched_getaffinity=123 sched_yield=124 "
        "restart_syscall=128 sigaltstack=132 rt_sigaction=134 rt_sigprocmask=135 "
        "rt_sigreturn=139 getrusage=165 getpid=172 gettid=178 brk=214 munmap=215 mremap=216 "
        "mmap=222 mprotect=226 madvise=233 getrandom=278 membarrier=283 rseq=293"
    ),
}
_ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_SECCOMP = {"x86_64": 317, "aarch64": 277}
_CLONE, _CLONE3 = {"x86_64": 56, "aarch64": 220}, 435
_THREAD = 0x10000  # of clone's flags: a thread of this process, and no other process
# Instructions of the filter, and what it can answer.
_LOAD, _IF_EQUAL, _IF_ANY_BIT, _RETURN = 0x20, 0x15, 0x45, 0x06
_NUMBER, _ARCH, _FIRST_ARGUMENT = 0, 4, 16  # where they stand in what a filter sees
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000, 0x80000000


def landlock_version() -> int:
    """Return the version of Landlock that the kernel has, 0 where it has none."""
    if not _MACHINE:
        return 0
    return max(0, _libc().syscall(_CREATE_RULESET, None, 0, _ASK_VERSION))


def has_seccomp() -> bool:
    """Tell whether the kernel filters calls, on a machine whose numbers of calls we know."""
    if _MACHINE not in _ALLOWED:
        return False
    action = ctypes.c_uint32(_REFUSE)
    return _libc().syscall(_SECCOMP[_MACHINE], _GET_ACTION_AVAIL, 0, ctypes.byref(action)) == 0


def lock_down(*, seconds: int, megabytes: int) -> None:
    """Give up everything but the processor, memory and what is open; there is no way back.

    `seconds` are the processor's. Raises OSError where the kernel refuses what it said it has.
    """
    for what, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_DATA, megabytes * 1024 * 1024),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    if _MACHINE:
        _prctl(_SET_PDEATHSIG, signal.SIGKILL)
        _prctl(_SET_DUMPABLE, 0)
        _prctl(_SET_NO_NEW_PRIVS, 1)
    if version := landlock_version():
        _restrict(version)
    # What is open stays open; nothing else can be: not even Landlock's rules, so behind them.
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    if has_seccomp():
        _filter_calls()


def _restrict(version: int) -> None:
    """Refuse all files and the network by Landlock: what it watches and no rule names."""
    newest = max(known for known in _FILES if known <= version)
    watched = [_FILES[newest]]
    if version >= _NETWORK_SINCE:
        watched.append(_NETWORK)
    if version >= _SCOPES_SINCE:
        watched.append(_SCOPES)
    said = struct.pack(f"{len(watched)}Q", *watched)
    rules = _libc().syscall(_CREATE_RULESET, ctypes.c_char_p(said), len(said), 0)
    if rules < 0 or _libc().syscall(_RESTRICT_SELF, rules, 0):
        _complain()
    os.close(rules)


def _filter_calls() -> None:
    program = _program(_MACHINE)
    lines = ctypes.create_string_buffer(program, len(program))
    said = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(lines))
    _prctl(_SET_SECCOMP, _FILTER, ctypes.c_char_p(said))


def _program(machine: str) -> bytes:
    """Return the filter: which calls a machine answers."""
    refuse, unknown = _REFUSE | errno.EPERM, _REFUSE | errno.ENOSYS
    steps = [
        *((_LOAD, 0, 0, _ARCH), (_IF_EQUAL, 1, 0, _ARCHITECTURE[machine]), (_RETURN, 0, 0, _KILL)),
        (_LOAD, 0, 0, _NUMBER),
        # Whose flags no filter can see: without it libraries take clone.
        *((_IF_EQUAL, 0, 1, _CLONE3), (_RETURN, 0, 0, unknown)),
    ]
    for number in _ALLOWED[machine].values():
        steps += [(_IF_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ALLOW)]
    steps += [
        *((_IF_EQUAL, 1, 0, _CLONE[machine]), (_RETURN, 0, 0, refuse)),
        *((_LOAD, 0, 0, _FIRST_ARGUMENT), (_IF_ANY_BIT, 1, 0, _THREAD)),
        *((_RETURN, 0, 0, refuse), (_RETURN, 0, 0, _ALLOW)),
    ]
    return b"".join(struct.pack("HBBI", *step) for step in steps)


@functools.cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _prctl(what: int, *values) -> None:
    if _libc().prctl(what, *values, *(0,) * (4 - len(values))):
        _complain()


def _complain() -> None:
    number = ctypes.get_errno()
    raise OSError(number, os.strerror(number))

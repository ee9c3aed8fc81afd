"""A process that ends with the one that started it, even if that one was killed.

Linux alone can be asked for it (prctl(2), PR_SET_PDEATHSIG); elsewhere nothing happens.
"""

import ctypes
import os
import signal
import sys

_SET_PDEATHSIG = 1


def end_with_parent(parent: int) -> None:
    """Have this process killed once that one, whose first thread started it, is gone.

    Nothing is lost by it: what was answered has been committed, a task begun is done again.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it went before the kernel was asked
        os.kill(os.getpid(), signal.SIGKILL)

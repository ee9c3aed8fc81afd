"""Work that waits for nobody: one thread of a process, woken when there is something to do."""

import logging
import os
import threading
from collections.abc import Callable

logger = logging.getLogger(__name__)


class Background:
    """Calls `work` in a thread of its own after each `ask`; asked meanwhile, once more.

    The thread begins with the first asking, in each process anew.
    """

    def __init__(self, work: Callable[[], None], *, name: str):
        self._work, self._name = work, name
        # A thread does not live on in a forked child.
        os.register_at_fork(after_in_child=self._begin_anew)
        self._begin_anew()

    def _begin_anew(self) -> None:
        self._asked = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def schedule(self) -> None:
        """Have the work done soon; returns at once."""
        self._asked.set()
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while True:
            self._asked.wait()
            self._asked.clear()
            try:
                self._work()
            except Exception:  # whatever it is, the next time must come
                logger.exception("%s failed.", self._name)

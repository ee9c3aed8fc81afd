"""Where the processes of one server keep their figures (newsroom/server/metrics.py).

Prometheus' client looks for its folder once, when it is loaded: this comes before.
"""

import logging
import os
import shutil
from pathlib import Path

VARIABLE = "PROMETHEUS_MULTIPROC_DIR"


def share(folder: Path) -> None:
    """Let the processes that one has started share a folder below this one, and tell the client.

    Whoever runs the server may name another folder, in the environment. Of servers that have ended
    nothing stays. Where nothing can be written, each process counts for itself.
    """
    own = Path(os.environ.get(VARIABLE) or folder / str(os.getppid()))
    try:
        own.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        logging.getLogger(__name__).warning("Each process counts for itself (/metrics): %s", error)
        os.environ.pop(VARIABLE, None)
        return
    os.environ[VARIABLE] = str(own)
    for other in folder.glob("*"):
        if not runs(other.name):
            shutil.rmtree(other, ignore_errors=True)


def runs(number: str) -> bool:
    """Tell whether there is a process of that number."""
    try:
        os.kill(int(number), 0)
    except (ProcessLookupError, ValueError):
        return False
    except PermissionError:  # somebody else's
        return True
    return True

"""Tables and files that tests read, from sources other than the code; see README.md."""

from pathlib import Path

DATA = Path(__file__).parent

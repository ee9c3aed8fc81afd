"""Why bytes are no picture that we take. The sentences for editors: articles/images/process.py."""

from enum import StrEnum


class Fault(StrEnum):
    DAMAGED = "damaged"  # broken, cut short, or of another kind
    LARGE = "large"  # more pixels than we decode
    HEAVY = "heavy"  # more time or memory than a picture may take


class Refused(Exception):
    """These bytes are not taken."""

    def __init__(self, fault: Fault):
        super().__init__(fault)
        self.fault = fault

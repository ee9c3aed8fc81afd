"""Room for answers, counted in bytes."""

from collections import OrderedDict
from collections.abc import Hashable
from heapq import nlargest
from typing import Generic, TypeVar

from newsroom.cache.responses import Answer

Key = TypeVar("Key", bound=Hashable)


class Shelf(Generic[Key]):
    """Answers by key, the least recently used dropped first. Not thread-safe by itself."""

    def __init__(self, limit_bytes: int):
        self.limit_bytes = limit_bytes
        self.clear()

    def __len__(self) -> int:
        return len(self._answers)

    def __contains__(self, key: object) -> bool:
        return key in self._answers

    def clear(self) -> None:
        """Forget everything."""
        self.size = 0
        self._answers: OrderedDict[Key, Answer] = OrderedDict()

    def get(self, key: Key) -> Answer | None:
        """Return what is kept under the key, now the most recently used."""
        if (answer := self._answers.get(key)) is not None:
            self._answers.move_to_end(key)
        return answer

    def store(self, key: Key, answer: Answer) -> None:
        """Keep the answer; drop others, or itself, until all fit."""
        self.drop(key)
        if answer.size > self.limit_bytes:
            return
        self._answers[key] = answer
        self.size += answer.size
        while self.size > self.limit_bytes:
            self.size -= self._answers.popitem(last=False)[1].size

    def drop(self, key: Key) -> None:
        """Forget one key, if it is there."""
        if (answer := self._answers.pop(key, None)) is not None:
            self.size -= answer.size

    def most_asked(self, number: int, *, least: int) -> dict[Key, int]:
        """Return the keys asked for most often, at least so many times, and how often."""
        asked = ((answer.asked, key) for key, answer in self._answers.items())
        found = nlargest(number, (pair for pair in asked if pair[0] >= least))
        return {key: times for times, key in found}

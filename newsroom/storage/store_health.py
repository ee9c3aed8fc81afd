"""Whether the store of files can be used, as it was a moment ago: nobody waits for the answer."""

import logging
import time

from django.core.files.storage import default_storage

from newsroom.server.background import Background

logger = logging.getLogger(__name__)

LOOKED_AT_MOST_EVERY = 10  # seconds


class StoreWatch:
    """Remembers how the store was when it was last looked at; each asking has it looked at anew."""

    def __init__(self):
        self.is_away = False
        self._looked_at: float | None = None
        self._background = Background(self.check, name="store watch")

    def is_away_now(self) -> bool:
        """Tell whether the store was away at the last look; have it looked at soon. No wait."""
        now = time.monotonic()
        if self._looked_at is None or now - self._looked_at > LOOKED_AT_MOST_EVERY:
            self._looked_at = now
            self._background.schedule()
        return self.is_away

    def check(self) -> None:
        """Ask the store itself: up to some seconds."""
        try:
            default_storage.check()
        except OSError as error:
            if not self.is_away:
                logger.error("The store of files is away: %s", error)
            self.is_away = True
        else:
            self.is_away = False


watch = StoreWatch()

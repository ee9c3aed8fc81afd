"""Views of the demo newsroom, so that "most read" is not empty."""

import random
from datetime import timedelta

from articles.models import Views


def write_views(editions, *, now, seed: int = 1) -> None:
    """Write views by the hour since publication: many at first, fewer at night and later."""
    dice, rows = random.Random(seed), []
    for edition in editions.order_by("pk"):
        interest = dice.uniform(40, 260)
        hour = edition.published_at.replace(minute=0, second=0, microsecond=0)
        age = 0
        while hour <= now and age < 30 * 24:
            daylight = 0.15 if hour.hour < 3 or hour.hour > 20 else 1
            count = round(interest * daylight * dice.uniform(0.6, 1.4) / (1 + age / 5))
            if count:
                rows.append(Views(edition=edition, hour=hour, count=count))
            hour, age = hour + timedelta(hours=1), age + 1
    Views.objects.bulk_create(rows)

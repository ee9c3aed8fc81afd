"""Give the demo's people another password than the one that everybody can read."""

import secrets

from django.conf import settings
from django.core.management.base import BaseCommand

from newsroom.server.startup import DEFAULT_DEMO_PASSWORD, people_with_default_password


class Command(BaseCommand):
    help = (
        "Give the demo's people who still have the default password DEMO_PASSWORD, or one that "
        "is made and printed."
    )

    def handle(self, *args, **options):
        people = people_with_default_password()
        if not people:
            self.stdout.write("Nobody has the default password.")
            return
        password = settings.DEMO_PASSWORD
        if password == DEFAULT_DEMO_PASSWORD:
            password = secrets.token_urlsafe(12)
        set_password(people, password)
        names = ", ".join(person.username for person in people)
        self.stdout.write(f"The password of {names} is now {password}")


def set_password(people, password: str) -> None:
    """Set the password of each of the people."""
    for person in people:
        person.set_password(password)
        person.save(update_fields=["password"])

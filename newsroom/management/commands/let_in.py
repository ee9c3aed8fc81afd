"""Let somebody in again whom nobody in the admin can help: the only administrator, say."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from newsroom import journal
from newsroom.accounts import lockout, passwords, second_factor
from newsroom.models import Role, User


class Command(BaseCommand):
    help = (
        "End the lock of a person and print a link to choose a new password, once. It ends nothing "
        "else unless it is asked to. The audit tells of all of it."
    )

    def add_arguments(self, parser):
        parser.add_argument("name", help="the name that the person signs in with")
        parser.add_argument(
            "--second-step",
            action="store_true",
            help="ask for no code and no passkey any more: phone and recovery codes are lost",
        )
        parser.add_argument(
            "--administrator",
            action="store_true",
            help="make the person an administrator who may sign in: there is no other one left",
        )

    def handle(self, *args, name: str, second_step: bool, administrator: bool, **options):
        person = find(name)
        if administrator:
            make_administrator(person)
        if not (person.is_active and person.is_staff):
            raise CommandError(
                f"{person.username} may not sign in. An administrator can allow it in the admin; "
                "where there is none, add --administrator."
            )
        for limits in (lockout.PASSWORD, lockout.CODE, lockout.PASSKEY, lockout.LETTER):
            lockout.forget(person.username, limits)
        if second_step:
            second_factor.switch_off(person)
            journal.record(journal.FACTOR_OFF, person=person)
        journal.record(journal.PASSWORD_ASKED, person=person)
        minutes = settings.PASSWORD_RESET_TIMEOUT // 60
        self.stdout.write(f"{person.username} is not locked out. The password stays what it is;")
        self.stdout.write(f"a new one can be chosen here, once, within {minutes} minutes:")
        self.stdout.write(settings.SITE_URL + passwords.link(person))


def find(name: str) -> User:
    """Return the person of a name; say whom there is when there is no such person."""
    person = User.objects.filter(username__iexact=name).first()
    if person is None:
        known = User.objects.filter(role=Role.ADMINISTRATOR).order_by("username")
        names = ", ".join(one.username for one in known) or "nobody"
        raise CommandError(f"There is no {name}. Administrators are: {names}.")
    return person


def make_administrator(person: User) -> None:
    """Give the role and the right to sign in, and tell the audit from what to what."""
    given = {"role": Role.ADMINISTRATOR.value, "is_active": True, "is_staff": True}
    changed = {
        field: [getattr(person, field), value]
        for field, value in given.items()
        if getattr(person, field) != value
    }
    if not changed:
        return
    for field, (_old, new) in changed.items():
        setattr(person, field, new)
    person.save(update_fields=list(changed))
    about = {"model": person._meta.label_lower, "pk": person.pk, "about": str(person)}
    journal.record(journal.ROW_CHANGED, person=person, fields=changed, **about)

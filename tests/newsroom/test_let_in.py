"""The command for when nobody in the admin can help."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from articles.models import AuditEntry
from newsroom.accounts import second_factor
from newsroom.models import User


def let_in(*arguments) -> str:
    out = StringIO()
    call_command("let_in", *arguments, stdout=out)
    return out.getvalue()


def told() -> list[tuple]:
    return list(AuditEntry.objects.order_by("pk").values_list("action", "by", "person__username"))


def test_lock_ends_and_the_password_stays(give, administrator):
    for _ in range(5):
        give("administrator", "wrong")
    assert give("administrator").status_code == 200

    let_in("Administrator")

    assert give("administrator").status_code == 302


def test_link_that_is_printed_sets_a_password(administrator):
    path = re.search(r"http://[^/]+(/admin/\S+)", let_in("administrator"))[1]
    client = Client()

    opened = client.get(path)
    typed = dict.fromkeys(["new_password1", "new_password2"], "quite another one")
    client.post(opened["Location"], typed)

    administrator.refresh_from_db()
    assert administrator.check_password("quite another one")


@pytest.mark.parametrize("options, stays", [([], True), (["--second-step"], False)])
def test_second_step_goes_only_when_asked(administrator, arm, options, stays):
    arm(administrator)
    codes = second_factor.new_codes(administrator)

    let_in("administrator", *options)

    administrator.refresh_from_db()
    assert administrator.has_second_factor is stays
    assert bool(second_factor.use_code(administrator, codes[0])) is stays


def test_audit_tells_of_it(administrator, arm):
    arm(administrator)

    let_in("administrator", "--second-step")

    who = (None, "administrator")
    assert told() == [("factor_off", *who), ("password_asked", *who)]


def test_disabled_person_is_not_let_in_by_the_way(reporter):
    User.objects.filter(pk=reporter.pk).update(is_active=False)

    with pytest.raises(CommandError, match="may not sign in"):
        let_in("reporter")

    assert told() == []


def test_somebody_is_made_an_administrator_where_there_is_none(reporter):
    User.objects.filter(pk=reporter.pk).update(is_active=False)

    let_in("reporter", "--administrator")

    reporter.refresh_from_db()
    assert (reporter.role, reporter.is_active) == ("administrator", True)
    entry = AuditEntry.objects.get(action="row_changed")
    fields = {"role": ["reporter", "administrator"], "is_active": [False, True]}
    assert (entry.person, entry.details["fields"]) == (reporter, fields)


def test_unknown_name_is_answered_with_the_known_ones(administrator):
    with pytest.raises(CommandError, match="There is no bob. Administrators are: administrator."):
        let_in("bob")

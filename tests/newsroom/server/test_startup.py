"""A server that others can reach does not start with the password that stands in the README."""

import os
import socket
import subprocess
import sys
from io import StringIO

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection

from newsroom.models import Role, User
from newsroom.server import startup
from newsroom.server.startup import DEFAULT_DEMO_PASSWORD, people_with_default_password
from newsroom.settings import BASE_DIR

# The check closes its connection, which a test in a transaction would lose.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def make_person(transactional_db):
    def make(username, password=DEFAULT_DEMO_PASSWORD, **fields):
        fields |= {"role": Role.REPORTER, "email": f"{username}@news.example"}
        return User.objects.create_user(username, password=password, **fields)

    return make


@pytest.fixture
def public(settings):
    """A server that others can reach."""
    settings.SITE_URL, settings.HOST, settings.IS_PUBLIC = "https://news.example", "0.0.0.0", True


def refusal() -> str:
    """Return with what sentence a start is refused, "" when it is not."""
    try:
        startup.refuse_demo_password()
    except ImproperlyConfigured as error:
        return str(error)
    return ""


def demo_password() -> str:
    out = StringIO()
    call_command("demo_password", stdout=out)
    return out.getvalue()


def test_public_server_is_refused_while_demo_people_have_the_default_password(make_person, public):
    make_person("chief")
    make_person("photo")

    assert refusal() == (
        "SITE_URL=https://news.example with HOST=0.0.0.0 can be reached by others, and the "
        "password of chief, photo stands in the README. Change it with `manage.py demo_password`, "
        "or delete these people."
    )


def test_loopback_server_is_not_refused(make_person, settings):
    make_person("chief")
    settings.SITE_URL, settings.HOST = "https://news.example", "0.0.0.0"

    settings.IS_PUBLIC = True
    refused = refusal()
    settings.IS_PUBLIC = False

    assert ("chief" in refused, refusal()) == (True, "")


def test_public_server_starts_after_demo_password(make_person, public):
    make_person("chief")
    refused = refusal()

    demo_password()

    assert ("chief" in refused, refusal()) == (True, "")


@pytest.mark.parametrize("change", [{"is_active": False}, {"username": "chief_of_ours"}])
def test_public_server_starts_without_demo_people_who_may_sign_in(make_person, public, change):
    person = make_person("chief")
    refused = refusal()

    User.objects.filter(pk=person.pk).update(**change)

    assert ("chief" in refused, refusal()) == (True, "")


@pytest.mark.only_on("postgresql")
def test_public_server_that_starts_keeps_no_connection_that_a_fork_would_share(public):
    with connection.cursor():
        pass

    startup.refuse_demo_password()

    assert connection.connection is None


def test_people_with_default_password_are_asked_for_in_one_query(
    make_person, django_assert_max_num_queries
):
    people = [make_person("chief"), make_person("photo"), make_person("admin", "another password")]

    # The first asks whether there is a table yet.
    with django_assert_max_num_queries(2):
        found = people_with_default_password()

    assert found == people[:2]


def test_demo_password_gives_the_one_from_the_settings(make_person, settings):
    settings.DEMO_PASSWORD = "only for our editors"
    chief, own = make_person("chief"), make_person("photo", "my own password")

    said = demo_password()

    chief.refresh_from_db()
    own.refresh_from_db()
    assert chief.check_password("only for our editors")
    assert own.check_password("my own password")
    assert said == "The password of chief is now only for our editors\n"


def test_demo_password_makes_one_and_says_it(make_person, settings):
    settings.DEMO_PASSWORD = DEFAULT_DEMO_PASSWORD
    chief = make_person("chief")

    made = demo_password().split()[-1]

    chief.refresh_from_db()
    assert len(made) == 16
    assert made != DEFAULT_DEMO_PASSWORD
    assert chief.check_password(made)


def test_demo_password_leaves_all_alone_when_nobody_has_the_default(make_person):
    chief = make_person("chief", "my own password")
    before = chief.password

    said = demo_password()

    chief.refresh_from_db()
    assert chief.password == before
    assert said == "Nobody has the default password.\n"


# Any WSGI server loads newsroom.wsgi: a process of its own, on a database of its own

LOAD = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", "newsroom", verbosity=0)
from newsroom.models import User
User.objects.create_user("chief", password="newsroom-demo", role="chief")
import newsroom.wsgi
print("starts")
"""


def load_wsgi(tmp_path, program=LOAD, **environment) -> subprocess.CompletedProcess:
    own = {"DJANGO_SETTINGS_MODULE": "newsroom.settings", "SITE_URL": "", "HOST": ""}
    own |= {"ALLOWED_HOSTS": "", "DEBUG": "0"}
    own["DATABASE_URL"] = f"sqlite:///{tmp_path}/newsroom.sqlite3"
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=BASE_DIR,
        env=os.environ | own | environment,
        capture_output=True,
        text=True,
    )


PUBLIC = [
    ("SITE_URL", "https://news.example"),
    ("HOST", "0.0.0.0"),
    ("ALLOWED_HOSTS", "*"),
    ("ALLOWED_HOSTS", "localhost,.news.example"),
    ("ALLOWED_HOSTS", "192.168.1.7"),
]


@pytest.mark.parametrize("name, value", PUBLIC)
def test_wsgi_refuses_a_public_site(tmp_path, name, value):
    done = load_wsgi(tmp_path, **{name: value})

    assert done.returncode == 1
    assert "can be reached by others, and the password of chief stands" in done.stderr


def test_sentence_names_what_is_answered_to(tmp_path):
    done = load_wsgi(tmp_path, ALLOWED_HOSTS="localhost,*")

    assert "with HOST=127.0.0.1 and ALLOWED_HOSTS=* can be reached by others" in done.stderr


@pytest.mark.parametrize("name, value", PUBLIC)
def test_wsgi_refuses_to_show_errors_to_others(tmp_path, name, value):
    done = load_wsgi(tmp_path, **{name: value}, DEBUG="1")

    assert done.returncode == 1
    assert "can be reached by others, and DEBUG=1 shows each of them errors" in done.stderr


def test_wsgi_shows_errors_on_this_machine(tmp_path):
    done = load_wsgi(tmp_path, ALLOWED_HOSTS="localhost,127.0.0.1,[::1]", DEBUG="1")

    assert (done.returncode, done.stdout) == (0, "starts\n"), done.stderr


@pytest.mark.parametrize("host, starts", [("0.0.0.0", False), ("127.0.0.1", True)])
def test_wsgi_that_is_handed_a_socket_knows_where_it_listens(tmp_path, host, starts):
    bound = f"import socket; one = socket.create_server(({host!r}, 0))\n"

    done = load_wsgi(tmp_path, program=bound + LOAD)

    assert (done.stdout == "starts\n") is starts, done.stderr
    assert ("A server at 0.0.0.0 can be reached by others" in done.stderr) is not starts


# A server that listens only after it has loaded us, or stands behind a proxy


def answers(environ, start_response):
    start_response("200 OK", [])
    return [b"page"]


def ask(site, peer) -> str:
    began = []
    list(site({"REMOTE_ADDR": peer}, lambda *begin: began.append(begin)))
    return began[0][0]


@pytest.mark.parametrize("peer", ["203.0.113.9", "2001:db8::1", "192.168.1.5"])
def test_server_of_this_machine_answers_nobody_else_with_the_default_password(
    make_person, caplog, peer
):
    make_person("chief")
    site = startup.Reachable(answers)
    before = ask(site, "127.0.0.1")

    after = [ask(site, peer), ask(site, "127.0.0.1")]

    assert (before, after) == ("200 OK", ["503 Service Unavailable"] * 2)
    assert [record.message.partition(" can be")[0] for record in caplog.records] == [
        f"A server at {peer}"
    ]


def test_server_of_this_machine_answers_others_without_the_default_password(make_person):
    make_person("chief", "another password")
    site = startup.Reachable(answers)

    assert [ask(site, "203.0.113.9"), ask(site, "::1")] == ["200 OK", "200 OK"]


def test_server_that_binds_after_it_loaded_us_is_asked_at_the_first_request(make_person):
    make_person("chief")
    site = startup.Reachable(answers)

    with socket.create_server(("0.0.0.0", 0)):
        assert ask(site, "127.0.0.1") == "503 Service Unavailable"


def test_server_that_shows_errors_answers_nobody_else(settings, db):
    site = startup.Reachable(answers)
    settings.DEBUG = True

    assert [ask(site, "127.0.0.1"), ask(site, "203.0.113.9")] == [
        "200 OK",
        "503 Service Unavailable",
    ]


def test_wsgi_starts_on_loopback(tmp_path):
    done = load_wsgi(tmp_path, HOST="127.9.9.9", SITE_URL="http://localhost:8000")

    assert (done.returncode, done.stdout) == (0, "starts\n"), done.stderr


def test_wsgi_of_a_database_without_tables_starts(tmp_path):
    program = "import newsroom.wsgi; print('starts')"
    own = {"DATABASE_URL": f"sqlite:///{tmp_path}/new.sqlite3", "SITE_URL": "https://news.example"}

    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=BASE_DIR,
        env=os.environ | own,
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stdout) == (0, "starts\n"), done.stderr

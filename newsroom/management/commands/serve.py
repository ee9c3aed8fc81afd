"""Prepare everything and start the server and the worker, as production does."""

import contextlib
import errno
import fcntl
import hashlib
import os
import resource
import socket
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from newsroom.management.commands.demo_password import set_password
from newsroom.sandbox.checks import sentence
from newsroom.sandbox.client import close_all
from newsroom.server import startup

# What the server itself holds a client to (newsroom/server/limits.py does the rest), and itself.
LIMITS = {
    "--http1-header-read-timeout": 10_000,  # milliseconds
    "--http1-buffer-size": 65_536,  # bytes of headers
    # Connections of a process, and those that wait for it. One that only waits costs some KB.
    "--backpressure": 2048,
    "--backlog": 2048,
    # A worker that has grown beyond this, in MB, for a minute and a half gives way to a new one.
    "--workers-max-rss": 512,
    "--rss-samples": 3,
    "--workers-kill-timeout": 8,  # seconds; the supervisor waits for ten
}
# Of a process: its connections, a file for each, and some.
OPEN_FILES = 8192
# A newsroom that was told to stop may finish a task first (newsroom/server/supervisor.py).
ENDING_SECONDS = 15
# One that answers for so long has not been told to stop; its port is free so soon when killed.
RUNNING_SECONDS = 1
PAUSE_SECONDS = 0.1
# Any number that nothing else in this database locks.
PREPARING = 20_260_101


class Command(BaseCommand):
    help = "Migrate, collect static files, and start the server and the worker."
    # `make lint` runs them; a start that takes a second longer is no safer.
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "--demo", action="store_true", help="load the demo newsroom when there is nobody yet"
        )
        parser.add_argument(
            "--reload", action="store_true", help="start the development server instead"
        )

    def handle(self, *args, demo, reload, **options):
        with held_port(settings.HOST, settings.PORT):
            refuse_unusable_port(settings.HOST, settings.PORT)
            refuse(startup.refuse_debug)
            self.start(demo, reload)

    def start(self, demo: bool, reload: bool) -> None:
        if demo:
            self.refuse_public_demo()
            # Whoever tries the newsroom reads its letters in the terminal.
            os.environ["EMAIL_URL"] = os.environ.get("EMAIL_URL") or "console:"
        try:
            with alone_on_the_database():
                migrate()
                if demo:
                    load_demo()
        except OperationalError as error:
            raise CommandError(f"The database of DATABASE_URL does not answer: {error}") from error
        if not reload:
            collect_static()
        refuse(startup.refuse_demo_password)
        self.print_addresses(demo)
        start(development_server() if reload else production_server())

    def refuse_public_demo(self):
        """Refuse before anything is loaded, so that the next start needs only DEMO_PASSWORD."""
        if settings.IS_PUBLIC and settings.DEMO_PASSWORD == startup.DEFAULT_DEMO_PASSWORD:
            raise CommandError(
                f"{startup.public_as()} can be reached by others, "
                "and the demo's password stands in the README. Write another one into "
                "DEMO_PASSWORD, or run `make serve`, which loads no demo."
            )

    def print_addresses(self, demo):
        lines = ["", f"Newsroom  {settings.SITE_URL}/", f"Admin     {settings.SITE_URL}/admin/"]
        if demo:
            names = get_user_model().objects.filter(username__in=startup.DEMO_PEOPLE)
            people = ", ".join(names.order_by("pk").values_list("username", flat=True))
            lines += [f"Sign in   {people}", f"          password {settings.DEMO_PASSWORD}"]
        if weaker := sentence():
            lines.append(weaker)
        self.stdout.write("\n".join([*lines, "Ctrl+C ends it.", ""]))


@contextlib.contextmanager
def held_port(host: str, port: int):
    """Hold the port for as long as this process lives, also when it becomes another program.

    The servers of two starts at the same instant would share it: each asks for SO_REUSEPORT, which
    the system grants to all of one user. The lock of a file ends with whoever has it, even killed.
    """
    name = hashlib.sha256(f"{host}:{port}".encode()).hexdigest()[:16]
    path = Path(tempfile.gettempdir()) / f"newsroom-port-{os.getuid()}-{name}"
    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        if not has_lock_after_the_former(lock, host, port):
            raise CommandError(
                f"A newsroom runs on {host} port {port} already, or is being started there; "
                f"use that one, end it, or write another port: PORT={another(port)}."
            )
        os.set_inheritable(lock, True)
        yield
    finally:
        os.close(lock)


def has_lock_after_the_former(lock: int, host: str, port: int) -> bool:
    """Lock the file, waiting for a newsroom that is about to end; False where one goes on."""
    began = silent_at = now = time.monotonic()
    while now - began < ENDING_SECONDS and now - silent_at < RUNNING_SECONDS:
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        time.sleep(PAUSE_SECONDS)
        now = time.monotonic()
        if not is_answered(host, port):
            silent_at = now
    return False


def is_answered(host: str, port: int) -> bool:
    """Tell whether somebody listens on a port."""
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False


def another(port: int) -> int:
    """Return a port to be written in place of one."""
    return port + 1 if 1024 <= port < 65535 else 8000


def refuse(check: Callable[[], None]) -> None:
    """Make a check of a start; CommandError with its sentence."""
    try:
        check()
    except ImproperlyConfigured as error:
        raise CommandError(error) from error


def refuse_unusable_port(host: str, port: int) -> None:
    """Refuse a host that is not of this machine, and a port that is taken or not allowed.

    The server itself would share a taken port with whoever has it.
    """
    deadline = time.monotonic() + RUNNING_SECONDS
    while error := bind_error(host, port):
        if error.errno == errno.EADDRINUSE and time.monotonic() < deadline:
            time.sleep(PAUSE_SECONDS)
            continue
        is_of_others = isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL
        free = f"PORT={another(port)}"
        raise CommandError(
            f"{host} port {port} cannot be used ({error.strerror}); "
            f"write another one: {'HOST=127.0.0.1' if is_of_others else free}."
        ) from error


def bind_error(host: str, port: int) -> OSError | None:
    """Return why nothing can be served there, None where something can."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error
    return None


@contextlib.contextmanager
def alone_on_the_database():
    """Let several machines of one newsroom start at once, and one of them migrate."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [PREPARING])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [PREPARING])


def migrate() -> None:
    """Apply what is not applied yet; finding that there is nothing takes no second."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)


def load_demo() -> None:
    """Load the demo when there is nobody yet; put DEMO_PASSWORD in place of the default one."""
    if not get_user_model().objects.exists():
        call_command("demo")
    elif settings.DEMO_PASSWORD != startup.DEFAULT_DEMO_PASSWORD:
        set_password(startup.people_with_default_password(), settings.DEMO_PASSWORD)


def collect_static() -> None:
    """Collect and compress the static files when one of them has changed since the last time."""
    stamp = Path(settings.STATIC_ROOT).with_suffix(".stamp")
    found = static_inputs()
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.exists() and stamp.exists() and stamp.read_text() == found:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(found)


def static_inputs() -> str:
    """Sum up every static file of ours and of the packages: name, size, time of change."""
    total = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            facts = os.stat(storage.path(name))
            total.update(f"{storage.path(name)} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return total.hexdigest()


def production_server() -> list[str]:
    """Return what Python is started with to serve readers."""
    return [
        *("-m", "granian", "newsroom.rsgi:application", "--interface", "rsgi"),
        *("--host", settings.HOST, "--port", str(settings.PORT)),
        *("--workers", str(settings.WORKERS)),
        *("--respawn-failed-workers", "--no-ws", "--log-level", "warning"),
        *(str(part) for option in LIMITS.items() for part in option),
    ]


def development_server() -> list[str]:
    """Return what Python is started with to serve whoever changes the code."""
    host = f"[{settings.HOST}]" if ":" in settings.HOST else settings.HOST
    return ["manage.py", "runserver", f"{host}:{settings.PORT}"]


def let_open_many() -> None:
    """Let the server have many connections and files open, as far as the system allows."""
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if most == resource.RLIM_INFINITY else min(OPEN_FILES, most)
    if now != resource.RLIM_INFINITY and now < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def start(server: list[str]) -> None:
    """Become the small process that watches the server and the worker."""
    python = [sys.executable, "-u"]
    commands = ["--", *python, *server, "--", *python, "manage.py", "worker"]
    let_open_many()
    sys.stdout.flush()
    os.chdir(settings.BASE_DIR)
    close_all()  # what the demo's pictures were read by
    os.execv(sys.executable, [*python, "-m", "newsroom.server.supervisor", *commands])

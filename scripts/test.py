"""Run the suite on SQLite and on PostgreSQL, behind nginx, and the main ways in a browser.

    python -m scripts.test [arguments for pytest]

On Debian as root, what is missing of PostgreSQL, nginx and Chromium is installed. Elsewhere the
runs that need it are left out by name; with CI=true that is a failure.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from scripts import postgres

ROOT = Path(__file__).resolve().parent.parent
# Where Debian keeps servers, which is in the path of root only.
SERVERS = "/usr/sbin"
BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
# Axe, the whole way, the desks' work and weight, the longest tests first; the other browser tests
# (`pytest tests/browser`) take longer than everything else together, and hold to seconds that a
# busy machine misses.
BROWSER = (os.environ.get("BROWSER_TESTS") or "accessibility whole_way days_work weight").split()
IN_CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")


def find_chromium() -> str | None:
    """Return the path of the system's Chromium (CHROMIUM names another), None without one."""
    given = os.environ.get("CHROMIUM")
    return given or next(filter(None, map(shutil.which, BROWSERS)), None)


def find_nginx() -> str | None:
    """Return the path of nginx, None without one."""
    return shutil.which("nginx") or shutil.which("nginx", path=SERVERS)


def install_missing() -> None:
    """Install PostgreSQL, nginx and Chromium where we may; elsewhere do nothing."""
    missing = []
    if postgres.find_programs() is None:
        missing.append("postgresql")
    if find_nginx() is None:
        missing.append("nginx")
    if find_chromium() is None:
        missing.append("chromium")
    if not missing or os.getuid() != 0 or shutil.which("apt-get") is None:
        return
    print(f"Installing {' and '.join(missing)} …", flush=True)
    unasked = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
    for command in (["apt-get", "update", "-qq"], [*install, *missing]):
        if subprocess.run(command, stdout=subprocess.DEVNULL, env=unasked).returncode:
            print(f"{' '.join(command)} failed.", flush=True)


def environment(database_url: str) -> dict[str, str]:
    """Return the environment of a run: no setting of this machine or its `.env` shines through."""
    lines = (ROOT / ".env.example").read_text().splitlines()
    names = [line.lstrip("# ").split("=")[0] for line in lines if "=" in line]
    blank = {name: "" for name in names if name.isupper()}
    return os.environ | blank | {"DATABASE_URL": database_url, "CHROMIUM": find_chromium() or ""}


def run(name: str, database_url: str, *arguments: str) -> str:
    """Run pytest once; return what to say of it at the end."""
    print(f"\n== {name}", flush=True)
    command = [sys.executable, "-m", "pytest", *arguments, *sys.argv[1:]]
    done = subprocess.run(command, cwd=ROOT, env=environment(database_url))
    return "passed" if done.returncode == 0 else f"FAILED (pytest answered {done.returncode})"


def main() -> int:
    """Run all; return 0 when everything that had to run passed."""
    both_cores = ("-n", str(min(os.cpu_count() or 1, 4)))
    # Tests that share what is slow to make stay together; who is done first takes from the other.
    elsewhere = ("--ignore=tests/browser", "--ignore=tests/deploy")
    suite = ("tests", *elsewhere, *both_cores, "--dist=worksteal")
    # Until SQLite is through, nobody needs what may be missing.
    with ThreadPoolExecutor() as meanwhile:
        installed = meanwhile.submit(install_missing)
        results = {"SQLite": run("SQLite", "", *suite)}
        installed.result()
    if find_nginx():
        results["behind nginx"] = run("behind nginx", "", "tests/deploy")
    else:
        results["behind nginx"] = "left out: nginx was not found."
    with contextlib.ExitStack() as until_the_end:
        try:
            url = until_the_end.enter_context(postgres.cluster())
            results["PostgreSQL"] = run("PostgreSQL", url, *suite, "--second-database")
        except RuntimeError as error:
            url = ""
            results["PostgreSQL"] = f"left out: {error}"
        if find_chromium():
            where = "browser, on PostgreSQL" if url else "browser, on SQLite"
            # What a browser shows within a second depends on what else the machine does.
            files = [f"tests/browser/test_{name}.py" for name in BROWSER]
            results[where] = run(where, url, *files, *both_cores, "--reruns=2")
        else:
            results["browser"] = "left out: Chromium was not found."
    print()
    for name, result in results.items():
        print(f"{name}: {result}")
    accepted = ("passed",) if IN_CI else ("passed", "left out")
    return 0 if all(result.startswith(accepted) for result in results.values()) else 1


if __name__ == "__main__":
    # TERM unwinds like Ctrl+C, so that the PostgreSQL of this run goes with it.
    signal.signal(signal.SIGTERM, lambda *_signal: sys.exit(143))
    sys.exit(main())

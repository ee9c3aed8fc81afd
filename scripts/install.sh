#!/bin/sh
# Make .venv and install into it what the site (run) or the tests and checks (dev) need.
#
#     sh scripts/install.sh run|dev
#
# The installed requirements are kept as copies beside the packages, so that nothing is asked
# of a package index again until one of the files changes.
set -eu
cd "$(dirname "$0")/.."

venv=.venv
case "${1-}" in
    run) files="requirements.txt" options= ;;
    # Tests load a small part of theirs; Python compiles that part when it is loaded.
    dev) files="requirements.txt requirements-dev.txt" options=--no-compile ;;
    *) echo "Usage: sh scripts/install.sh run|dev" >&2; exit 2 ;;
esac

say() { printf '%s\n' "$*" >&2; }

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for name in "${PYTHON:-python3}" python3.14 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null && is_new_enough "$name"; then
            command -v "$name"
            return
        fi
    done
    say "Newsroom needs Python 3.11 or newer, and none was found."
    say "Install it, or name it: make run PYTHON=/path/to/python3"
    exit 1
}

# Debian keeps the part of Python that makes environments in a package of its own.
need_venv() {
    python=$1
    if "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        return
    fi
    package="python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        say "Installing $package …"
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
            "$package" >/dev/null
        return
    fi
    say "$python cannot make a virtual environment: its venv module is missing."
    say "On Debian or Ubuntu: sudo apt install $package"
    exit 1
}

is_installed() {
    for file in $files; do
        cmp -s "$file" "$venv/$file" || return 1
    done
}

if ! { [ -x "$venv/bin/python" ] && is_new_enough "$venv/bin/python"; }; then
    python=$(find_python)
    need_venv "$python"
    say "Making $venv with $("$python" --version) …"
    rm -rf "$venv"
    "$python" -m venv "$venv"
fi

if ! is_installed; then
    say "Installing the packages of $files …"
    for file in $files; do
        rm -f "$venv/$file"
    done
    set -- $options
    for file in $files; do
        set -- "$@" -r "$file"
    done
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check "$@"
    for file in $files; do
        cp "$file" "$venv/$file"
    done
fi

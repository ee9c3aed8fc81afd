#!/bin/sh
# Every check that runs nothing of the site. Runs all of them, then says which ones failed.
set -u
cd "$(dirname "$0")/.."
python=.venv/bin/python

# The checks see a production's settings, whatever .env or the shell says.
export DEBUG=0 SITE_URL=https://news.example HOST=127.0.0.1 PORT=8000 ALLOWED_HOSTS= \
    SECRET_KEY=only-for-checks-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDE \
    DATABASE_URL= MEDIA_URL= STORAGE= EMAIL_URL= SENTRY_DSN= TRUSTED_PROXIES= TIME_ZONE= WORKERS=

failed=
check() {
    name=$1
    shift
    printf '%s\n' "== $name"
    "$@" || failed="$failed, $name"
}

check "ruff check" "$python" -m ruff check .
check "ruff format" "$python" -m ruff format --check .
check "mypy" "$python" -m mypy
check "djlint" "$python" -m djlint --lint --quiet templates
check "biome" .venv/bin/biome lint --diagnostic-level=error .
check "manage.py check --deploy" "$python" manage.py check --deploy --fail-level WARNING
check "makemigrations --check" "$python" manage.py makemigrations --check --dry-run
check "translations" "$python" -m scripts.messages check

if [ -n "$failed" ]; then
    printf '%s\n' "Failed: ${failed#, }"
    exit 1
fi
printf '%s\n' "All checks passed."

"""What an error report takes along when something goes wrong beside a post."""

import subprocess
import sys

from newsroom.settings import BASE_DIR
from tests.articles.distribution.telegram.stand_in import TOKEN

# The token comes on standard input and is kept in no variable: frames of ours are reported too.
SCRIPT = """
import sentry_sdk
from sentry_sdk.transport import Transport

class Kept(Transport):
    def capture_envelope(self, envelope):
        print(envelope.serialize().decode())

start = sentry_sdk.init
sentry_sdk.init = lambda **options: start(transport=Kept, **options)
import django
django.setup()
from articles.distribution.telegram.bot import Bot, Fault

try:
    Bot("{url}", input(), "@news").send_message("x")
except Fault as fault:
    sentry_sdk.capture_exception(fault)
"""


def test_token_stands_in_no_error_report(api):
    api.faults = [(403, {"ok": False, "error_code": 403, "description": f"Forbidden {TOKEN}"})]

    outcome = subprocess.run(
        [sys.executable, "-c", SCRIPT.replace("{url}", api.url)],
        cwd=BASE_DIR,
        env={
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "SENTRY_DSN": "http://key@127.0.0.1:9/1",
            "SECRET_KEY": "k" * 50,
        },
        input=TOKEN,
        capture_output=True,
        text=True,
    )

    assert api.methods == ["sendMessage"]
    assert "Forbidden" in outcome.stdout
    assert TOKEN not in outcome.stdout + outcome.stderr

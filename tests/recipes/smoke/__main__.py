"""Try in a copy of the project what a recipe promises: `python -m tests.recipes.smoke NAME`.

The files beside this one are named by recipe; test_recipes.py runs each in a process of its own.
"""

import os
import sys
from importlib import import_module

import django
from django.core.management import call_command


def main(name: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    smoke = import_module(f"tests.recipes.smoke.{name}")
    from scripts import messages  # needs settings, as all below does

    call_command("check", fail_level="WARNING")
    call_command("makemigrations", check=True, dry_run=True)
    if not getattr(smoke, "IS_UNTRANSLATED", False) and messages.check():
        sys.exit("The catalogues are not complete.")
    call_command("migrate", verbosity=0)
    smoke.smoke()
    print(f"TRIED {name}")


if __name__ == "__main__":
    main(sys.argv[1])

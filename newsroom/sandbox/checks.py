"""What this machine's kernel cannot refuse the processes that read the bytes of strangers."""

from django.core.checks import CheckMessage, Info

from newsroom.sandbox.lockdown import has_seccomp, landlock_version

_HELP = {"Landlock": landlock_version, "seccomp": has_seccomp}


def missing() -> list[str]:
    """Return the names of what the kernel has not."""
    return [name for name, ask in _HELP.items() if not ask()]


def sentence() -> str:
    """Return what whoever starts the site should know, "" where the kernel has all."""
    names = " and ".join(missing())
    if not names:
        return ""
    return (
        f"The kernel has no {names}: pictures and documents are still read by processes without "
        "keys, descriptors and files, but a hole in a decoder may reach more of this machine. "
        "Linux 5.13 or newer on x86_64 or arm64 has both; a container may have switched them off."
    )


def check_kernel(app_configs, **options) -> list[CheckMessage]:
    """Tell it in `manage.py check`, too; no reason to stop."""
    return [Info(sentence(), id="newsroom.I001")] if missing() else []

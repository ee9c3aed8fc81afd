"""The site installed elsewhere, set up by the lines of docs/deploy.md and .env.example."""

import os
import re
import shutil
from pathlib import Path

from newsroom.settings import BASE_DIR

BUCKET_LINES = re.compile(r"^    (STORAGE=s3://\S+)\n    (AWS_\w+=\S+)\n    (AWS_\w+=\S+)$", re.M)


def lines_for_a_bucket(endpoint: str, name: str) -> dict[str, str]:
    """Return the guide's lines for a bucket, with a server, a bucket and keys of ours."""
    (lines,) = BUCKET_LINES.findall((BASE_DIR / "docs" / "deploy.md").read_text())
    given = dict(line.split("=", 1) for line in lines)
    storage = given["STORAGE"].replace("https://s3.example", endpoint)
    keys = {key: f"TheGuides{key[-3:]}" for key in given if key != "STORAGE"}
    return {"STORAGE": storage.replace("news-media", name)} | keys


def install(folder: Path, **settings: str) -> dict[str, str]:
    """Put the project into a folder, with `.env.example` filled in as its `.env`.

    Returns the environment of a machine that knows nothing of these settings, and no other keys.
    """
    shutil.copytree(BASE_DIR / "newsroom", folder / "newsroom")
    for name in ("articles", "templates", "static", "locale", "tests", "manage.py"):
        (folder / name).symlink_to(BASE_DIR / name)
    text = (BASE_DIR / ".env.example").read_text()
    for name, value in settings.items():
        assert text.count(f"\n{name}=\n") == 1, f".env.example has no {name}"
        text = text.replace(f"\n{name}=\n", f"\n{name}={value}\n")
    (folder / ".env").write_text(text)
    return {"PATH": os.environ["PATH"], "HOME": str(folder), "AWS_EC2_METADATA_DISABLED": "true"}

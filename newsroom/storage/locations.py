"""Where files lie (`STORAGE`) and at which addresses readers find them (`MEDIA_URL`).

Files that readers may have lie under `public/`, the originals beside them. The address of a public
file is MEDIA_URL and what follows `public/` in its name. Whatever contradicts itself raises
Contradiction with a sentence that says what to write instead.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

# Where the site itself hands files out, whatever other host is in front of it.
MOUNT = "/media/"
TAKEN = ("/static/", "/admin/", "/views/", "/preview/", "/ru/", "/arm/", "/en/")
# What opens a bucket, in the names that every tool for S3 knows.
KEYS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
EXAMPLE = "STORAGE=s3://bucket/prefix?endpoint_url=https://s3.example&region=eu-central-1"
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", re.ASCII)
_PREFIX = re.compile(r"(/[A-Za-z0-9_.-]+)*/?", re.ASCII)


class Contradiction(ValueError):
    """A setting that cannot be meant; its words are for whoever wrote it."""


@dataclass(frozen=True)
class Bucket:
    """A bucket of S3 or of what speaks its language. `prefix` is empty or ends in /.

    Without keys the client looks for those of the machine's role.
    """

    name: str
    prefix: str = ""
    endpoint_url: str | None = None
    region: str | None = None
    access_key: str | None = field(default=None, repr=False)
    secret_key: str | None = field(default=None, repr=False)
    session_token: str | None = field(default=None, repr=False)


def bucket_of(storage: str, keys: Mapping[str, str]) -> Bucket | None:
    """Read STORAGE, and the settings named in KEYS; None where it is a folder."""
    if "://" not in storage:
        return None
    if not storage.startswith("s3://"):
        raise Contradiction(
            f"STORAGE={storage!r} is neither a folder nor a bucket; write {EXAMPLE}."
        )
    parts = urlsplit(storage)
    if "@" in parts.netloc:
        # The value is not repeated: a key stands in it.
        raise Contradiction(
            "STORAGE has a key in it, which logs would show; "
            "put keys into AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
        )
    if not _BUCKET.fullmatch(parts.netloc) or not is_prefix(parts.path) or parts.fragment:
        raise Contradiction(f"STORAGE={storage!r} names no bucket; write {EXAMPLE}.")
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    if unknown := sorted(options.keys() - {"endpoint_url", "region"}):
        raise Contradiction(
            f"STORAGE has {unknown[0]!r}, but a bucket is told endpoint_url and region only; "
            f"write {EXAMPLE}."
        )
    endpoint = options.get("endpoint_url") or None
    if endpoint and not is_host(endpoint):
        raise Contradiction(
            f"STORAGE has endpoint_url={endpoint!r}, which is no address of a server; "
            f"write {EXAMPLE}."
        )
    prefix = parts.path.strip("/")
    return Bucket(
        name=parts.netloc,
        prefix=f"{prefix}/" if prefix else "",
        endpoint_url=endpoint.rstrip("/") if endpoint else None,
        region=options.get("region") or None,
        **keys_of(keys),
    )


def keys_of(given: Mapping[str, str]) -> dict[str, str]:
    """Read the keys of a bucket: a pair, with a token where they are lent; {} without any."""
    values = [given.get(name, "") for name in KEYS]
    pair = list(map(bool, values[:2]))
    if any(pair) and not all(pair):
        missing = KEYS[pair.index(False)]
        raise Contradiction(
            f"STORAGE is a bucket, and {missing} is missing beside "
            f"{KEYS[pair.index(True)]}; write {missing}=… too."
        )
    if not all(pair):
        return {}
    return {
        name: value
        for name, value in zip(("access_key", "secret_key", "session_token"), values, strict=True)
        if value
    }


def is_prefix(path: str) -> bool:
    """Tell whether a path can begin the names of objects."""
    return bool(_PREFIX.fullmatch(path)) and not {".", ".."} & set(path.split("/"))


def is_address(text: str) -> bool:
    """Tell whether a text begins with a server of the web, without a key that logs would show."""
    try:
        parts = urlsplit(text)
        has_sound_port = parts.port != 0
    except ValueError:  # a port that is no number, half an address of IPv6
        return False
    is_server = parts.scheme in ("http", "https") and bool(parts.hostname)
    return is_server and has_sound_port and "@" not in parts.netloc


def is_host(text: str) -> bool:
    """Tell whether a text is the address of a server, and nothing else."""
    if not is_address(text):
        return False
    parts = urlsplit(text)
    return parts.path in ("", "/") and not parts.query and not parts.fragment


def folder_of(storage: str, usual: Path) -> Path:
    """Return the folder that STORAGE names, or the usual one."""
    folder = Path(storage) if storage else usual
    if folder.exists() and not folder.is_dir():
        raise Contradiction(f"STORAGE={storage!r} is a file; write the name of a folder.")
    if folder.resolve() == Path(folder.resolve().anchor):
        raise Contradiction(f"STORAGE={storage!r} is the whole machine; write STORAGE=/srv/media.")
    return folder


def check_media_url(media_url: str, *, site_url: str, bucket: Bucket | None) -> None:
    """Refuse an address at which readers would not find the files."""
    is_path = media_url.startswith("/") and not media_url.startswith("//")
    if not (is_path or is_address(media_url)) or not media_url.endswith("/"):
        raise Contradiction(
            f"MEDIA_URL={media_url!r} must be a path or an address that ends in /; "
            "write MEDIA_URL=/media/."
        )
    if is_path:
        if media_url == "/" or media_url.startswith(TAKEN):
            raise Contradiction(
                f"MEDIA_URL={media_url!r} is where the site's own pages are; "
                "write MEDIA_URL=/media/."
            )
        return
    parts, site = urlsplit(media_url), urlsplit(site_url)
    if parts.netloc == site.netloc:
        raise Contradiction(
            f"MEDIA_URL={media_url!r} is the site itself; write its path: MEDIA_URL={parts.path}."
        )
    if site.scheme == "https" and parts.scheme == "http":
        raise Contradiction(
            f"MEDIA_URL={media_url!r} is not safe inside SITE_URL={site_url}, and browsers load "
            f"nothing from there; write MEDIA_URL=https://{parts.netloc}{parts.path}."
        )
    if bucket and is_of_bucket(parts.netloc, bucket):
        wanted = f"{bucket.prefix}public/"
        if parts.path not in (f"/{wanted}", f"/{bucket.name}/{wanted}"):
            raise Contradiction(
                f"MEDIA_URL={media_url!r} is the bucket's own host, where public files begin "
                f"after {wanted}; write MEDIA_URL={parts.scheme}://{parts.netloc}/{wanted}, "
                f"or {parts.scheme}://{parts.netloc}/{bucket.name}/{wanted}."
            )


def is_of_bucket(host: str, bucket: Bucket) -> bool:
    """Tell whether a host is the one that keeps the bucket, by what both are called."""
    endpoint = urlsplit(bucket.endpoint_url or "").netloc
    return host in filter(None, (endpoint, f"{bucket.name}.{endpoint}")) or (
        not endpoint and host.endswith(".amazonaws.com")
    )

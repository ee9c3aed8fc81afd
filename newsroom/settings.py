"""Settings, from the environment or a `.env` file; `.env.example` lists every one.

A value that makes no sense stops the start with a sentence that says what to write instead.
"""

import ipaddress
import os
import re
import secrets
import sys
from dataclasses import asdict
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import dj_email_url
from csp.constants import NONE, SELF
from environs import Env

from newsroom import languages, theme_script
from newsroom.accounts import oidc_settings
from newsroom.server import databases
from newsroom.storage import locations

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = BASE_DIR / "var"
VAR.mkdir(exist_ok=True)

env = Env()
env.read_env(BASE_DIR / ".env", recurse=False)


def refuse(sentence: str) -> None:
    """Stop the start with a sentence for whoever wrote the setting."""
    sys.exit(f"Settings: {sentence}")


def number(name: str, default: int, *, low: int, high: int) -> int:
    """Read a whole number between two bounds."""
    text = env.str(name, str(default)).strip() or str(default)
    if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
        refuse(f"{name}={text!r} is no whole number from {low} to {high}; write {name}={default}.")
    return int(text)


def switch(name: str, default: bool) -> bool:
    """Read a yes or no."""
    text = env.str(name, "").strip().lower()
    if text in ("1", "true", "yes", "on"):
        return True
    if text in ("0", "false", "no", "off"):
        return False
    if text:
        refuse(f"{name}={text!r} is neither 1 nor 0; write {name}=1 or {name}=0.")
    return default


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address is this machine only (localhost, 127.0.0.0/8, ::1)."""
    host = host.strip("[]").lower()
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


# Where the site is
HOST = env.str("HOST", "").strip() or "127.0.0.1"
PORT = number("PORT", 8000, low=1, high=65535)
_shown_host = f"[{HOST}]" if ":" in HOST else HOST
SITE_URL = (env.str("SITE_URL", "").strip() or f"http://{_shown_host}:{PORT}").rstrip("/")
if not locations.is_host(SITE_URL):
    refuse(f"SITE_URL={SITE_URL!r} is no address of a site; write SITE_URL=https://news.example.")
_site = urlsplit(SITE_URL)
SITE_HOST = _site.netloc

DEBUG = switch("DEBUG", False)
_local_hosts = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = [host.strip() for host in env.str("ALLOWED_HOSTS", "").split(",") if host.strip()]
for _name in ALLOWED_HOSTS:
    if not re.fullmatch(r"\*|\.?[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\]", _name):
        refuse(
            f"ALLOWED_HOSTS has {_name!r}, which is no name of a host; "
            "write ALLOWED_HOSTS=news.example,www.news.example."
        )
# What the server answers to decides whether others can reach it, and not what it calls itself.
PUBLIC_NAMES = [name for name in ALLOWED_HOSTS if not is_loopback(name)]
IS_PUBLIC = bool(PUBLIC_NAMES) or not (is_loopback(_site.hostname) and is_loopback(HOST))
ALLOWED_HOSTS = ALLOWED_HOSTS or [_site.hostname, *_local_hosts]
TRUSTED_PROXIES = []
for _proxy in filter(None, (part.strip() for part in env.str("TRUSTED_PROXIES", "").split(","))):
    try:
        TRUSTED_PROXIES.append(ipaddress.ip_network(_proxy, strict=False))
    except ValueError:
        refuse(
            f"TRUSTED_PROXIES has {_proxy!r}, which is no address or network; "
            "write TRUSTED_PROXIES=127.0.0.1,10.0.0.0/8."
        )
WORKERS = number("WORKERS", os.cpu_count() or 1, low=1, high=256)


def secret_key() -> str:
    """Return SECRET_KEY, or one that was made once and lies in an ignored file."""
    if given := env.str("SECRET_KEY", "").strip():
        if len(given) < 32:
            refuse("SECRET_KEY is too short to be secret; write 50 random characters.")
        return given
    path = VAR / "secret_key"
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return path.read_text().strip()


SECRET_KEY = secret_key()

# Parts
ADMIN_PATH = "/admin/"
INSTALLED_APPS = [
    # Before the admin: modeltranslation patches it, and our templates override its own.
    "modeltranslation",
    "newsroom",
    "articles",
    "newsroom.desk.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.forms",  # its templates, for the renderer below
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "taggit",
    "ckeditor",
    "django_tasks",
    "django_tasks_db",
    "csp",
]
MIDDLEWARE = [
    "newsroom.server.metrics.MetricsMiddleware",
    "newsroom.middleware.MethodsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "newsroom.accounts.sessions.SeenMiddleware",
    "newsroom.middleware.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
# Widgets of ours lie with the other templates.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Database
_url = env.str("DATABASE_URL", "").strip() or f"sqlite:///{VAR / 'newsroom.sqlite3'}"
_database = databases.primary(_url) or refuse(
    "DATABASE_URL is no database that we know; write "
    "DATABASE_URL=postgres://user:password@host:5432/name, or leave it out for an SQLite file."
)
_url = env.str("DATABASE_REPLICA_URL", "").strip()
# Only a server asks it, and of readers' pages alone (newsroom/cache/reader_connections.py).
DATABASE_REPLICA = databases.replica(_url) if _url else None
if _url and not (DATABASE_REPLICA and _database["ENGINE"] == databases.ENGINE):
    refuse(
        "DATABASE_REPLICA_URL must be a streaming replica of the PostgreSQL in DATABASE_URL; write "
        "DATABASE_REPLICA_URL=postgres://user:password@host:5432/name, or leave it out."
    )
DATABASES = {"default": _database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People
AUTH_USER_MODEL = "newsroom.User"
AUTHENTICATION_BACKENDS = ["articles.editorial.permissions.RoleBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
_validators = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": _validators + "UserAttributeSimilarityValidator"},
    {"NAME": _validators + "MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": _validators + "CommonPasswordValidator"},
    {"NAME": _validators + "NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"
# The newsroom's own directory of people, beside passwords (newsroom/accounts/oidc.py)
try:
    OIDC = oidc_settings.directory_of(
        {name: env.str(name, "").strip() for name in oidc_settings.NAMES}
    )
except ValueError as _wrong:
    refuse(str(_wrong))
PASSWORD_RESET_TIMEOUT = 2 * 3600
DEMO_PASSWORD = env.str("DEMO_PASSWORD", "").strip() or "newsroom-demo"

# Languages and time
LANGUAGE_CODE = languages.DEFAULT
LANGUAGES = languages.CHOICES
MODELTRANSLATION_LANGUAGES = languages.CODES
MODELTRANSLATION_DEFAULT_LANGUAGE = languages.DEFAULT
# With fallbacks an empty English title would read as the Russian one.
MODELTRANSLATION_TRANSLATION_FILES = ["articles.models.translation"]
MODELTRANSLATION_ENABLE_FALLBACKS = False
# The second: what packages say, where their own catalogues have gaps or other words than ours.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "packages"]
FORMAT_MODULE_PATH = ["newsroom.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", "").strip() or "Asia/Yerevan"
try:
    ZoneInfo(TIME_ZONE)
except (ZoneInfoNotFoundError, ValueError, OSError):
    refuse(f"TIME_ZONE={TIME_ZONE!r} is no time zone; write TIME_ZONE=Asia/Yerevan.")

# Files
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "newsroom.server.statics.AppDirectoriesFinder",
    "newsroom.server.statics.BundlesFinder",
]
MEDIA_URL = env.str("MEDIA_URL", "").strip() or locations.MOUNT
_storage = env.str("STORAGE", "").strip()
try:
    # What stands in `.env` is in no environment: the client is told.
    _keys = {name: env.str(name, "").strip() for name in locations.KEYS}
    BUCKET = locations.bucket_of(_storage, _keys)
    MEDIA_ROOT = VAR / "media" if BUCKET else locations.folder_of(_storage, VAR / "media")
    locations.check_media_url(MEDIA_URL, site_url=SITE_URL, bucket=BUCKET)
except locations.Contradiction as contradiction:
    refuse(str(contradiction))
STORAGES = {
    # What a bucket needs is loaded only where there is one.
    "default": {"BACKEND": "newsroom.storage.s3.BucketStorage", "OPTIONS": asdict(BUCKET)}
    if BUCKET
    else {"BACKEND": "newsroom.storage.folder.FolderStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MANIFEST_STRICT = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# The rich-text editor: its toolbar lies in articles/models/rich_text.py, cleaning in
# articles/text/cleaning.py.
CKEDITOR_BASEPATH = "/static/ckeditor/ckeditor/"
SILENCED_SYSTEM_CHECKS = [
    "ckeditor.W001",  # no more fixes for CKEditor 4: nothing trusts it (docs/decisions.md)
    "security.W005",  # other hosts of the same domain are not ours to bind to https
    "security.W008",  # the server in front redirects to https
    "security.W019",  # the preview of a story is shown in a frame of the admin
    "security.W021",  # nor to enter into browsers' lists
]

# Telegram: a server of one's own speaks the same language
TELEGRAM_API = (env.str("TELEGRAM_API", "").strip() or "https://api.telegram.org").rstrip("/")
if not locations.is_address(TELEGRAM_API) or {"?", "#"} & set(TELEGRAM_API):
    refuse(
        f"TELEGRAM_API={TELEGRAM_API!r} is no address; write TELEGRAM_API=https://api.telegram.org."
    )

# Work off the request
TASKS = {
    "default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]},
}

# Policy
_media_origin = (
    [f"{urlsplit(MEDIA_URL).scheme}://{urlsplit(MEDIA_URL).netloc}"] if "://" in MEDIA_URL else []
)
# Frames of the providers whose embeds a reader may ask for; nothing of theirs loads before.
EMBED_FRAMES = [
    "https://www.youtube-nocookie.com",
    "https://player.vimeo.com",
    "https://platform.twitter.com",
    "https://t.me",
    "https://www.instagram.com",
    "https://www.facebook.com",
    "https://www.tiktok.com/embed/",
    "https://datawrapper.dwcdn.net",
    "https://flo.uri.sh",
    "https://www.google.com/maps",
    "https://www.google.com/maps/",
    "https://www.openstreetmap.org/export/embed.html",
    "https://yandex.ru/map-widget/",
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, theme_script.csp_hash()],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *_media_origin],
        "media-src": [SELF, *_media_origin],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "frame-src": [SELF, *EMBED_FRAMES],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
        "object-src": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
_https = _site.scheme == "https"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
SECURE_SSL_REDIRECT = False  # the server in front does that
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "newsroom.accounts.refusals.stale_token"
SESSION_COOKIE_AGE = 14 * 24 * 3600  # newsroom/accounts/sessions.py shortens it

# Mail and error reports
CONSOLE = "django.core.mail.backends.console.EmailBackend"
UNSENT = "newsroom.mail.UnsentBackend"
try:
    _given = env.str("EMAIL_URL", "").strip()
    _mail = dj_email_url.parse(_given or "console:")
    EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
    # A terminal is somebody's log: links to new passwords are written there only where it was
    # asked for, or by whoever works on the code.
    if EMAIL_BACKEND == CONSOLE and (IS_PUBLIC or not (_given or DEBUG)):
        EMAIL_BACKEND = UNSENT
except (KeyError, ValueError):
    refuse("EMAIL_URL is no mail server; write EMAIL_URL=smtp://user:password@host:587/.")
EMAIL_HOST, EMAIL_PORT = _mail.get("EMAIL_HOST", ""), _mail.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = _mail.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = _mail.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = _mail.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _mail.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10  # seconds: the worker waits no longer for a server that is away
DEFAULT_FROM_EMAIL = _mail.get("DEFAULT_FROM_EMAIL") or f"newsroom@{_site.hostname}"
# Days in which the newness of a story counts half as much among what a search finds.
SEARCH_HALF_LIFE = number("SEARCH_HALF_LIFE", 365, low=1, high=36_500)

# A CDN in front, which is told of changes by the worker (articles/distribution/cdn.py)
PURGE_URL = env.str("PURGE_URL", "").strip()
PURGE_SECRET = env.str("PURGE_SECRET", "").strip()
if PURGE_URL:
    if not locations.is_address(PURGE_URL):
        refuse("PURGE_URL is no address; write PURGE_URL=https://purge.example/newsroom.")
    if len(PURGE_SECRET) < 16:
        refuse("PURGE_SECRET signs what PURGE_URL is told; write 16 random characters or more.")

SENTRY_DSN = env.str("SENTRY_DSN", "").strip()

LOG_MISSES = switch("LOG_MISSES", False)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "newsroom.server.json_log.JsonLines"},
        "line": {
            "()": "newsroom.server.database_errors.Lines",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        },
    },
    "filters": {"untold": {"()": "newsroom.cache.miss_log.Untold"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line" if DEBUG else "json"}
    },
    # Each task tells of its beginning and end; who waits for one sees its row.
    "loggers": {name: {"level": "WARNING"} for name in ("django_tasks", "django_tasks_db")}
    | {"newsroom.cache.miss_log": {"level": "INFO" if LOG_MISSES else "WARNING"}}
    # Who asks for what is not there, or asks badly, is no failure of ours.
    | {"django.request": {"level": "ERROR", "filters": ["untold"]}},
    "root": {"handlers": ["console"], "level": "INFO" if DEBUG else "WARNING"},
}

if SENTRY_DSN:
    import sentry_sdk
    from sentry_sdk.integrations.stdlib import StdlibIntegration
    from sentry_sdk.utils import BadDsn

    # It would note the addresses of requests, and a Telegram bot's token stands in them.
    try:
        sentry_sdk.init(
            dsn=SENTRY_DSN, send_default_pii=False, disabled_integrations=[StdlibIntegration()]
        )
    except BadDsn:
        refuse("SENTRY_DSN is no address of Sentry; write SENTRY_DSN=https://key@sentry.example/1.")

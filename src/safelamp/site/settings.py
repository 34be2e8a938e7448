"""Settings: one file, a handful of environment variables, safe by default (see docs/decisions)."""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.conf.locale import LANG_INFO

from safelamp.ground.post.channels.webhook.targets import Reach
from safelamp.record.gathering.web import places
from safelamp.site import channels, keyfolder

HOME = Path(os.environ.get("SAFELAMP_HOME", "var")).resolve()
HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
KEYS = keyfolder.read_or_make(Path(os.environ.get("SAFELAMP_KEYS", f"{HOME}.keys")), apart_from=HOME)

SECRET_KEY = KEYS.signing.hex()
RECEIPT_PEPPER = KEYS.pepper
COURIER_PUBLIC_KEY = KEYS.courier_public
SPOOL = HOME / "spool"
SCRYPT_LOCK = HOME / "scrypt.lock"
CHECK_LOCK = HOME / "check.lock"

DEBUG = False
DEMONSTRATION = os.environ.get("SAFELAMP_DEMONSTRATION") == "1"
BEHIND_HTTPS = os.environ.get("SAFELAMP_HTTPS") == "1"
ALLOWED_HOSTS = os.environ.get("SAFELAMP_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
POST_MAIL, POST_SMS = channels.read(os.environ)  # both None: nobody is told, and the screens say so
SMS_SECRETS = channels.incoming_secrets(os.environ)  # by gateway; without one its address does not exist
NEWSLETTERS_A_MINUTE = channels.pace(os.environ.get("SAFELAMP_NEWSLETTERS_A_MINUTE", "30"))
POST_REACH = (
    Reach.THIS_MACHINE_TOO
    if DEMONSTRATION or os.environ.get("SAFELAMP_WEBHOOKS_TO_THIS_MACHINE") == "1"
    else Reach.INTERNET
)
ADMINS: list[tuple[str, str]] = []
USE_X_FORWARDED_HOST = False
if BEHIND_HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "csp",
    "safelamp.ground.audit",
    "safelamp.ground.languages",
    "safelamp.ground.standards",
    "safelamp.ground.organisations",
    "safelamp.ground.vault",
    "safelamp.ground.workplaces",
    "safelamp.ground.recordings",
    "safelamp.ground.post",
    "safelamp.ground.releases",
    "safelamp.record.reading",
    "safelamp.record.reviewing",
    "safelamp.record.searching",
    "safelamp.record.gathering",
    "safelamp.record.publishing",
    "safelamp.loop.reports",
    "safelamp.loop.register",
    "safelamp.loop.duty",
    "safelamp.loop.cases",
    "safelamp.loop.actions",
    "safelamp.loop.agreements",
    "safelamp.loop.training",
    "safelamp.loop.wall",
    "safelamp.insight.indicators",
    "safelamp.insight.alerts",
    "safelamp.doors.look",
    "safelamp.doors.worker",
    "safelamp.doors.desk",
    "safelamp.doors.public",
    "safelamp.doors.sms",
]

MIDDLEWARE = [
    "safelamp.doors.look.large_bodies.LargeBodiesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "safelamp.doors.look.compression.CompressionMiddleware",
    "safelamp.doors.look.private_doors.PrivateDoorsMiddleware",
    "csp.middleware.CSPMiddleware",
    "safelamp.doors.desk.middleware.DeskSessionMiddleware",
    "safelamp.doors.look.locale.LanguageMiddleware",
    "safelamp.doors.look.plain_http.ProtectedDeskMiddleware",
    "django.middleware.common.CommonMiddleware",
    "safelamp.doors.desk.middleware.DeskForgeryMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "safelamp.doors.desk.middleware.OpenSessionMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "safelamp.site.urls"
WSGI_APPLICATION = "safelamp.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
                "safelamp.doors.look.context.frame",
                "safelamp.doors.desk.navigation.frame",
            ],
            "builtins": ["safelamp.doors.look.templatetags.look"],
        },
    }
]

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("SAFELAMP_DATABASE_URL", f"sqlite:///{HOME / 'safelamp.sqlite3'}"), conn_max_age=60
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        # An acknowledged report is on disk (FULL); a deleted one is overwritten (secure_delete).
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; "
        "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000;",
    }

# Pages of the public record from the web. The agent names no union, and the proxy may be Tor (socks5h://127.0.0.1:9050).
PAGE_VISITOR = "safelamp.record.gathering.web.visitor.visitor"  # needs the extra `ingest`; loaded only when used
GATHER_AGENT = os.environ.get("SAFELAMP_GATHER_AGENT", "Mozilla/5.0 (compatible; PageReader/1.0)")
GATHER_PROXY = os.environ.get("SAFELAMP_GATHER_PROXY", "")
GATHER_REACH = places.Reach.INTERNET  # tests reach this machine too

PARQUET_READER = "safelamp.loop.register.parquet.rows"  # needs the extra `scale`; loaded only when used

AUTH_USER_MODEL = "organisations.Member"
AUTHENTICATION_BACKENDS = ["safelamp.ground.vault.backend.PassphraseBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]  # never used: see ground.vault.members
LOGIN_URL = "desk:log_in"
SESSION_COOKIE_NAME = "s"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/desk/"  # no other door ever sees a cookie
SESSION_COOKIE_AGE = 15 * 60  # idle time; every request begins it anew
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_HTTPS
CSRF_COOKIE_NAME = "c"
CSRF_USE_SESSIONS = False
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "safelamp.doors.look.views.expired"

SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
# `history.replaceState(0,"","/r/")`, the one inline script: on worker pages whose form held words or a code it takes
# the form out of the browser's history, so that Back and Reload cannot send or show it again.
FORGETS_WHAT_WAS_SENT = "'sha256-F8WM08F1Q7OwojUVBo4+kT5QBM+XOPjv8mEitxlGktk='"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF, NONCE],
        "script-src": [SELF, FORGETS_WHAT_WAS_SENT],
        "img-src": [SELF, "data:", "blob:"],  # blob: what a script of ours holds in memory, a photo before it is sent
        "media-src": [SELF, "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("th", "ไทย"), ("km", "ខ្មែរ")]  # of every screen
WORKER_LANGUAGES = [  # of what workers see, posters and paper forms, each in its own name
    *LANGUAGES, ("lo", "ລາວ"), ("my", "မြန်မာ"), ("vi", "Tiếng Việt"), ("id", "Bahasa Indonesia"),
    ("ms", "Bahasa Melayu"), ("fil", "Filipino"), ("ja", "日本語"), ("mn", "Монгол"), ("bn", "বাংলা"), ("hi", "हिन्दी"),
    ("te", "తెలుగు"), ("ur", "اردو"), ("fa", "فارسی"), ("hy", "Հայերեն"), ("ru", "Русский"), ("uk", "Українська"),
    ("zh-hans", "简体中文"), ("fr", "Français"),
]  # fmt: skip
LANG_INFO |= {  # two that Django does not know
    "lo": {"bidi": False, "code": "lo", "name": "Lao", "name_local": "ລາວ"},
    "fil": {"bidi": False, "code": "fil", "name": "Filipino", "name_local": "Filipino"},
}
SPREADSHEETS = "safelamp.ground.languages.spreadsheets"  # loaded only when used
WORDS = HOME / "words"  # what native speakers corrected on this instance: read before what ships
LOCALE_PATHS = [WORDS, Path(__file__).parent.parent / "ground" / "languages" / "catalogues"]
FORMAT_MODULE_PATH = "safelamp.ground.languages.formats"  # 21 November 2026, in English too
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("SAFELAMP_TIME_ZONE", "UTC")

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "safelamp.doors.worker.scripts.Bundles",  # few files for phones, made from many modules
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # nothing uploaded ever reaches a disk
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Uploads are read in memory by the doors' own handler; what is larger is dropped there, the words are kept.
FILE_UPLOAD_HANDLERS = ["safelamp.doors.look.uploads.HeldInMemory"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000  # the words of one form, files not counted
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400

LOGGING_CONFIG = "safelamp.site.quiet_log.configure"
LOGGING: dict[str, object] = {"version": 1}  # Django configures nothing where this is empty

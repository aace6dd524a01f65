"""One settings file for every profile, read from the environment.

`PROFILE=production` turns every safeguard on and refuses to start without SECRET_KEY; the default,
`development`, serves this machine only. docs/settings.md lists every variable.
"""

import sqlite3
import warnings
from datetime import timedelta
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from peacekb.environment import (
    address_of_contact,
    address_of_redis,
    choice,
    database,
    env,
    file,
    folder,
    path_prefix,
    read,
    replicas,
    yes_or_no,
)
from peacekb.logs import configuration

BASE_DIR = Path(__file__).resolve().parent.parent

PROFILE = choice("PROFILE", "development", "development", "production")
PRODUCTION = PROFILE == "production"
DEBUG = yes_or_no("DEBUG", False)

SECRET_KEY = read(env.str, "SECRET_KEY", "")
if PRODUCTION and len(SECRET_KEY) < 50:
    raise ImproperlyConfigured(
        "SECRET_KEY: the production profile needs a secret of 50 characters or more. Make one "
        "with: python -c 'import secrets; print(secrets.token_urlsafe(64))'"
    )
if PRODUCTION and DEBUG:
    raise ImproperlyConfigured("DEBUG: not allowed in the production profile; unset it.")
# Older ones, which still open what they sealed and signed; none signs or seals any more.
SECRET_KEY_FALLBACKS = read(env.list, "SECRET_KEY_FALLBACKS", [])
SECRET_KEY = SECRET_KEY or "development-only-this-key-protects-nothing-" + "0" * 20

ALLOWED_HOSTS = read(env.list, "ALLOWED_HOSTS", [] if PRODUCTION else ["localhost", "127.0.0.1"])
if PRODUCTION and not ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS: name the public host, such as peacekb.example.org.")
BEHIND_TLS_PROXY = yes_or_no("BEHIND_TLS_PROXY", False)
CSRF_TRUSTED_ORIGINS = read(env.list, "CSRF_TRUSTED_ORIGINS", [])
CSRF_FAILURE_VIEW = "peacekb.sending_again.no_token"
FORCE_SCRIPT_NAME = path_prefix("PATH_PREFIX")
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = FORCE_SCRIPT_NAME or "/"

INSTALLED_APPS = [
    "peacekb",
    "records.curation.apps.CurationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "peacekb.accounts",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "records",
    "organizations",
    "legal",
    "missions",
    "knowledge",
]

MIDDLEWARE = [
    "peacekb.http.replicas.Replicas",
    "peacekb.logs.RequestLog",
    "peacekb.http.guards.Guards",
    "django.middleware.security.SecurityMiddleware",
    "peacekb.http.policy.ContentPolicy",  # before the static files, which have it too
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "peacekb.http.answers.Answers",
    "peacekb.http.limits.Limits",
    "peacekb.http.conditions.Conditional",
    "peacekb.http.coding.Compression",
    "peacekb.middleware.LanguageOfAddress",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "peacekb.middleware.StrictRequests",
    "peacekb.sending_again.KeepTyped",
    "allauth.account.middleware.AccountMiddleware",
    "peacekb.accounts.guard.Guard",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "peacekb.urls"
WSGI_APPLICATION = "peacekb.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n", "peacekb.templatetags.words"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
FORM_RENDERER = "peacekb.widgets.WrittenWidgets"

DATABASES = {"default": database("DATABASE_URL", f"sqlite:///{BASE_DIR / 'db.sqlite3'}")}
DATABASES |= replicas("REPLICA_URLS")
for one in DATABASES.values():
    one["CONN_MAX_AGE"] = None
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Libraries before 3.51.3 have a fault in WAL. EXTRA loses no acknowledged edit in a power cut:
    # with FULL the journal that was taken away may be back, and takes the edit back.
    journal = "WAL" if sqlite3.sqlite_version_info >= (3, 51, 3) else "DELETE"
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 5,
        "init_command": f"PRAGMA journal_mode={journal}; PRAGMA synchronous=EXTRA;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "CommonPasswordValidator",
    )
] + [
    # Twelve, of any signs: digits alone are then slow enough to guess.
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "peacekb.accounts.passwords.NotOfThisPlace"},
    {"NAME": "peacekb.accounts.passwords.NotBreached"},
]
BREACHED_PASSWORDS = file("BREACHED_PASSWORDS")  # peacekb/accounts/passwords.py
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # of accounts made before 0.2.0
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"

# Accounts are allauth's, at the addresses of peacekb/accounts/urls.py; strangers make none.
ACCOUNT_ADAPTER = "peacekb.accounts.adapters.Accounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_EMAIL_VERIFICATION = "none"  # addresses are an administrator's, not typed by strangers
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "PeaceKB: "
ACCOUNT_EMAIL_NOTIFICATIONS = True  # of changed passwords and factors
ACCOUNT_SESSION_REMEMBER = True
MFA_ADAPTER = "peacekb.accounts.adapters.Factors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_RECOVERY_CODES_SHOW_ONCE = True  # then hashed: peacekb/accounts/recovery_codes.py
# An address that was never proven would keep its holder from a second factor for ever.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "PeaceKB"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
# Whether those who enter the admin need a second factor.
REQUIRE_SECOND_FACTOR = yes_or_no("REQUIRE_SECOND_FACTOR", PRODUCTION)

# A session ends when nothing was asked for so long, and at the latest after LONGEST_SESSION, in
# seconds too: peacekb/accounts/lifetimes.py.
SESSION_COOKIE_AGE = 3600 * read(env.int, "IDLE_HOURS", 12)
LONGEST_SESSION = 3600 * read(env.int, "SESSION_HOURS", 24)
# What happened to accounts is kept for so many days: peacekb/accounts/models.py.
SIGN_IN_LOG_DAYS = read(env.int, "SIGN_IN_LOG_DAYS", 180)
# Links of invitations and of forgotten passwords.
PASSWORD_RESET_TIMEOUT = 3600 * read(env.int, "LINK_HOURS", 24)

# All workers share it, so that a code of an app counts once, and an attempt everywhere.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "peacekb_attempts",
    }
}

vars().update(read(env.email_url, "EMAIL_URL", "consolemail://"))
DEFAULT_FROM_EMAIL = read(env.str, "EMAIL_FROM", "peacekb@localhost")

# After ten wrong passwords an account, and an address, wait ten minutes; an account not in
# a browser that it has signed in with.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AXES_FAILURE_LIMIT = 10
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "peacekb.signing_in.name_given"
AXES_COOLOFF_TIME = timedelta(minutes=10)
AXES_LOCKOUT_PARAMETERS = "peacekb.accounts.known_browsers.counted_by"
AXES_LOCKOUT_CALLABLE = "peacekb.signing_in.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_IPWARE_PROXY_COUNT = 1 if BEHIND_TLS_PROXY else 0
AXES_IPWARE_META_PRECEDENCE_ORDER = (
    ["HTTP_X_FORWARDED_FOR", "REMOTE_ADDR"] if BEHIND_TLS_PROXY else ["REMOTE_ADDR"]
)

LOGGING = configuration(
    level=choice("LOG_LEVEL", "INFO", "DEBUG", "INFO", "WARNING", "ERROR"),
    machine_readable=choice("LOG_FORMAT", "json" if PRODUCTION else "text", "json", "text")
    == "json",
)

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("fr", "Français")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Where `collectstatic` puts compressed copies named by their content: see peacekb/static_files.py.
STATIC_ROOT = BASE_DIR / ".static"
WHITENOISE_USE_FINDERS = not PRODUCTION
if not PRODUCTION:  # where nothing need be collected
    warnings.filterwarnings("ignore", "No directory at", UserWarning)
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_MIMETYPES = {".svg": "image/svg+xml; charset=utf-8"}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "peacekb.static_files.ReadersFiles"},
}

FIXTURES = BASE_DIR / "fixtures"

# The data stamp stands beside the database, not in it: see records/writing/stamp.py.
STAMP = folder("STAMP", BASE_DIR / ".stamp")
STAMP_URL = address_of_redis("STAMP_URL")  # where servers on several machines share it
# Where releases lie: records/releases/held.py.
RELEASES = folder("RELEASES", BASE_DIR / ".releases")
# Public answers that each process keeps until something is published, in bytes; 0 keeps none.
PAGE_CACHE_BYTES = read(env.int, "PAGE_CACHE_BYTES", 64_000_000)
# Units of a minute for one reader of the API, by peacekb/http/limits.py; 0 sets no limit.
RATE_LIMIT = read(env.int, "RATE_LIMIT", 1_200)
RATE_LIMIT_WITH_KEY = read(env.int, "RATE_LIMIT_WITH_KEY", 12_000)
# Errors that one reader may report in an hour; 0 sets no limit.
REPORT_LIMIT = read(env.int, "REPORT_LIMIT", 10)

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "object-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = yes_or_no("SECURE_SSL_REDIRECT", PRODUCTION)
SECURE_REDIRECT_EXEMPT = [r"^api/", r"^[a-z-]+\.csv$"]  # refused: peacekb/http/answers.py
SECURE_HSTS_SECONDS = read(env.int, "SECURE_HSTS_SECONDS", 31_536_000 if PRODUCTION else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS_PROXY else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_HTTPONLY = True  # forms hold the token; no script of ours reads the cookie
# With the session, so that there is no cookie of messages.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
KNOWN_BROWSER_COOKIE_NAME = "known"  # peacekb/accounts/known_browsers.py
if PRODUCTION:  # no other host may set them; below a prefix none of another path either
    _GUARD = "__Secure-" if FORCE_SCRIPT_NAME else "__Host-"
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_GUARD}sessionid", f"{_GUARD}csrftoken"
    KNOWN_BROWSER_COOKIE_NAME = f"{_GUARD}known"
# Who asks for figures of the server shows this; without it there are none to be had.
METRICS_TOKEN = read(env.str, "METRICS_TOKEN", "")
SLOW_QUERY_MS = read(env.int, "SLOW_QUERY_MS", 500)
# Where weaknesses are reported, as an address (`mailto:` or `https:`): told by security.txt.
SECURITY_CONTACT = address_of_contact("SECURITY_CONTACT")
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a mission's form holds every row that it owns

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_RENDERER_CLASSES": ["records.common.rendering.JSON"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "records.common.negotiation.Negotiation",
    "DEFAULT_SCHEMA_CLASS": "records.common.schema.StrictSchema",
    "EXCEPTION_HANDLER": "records.common.refusing.explain_error",
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "PeaceKB",
    "DESCRIPTION": "Peace operations, their mandates and the law under them, with evidence.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "POSTPROCESSING_HOOKS": [],  # enumerations stay where they are used
    "SERVE_PUBLIC": True,
    "COMPONENT_NO_READ_ONLY_REQUIRED": True,  # `fields=` and `omit=` leave any field out
}

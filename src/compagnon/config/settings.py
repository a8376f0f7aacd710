"""All settings, in one file, driven by the environment (see environment.py for each variable's meaning)."""

from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from compagnon.config.database import database_settings
from compagnon.config.mailing import email_settings
from compagnon.core import environment, logs

DATA = environment.data_folder()
COMPAGNON_DATA = DATA
COMPAGNON_DEMO = environment.is_on("COMPAGNON_DEMO")
COMPAGNON_KEY_FILE = environment.read("COMPAGNON_KEY_FILE") or str(DATA / "keys")
COMPAGNON_VIDEO = environment.read("COMPAGNON_VIDEO").rstrip("/")
COMPAGNON_ORIGIN = environment.read_or_default("COMPAGNON_ORIGIN").rstrip("/")
COMPAGNON_PROXIES = environment.number("COMPAGNON_PROXIES")
COMPAGNON_PASSWORDS = environment.is_on("COMPAGNON_PASSWORDS")
COMPAGNON_WORKERS = environment.number("COMPAGNON_WORKERS")

_origin = urlsplit(COMPAGNON_ORIGIN)
SECURE = _origin.scheme == "https"

DEBUG = False
SECRET_KEY = (
    environment.secret() or "no secret yet: every command but init and migrate refuses to start"
)
ALLOWED_HOSTS = [
    host.strip()
    for host in (environment.read("COMPAGNON_HOSTS") or _origin.hostname or "").split(",")
    if host.strip()
]
CSRF_TRUSTED_ORIGINS = [COMPAGNON_ORIGIN]

INSTALLED_APPS = [
    "compagnon.core",
    "compagnon.ui",
    "compagnon.notifications",
    "compagnon.accounts",
    "compagnon.schemes",
    "compagnon.resources",
    "compagnon.recruitment",
    "compagnon.membership",
    "compagnon.help",
    "compagnon.introductions",
    "compagnon.gatherings",
    "compagnon.choosing",
    "compagnon.matching",
    "compagnon.partnerships",
    "compagnon.privacy",
    "compagnon.dashboard",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "template_partials",
]

MIDDLEWARE = [
    # The first two also speak for files, which WhiteNoise answers before the rest.
    "compagnon.ui.middleware.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "compagnon.accounts.middleware.SessionMiddleware",
    "compagnon.ui.middleware.PrivacyMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "compagnon.accounts.middleware.ActorMiddleware",
    "compagnon.ui.middleware.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "compagnon.ui.middleware.BusyMiddleware",
    "compagnon.ui.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "compagnon.config.urls"
WSGI_APPLICATION = "compagnon.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [environment.PACKAGE / "cli" / "templates"],  # the command line is no application
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "compagnon.ui.context.shell",
            ],
            "builtins": [],
        },
    },
]

DATABASES = {
    "default": database_settings(
        environment.read("DATABASE_URL") or f"sqlite:///{DATA / 'compagnon.sqlite3'}"
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
        # The default of 300 would let anybody push the counters of throttles out; each tick deletes the expired.
        # Blank forms are kept here, too: making them is limited, so that they fill no disk.
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["name", "email"]},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "compagnon.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "request_login_code": "compagnon.accounts.forms.SignInForm",
    "confirm_login_code": "compagnon.accounts.forms.SignInCodeForm",
    "confirm_email_verification_code": "compagnon.accounts.forms.AddressCodeForm",
    "login": "compagnon.accounts.forms.PasswordSignInForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", *(["password1*"] if COMPAGNON_PASSWORDS else [])]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600  # ASVS 6.5.5: ten minutes at most
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 600
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_RATE_LIMITS = {
    # From one network 60 a minute (a school signs in at once), 5 in ten minutes for one address; for that address
    # from everywhere 30 an hour: enough against a flood of letters, too many for a stranger to keep it shut.
    "request_login_code": "60/m/ip,5/10m/key",
    "request_login_code_anywhere": "30/h/key",
    # A question without signing in: each is a row that people read.
    "write_for_help": "20/h/ip,3/10m/key",
    "write_for_help_anywhere": "10/d/key",
    # A blank form that nobody has kept: a scheme has nine files in each language, and a school shares a network.
    "make_blank_paper": "60/h/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = COMPAGNON_PROXIES
MFA_ADAPTER = "compagnon.accounts.adapter.MFAAdapter"
MFA_FORMS = {
    "login_webauthn": "compagnon.accounts.passkey_forms.PasskeySignInForm",
    "authenticate_webauthn": "compagnon.accounts.passkey_forms.SecondStepPasskeyForm",
}
MFA_SUPPORTED_TYPES = ["webauthn", *(["totp", "recovery_codes"] if COMPAGNON_PASSWORDS else [])]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}

LANGUAGE_CODE = "en-gb"
LANGUAGES = [
    ("en", _("English")),
    ("cy", _("Welsh")),
    ("fr", _("French")),
    ("de", _("German")),
    ("es", _("Spanish")),
]
LOCALE_PATHS = [
    environment.PACKAGE / "locale",
    environment.PACKAGE / "locale" / "libraries",
]
FORMAT_MODULE_PATH = "compagnon.ui.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = environment.read_or_default("COMPAGNON_TIME_ZONE")

# A file of applications is personal: it stays in memory, and never lies on the disk as it came. One much larger
# than any list is not even received (the limit itself is recruitment.rules.table.MAX_BYTES, 32 MB).
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 33 * 1024 * 1024

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
# Names with a digest of the content: browsers keep a file for ever, and a new one is a new name.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False

_mail = email_settings(
    environment.read("EMAIL_URL") or ("demo://" if COMPAGNON_DEMO else "consolemail://")
)
EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
EMAIL_HOST = _mail["EMAIL_HOST"]
EMAIL_PORT = _mail["EMAIL_PORT"]
EMAIL_HOST_USER = _mail["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = _mail["EMAIL_USE_TLS"]
EMAIL_USE_SSL = _mail["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = _mail["EMAIL_TIMEOUT"]
COMPAGNON_CONTACT = environment.read_or_default("COMPAGNON_CONTACT")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.read_or_default("COMPAGNON_FROM")

LOGGING = logs.configuration("WARNING")

# W002 asks for X-Frame-Options: frame-ancestors (below) says it, and more.
SILENCED_SYSTEM_CHECKS = ["security.W002"]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = SECURE
# The proxy in front ends TLS and says so; without one, nobody's word is taken.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if COMPAGNON_PROXIES else None
# Asked by the machine itself, without the proxy in between.
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]
SECURE_HSTS_SECONDS = 63_072_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True

_cookie = "__Host-" if SECURE else ""
SESSION_ENGINE = "compagnon.accounts.sessions"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_NAME = f"{_cookie}session"
CSRF_COOKIE_NAME = f"{_cookie}csrf"
LANGUAGE_COOKIE_NAME = f"{_cookie}language"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

"""Django's settings: what the environment says, and what holds everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from wirecopy import environment

PACKAGE = Path(__file__).resolve().parent
DATA = Path(environment.value("WIRECOPY_DATA")).absolute()

SECRET_KEY = environment.value("WIRECOPY_SECRET_KEY")
DEBUG = environment.value("WIRECOPY_DEBUG") == "1"
SITE_URL = environment.address("WIRECOPY_URL")
BEACON_URL = environment.value("WIRECOPY_BEACON_URL").rstrip("/") or SITE_URL
IS_SECURE = SITE_URL.startswith("https://")
ALLOWED_HOSTS = environment.hosts()
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",  # allauth's pages of sessions and security keys
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "wirecopy.jobs",
    "wirecopy.audit",
    "wirecopy.accounts",
    "wirecopy.enquiries",
    "wirecopy.desk",
    "wirecopy.renditions",
    "wirecopy.beacon",
    "wirecopy.portal",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "wirecopy.portal.middleware.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]

ROOT_URLCONF = "wirecopy.urls"
WSGI_APPLICATION = "wirecopy.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wirecopy.portal.context.wire",
            ],
        },
    },
]

DATABASES: dict[str, dict[str, Any]] = {"default": environment.database(DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
ACCOUNT_ADAPTER = "wirecopy.accounts.adapter.StaffAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # whoever is invited has read the letter
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_SECURE
USERSESSIONS_TRACK_ACTIVITY = True

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

KNOWN_TEXTS = environment.value("WIRECOPY_INDEX")

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True  # files are served from where they lie: there is no step that collects them
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA / "media"
STORAGES = environment.storages()
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 << 20  # a pasted story of ten megabytes is answered by the desk, not by Django
FILE_UPLOAD_MAX_MEMORY_SIZE = 4 << 20

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31_536_000 if IS_SECURE else 0
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
if environment.number("WIRECOPY_PROXIES"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

globals().update(environment.mail())
DEFAULT_FROM_EMAIL = environment.value("WIRECOPY_SENDER")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "wirecopy.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {"django.server": {"level": "WARNING"}},
}

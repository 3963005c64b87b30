"""Django settings, read from the environment (table in `config.environment`)."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from toctoc.common.kernels import keep_kernels
from toctoc.config.environment import (
    database_from_url,
    env_bool,
    env_int,
    env_list,
    env_secret,
    env_text,
    mailer_from_url,
)

PACKAGE = Path(__file__).resolve().parent.parent

# -- mode and secrets -------------------------------------------------------------------------

DEBUG = env_bool("TOCTOC_DEBUG")
DEMO = env_bool("TOCTOC_DEMO")
HTTPS = env_bool("TOCTOC_HTTPS") and not (DEBUG or DEMO)
DATA = Path(env_text("TOCTOC_DATA"))
keep_kernels(DATA)
SECRET_KEY = env_secret("TOCTOC_SECRET_KEY")
FIELD_KEYS = [key for key in env_secret("TOCTOC_FIELD_KEYS").split(",") if key]
if not SECRET_KEY or not FIELD_KEYS:
    if not DEBUG:
        message = "TOCTOC_SECRET_KEY and TOCTOC_FIELD_KEYS are required: see docs/settings.md"
        raise ImproperlyConfigured(message)
    SECRET_KEY = SECRET_KEY or "debug-only"
    FIELD_KEYS = FIELD_KEYS or ["ZGVidWctb25seS1kZWJ1Zy1vbmx5LWRlYnVnLW9ubHk="]
ALLOWED_HOSTS = env_list("TOCTOC_HOSTS")

# -- applications -----------------------------------------------------------------------------

INSTALLED_APPS = [
    "toctoc.web",
    "toctoc.dispatch",
    "toctoc.agenda",
    "toctoc.people",
    "toctoc.territory",
    "allauth",
    "allauth.account",
    "django_htmx",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "toctoc.web.middleware.ClockMiddleware",
]
if DEMO:
    MIDDLEWARE.insert(0, "toctoc.config.demo.LoopbackOnlyMiddleware")
ROOT_URLCONF = "toctoc.config.urls"
WSGI_APPLICATION = "toctoc.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.csp",
                "toctoc.web.context.shell",
            ],
            "builtins": ["django.templatetags.i18n"],
        },
    }
]

# -- database, cache, tasks -------------------------------------------------------------------

DATABASES = {"default": database_from_url(env_secret("TOCTOC_DATABASE_URL"), DATA)}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}  # same database
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# -- people who sign in -----------------------------------------------------------------------

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
if DEMO:
    PASSWORD_HASHERS = ["toctoc.config.demo.DemoPasswordHasher"]
LOGIN_REDIRECT_URL = "home"
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "toctoc.web.accounts.ClosedSignUpAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "login": "toctoc.web.forms.accounts.LoginForm",
    "reset_password": "toctoc.web.forms.accounts.ResetPasswordForm",
    "reset_password_from_key": "toctoc.web.forms.accounts.ResetPasswordKeyForm",
    "change_password": "toctoc.web.forms.accounts.ChangePasswordForm",
    "set_password": "toctoc.web.forms.accounts.SetPasswordForm",
    "reauthenticate": "toctoc.web.forms.accounts.ReauthenticateForm",
}
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # else anyone could have us write to anybody
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by the programme, not by their owner
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = True
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# -- language and time ------------------------------------------------------------------------

LANGUAGE_CODE = "fr"
# One language until another has its catalogue: a browser set to English would get half of each.
LANGUAGES = [("fr", _("Français"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_TZ = True
TIME_ZONE = "Europe/Paris"
CLOCK = "django.utils.timezone.now"  # tests of whole screens put their own here

# -- static files and messages ----------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT: Path | None = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if DEBUG or DEMO:
    STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    STATIC_ROOT = None  # served from where they lie
    WHITENOISE_USE_FINDERS = True
TILE_URL = env_text("TOCTOC_TILE_URL")
COMMUNES_API_URL = env_text("TOCTOC_COMMUNES_API")
GEOCODER_URL = env_text("TOCTOC_GEOCODER_URL")
GEOCODER_TIMEOUT_MS = env_int("TOCTOC_GEOCODER_TIMEOUT_MS")
ROADS = env_text("TOCTOC_ROADS")
ROADS_KEY = env_secret("TOCTOC_ROADS_KEY")
ROADS_TIMEOUT_S = env_int("TOCTOC_ROADS_TIMEOUT_S")
ROADS_FOLDER = DATA / "roads"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# -- security ---------------------------------------------------------------------------------

_tiles = [TILE_URL.split("{", 1)[0]] if TILE_URL else []
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    # Leaflet positions its panes and tiles through the style property, which CSP allows; only
    # style attributes in markup are refused.
    "img-src": [CSP.SELF, "data:", *_tiles],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "manifest-src": [CSP.SELF],
    "worker-src": [CSP.SELF],  # the phone's service worker
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# -- e-mail and log ---------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = env_text("TOCTOC_EMAIL_FROM")
MAILERS = {"default": mailer_from_url(env_secret("TOCTOC_EMAIL_URL"))}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

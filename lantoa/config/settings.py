"""Settings of every installation. What differs between two of them comes from the environment, never from a second file."""

import sys

import environ
from csp.constants import NONE, SELF

from lantoa.config.environment import BASE_DIR as BASE_DIR  # a setting, for whoever looks for files of the checkout
from lantoa.config.environment import database_url, home_folder
from lantoa.config.keys import secret_key

env = environ.Env()

# One folder holds what must be backed up: database file, uploads, keys.
HOME = home_folder()
HOME.mkdir(parents=True, exist_ok=True, mode=0o700)
(HOME / "log").mkdir(exist_ok=True)

DEBUG = env.bool("LANTOA_DEBUG", default=False)
TESTING = "pytest" in sys.modules
SECRET_KEY = env.str("LANTOA_SECRET_KEY", default="") or secret_key(HOME)
ALLOWED_HOSTS = env.list("LANTOA_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("LANTOA_ORIGINS", default=[])
# Set when a proxy in front speaks HTTPS: cookies become secure and browsers are told to stay on HTTPS.
HTTPS = env.bool("LANTOA_HTTPS", default=False)

INSTALLED_APPS = [
    "lantoa.kit",
    "lantoa.rulebook",
    "lantoa.units",
    "lantoa.figures",
    "lantoa.movement",
    "lantoa.councils",
    "lantoa.initiatives",
    "lantoa.prospects",
    "lantoa.plans",
    "lantoa.evidence",
    "lantoa.recognition",
    "lantoa.declarations",
    "lantoa.spreading",
    "lantoa.watch",
    "lantoa.dossiers",
    "lantoa.reports",
    "lantoa.desk",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Below the static files, which lie compressed on disk; above all that writes into an answer (decision 14).
    "lantoa.kit.delivery.CompressionMiddleware",
    "lantoa.kit.delivery.PrivateMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lantoa.units.sign_in.IdleMiddleware",
    "lantoa.units.sign_in.EntryMiddleware",
    "lantoa.units.reading.ReadingMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "lantoa.kit.http.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "lantoa.config.urls"
WSGI_APPLICATION = "lantoa.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lantoa.desk.context.frame",
            ],
            "builtins": ["lantoa.kit.templatetags.kit"],
            # Tests replace this by a value that fails: an undefined variable is a defect.
            "string_if_invalid": "",
        },
    }
]

DATABASES = {"default": env.db_url_config(database_url())}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # A writer takes its lock at BEGIN: two clerks who save at once wait for each other instead of failing at commit.
        "transaction_mode": "IMMEDIATE",
        "timeout": 60,  # the largest import holds the write lock for some tens of seconds
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-32000;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # Our questions are short; walks down the tree look costly to the planner, and compiling them takes longer than answering.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off -c random_page_cost=1.1")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    # Shared by the web processes and the worker: progress of long jobs, and what pages show again and again under the mark of
    # the last event (kit/kept.py). Reports, exports and records are never read from here.
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(HOME / "cache"),
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "units.Person"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "full_name"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign_in"
CSRF_FAILURE_VIEW = "lantoa.desk.views.errors.csrf_failed"

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
# How many proxies of ours stand in front: the client's address is then the one that the outermost of them wrote down.
PROXIES = env.int("LANTOA_PROXIES", default=0)
AXES_CLIENT_IP_CALLABLE = "lantoa.units.sign_in.client_address"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "lantoa.units.sign_in.locked_out"
AXES_VERBOSE = False
AXES_ENABLE_ACCESS_FAILURE_LOG = False

# Idle time-out: the clock restarts with each page opened.
SESSION_COOKIE_AGE = env.int("LANTOA_IDLE_MINUTES", default=60) * 60
SESSION_RENEWED_AFTER = 60  # seconds; a page that only reads must not wait for the writer of the sessions' table
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

# Post: printed on the console until LANTOA_EMAIL_URL names a server, as smtp+tls://user:password@host:587.
POST = env.email_url("LANTOA_EMAIL_URL", default="consolemail://")
EMAIL_BACKEND = POST["EMAIL_BACKEND"].replace("django.core.mail.backends.console", "lantoa.kit.mail")
EMAIL_HOST = POST["EMAIL_HOST"] or "localhost"
EMAIL_PORT = POST["EMAIL_PORT"] or 25
EMAIL_HOST_USER = POST["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD = POST["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS = POST.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = POST.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("LANTOA_EMAIL_FROM", default="lan-toa@localhost")
# What stands before an address in a letter.
SITE_URL = env.str("LANTOA_URL", default="http://localhost:8000").rstrip("/")

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["lantoa.config.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "lantoa.kit.assets.BundleFinder",
]
WHITENOISE_USE_FINDERS = DEBUG or TESTING
MEDIA_ROOT = HOME / "uploads"
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        "errors": {
            "class": "logging.handlers.WatchedFileHandler",
            "filename": str(HOME / "log" / "errors.log"),
            "formatter": "line",
            "level": "ERROR",
            "delay": True,
        },
    },
    "root": {"handlers": ["console"] if TESTING else ["console", "errors"], "level": "WARNING"},
    "loggers": {"lantoa": {"level": "INFO"}, "django_tasks": {"level": "WARNING"}},
}

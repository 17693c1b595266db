"""The service's settings for its tests: SQLite, or the database that WIRECOPY_DATABASE names."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("WIRECOPY_SECRET_KEY", "the-tests-sign-with-this-key-which-is-no-secret-at-all")
os.environ.setdefault("WIRECOPY_DATA", str(Path(tempfile.gettempdir()) / f"wirecopy-tests-{os.getuid()}"))

from wirecopy.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

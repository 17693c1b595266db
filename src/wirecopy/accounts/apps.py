"""The app ``accounts``."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The wire's staff."""

    name = "wirecopy.accounts"
    default_auto_field = "django.db.models.BigAutoField"

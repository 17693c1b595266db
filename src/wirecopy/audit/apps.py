"""The app ``audit``."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The log of all actions."""

    name = "wirecopy.audit"
    default_auto_field = "django.db.models.BigAutoField"

"""The app ``desk``."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Stories, people, media and terms."""

    name = "wirecopy.desk"
    default_auto_field = "django.db.models.BigAutoField"

"""The app ``renditions``."""

from django.apps import AppConfig


class RenditionsConfig(AppConfig):
    """What was given away."""

    name = "wirecopy.renditions"
    default_auto_field = "django.db.models.BigAutoField"

"""The app ``beacon``."""

from django.apps import AppConfig


class BeaconConfig(AppConfig):
    """The counting picture."""

    name = "wirecopy.beacon"
    default_auto_field = "django.db.models.BigAutoField"

"""The app ``enquiries``."""

from django.apps import AppConfig


class EnquiriesConfig(AppConfig):
    """Questions to the licensing desk."""

    name = "wirecopy.enquiries"
    default_auto_field = "django.db.models.BigAutoField"

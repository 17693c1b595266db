"""The app ``portal``."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Public pages and the desk's screens."""

    name = "wirecopy.portal"

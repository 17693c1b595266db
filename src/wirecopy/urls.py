"""Every address of the service."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("", include("wirecopy.portal.urls")),
]

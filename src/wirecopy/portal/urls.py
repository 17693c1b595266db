"""The addresses of public pages and of the desk's screens."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

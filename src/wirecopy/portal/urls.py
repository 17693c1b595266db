"""The addresses of public pages and of the desk's screens."""

from __future__ import annotations

from django.urls import path
from django.views.generic import TemplateView

from wirecopy.portal import desk_views, feeds, views

urlpatterns = [
    path("", views.front, name="front"),
    path("stories/<slug:slug>/", views.story, name="story"),
    path("stories/<slug:slug>/republish/", views.republish, name="republish"),
    path("stories/<slug:slug>/as/<slug:name>", views.rendition, name="rendition"),
    path("topics/<slug:slug>/", views.topic, name="topic"),
    path("topics/<slug:slug>/feed.<slug:kind>", feeds.topic_feed, name="topic-feed"),
    path("authors/<slug:slug>/", views.author, name="author"),
    path("authors/<slug:slug>/feed.<slug:kind>", feeds.author_feed, name="author-feed"),
    path("search/", views.search, name="search"),
    path("corrections/", views.corrections, name="corrections"),
    path("republish/", views.republishing, name="republishing"),
    path("republish/offer.jsonld", views.offer, name="offer"),
    path("about/", views.about, name="about"),
    path("licensing/", TemplateView.as_view(template_name="portal/licensing.html"), name="licensing"),
    path("feed.<slug:kind>", feeds.feed, name="feed"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    path("news-sitemap.xml", feeds.sitemap_news, name="news-sitemap"),
    path("desk/", desk_views.stories, name="desk"),
    path("desk/begin/", desk_views.begin, name="desk-begin"),
    path("desk/<uuid:key>/", desk_views.story, name="desk-story"),
    path("desk/<uuid:key>/do/<slug:verb>/", desk_views.act, name="desk-act"),
    path("desk/<uuid:key>/advice/", desk_views.advice, name="desk-advice"),
    path("desk/<uuid:key>/history/", desk_views.history, name="desk-history"),
    path("desk/<uuid:key>/preview/<slug:name>/", desk_views.preview, name="desk-preview"),
    path("robots.txt", feeds.robots, name="robots"),
]

"""The addresses of public pages and of the desk's screens."""

from __future__ import annotations

from django.urls import path

from wirecopy.portal import (
    desk_views,
    feeds,
    files,
    licensing_views,
    media_views,
    staff_views,
    state,
    terms_views,
    views,
)

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
    path("licensing/", licensing_views.licensing, name="licensing"),
    path("licensing/<str:secret>/", licensing_views.enquiry, name="enquiry"),
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
    path("desk/enquiries/", licensing_views.enquiries, name="desk-enquiries"),
    path("desk/enquiries/<int:number>/", licensing_views.answer, name="desk-enquiry"),
    path("desk/media/", media_views.media, name="desk-media"),
    path("desk/media/<int:number>/", media_views.picture, name="desk-picture"),
    path("desk/terms/", terms_views.terms, name="desk-terms"),
    path("desk/staff/", staff_views.staff, name="desk-staff"),
    path("invitation/<str:secret>/", staff_views.invitation, name="invitation"),
    path("media/<path:name>", files.media, name="media"),
    path("healthz", state.health, name="health"),
    path("readyz", state.ready, name="ready"),
    path("metrics", state.metrics, name="metrics"),
    path("robots.txt", feeds.robots, name="robots"),
]

"""How often beacons were asked for: of one, of several, by page, by day, in all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, Sum

from wirecopy.beacon.models import Views


@dataclass(frozen=True, slots=True)
class Count:
    """``raw`` hits of all kinds; ``reader`` those without robots and repeats."""

    raw: int = 0
    reader: int = 0


def views_of(beacon: str) -> Count:
    """All views of one beacon. One query."""
    return _sum(Views.objects.filter(beacon=beacon))


def views_of_each(beacons: Iterable[str]) -> dict[str, Count]:
    """All views of each of some beacons; zeros for one that was never asked for. One query."""
    wanted = list(beacons)
    rows = Views.objects.filter(beacon__in=wanted).values_list("beacon").annotate(Sum("raw"), Sum("reader")).order_by()
    return {**dict.fromkeys(wanted, Count()), **{beacon: Count(raw, reader) for beacon, raw, reader in rows}}


def views_by_page(beacons: Iterable[str]) -> dict[str, Count]:
    """Views of some beacons together, page by page, most readers first; the page is empty where it is not known. One query."""
    rows = (
        Views.objects.filter(beacon__in=list(beacons))
        .values_list("page")
        .annotate(raws=Sum("raw"), readers=Sum("reader"))
    )
    return {page: Count(raw, reader) for page, raw, reader in rows.order_by("-readers", "-raws", "page")}


def views_by_day(beacons: Iterable[str]) -> dict[date, Count]:
    """Views of some beacons together, day by day (UTC), oldest first; days without any are left out. One query."""
    rows = Views.objects.filter(beacon__in=list(beacons)).values_list("day").annotate(Sum("raw"), Sum("reader"))
    return {day: Count(raw, reader) for day, raw, reader in rows.order_by("day")}


def total_views(*, since: date, until: date) -> Count:
    """Views of all beacons from ``since`` on and before ``until``. One query."""
    return _sum(Views.objects.filter(day__gte=since, day__lt=until))


def _sum(views: QuerySet[Views]) -> Count:
    sums = views.aggregate(raw=Sum("raw"), reader=Sum("reader"))
    return Count(sums["raw"] or 0, sums["reader"] or 0)

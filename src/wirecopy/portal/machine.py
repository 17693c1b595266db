"""What machines are told of the terms: the offer, the licence of RSL, the reservation of TDMRep, headers, robots.txt."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wirecopy.desk.models import Wire
from wirecopy.desk.queries import terms_in_force, the_wire
from wirecopy.desk.terms import parsed
from wirecopy.renditions.releases import frame
from wirecopy.renditions.rights import Signals, content_usage, rsl, tdmrep
from wirecopy.renditions.rights.odrl import offer as odrl_offer
from wirecopy.renditions.rights.robots import RobotsLines, robots_lines
from wiretrace.model import Terms

STORIES: Final = "/stories/"
P = ParamSpec("P")


@require_safe
def offer(request: HttpRequest) -> HttpResponse:
    """The terms as an ODRL Offer."""
    common = frame(at=timezone.now())
    address = _address("offer")
    uid = f"{address}#terms-{common.version.number}"
    return _json(odrl_offer(common.terms, uid=uid, target=f"{settings.SITE_URL}/", wire_home=common.wire.home))


@require_safe
def rsl_licence(request: HttpRequest) -> HttpResponse:
    """The terms as RSL; 404 where it is off or says nothing."""
    terms, signals = _said()
    content, page = f"{settings.SITE_URL}{STORIES}*", _address("republishing")
    made = terms and rsl.document(terms, signals=signals, content_url=content, terms_url=page, at=timezone.now())
    if not made:
        raise Http404("no licence of RSL is given here")
    return HttpResponse(made, content_type=rsl.MEDIA_TYPE)


@require_safe
def tdm_reservation(request: HttpRequest) -> HttpResponse:
    """``/.well-known/tdmrep.json``; 404 where it is off or says nothing."""
    terms, signals = _said()
    policy_url = _address("tdm-policy")
    made = terms and tdmrep.well_known(
        terms, signals=signals, policy_url=policy_url, location=STORIES, at=timezone.now()
    )
    if not made:
        raise Http404("text and data mining is not reserved here")
    return JsonResponse(made, safe=False, json_dumps_params={"indent": 1})


@require_safe
def tdm_policy(request: HttpRequest) -> HttpResponse:
    """Whom to ask about text and data mining; 404 where it is not reserved."""
    wire = the_wire()
    terms, signals = _said(wire)
    uid, target = _address("tdm-policy"), f"{settings.SITE_URL}{STORIES}"
    made = (
        wire
        and terms
        and tdmrep.policy(terms, signals=signals, uid=uid, target=target, wire_home=wire.home, at=timezone.now())
    )
    if not made:
        raise Http404("text and data mining is not reserved here")
    return _json(made)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """robots.txt: the desk and packages are for people, and what the terms forbid to machines."""
    terms, signals = _said()
    said = RobotsLines()
    if terms:
        said = robots_lines(terms, signals=signals, rsl_url=_address("rsl"), at=timezone.now())
    apart = (["", *said.crawlers] if said.crawlers else []) + (["", *said.file] if said.file else [])
    lines = [
        "User-agent: *",
        "Disallow: /desk/",
        "Disallow: /accounts/",
        "Disallow: /stories/*/republish/",
        *said.everybody,
        *apart,
        "",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
        f"Sitemap: {settings.SITE_URL}/news-sitemap.xml",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


def with_signals(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Say the usage preference, the reservation and the way to the licence in the headers of a story's answers.

    Costs a query; two where something is switched on.
    """

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code == 200:
            _sign(response)
        return response

    return answer


def _sign(response: HttpResponseBase) -> None:
    terms, signals = _said()
    if terms is None:
        return
    now = timezone.now()
    if usage := content_usage.header_value(terms, signals=signals, at=now):
        response[content_usage.HEADER] = usage
    for name, value in tdmrep.headers(terms, signals=signals, policy_url=_address("tdm-policy"), at=now).items():
        response[name] = value
    if link := rsl.link_header(terms, signals=signals, document_url=_address("rsl"), at=now):
        response["Link"] = link


def _said(wire: Wire | None = None) -> tuple[Terms | None, Signals]:
    """The terms in force, and what is switched on; no terms where nothing is."""
    held = wire or the_wire()
    if held is None:
        return None, Signals()
    signals = Signals(held.says_rsl, held.says_content_usage, held.says_tdmrep, held.refuses_crawlers)
    version = terms_in_force(at=timezone.now()) if signals != Signals() else None
    return (parsed(version) if version else None), signals


def _address(name: str) -> str:
    return f"{settings.SITE_URL}{reverse(name)}"


def _json(data: dict[str, Any]) -> JsonResponse:
    how = {"ensure_ascii": False, "indent": 1}
    return JsonResponse(data, content_type="application/ld+json", json_dumps_params=how)

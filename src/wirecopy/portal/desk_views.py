"""The desk's screens: the list of stories, the editor, what may be done to a story, its history."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, Final

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wirecopy.accounts.roles import May
from wirecopy.audit.queries import entries_of
from wirecopy.desk import actions
from wirecopy.desk.check.known_texts import check_against_known_texts
from wirecopy.desk.markup import text_of
from wirecopy.desk.models import Story, Topic, Version
from wirecopy.desk.presence import open_draft, other_on
from wirecopy.desk.queries import desk_stories
from wirecopy.desk.rights import change_rights
from wirecopy.desk.subjects import subject_of
from wirecopy.desk.transitions import verbs_for
from wirecopy.errors import DraftChanged, NotAllowed, WirecopyError
from wirecopy.portal.entrance import person, staff
from wirecopy.portal.forms import as_lines, correction_of, moment_of, words_of
from wirecopy.portal.middleware import PREVIEW_POLICY
from wirecopy.portal.picture_fields import choices_of
from wirecopy.renditions.formats import FORMATS
from wirecopy.renditions.releases import frame, preview_of

LIST_LENGTH: Final = 100


@staff
@require_safe
def stories(request: HttpRequest) -> HttpResponse:
    """All stories, the one that was worked on last first; ``?state=`` shows some."""
    state = request.GET.get("state", "")
    found = desk_stories()
    if state in Story.State.values:
        found = found.filter(state=state)
    shown = {"stories": found[:LIST_LENGTH], "states": Story.State.choices, "state": state}
    return render(request, "desk/stories.html", shown)


@staff
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a story."""
    headline = request.POST.get("headline", "").strip()
    try:
        story = actions.create_story(headline, by=person(request), at=timezone.now())
    except WirecopyError as problem:
        messages.error(request, str(problem))
        return redirect("desk")
    return redirect("desk-story", story.key)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def story(request: HttpRequest, key: str) -> HttpResponse:
    """The editor. A save names the revision that it was written over; the answer is JSON to whoever asks for it."""
    found = _story(key)
    if request.method != "POST":
        return _editor(request, found)
    wants_json = "application/json" in request.headers.get("Accept", "")
    try:
        revision = actions.save_draft(
            found,
            words_of(request.POST),
            revision=int(request.POST.get("revision", "0") or 0),
            by=person(request),
            at=timezone.now(),
        )
    except WirecopyError as problem:
        code = 409 if isinstance(problem, DraftChanged) else 422
        if wants_json:
            return JsonResponse({"error": str(problem)}, status=code)
        return _editor(request, found, typed=request.POST, error=str(problem), status=code)
    if wants_json:
        other = other_on(found, than=person(request), at=timezone.now())
        words = len(text_of(_story(key).draft.body).split())
        return JsonResponse({"revision": revision, "words": words, "other": str(other) if other else ""})
    messages.success(request, "Saved.")
    return redirect("desk-story", found.key)


@staff
@require_POST
def act(request: HttpRequest, key: str, verb: str) -> HttpResponse:
    """Do something to a story: release, update, correct, kill, withdraw, refile, hold, lift."""
    found = _story(key)
    if verb not in VERBS:
        raise Http404(f"nothing is called {verb}")
    try:
        VERBS[verb](found, request)
    except NotAllowed as problem:
        return _editor(request, found, error=str(problem), status=403)
    except WirecopyError as problem:
        return _editor(request, found, error=str(problem), status=422)
    found.refresh_from_db()
    done = (
        "The rights are changed." if verb == "rights" else f"{found.slug} is now {found.get_state_display().lower()}."
    )
    messages.success(request, done)
    return redirect("desk-story", found.key)


@staff
@require_safe
def advice(request: HttpRequest, key: str) -> HttpResponse:
    """What the desk check says of the draft, with each place marked."""
    found = _story(key)
    common = frame(at=timezone.now())
    subject = subject_of(found.draft)
    report, unseen = check_against_known_texts(subject, terms=common.terms)
    shown = {
        "story": found,
        "report": report,
        "unseen": unseen,
        "advice": [
            (each, subject.text[each.start : each.end] if each.start is not None else "") for each in report.advice
        ],
    }
    return render(request, "desk/advice.html", shown)


@staff
@require_safe
def history(request: HttpRequest, key: str) -> HttpResponse:
    """All versions, the log, and what changed from one version to another (``?from=1&to=2``)."""
    found = _story(key)
    versions = list(Version.objects.filter(story=found).select_related("released_by").order_by("-number"))
    numbers = {str(version.number): version for version in versions}
    newer = numbers.get(request.GET.get("to", ""), versions[0] if versions else None)
    older = numbers.get(request.GET.get("from", ""), versions[1] if len(versions) > 1 else None)
    lines = _difference(older, newer) if older and newer else None
    shown = {
        "story": found,
        "versions": versions,
        "older": older,
        "newer": newer,
        "lines": lines,
        "entries": entries_of("story", found.key),
    }
    return render(request, "desk/history.html", shown)


@staff
@require_safe
def preview(request: HttpRequest, key: str, name: str) -> HttpResponse:
    """The draft in a format, as it would go out."""
    if name not in FORMATS:
        raise Http404(f"there is no format {name}")
    found = _story(key)
    now = timezone.now()
    data = FORMATS[name].render(preview_of(found, frame=frame(at=now), at=now)).decode()
    shown = {"story": found, "format": FORMATS[name], "text": data, "formats": FORMATS.values()}
    response = render(request, "desk/preview.html", shown)
    response["Content-Security-Policy"] = PREVIEW_POLICY
    return response


def _story(key: str) -> Story:
    return get_object_or_404(desk_stories(), key=key)


def _release(found: Story, request: HttpRequest) -> None:
    zone = request.POST.get("zone", "").strip()
    actions.release_story(
        found,
        by=person(request),
        at=timezone.now(),
        embargo_until=moment_of(request.POST, "embargo_until", zone),
        zone=zone,
        expires_at=moment_of(request.POST, "expires_at", zone),
    )


def _with_reason(action: Callable[..., object]) -> Callable[[Story, HttpRequest], None]:
    def do(found: Story, request: HttpRequest) -> None:
        action(found, by=person(request), at=timezone.now(), reason=request.POST.get("reason", ""))

    return do


def _correct(found: Story, request: HttpRequest) -> None:
    actions.correct_story(found, correction_of(request.POST), by=person(request), at=timezone.now())


def _withdraw(found: Story, request: HttpRequest) -> None:
    reason, takedown = (request.POST.get(name, "").strip() for name in ("reason", "takedown"))
    actions.withdraw_story(found, by=person(request), at=timezone.now(), reason=reason, takedown=takedown)


def _rights(found: Story, request: HttpRequest) -> None:
    is_protected, is_third_party = "is_protected" in request.POST, "is_third_party" in request.POST
    reason = request.POST.get("reason", "").strip()
    by, at = person(request), timezone.now()
    change_rights(found, is_protected=is_protected, is_third_party=is_third_party, reason=reason, by=by, at=at)


def _kill(found: Story, request: HttpRequest) -> None:
    takedown = request.POST.get("takedown", "").strip() or "every copy"
    reason = request.POST.get("reason", "")
    with_pictures = "with_pictures" in request.POST
    actions.kill_story(
        found, by=person(request), at=timezone.now(), reason=reason, takedown=takedown, with_pictures=with_pictures
    )


VERBS: Final[Mapping[str, Callable[[Story, HttpRequest], None]]] = {
    "release": _release,
    "update": _with_reason(actions.update_story),
    "correct": _correct,
    "withdraw": _withdraw,
    "refile": _with_reason(actions.refile_story),
    "hold": _with_reason(actions.hold_story),
    "lift": _with_reason(actions.lift_embargo),
    "kill": _kill,
    "rights": _rights,
}


def _editor(
    request: HttpRequest, found: Story, *, typed: Any = None, error: str = "", status: int = 200
) -> HttpResponse:
    draft = found.draft
    values: dict[str, Any] = {
        "headline": draft.headline,
        "summary": draft.summary,
        "dateline": draft.dateline,
        "body": draft.body,
        "editors_note": draft.editors_note,
        "language": draft.language,
        "byline": as_lines(draft.byline, "name", "affiliation"),
        "comment": as_lines(draft.comment, "who", "answer", "how"),
        "places": "; ".join(draft.places),
        "related": "\n".join(Story.objects.filter(key__in=draft.related).values_list("slug", flat=True)),
        "topics-named": "\n".join(_narrower(draft.topics)),
        "priority": str(draft.priority),
        "revision": draft.revision,
        **({name: typed[name] for name in typed if name != "revision"} if typed else {}),
    }
    user = person(request)
    shown = {
        "story": found,
        "value": values,
        "error": error,
        "topics": Topic.objects.filter(parent=None),
        "named": values["topics-named"],
        "chosen": typed.getlist("topics") if typed and "topics-shown" in typed else draft.topics,
        "pictures": choices_of(draft.media, typed, at=timezone.now()),
        "verbs": [verb for verb in verbs_for(found) if verb in VERBS] if user.may(May.RELEASE) else [],
        "may_release": user.may(May.RELEASE),
        "gravities": Version.Gravity.choices,
        "priorities": range(1, 10),
        "words": len(text_of(values["body"]).split()) if "<" in values["body"] else len(values["body"].split()),
        "is_changed_by_other": status == 409,
        "theirs": text_of(draft.body) if status == 409 else "",
        "other": open_draft(found, by=user, at=timezone.now()) if status != 409 else None,
    }
    return render(request, "desk/story.html", shown, status=status)


def _narrower(codes: Sequence[str]) -> list[str]:
    """The names of the topics that have no box to tick, those below the top; the code of one whose name another has, too."""
    found = Topic.objects.filter(code__in=codes).exclude(parent=None)
    twins = Topic.objects.filter(name__iexact=OuterRef("name")).exclude(pk=OuterRef("pk"))
    rows = found.annotate(has_twin=Exists(twins)).values_list("name", "code", "has_twin")
    return [code if has_twin else name for name, code, has_twin in rows]


def _difference(older: Version, newer: Version) -> SafeString:
    """What a later version says otherwise: words that went and words that came, marked."""
    before, after = (f"{each.headline}\n{text_of(each.body)}".split(" ") for each in (older, newer))
    parts: list[tuple[str, str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(("span", " ".join(before[a:b]), "span"))
            continue
        if b > a:
            parts.append(("del", " ".join(before[a:b]), "del"))
        if d > c:
            parts.append(("ins", " ".join(after[c:d]), "ins"))
    return format_html_join(" ", "<{}>{}</{}>", parts)

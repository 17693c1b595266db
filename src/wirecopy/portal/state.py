"""Whether the service is well: for load balancers, and for Prometheus."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wirecopy.desk.models import Story
from wirecopy.jobs.models import Job
from wirecopy.jobs.queries import failed_jobs, lag


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("well\n", content_type="text/plain")


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """The database answers and has every migration; else 503, with what is wrong."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        return JsonResponse({"ready": False, "database": str(error)}, status=503)
    if waiting:
        names = [str(migration) for migration, _ in waiting]
        return JsonResponse({"ready": False, "migrations": names, "next": "run `wirecopy setup`"}, status=503)
    return JsonResponse({"ready": True})


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Counts for Prometheus (text format 0.0.4): stories by state, jobs that wait and failed, how late work is.

    Only this machine may ask, and no proxy for somebody else: how many stories wait under embargo is nobody's business.
    """
    if request.META.get("REMOTE_ADDR") not in ("127.0.0.1", "::1") or "X-Forwarded-For" in request.headers:
        raise Http404("metrics are for this machine alone")
    now = timezone.now()
    lines = ["# HELP wirecopy_stories Stories by state.", "# TYPE wirecopy_stories gauge"]
    lines += [
        f'wirecopy_stories{{state="{state}"}} {Story.objects.filter(state=state).count()}'
        for state in Story.State.values
    ]
    for name, says, number in (
        ("jobs_waiting", "Jobs that wait.", Job.objects.filter(state=Job.State.WAITING).count()),
        ("jobs_failed", "Jobs that failed for good.", failed_jobs().count()),
        ("jobs_lag_seconds", "How long the job that is due longest has waited.", lag(at=now).total_seconds()),
    ):
        lines += [f"# HELP wirecopy_{name} {says}", f"# TYPE wirecopy_{name} gauge", f"wirecopy_{name} {number:g}"]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; version=0.0.4; charset=utf-8")

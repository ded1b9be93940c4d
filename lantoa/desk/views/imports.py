"""The wizard that brings a workbook in: choose a kind, upload, see what it would do, write."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from lantoa.desk import import_jobs, tasks
from lantoa.desk.enums import ImportState
from lantoa.desk.forms_imports import UploadForm
from lantoa.desk.importing import import_kinds, write_kind_template
from lantoa.desk.models import ImportJob
from lantoa.desk.views.roads import IMPORTING_ROAD
from lantoa.desk.workflow import IMPORTING
from lantoa.kit.http import FILE_TYPES, door, download, page_or_fragment
from lantoa.kit.importing import ImportKind
from lantoa.kit.parts import Step

STEPS = ("Chọn tệp", "Kiểm tra", "Xem trước", "Ghi")


@dataclass(frozen=True)
class Look:
    """How an import in one state is shown: which step is current (past the last one all are done), the fragment above
    the buttons, and the one below them. `asks`: the person's word is wanted, so the buttons stay in reach."""

    step: int
    fragment: str
    details: str = ""
    asks: bool = False


LOOKS = {
    ImportState.CHECKING: Look(1, "desk/imports/_running.html"),
    ImportState.FAULTY: Look(1, "desk/imports/_faulty.html", "desk/imports/_errors.html"),
    ImportState.READY: Look(2, "desk/imports/_ready.html", "desk/imports/_preview.html", asks=True),
    ImportState.WRITING: Look(3, "desk/imports/_running.html"),
    ImportState.DONE: Look(4, "desk/imports/_done.html"),
    ImportState.CANCELLED: Look(0, "desk/imports/_cancelled.html"),
}
JOBS_A_PAGE = 20
ERRORS_A_PAGE = 100


@require_GET
def imports(request: HttpRequest) -> HttpResponse:
    """What can be imported, and the person's imports so far."""
    kinds = [(kind, kind.may(request.user)) for kind in import_kinds().values()]
    if not any(ruling for _, ruling in kinds):
        kinds[-1][1].require()
    rows = ImportJob.objects.visible_to(request.user).defer("errors", "preview", "notices")
    page = Paginator(rows, JOBS_A_PAGE).get_page(request.GET.get("trang"))
    jobs = [(job, import_kinds()[job.kind], IMPORTING.tone_of(job.state)) for job in page]
    return render(request, "desk/imports/imports.html", {"kinds": kinds, "page": page, "jobs": jobs})


def import_kind(request: HttpRequest, kind: str) -> HttpResponse:
    """What the workbook of this kind must hold, and the place to hand it in."""
    of = _kind(kind)
    of.may(request.user).require()
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        job = import_jobs.upload(of.key, form.cleaned_data["file"], by=request.user)
        tasks.send_worker(job)
        return redirect(job)
    context = {"kind": of, "form": form, "steps": _steps(0)}
    return render(request, "desk/imports/import_kind.html", context, status=422 if form.is_bound else 200)


@require_GET
def import_template(request: HttpRequest, kind: str) -> HttpResponse:
    """A blank workbook with the person's own units and sectors to choose from."""
    of = _kind(kind)
    of.may(request.user).require()
    return download(lambda book: write_kind_template(of.key, book, by=request.user), f"mau-{of.key}.xlsx")


@require_GET
def import_job(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the import stands: at work, faults, preview, or done."""
    job = door(ImportJob.objects.visible_to(request.user), pk=pk)
    kind, look = import_kinds()[job.kind], LOOKS[job.state]
    done, total = import_jobs.progress_of(job)
    context = {
        "job": job,
        "kind": kind,
        "look": look,
        "steps": _steps(look.step, is_wrong=job.state == ImportState.FAULTY),
        "actions": [action for action in IMPORTING_ROAD.buttons(job, request.user).all if action.is_allowed],
        "done": done,
        "total": total,
        "is_stuck": import_jobs.is_stuck(job),
        "earlier": import_jobs.earlier_import(job) if job.state != ImportState.DONE or not job.new_count else None,
        "rows": [list(zip(kind.preview, row, strict=True)) for row in job.preview],
        "errors": Paginator(job.faults, ERRORS_A_PAGE).get_page(request.GET.get("trang")),
        "list_url": reverse(kind.list_url_name),
    }
    return page_or_fragment(request, "desk/imports/import_job.html", "desk/imports/_job.html", context)


@require_GET
def import_errors(request: HttpRequest, pk: int) -> FileResponse:
    """The person's own workbook with a column that says what to mend in each row."""
    job = door(ImportJob.objects.visible_to(request.user).exclude(marked=""), pk=pk)
    return FileResponse(
        job.marked.open("rb"), as_attachment=True, filename=f"loi-{job.file_name}", content_type=FILE_TYPES["xlsx"]
    )


def _kind(key: str) -> ImportKind:
    if key not in import_kinds():
        raise Http404
    return import_kinds()[key]


def _steps(current: int, *, is_wrong: bool = False) -> list[Step]:
    states = ["done" if place < current else "todo" for place in range(len(STEPS))]
    if current < len(STEPS):
        states[current] = "error" if is_wrong else "current"
    return [Step(label, state) for label, state in zip(STEPS, states, strict=True)]

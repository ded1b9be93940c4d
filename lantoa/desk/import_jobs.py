"""The road of an uploaded workbook: upload, check, confirm, write; cancel, check again, and forgetting old files."""

from __future__ import annotations

import hashlib
import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple
from datetime import datetime, timedelta

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from lantoa.desk.enums import ImportState
from lantoa.desk.importing import examine, import_kinds, put, read
from lantoa.desk.models import ImportJob
from lantoa.desk.workflow import IMPORTING
from lantoa.kit import audit
from lantoa.kit.importing import CheckedSheet, OnProgress
from lantoa.kit.ruling import YES, Refused, Ruling, first_refusal, no
from lantoa.kit.services import lock_by_key
from lantoa.kit.sheets import Package, SheetRefused, Table, write_error_copy
from lantoa.kit.text import clean
from lantoa.kit.workflow import MoveRules
from lantoa.rulebook.models import rule_value
from lantoa.units.models import Person

log = logging.getLogger(__name__)

STUCK_AFTER = timedelta(minutes=5)
"""A worker that has given no sign of life for so long is taken for dead."""
PROGRESS_KEPT = 24 * 3600
BREAKDOWN = "Hệ thống gặp trục trặc khi xử lý tệp; chưa ghi gì. Hãy bấm Kiểm tra lại; nếu vẫn lỗi, hãy báo quản trị."


class JobOvertaken(Exception):
    """Somebody cancelled the import, or sent another worker, while this one was at it. Nothing was written."""


# --- what a person does ---


@transaction.atomic
def upload(kind: str, file: UploadedFile, *, by: Person) -> ImportJob:
    """Keep the file under a random name, to be checked by the worker. Raises `Refused` for who may not import this kind."""
    import_kinds()[kind].may(by).require()
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    name = clean(file.name)[-200:]
    job = ImportJob(kind=kind, made_by=by, file_name=name, sha256=digest.hexdigest(), since=timezone.now())
    job.file.save(name, file, save=False)
    job.save()
    return job


def _is_own(person: Person, job: ImportJob) -> Ruling:
    return YES if job.made_by_id == person.pk else no("Chỉ người tải tệp lên được làm việc này.")


def _may_check_again(person: Person, job: ImportJob) -> Ruling:
    """Whose it is, then whether a worker is still at it."""
    return first_refusal(lambda: _is_own(person, job), lambda: _is_at_rest(job))


def _is_at_rest(job: ImportJob) -> Ruling:
    if not job.file:
        return no("Tệp đã được xóa sau thời hạn giữ; hãy tải lên lại.")
    if job.is_running and not is_stuck(job):
        return no("Máy chủ đang xử lý tệp này; hãy chờ xong.")
    return YES


may_move = MoveRules(IMPORTING, confirm=_is_own, check_again=_may_check_again, cancel=_is_own)
"""May the person make this move now? The table first, then the person."""


@transaction.atomic
def confirm(job: ImportJob, *, by: Person) -> ImportJob:
    """Send the worker to write what the preview showed."""
    return _send_on(job, "confirm", by=by)


@transaction.atomic
def check_again(job: ImportJob, *, by: Person) -> ImportJob:
    """Send the worker to check anew: after something else was mended, or when the last worker died."""
    return _send_on(job, "check_again", by=by)


@transaction.atomic
def cancel(job: ImportJob, *, by: Person) -> ImportJob:
    """Give the import up; nothing was written, the files are deleted."""
    job = _lock_job(job.pk)
    may_move(by, job, "cancel").require()
    _move_and_save(job, "cancel")
    _forget_files(job)
    return job


def earlier_import(job: ImportJob) -> ImportJob | None:
    """The same file, written before by the same person."""
    same = ImportJob.objects.visible_to(job.made_by).done().filter(kind=job.kind, sha256=job.sha256, new_count__gt=0)
    return same.exclude(pk=job.pk).first()


# --- what the worker does ---


def check_job(job_id: int, run: int) -> None:
    """Read and check the workbook; then it can be previewed, shows its faults, or is done where nothing in it is new."""
    job = _waiting_for(job_id, run, ImportState.CHECKING)
    if job is None:
        return
    kind = import_kinds()[job.kind]
    with _faults_noted(job):
        package, table = _open_workbook(job)
        checked = examine(kind, table, by=job.made_by, on_progress=_progress(job))
        with transaction.atomic():
            clean = "offer" if checked.news else "finish"
            _note(_still(job), checked, package, table, move="refuse" if checked.errors else clean)


def write_job(job_id: int, run: int) -> None:
    """Check once more and write, in one transaction: either all of it is there and the import is done, or nothing."""
    job = _waiting_for(job_id, run, ImportState.WRITING)
    if job is None:
        return
    kind = import_kinds()[job.kind]
    with _faults_noted(job):
        package, table = _open_workbook(job)
        with transaction.atomic():
            held, tell = _still(job), _progress(job)
            checked = examine(kind, table, by=job.made_by, on_progress=tell)
            if not checked.errors:
                tell(0, 0)  # from here to the end it is one stroke
                put(kind, checked, by=job.made_by)
                counts = {"kind": kind.title, "file": held.file_name, "sha256": held.sha256, "rows": len(checked.news)}
                audit.record(held, "import", by=job.made_by, after=counts)
            _note(held, checked, package, table, move="refuse" if checked.errors else "finish")


def forget_old_uploads(now: datetime | None = None) -> int:
    """Delete the files of imports left lying longer than the rulebook allows (import.keep_days). Returns how many imports."""
    now = now or timezone.now()
    days = rule_value("import.keep_days", timezone.localdate(now))
    old = ImportJob.objects.keeping_files().filter(since__lt=now - timedelta(days=days))
    count = 0
    for key in list(old.values_list("pk", flat=True)):
        with transaction.atomic():
            job = _lock_job(key)
            if IMPORTING.ruling(job.state, "cancel"):
                _move_and_save(job, "cancel")
            _forget_files(job)
            count += 1
    return count


# --- how far it is ---


def progress_of(job: ImportJob) -> tuple[int | None, int]:
    """(rows done, rows in all) of the running check; (None, 1) before it, and while rows are written."""
    told = cache.get(_progress_key(job))
    return (told["done"], told["total"]) if told and told["total"] else (None, 1)


def is_stuck(job: ImportJob) -> bool:
    """Whether a running import has shown no sign of life for a while."""
    told = cache.get(_progress_key(job))
    last = max(job.since, told["at"]) if told else job.since
    return job.is_running and timezone.now() - last > STUCK_AFTER


def _progress(job: ImportJob) -> OnProgress:
    def tell(done: int, total: int) -> None:
        told = {"done": done, "total": total, "at": timezone.now()}
        cache.set(_progress_key(job), told, timeout=PROGRESS_KEPT)

    return tell


def _progress_key(job: ImportJob) -> str:
    return f"import-{job.pk}-{job.run}-{job.state}"


# --- inside ---


def _lock_job(job_id: int) -> ImportJob:
    return lock_by_key(ImportJob, job_id, "made_by")


def _waiting_for(job_id: int, run: int, state: str) -> ImportJob | None:
    """The import if it still waits for this run of the worker; None when it was cancelled, or sent on its way anew."""
    job = ImportJob.objects.select_related("made_by").filter(pk=job_id, run=run, state=state).first()
    if job is None:
        log.info("import %s: run %s is no longer wanted", job_id, run)
    return job


def _still(job: ImportJob) -> ImportJob:
    """The row, locked. Raises `Overtaken` when the import went on without this worker."""
    held = _lock_job(job.pk)
    if (held.run, held.state) != (job.run, job.state):
        raise JobOvertaken
    return held


@contextmanager
def _faults_noted(job: ImportJob) -> Iterator[None]:
    """Whatever goes wrong in the work, the person reads why on the import's page."""
    try:
        yield
    except JobOvertaken:
        log.info("import %s: run %s was overtaken", job.pk, job.run)
    except (SheetRefused, Refused) as refused:
        _refuse(job, str(refused))
    except Exception:
        _refuse(job, BREAKDOWN)
        raise


def _send_on(job: ImportJob, name: str, *, by: Person) -> ImportJob:
    job = _lock_job(job.pk)
    may_move(by, job, name).require()
    job.run += 1
    _move_and_save(job, name)
    return job


def _move_and_save(job: ImportJob, name: str) -> None:
    IMPORTING.apply(job, name)
    job.since = timezone.now()
    job.save()


@transaction.atomic
def _refuse(job: ImportJob, reason: str) -> None:
    held = _lock_job(job.pk)
    if (held.run, held.state) == (job.run, job.state):
        held.refusal = reason
        _move_and_save(held, "refuse")


def _note(job: ImportJob, checked: CheckedSheet, package: Package, table: Table, *, move: str) -> None:
    """Keep what the check found, and make the move."""
    job.refusal = ""
    job.new_count, job.unchanged_count = len(checked.news), checked.unchanged
    job.waiting_count, job.error_count = checked.waiting, len(checked.errors)
    job.notices, job.preview = checked.notices, checked.preview
    job.errors = [astuple(fault) for fault in checked.errors]
    if checked.errors:
        _forget(job.marked)
        copy = io.BytesIO()
        columns = import_kinds()[job.kind].columns
        write_error_copy(package, checked.errors, copy, header_row=table.header_row, columns=columns)
        job.marked.save(job.file_name, ContentFile(copy.getvalue()), save=False)
    _move_and_save(job, move)
    if move == "finish":
        _forget_files(job)


def _open_workbook(job: ImportJob) -> tuple[Package, Table]:
    """The workbook as read. Raises `Refused` when its maker may no longer import this kind, `SheetRefused` as reading does."""
    import_kinds()[job.kind].may(job.made_by).require()
    with job.file.open("rb") as file:
        return read(import_kinds()[job.kind], file.read())


def _forget_files(job: ImportJob) -> None:
    for file in (job.file, job.marked):
        _forget(file)
    job.errors, job.preview, job.notices = [], [], []
    job.save()


def _forget(file) -> None:
    """The row forgets the file now; the disk when the transaction has held."""
    if file:
        name, storage = file.name, file.storage
        transaction.on_commit(lambda: storage.delete(name))
        file.name = ""

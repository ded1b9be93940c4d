"""The road of an uploaded workbook, on the services."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook

from lantoa.declarations.models import Declaration
from lantoa.desk import import_jobs, tasks
from lantoa.desk.enums import ImportState
from lantoa.desk.importing import import_kinds
from lantoa.desk.models import ImportJob
from lantoa.desk.workflow import IMPORTING
from lantoa.kit.audit import verify
from lantoa.kit.models import Event
from lantoa.kit.ruling import Refused
from lantoa.units.services import end_role
from tests.workbooks import workbook

GOOD = {"unit": "db1", "as_of": date(2023, 6, 30), "count": 12}


def upload_job(cast, *rows, part: str = "officer") -> ImportJob:
    content = workbook(import_kinds()["declared"], rows or [GOOD])
    return import_jobs.upload("declared", SimpleUploadedFile("Số kê khai.xlsx", content), by=cast.people[part])


def check_job(cast, *rows) -> ImportJob:
    job = upload_job(cast, *rows)
    tasks.check_import.enqueue(job.pk, job.run)
    return ImportJob.objects.get()


def write_job(cast, *rows) -> ImportJob:
    job = import_jobs.confirm(check_job(cast, *rows), by=cast.officer)
    tasks.write_import.enqueue(job.pk, job.run)
    return ImportJob.objects.get(pk=job.pk)


def files(settings) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_an_upload_keeps_the_name_for_display_only(cast):
    job = upload_job(cast)

    assert (job.state, job.file_name) == (ImportState.CHECKING, "Số kê khai.xlsx")
    assert job.file.name.startswith("imports/")
    assert "khai" not in job.file.name
    assert len(job.sha256) == 64


def test_who_may_not_import_may_not_upload(cast, settings):
    with pytest.raises(Refused, match="Chỉ cán bộ phụ trách và văn phòng"):
        upload_job(cast, part="auditor")
    assert files(settings) == []


def test_a_good_workbook_waits_for_its_makers_word(cast):
    job = check_job(cast, GOOD, GOOD | {"sector": "Kinh tế"})

    assert (job.state, job.new_count, job.unchanged_count, job.error_count) == (ImportState.READY, 2, 0, 0)
    assert job.preview[0] == ["Dòng 2", cast.unit("db1").name, "30/06/2023", "đang có", "Tổng số", "12"]
    assert Declaration.objects.count() == 0


def test_a_confirmed_workbook_is_written_and_its_file_forgotten(cast, settings, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = write_job(cast)

    assert (job.state, job.new_count, job.file.name) == (ImportState.DONE, 1, "")
    assert Declaration.objects.get().count == 12
    assert Event.objects.about(job).get().after["rows"] == 1
    assert files(settings) == []
    assert verify() == []


def test_faults_are_kept_and_marked_in_the_makers_own_workbook(cast):
    job = check_job(cast, GOOD, GOOD | {"count": "x"}, GOOD | {"unit": "zz"})

    assert (job.state, job.error_count) == (ImportState.FAULTY, 2)
    assert [fault.row for fault in job.faults] == [3, 4]
    with job.marked.open() as file:
        sheet = load_workbook(file).active
    assert sheet["G1"].value == "Lỗi cần sửa"
    assert "không phải là số" in sheet["G3"].value


def test_the_marked_copy_once_mended_comes_in(cast):
    job = check_job(cast, GOOD | {"count": "x"})
    with job.marked.open() as file:
        book = load_workbook(file)
    book.active["D2"] = 12
    book.save(job.file.path)

    import_jobs.check_again(job, by=cast.officer)
    tasks.check_import.enqueue(job.pk, job.run + 1)

    assert ImportJob.objects.get().state == ImportState.READY


def test_what_is_no_workbook_is_refused_in_words(cast):
    job = import_jobs.upload("declared", SimpleUploadedFile("a.xlsx", b"%PDF-1.4"), by=cast.officer)
    tasks.check_import.enqueue(job.pk, job.run)

    job = ImportJob.objects.get()
    assert (job.state, job.error_count) == (ImportState.FAULTY, 0)
    assert "PDF" in job.refusal


def test_what_changed_since_the_preview_is_checked_again(cast):
    job = import_jobs.confirm(check_job(cast), by=cast.officer)
    Declaration.objects.create(unit=cast.unit("db1"), as_of=GOOD["as_of"], count=99)
    tasks.write_import.enqueue(job.pk, job.run)

    job = ImportJob.objects.get()
    assert (job.state, job.error_count) == (ImportState.FAULTY, 1)
    assert Declaration.objects.get().count == 99


def test_rights_lost_since_the_upload_stop_the_writing(cast):
    job = import_jobs.confirm(check_job(cast), by=cast.officer)
    end_role(cast.officer.roles.get(), by=cast.office)
    tasks.write_import.enqueue(job.pk, job.run)

    job = ImportJob.objects.get()
    assert (job.state, Declaration.objects.count()) == (ImportState.FAULTY, 0)
    assert job.refusal.startswith("Chỉ cán bộ phụ trách và văn phòng")


def test_where_nothing_is_new_the_import_is_done_with_the_check(cast):
    write_job(cast)
    again = upload_job(cast)
    tasks.check_import.enqueue(again.pk, again.run)

    again.refresh_from_db()
    assert (again.state, again.new_count, again.unchanged_count) == (ImportState.DONE, 0, 1)


def test_the_same_file_is_known_again(cast, time_machine):
    time_machine.move_to(timezone.now(), tick=False)  # a workbook carries the second in which it was saved
    first = write_job(cast)
    again = upload_job(cast)
    other = upload_job(cast, GOOD | {"count": 13})
    elsewhere = upload_job(cast, part="bloc_officer")

    assert [import_jobs.earlier_import(job) for job in (first, again, other, elsewhere)] == [None, first, None, None]


# --- workers that die, come late, or break ---


def test_a_running_import_is_left_alone_until_it_gives_no_sign_of_life(cast, time_machine):
    job = upload_job(cast)
    assert not import_jobs.may_move(cast.officer, job, "check_again")

    time_machine.move_to(timezone.now() + timedelta(minutes=6))
    assert import_jobs.is_stuck(job)
    assert import_jobs.check_again(job, by=cast.officer).run == 2


def test_a_worker_that_died_writing_has_written_nothing_and_is_sent_anew(cast, time_machine):
    job = import_jobs.confirm(check_job(cast), by=cast.officer)
    time_machine.move_to(timezone.now() + timedelta(minutes=6))
    job = import_jobs.check_again(job, by=cast.officer)
    tasks.write_import.enqueue(job.pk, job.run - 1)
    tasks.check_import.enqueue(job.pk, job.run)

    assert (ImportJob.objects.get().state, Declaration.objects.count()) == (ImportState.READY, 0)


def test_a_worker_of_an_earlier_run_does_nothing(cast):
    job = import_jobs.confirm(check_job(cast), by=cast.officer)
    tasks.write_import.enqueue(job.pk, job.run)
    tasks.write_import.enqueue(job.pk, job.run)

    assert Declaration.objects.count() == 1


def test_a_cancelled_import_is_not_written(cast, settings, django_capture_on_commit_callbacks):
    job = check_job(cast)
    with django_capture_on_commit_callbacks(execute=True):
        cancelled = import_jobs.cancel(job, by=cast.officer)
    tasks.write_import.enqueue(job.pk, job.run)

    assert (cancelled.state, Declaration.objects.count(), files(settings)) == (ImportState.CANCELLED, 0, [])


def test_a_breakdown_is_told_and_can_be_tried_again(cast):
    job = upload_job(cast)
    Path(job.file.path).unlink()
    tasks.check_import.enqueue(job.pk, job.run)

    job = ImportJob.objects.get()
    assert (job.state, job.refusal) == (ImportState.FAULTY, import_jobs.BREAKDOWN)
    assert import_jobs.may_move(cast.officer, job, "check_again")


# --- whose it is, and for how long ---


def test_nobody_else_sees_or_moves_it(cast):
    job = check_job(cast)

    assert list(ImportJob.objects.visible_to(cast.officer)) == [job]
    assert list(ImportJob.objects.visible_to(cast.office)) == []
    with pytest.raises(Refused, match="Chỉ người tải tệp lên"):
        import_jobs.confirm(job, by=cast.office)


@pytest.mark.parametrize("state", ImportState.values)
@pytest.mark.parametrize("name", [move.name for move in IMPORTING.personal_moves])
def test_a_person_moves_only_as_the_table_says(cast, state, name, time_machine):
    job = check_job(cast)
    ImportJob.objects.filter(pk=job.pk).update(state=state)
    job.refresh_from_db()
    time_machine.move_to(timezone.now() + timedelta(hours=1))

    assert bool(import_jobs.may_move(cast.officer, job, name)) == (state in IMPORTING.moves[name].sources)


def test_files_left_lying_are_forgotten_after_the_rulebooks_days(cast, settings, django_capture_on_commit_callbacks):
    check_job(cast, GOOD | {"count": "x"})
    now = timezone.now()

    assert import_jobs.forget_old_uploads(now + timedelta(days=6)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert import_jobs.forget_old_uploads(now + timedelta(days=8)) == 1
    assert files(settings) == []
    assert import_jobs.forget_old_uploads(now + timedelta(days=9)) == 0
    assert ImportJob.objects.get().state == ImportState.CANCELLED

"""Work for the background worker."""

from django_tasks import task

from lantoa.desk import import_jobs
from lantoa.desk.enums import ImportState
from lantoa.desk.models import ImportJob


@task()
def check_import(job_id: int, run: int) -> None:
    """Check an uploaded workbook, and use the occasion to delete files left lying."""
    import_jobs.forget_old_uploads()
    import_jobs.check_job(job_id, run)


@task()
def write_import(job_id: int, run: int) -> None:
    """Write a workbook that its maker confirmed."""
    import_jobs.write_job(job_id, run)


def send_worker(job: ImportJob) -> None:
    """Have the worker do what the import's state asks for, if it asks for anything."""
    work = {ImportState.CHECKING: check_import, ImportState.WRITING: write_import}.get(ImportState(job.state))
    if work is not None:
        work.enqueue(job.pk, job.run)

"""Workbooks that people upload, from the upload until they are written or cancelled."""

from __future__ import annotations

import secrets
from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse

from lantoa.desk.enums import ImportState
from lantoa.kit.constraints import one_of, require_text
from lantoa.kit.sheets import CellError


def random_name(job: ImportJob, name: str) -> str:
    """Where an upload is kept. Nothing of the uploaded name gets onto the disk."""
    return f"imports/{secrets.token_hex(16)}.xlsx"


class ImportJobQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """A person's own, nobody else's: a workbook may hold more than its maker may show."""
        return self.filter(made_by=user) if getattr(user, "is_authenticated", False) else self.none()

    def done(self) -> Self:
        return self.filter(state=ImportState.DONE)

    def keeping_files(self) -> Self:
        return self.exclude(file="", marked="")


class ImportJob(models.Model):
    """One uploaded workbook. `run` counts the times the worker was sent on its way: a worker of an earlier run does nothing
    more. `since`: when it came into its state. What the last check found is kept until the files are deleted."""

    audit_name = "desk.importjob"

    kind = models.CharField("loại số liệu", max_length=30)
    state = models.CharField(
        "trạng thái", max_length=12, choices=ImportState, default=ImportState.CHECKING, editable=False
    )
    run = models.PositiveIntegerField("lần chạy", default=1, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người nhập", on_delete=models.PROTECT, related_name="+"
    )
    file_name = models.CharField("tên tệp", max_length=200)
    file = models.FileField("tệp", upload_to=random_name, blank=True)
    marked = models.FileField("tệp có cột lỗi", upload_to=random_name, blank=True)
    sha256 = models.CharField("mã băm của tệp", max_length=64)
    made_at = models.DateTimeField("tải lên lúc", auto_now_add=True)
    since = models.DateTimeField("ở trạng thái này từ")

    new_count = models.PositiveIntegerField("dòng mới", default=0)
    unchanged_count = models.PositiveIntegerField("dòng đã có", default=0)
    waiting_count = models.PositiveIntegerField("dòng chờ duyệt", default=0)
    error_count = models.PositiveIntegerField("số lỗi", default=0)
    refusal = models.TextField("lý do không nhận", blank=True)
    notices = models.JSONField("thông báo", default=list, blank=True)
    preview = models.JSONField("xem trước", default=list, blank=True)
    errors = models.JSONField("lỗi", default=list, blank=True)

    objects = ImportJobQuerySet.as_manager()

    class Meta:
        verbose_name = "lần nhập số liệu"
        verbose_name_plural = "các lần nhập số liệu"
        ordering = ("-pk",)
        indexes = (models.Index(fields=["made_by", "kind", "sha256"], name="import_job_same_file"),)
        constraints = (
            require_text("kind", name="import_job_kind_filled", message="Lần nhập phải có loại số liệu."),
            one_of(
                "state",
                ImportState.values,
                name="import_job_state_known",
                message="Trạng thái không có trong danh mục.",
            ),
        )

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("import_job", args=[self.pk])

    @property
    def is_running(self) -> bool:
        return self.state in (ImportState.CHECKING, ImportState.WRITING)

    @property
    def faults(self) -> list[CellError]:
        """`errors` as they were found."""
        return [CellError(*fault) for fault in self.errors]

"""The audit chain's two tables, written by `lantoa.kit.audit` only and never changed; files stand in file_models.py."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from lantoa.kit.audit_names import audit_name_of
from lantoa.kit.file_models import PhotoPrint as PhotoPrint
from lantoa.kit.file_models import StoredFile as StoredFile
from lantoa.kit.file_models import Upload as Upload
from lantoa.kit.ruling import Refused


class EventQuerySet(models.QuerySet):
    def about(self, record: models.Model) -> EventQuerySet:
        """What happened to this record, oldest first."""
        return self.filter(object_type=audit_name_of(record), object_id=str(record.pk)).order_by("sequence")

    def update(self, **kwargs):
        raise Refused("Nhật ký chỉ được ghi thêm, không được sửa.")

    def delete(self):
        raise Refused("Nhật ký chỉ được ghi thêm, không được xóa.")


class Event(models.Model):
    """One thing that happened. The actor is kept by number, so that the line outlives the account and its name; lines of
    format 1, written before, hold the name too. `audit.HASHED` says what is hashed in each format."""

    format = models.PositiveSmallIntegerField("dạng ghi")
    sequence = models.BigIntegerField("số thứ tự", unique=True)
    at = models.DateTimeField("lúc")
    actor_id = models.BigIntegerField("mã người làm", null=True)
    actor_name = models.CharField("người làm", max_length=200, blank=True)
    verb = models.CharField("việc", max_length=60)
    object_type = models.CharField("loại bản ghi", max_length=60)
    object_id = models.CharField("mã bản ghi", max_length=40)
    before = models.JSONField("trước", encoder=DjangoJSONEncoder, default=dict)
    after = models.JSONField("sau", encoder=DjangoJSONEncoder, default=dict)
    reason = models.TextField("lý do", blank=True)
    previous_hash = models.CharField("mã băm dòng trước", max_length=64)
    hash = models.CharField("mã băm", max_length=64)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng nhật ký"
        verbose_name_plural = "nhật ký"
        ordering = ("sequence",)
        indexes = (models.Index(fields=["object_type", "object_id", "sequence"], name="event_about"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(format=1) | models.Q(format=2, actor_name=""),
                name="event_format_known",
                violation_error_message="Dòng nhật ký có dạng ghi lạ, hoặc ghi tên người thay cho mã.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.sequence}: {self.verb} {self.object_type} {self.object_id}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise Refused("Nhật ký chỉ được ghi thêm, không được sửa.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise Refused("Nhật ký chỉ được ghi thêm, không được xóa.")


class ChainHead(models.Model):
    """The last link, in a row of its own: locking it puts writers in line, and a cut tail of the chain shows."""

    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        verbose_name = "đầu chuỗi nhật ký"
        verbose_name_plural = "đầu chuỗi nhật ký"

    def __str__(self) -> str:
        return str(self.sequence)

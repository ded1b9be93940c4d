"""Stored files and uploads under way. A file belongs to no page by itself: whoever links to it decides who may read it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lantoa.kit.constraints import require_text


class StoredFile(models.Model):
    """A file as it was taken in: its content is known by its SHA-256 and never changes. `path` and `thumbnail` are below
    MEDIA_ROOT; two rows of one content share one file on disk. `stored_by_id`: key of the person, kept as a number."""

    sha256 = models.CharField("mã băm SHA-256", max_length=64, db_index=True)
    name = models.CharField("tên tệp", max_length=200)
    content_type = models.CharField("loại nội dung", max_length=120)
    size = models.PositiveBigIntegerField("dung lượng (byte)")
    path = models.CharField(max_length=200)
    thumbnail = models.CharField(max_length=200, blank=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    stored_at = models.DateTimeField("lưu lúc", auto_now_add=True)
    stored_by_id = models.BigIntegerField("mã người gửi", null=True)

    class Meta:
        verbose_name = "tệp"
        verbose_name_plural = "tệp"
        ordering = ("pk",)
        constraints = (
            require_text("name", name="file_name_filled", message="Tệp phải có tên."),
            models.CheckConstraint(
                condition=Q(size__gt=0), name="file_not_empty", violation_error_message="Tệp trống, không có nội dung."
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_image(self) -> bool:
        return self.content_type.startswith("image/")


class PhotoPrint(models.Model):
    """A perceptual hash of one view of a picture (the whole, or a part of it), to find the same photo cropped or re-encoded.

    `part`: which view; `value`: 64 bits as a signed number; `band0`…`band3`: its four 16-bit pieces, indexed: two hashes that
    differ in few bits share at least one piece.
    """

    file = models.ForeignKey(StoredFile, verbose_name="tệp", on_delete=models.CASCADE, related_name="prints")
    part = models.PositiveSmallIntegerField()
    value = models.BigIntegerField()
    band0 = models.IntegerField(db_index=True)
    band1 = models.IntegerField(db_index=True)
    band2 = models.IntegerField(db_index=True)
    band3 = models.IntegerField(db_index=True)

    class Meta:
        verbose_name = "dấu ảnh"
        verbose_name_plural = "dấu ảnh"
        constraints = (models.UniqueConstraint(fields=["file", "part"], name="photo_print_once"),)

    def __str__(self) -> str:
        return f"{self.file_id}/{self.part}"


class Upload(models.Model):
    """A file that arrives in pieces and may be interrupted: `received` of `size` bytes are here. Only its owner goes on with
    it; once whole and checked it becomes `file`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner_id = models.BigIntegerField("mã người gửi")
    name = models.CharField("tên tệp", max_length=200)
    size = models.PositiveBigIntegerField("dung lượng (byte)")
    received = models.PositiveBigIntegerField("đã nhận (byte)", default=0)
    begun_at = models.DateTimeField("bắt đầu lúc", auto_now_add=True)
    last_piece_at = models.DateTimeField("nhận gần nhất lúc", default=timezone.now)
    file = models.ForeignKey(
        StoredFile, verbose_name="tệp", null=True, blank=True, on_delete=models.CASCADE, related_name="uploads"
    )

    class Meta:
        verbose_name = "tệp đang gửi"
        verbose_name_plural = "tệp đang gửi"
        ordering = ("begun_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(received__lte=F("size")),
                name="upload_not_over",
                violation_error_message="Đã nhận nhiều hơn dung lượng đã báo.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_whole(self) -> bool:
        return self.received == self.size

"""Closed lists of the desk."""

from django.db.models import TextChoices


class ImportState(TextChoices):
    CHECKING = "checking", "Đang kiểm tra"
    FAULTY = "faulty", "Có lỗi, chưa ghi"
    READY = "ready", "Chờ bạn xác nhận"
    WRITING = "writing", "Đang ghi"
    DONE = "done", "Đã ghi xong"
    CANCELLED = "cancelled", "Đã hủy"

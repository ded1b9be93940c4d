"""What an installation does for itself each morning: part of the daily work of `lantoa up`; other set-ups call it from a timer.

Ended sessions, the notes on background work done long ago and uploads that no form took are thrown away; names that were recorded
for a day to come are worn once that day has come.
"""

from __future__ import annotations

from datetime import timedelta

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from lantoa.kit.files import clear_stale_uploads
from lantoa.rulebook.models import rule_value
from lantoa.units.services import wear_names_of_today

KEPT_DAYS = 30  # a finished job is told about on its own page; the queue's notes only help whoever looks for a fault


class Command(BaseCommand):
    help = "Dọn phiên đăng nhập, việc nền đã xong, tệp gửi dở đã lâu; đổi tên đơn vị đến ngày hiệu lực. Chạy mỗi ngày."

    def handle(self, *args: object, **options: object) -> None:
        """Do all of it. Doing it again does nothing more."""
        if renamed := wear_names_of_today():
            self.stdout.write(f"Đã đổi tên {renamed} đơn vị theo ngày hiệu lực.")
        call_command("clearsessions")
        kept = rule_value("files.keep_upload_days", timezone.localdate())
        if cleared := clear_stale_uploads(timezone.now() - timedelta(days=kept)):
            self.stdout.write(f"Đã xóa {cleared} tệp gửi lên quá {kept} ngày mà không gắn vào hồ sơ nào.")
        long_ago = timezone.now() - timedelta(days=KEPT_DAYS)
        DBTaskResult.objects.finished().filter(finished_at__lt=long_ago).delete()

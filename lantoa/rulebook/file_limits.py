"""How large a file may be, as the rulebook says on a day."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from lantoa.kit.files import Limits
from lantoa.rulebook.models import rule_value


def file_limits(on: date | None = None) -> Limits:
    """The limits in force on the day, by default today."""
    on = on or timezone.localdate()
    return Limits(mb=rule_value("files.max_mb", on), video_mb=rule_value("files.max_video_mb", on))

"""What must be true of prospects. Each check returns one sentence a fault."""

from __future__ import annotations

from lantoa.kit.models import Event
from lantoa.prospects.models import Prospect


def prospects_stay_with_their_registration() -> list[str]:
    """The audit chain knows of each prospect that has a registration how it was taken up."""
    known = set(
        Event.objects.filter(object_type=Prospect.audit_name, verb="take_up").values_list("object_id", flat=True)
    )
    return [
        f"Triển vọng “{row}” (số {row.pk}): nhật ký không ghi việc chuyển thành đăng ký."
        for row in Prospect.objects.filter(initiative__isnull=False).order_by("pk")
        if str(row.pk) not in known
    ]


CHECKS = (prospects_stay_with_their_registration,)

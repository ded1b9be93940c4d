"""NEW lantoa/recognition/services/facts.py"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from lantoa.initiatives.enums import Tier
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.rules import may_record_recognition
from lantoa.kit import audit
from lantoa.kit.days import require_past
from lantoa.kit.ruling import Refused
from lantoa.kit.services import lock_for_update
from lantoa.recognition.models import Recognition
from lantoa.recognition.queries.deciding import deciding_unit
from lantoa.recognition.rules import may_decide_at
from lantoa.recognition.services.windows import open_first_windows
from lantoa.units.models import Person


@transaction.atomic
def record_recognition(
    initiative: Initiative, *, tier: str, recognised_on: date, by: Person, decision_no: str = ""
) -> Recognition:
    """Note that the initiative is recognised at a tier on a decision taken outside the system.

    Only by who might take it: raises `Refused` for others, for an own file, for one that is not accepted, recognised there
    already or put forward there, and for a day to come.
    """
    initiative = lock_for_update(initiative, "unit")
    may_record_recognition(by, initiative).require()
    if unit := deciding_unit(initiative, tier, timezone.localdate()):
        may_decide_at(by, unit).require()
    require_past(recognised_on, "Ngày quyết định", is_seen=False)
    if initiative.candidacies.waiting().filter(tier=tier).exists():
        raise Refused(
            f"Mô hình đang được đề nghị công nhận ở cấp {Tier(tier).label.lower()}; hãy quyết định đề nghị đó."
        )
    if initiative.recognitions.filter(tier=tier, ended_on__isnull=True).exists():
        raise Refused("Mô hình đang được công nhận ở cấp này.")
    if recognised_on < initiative.accepted_on:
        raise Refused(
            f"Mô hình được duyệt đăng ký ngày {initiative.accepted_on:%d/%m/%Y}; quyết định công nhận không thể trước ngày đó."
        )
    fact = Recognition.objects.create(
        initiative=initiative, tier=tier, recognised_on=recognised_on, decision_no=decision_no
    )
    open_first_windows([fact])
    after = {"tier": fact.get_tier_display(), "recognised_on": recognised_on, "decision_no": decision_no}
    audit.record(initiative, "record_recognition", by=by, after=after)
    return fact

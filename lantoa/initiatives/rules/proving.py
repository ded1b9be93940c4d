"""NEW lantoa/initiatives/rules/proving.py"""

from __future__ import annotations

from lantoa.initiatives.enums import State
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.rules.registering import may_register
from lantoa.kit.ruling import YES, Ruling, first_refusal, no
from lantoa.units.models import Person


def may_add_evidence(person: Person, initiative: Initiative) -> Ruling:
    """Who registers for the unit, for a registration that was accepted and goes on."""
    return first_refusal(lambda: may_register(person, initiative.unit), lambda: _is_registered(initiative))


def _is_registered(initiative: Initiative) -> Ruling:
    if initiative.state == State.ACCEPTED:
        return YES
    return no("Chỉ gửi được minh chứng cho mô hình đã được duyệt đăng ký.")

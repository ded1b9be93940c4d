"""Branches of the rules that only some records reach: who approves and does not write, what has ended or lies with a council."""

import pytest
from django.utils import timezone

from lantoa.evidence.models import Evidence
from lantoa.evidence.rules import may_accept_evidence
from lantoa.initiatives.models import Initiative, Replication
from lantoa.initiatives.rules import may_move, may_register
from lantoa.initiatives.rules.spreading import may_end_copy
from lantoa.recognition.models import Candidacy, Recognition
from lantoa.recognition.rules import may_move_candidacy, may_move_recognition
from lantoa.recognition.services.recognising import appraise
from lantoa.units.enums import RoleKind
from lantoa.units.models import Role
from lantoa.units.services import assign_role
from lantoa.watch.rules import may_record_inspection
from tests.cast import SINCE, accept_initiative, make_person, submit_initiative
from tests.councils.sitting_cast import make_sitting
from tests.evidence.proving import send_evidence
from tests.spreading.spread_cast import make_copy
from tests.watch.climbing import propose_initiative, recognise_initiative


def at(cast, code: str, kind: str):
    person = make_person(f"{code}-{kind}", "Người Khác")
    assign_role(person, unit=cast.unit(code), kind=kind, by=None, on=SINCE)
    return person


@pytest.mark.parametrize(
    ("kind", "writes"),
    [(RoleKind.OFFICER, True), (RoleKind.OFFICE, True), (RoleKind.APPROVER, False), (RoleKind.AUDITOR, False)],
)
def test_who_approves_or_reads_does_not_write(cast, kind, writes):
    assert bool(may_register(at(cast, "db1", kind), cast.unit("cb11"))) is writes


def test_accepted_registration_is_withdrawn_by_who_decides(cast):
    row = accept_initiative(cast)

    assert not may_move(cast.officer, row, "withdraw")
    assert may_move(cast.approver, row, "withdraw")
    assert may_move(cast.officer, submit_initiative(cast, name="Chờ duyệt"), "withdraw")


def test_evidence_of_what_has_ended_is_not_judged(cast):
    piece = send_evidence(cast)
    assert may_accept_evidence(cast.approver, piece)
    Initiative.objects.filter(pk=piece.initiative_id).update(ended_on=timezone.localdate(), state="withdrawn")

    held = Evidence.objects.get(pk=piece.pk)
    assert may_accept_evidence(cast.approver, held).reason.startswith("Mô hình đã thôi")


def test_what_has_ended_is_not_visited(cast):
    row = accept_initiative(cast)
    Initiative.objects.filter(pk=row.pk).update(ended_on=timezone.localdate(), state="withdrawn")

    assert may_record_inspection(cast.bloc_officer, Initiative.objects.get(pk=row.pk)).reason.startswith(
        "Mô hình đã thôi"
    )


def test_dossier_before_a_council_is_neither_taken_back_nor_decided(cast):
    held = appraise(propose_initiative(cast), sitting=make_sitting(cast, items=0), by=cast.bloc_officer)

    for name, person in (("take_back", cast.officer), ("recognise", cast.approver), ("decline", cast.approver)):
        assert not may_move_candidacy(person, held, name), name
    assert "Hội đồng chưa kết thúc phiên" in may_move_candidacy(cast.approver, held, "recognise").reason
    Candidacy.objects.filter(pk=held.pk).update(state="proposed", item=None)
    assert may_move_candidacy(cast.officer, Candidacy.objects.get(pk=held.pk), "take_back")


@pytest.mark.parametrize(("name", "allowed"), [("renew", False), ("revoke", False), ("retire", True)])
def test_unit_may_only_retire_its_recognition(cast, name, allowed):
    fact = recognise_initiative(cast)
    Role.objects.filter(person=cast.officer).update(unit=cast.unit("cb11"))
    writer = at(cast, "db1", RoleKind.OFFICER)

    assert (
        bool(may_move_recognition(writer, Recognition.objects.get(pk=fact.pk), name, timezone.localdate())) is allowed
    )


def test_who_decides_for_the_source_may_end_a_copy(cast):
    row = make_copy(cast, accept_initiative(cast), "xa-an")
    held = Replication.objects.select_related("source__unit", "unit").get(pk=row.pk)

    assert may_end_copy(cast.approver, held)
    assert not may_end_copy(cast.officer, held)
    assert not may_end_copy(cast.outsider, held)

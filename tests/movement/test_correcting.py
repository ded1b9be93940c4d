"""A directive that was recorded wrongly is put right; one that ceased says so."""

from datetime import date

import pytest
from django.urls import reverse

from lantoa.kit.ruling import Refused
from lantoa.movement.models import Directive
from lantoa.movement.services import correct_directive
from tests.movement.steering import GIVEN, assign_task, directive
from tests.movement.test_committee_views import text


def facts(held: Directive, **changed) -> dict:
    names = ("kind", "number", "dated_on", "title", "summary", "valid_to")
    return {name: getattr(held, name) for name in names} | changed


def test_a_corrected_directive_tells_what_was_changed(cast, as_person):
    held, client = directive(cast), as_person("bloc_officer")
    sent = facts(held, number="02-KH/BDV", dated_on="10/01/2023", valid_to="31/12/2099", summary="Tóm tắt mới")

    response = client.post(reverse("directive_edit", args=[held.pk]), sent)

    page = text(client.get(response.headers["Location"]))
    assert f"Số, ký hiệu: “{held.number}” thành “02-KH/BDV”" in page
    assert "Hiệu lực đến: trống thành 31/12/2099" in page
    held.refresh_from_db()
    assert (held.number, held.valid_to, held.summary) == ("02-KH/BDV", date(2099, 12, 31), "Tóm tắt mới")


def test_wrong_input_keeps_what_was_typed(cast, as_person):
    held = directive(cast)
    sent = facts(held, number="", title="Trích yếu vừa gõ", valid_to="")

    page = text(as_person("bloc_officer").post(reverse("directive_edit", args=[held.pk]), sent), 422)

    assert "Trích yếu vừa gõ" in page


def test_a_directive_is_not_dated_after_its_tasks_or_its_heirs(cast):
    held = directive(cast)
    assign_task(cast, of=held)
    heir = directive(cast, number="77-KH", based_on=held)

    with pytest.raises(Refused) as refused:
        correct_directive(held, **facts(held, dated_on=date(2024, 1, 1)), by=cast.bloc_officer)

    first, second = refused.value.reasons
    assert (f"{GIVEN:%d/%m/%Y}" in first, str(heir) in second) == (True, True)


def test_another_paper_of_the_same_number_and_day_stays_one(cast):
    held, other = directive(cast), directive(cast, number="77-KH")

    with pytest.raises(Refused, match="đã có văn bản số"):
        correct_directive(other, **facts(other, number=held.number), by=cast.bloc_officer)
    with pytest.raises(Refused, match="Chưa có gì thay đổi"):
        correct_directive(other, **facts(other), by=cast.bloc_officer)


@pytest.mark.parametrize(("part", "status"), [("officer", 403), ("auditor", 403), ("nobody", 404)])
def test_who_may_not_steer_may_not_correct(cast, as_person, part, status):
    assert as_person(part).get(reverse("directive_edit", args=[directive(cast).pk])).status_code == status

"""An answer that knows why not."""

import pytest

from lantoa.kit.ruling import YES, Refused, Ruling, Stale, first_refusal, no


def test_yes_is_true_and_requires_nothing():
    assert YES
    assert YES.require() is None


def test_no_carries_its_reason():
    ruling = no("Ngoài phạm vi.")
    assert not ruling
    assert ruling == Ruling(False, "Ngoài phạm vi.")


def test_required_no_is_raised_with_the_reason():
    with pytest.raises(Refused) as caught:
        no("Ngoài phạm vi.").require()
    assert caught.value.reasons == ["Ngoài phạm vi."]


def test_first_refusal_is_the_first_no():
    assert first_refusal(lambda: YES, lambda: no("một"), lambda: no("hai")) == no("một")


def test_first_refusal_of_only_yes_is_yes():
    assert first_refusal(lambda: YES, lambda: YES) is YES


def test_checks_after_a_no_are_not_asked():
    asked = []
    first_refusal(lambda: no("một"), lambda: asked.append("hai") or YES)
    assert asked == []


def test_refused_keeps_several_reasons_apart():
    refused = Refused(["Một.", "Hai."])
    assert (refused.reasons, str(refused)) == (["Một.", "Hai."], "Một. Hai.")


def test_stale_names_the_fields_that_differ():
    stale = Stale("Người khác đã lưu.", {"name": "Cũ"})
    assert (stale.reasons, stale.fields) == (["Người khác đã lưu."], ["name"])

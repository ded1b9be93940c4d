"""What waits for a person leaves out, by two parties, what they put forward or handed in themselves."""

from datetime import timedelta

from django.utils import timezone

from lantoa.initiatives.models import Initiative
from lantoa.recognition.models import Candidacy, Recognition
from lantoa.recognition.queries.standing import candidacies_to_decide, checks_to_make
from tests.watch.climbing import propose_initiative, recognise_initiative

TODAY = timezone.localdate()


def test_own_proposals_and_own_registrations_are_for_others_to_decide(cast):
    held = propose_initiative(cast)
    heap = lambda: list(candidacies_to_decide(cast.approver, TODAY))  # noqa: E731 - asked three times

    assert heap() == [held]
    Candidacy.objects.update(proposed_by=cast.approver)
    assert heap() == []
    Candidacy.objects.update(proposed_by=cast.officer)
    Initiative.objects.update(submitted_by=cast.approver)
    assert heap() == []


def test_own_proposals_and_own_registrations_are_for_others_to_check(cast):
    fact = recognise_initiative(cast)
    fact.renewals.update(due_on=TODAY - timedelta(days=1), lapses_on=None)
    heap = lambda: list(checks_to_make(cast.approver, TODAY))  # noqa: E731 - asked three times

    assert heap() == [Recognition.objects.get(pk=fact.pk)]
    Candidacy.objects.update(proposed_by=cast.approver)
    assert heap() == []
    Candidacy.objects.update(proposed_by=cast.officer)
    Initiative.objects.update(submitted_by=cast.approver)
    assert heap() == []

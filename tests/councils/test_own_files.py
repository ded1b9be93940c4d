"""Who may choose the scorers: never of an own file."""

import pytest

from lantoa.councils.services import assign, plan_balanced
from lantoa.kit.ruling import Refused
from tests.councils.sitting_cast import make_item, make_sitting, seat_member


def test_nobody_chooses_who_scores_the_own_file(cast):
    sitting = make_sitting(cast, items=1)
    own = make_item(cast, sitting, title="Của thư ký", concerned=[cast.bloc_officer])

    with pytest.raises(Refused, match="hồ sơ của chính bạn"):
        assign(own, member=seat_member(sitting.council, cast, "m1"), by=cast.bloc_officer)
    plan = plan_balanced(sitting, per_item=1, by=cast.bloc_officer)

    assert ([row.item.position for row in plan.new], [(item.position, count) for item, count in plan.short]) == (
        [1],
        [(2, 0)],
    )
    assert assign(own, member=seat_member(sitting.council, cast, "m1"), by=cast.office).item == own

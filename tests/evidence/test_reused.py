"""Photos of evidence that were handed in before."""

from datetime import date

import pytest

from lantoa.evidence.models import Evidence
from lantoa.evidence.queries.reused import reused_photos
from lantoa.kit.files import store
from lantoa.kit.likeness.reused import index_photo
from tests.cast import accept_initiative, draft
from tests.kit.pictures import as_file, pictures


@pytest.fixture
def hand_in(cast, settings, tmp_path):
    """`hand_in(initiative, image)`: the evidence with the image, as the services leave it."""
    settings.MEDIA_ROOT = tmp_path

    def hand_in_photo(initiative, image, quality: int = 90) -> Evidence:
        file = store(as_file(image, quality=quality), name="anh.jpg", by=None)
        index_photo(file)
        return Evidence.objects.create(
            initiative=initiative, caption="Ảnh", file=file, dated_on=date(2023, 5, 1), added_by=cast.officer
        )

    return hand_in_photo


def test_cropped_photo_of_another_unit_is_a_hint(cast, hand_in):
    first, second = pictures(2)
    source = hand_in(accept_initiative(cast, unit=cast.unit("xa-an")), first)
    hand_in(accept_initiative(cast, unit=cast.unit("xa-an")), second)
    mine = hand_in(draft(cast), first.crop((0, 0, round(first.width * 0.85), first.height)), quality=60)

    [like] = reused_photos(mine, user=cast.officer)
    assert (like.evidence, like.is_own_unit, like.is_open, like.is_said) == (source, False, False, False)
    assert (like.score >= 95, like.year, like.initiative.unit.code) == (True, 2023, "xa-an")


def test_same_photo_twice_at_one_initiative_is_a_hint_and_a_continued_one_is_said(cast, hand_in):
    [image] = pictures(1)
    earlier = accept_initiative(cast)
    later = draft(cast, continues=earlier)
    said, twice, mine = hand_in(earlier, image), hand_in(later, image), hand_in(later, image)

    assert [(like.evidence, like.score, like.is_said) for like in reused_photos(mine, user=cast.officer)] == [
        (twice, 100, False),
        (said, 100, True),
    ]


def test_strangers_and_evidence_without_a_picture_have_no_hints(cast, hand_in):
    [image] = pictures(1)
    mine = hand_in(draft(cast), image)
    hand_in(accept_initiative(cast), image)
    paper = Evidence(initiative=mine.initiative, caption="Biên bản", reference="Số 1", dated_on=date(2023, 5, 1))

    assert reused_photos(mine, user=cast.nobody) == reused_photos(paper, user=cast.officer) == []

"""Just as much as is allowed, and one more."""

import pytest

from lantoa.kit.files.kinds import Group
from lantoa.kit.files.storing import MEGABYTE, Limits, inspect
from lantoa.kit.likeness.texts import SHORTEST, Passage, compare
from lantoa.kit.ruling import Refused

WORDS = [f"từ{number}" for number in range(40)]


@pytest.mark.parametrize(("more", "is_taken"), [(-1, True), (0, True), (1, False)])
def test_file_may_weigh_just_the_limit(tmp_path, more, is_taken):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.4\n" + b" " * (MEGABYTE + more - 15) + b"%%EOF\n")
    limits = Limits(mb=1, video_mb=1)

    if is_taken:
        assert inspect(path, name="a.pdf", limits=limits)[0].group == Group.PDF
    else:
        with pytest.raises(Refused, match="1 MB"):
            inspect(path, name="a.pdf", limits=limits)


@pytest.mark.parametrize(("count", "is_telling"), [(SHORTEST - 1, False), (SHORTEST, True)])
def test_text_tells_from_the_least_number_of_words(count, is_telling):
    text = Passage(" ".join(WORDS[:count]))

    assert text.is_telling is is_telling
    assert (compare(text, text).score == 100) is is_telling

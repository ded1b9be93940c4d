"""The list of wrong changes fits the tree: each old text stands exactly once in its file, each test is there."""

import pytest

from tools.mutations.entries import BadEntry, Change, all_changes, areas, stale

RULING = "lantoa/kit/ruling.py"


def test_every_entry_can_be_tried():
    assert stale(all_changes()) == []


def test_no_entry_stands_twice():
    kept = [(change.file, change.old, change.new) for change in all_changes()]

    assert len(set(kept)) == len(kept)


def test_list_is_long_enough_in_every_area():
    assert len(all_changes()) >= 150
    assert set(areas()) >= {
        "watch",
        "councils",
        "units",
        "services",
        "two_parties",
        "kit",
        "reports",
        "imports",
        "backup",
    }


@pytest.mark.parametrize(
    ("file", "old", "words"),
    [
        (RULING, "YES = Ruling(False)", "found 0 times, not once"),
        (RULING, "Ruling", "times, not once"),
        ("lantoa/kit/nowhere.py", "YES", "there is no lantoa/kit/nowhere.py"),
        (RULING, "YES = Ruling(True)", "changes nothing"),
    ],
)
def test_stale_entry_is_named(file, old, words):
    (fault,) = stale([Change("kit", file, old, "YES = Ruling(True)", ("tests/kit/test_ruling.py",))])

    assert fault.startswith("kit.toml: ")
    assert words in fault


def test_test_that_is_gone_is_named():
    change = Change("kit", RULING, "YES = Ruling(True)", "YES = Ruling(False)", ("tests/kit/test_nowhere.py::test_it",))

    assert stale([change]) == ["kit.toml: there is no tests/kit/test_nowhere.py::test_it"]


def test_change_is_made_in_the_text_only(tmp_path):
    file = tmp_path / "a.py"
    file.write_text("one\ntwo\n")
    change = Change("kit", "a.py", "two", "three", ("tests",))

    assert (change.made_in(tmp_path), file.read_text(), change.title) == ("one\nthree\n", "one\ntwo\n", "a.py: two")
    with pytest.raises(BadEntry, match="found 0 times"):
        Change("kit", "a.py", "four", "three", ("tests",)).made_in(tmp_path)

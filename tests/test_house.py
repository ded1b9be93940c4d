"""The measures themselves: each finds what it is for in planted code."""

import pytest

from tests import house
from tests.house import ROOT


@pytest.fixture
def planted(monkeypatch, tmp_path):
    """`planted("views.py", text)`: a file of a project that has only this file."""
    monkeypatch.setattr(house, "ROOT", tmp_path)
    monkeypatch.setattr(house, "CODE", tmp_path / "lantoa")

    def plant(name: str, text: str):
        path = tmp_path / "lantoa" / "app" / name
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
        return path

    return plant


def test_long_function_is_named(planted):
    path = planted("views.py", "def long(request):\n    a = 1\n    return a\n\n\ndef short(request):\n    return 1\n")
    assert house.long_functions([path], 2, house.is_view) == ["lantoa/app/views.py: long has 3 lines"]


@pytest.mark.parametrize(
    "line",
    [
        "Initiative.objects.filter(pk=1)",
        "Initiative.objects.get(pk=1)",
        "Initiative._base_manager.all()",
        "get_object_or_404(Initiative, pk=1)",
        "rows = Initiative.objects",
    ],
)
def test_way_around_the_door_is_found(planted, line):
    assert len(house.around_the_door(planted("views.py", line), {"Initiative"}, {"visible_to"})) == 1


@pytest.mark.parametrize("line", ["Initiative.objects.visible_to(user).filter(pk=1)", "Theme.objects.all()"])
def test_way_through_the_door_is_fine(planted, line):
    assert house.around_the_door(planted("views.py", line), {"Initiative"}, {"visible_to"}) == []


@pytest.mark.parametrize(
    "line",
    [
        "record.state = 'accepted'",
        "rows.update(state='accepted')",
        "Initiative(state='accepted')",
        "Initiative.objects.create(name='a', state='accepted')",
        "setattr(record, 'state', 'accepted')",
    ],
)
def test_written_state_is_found(planted, line):
    assert len(house.state_assignments(planted("services.py", line), {"Initiative"})) == 1


@pytest.mark.parametrize("line", ["rows.filter(state='accepted')", "Chip(state='done')", "state = record.state"])
def test_read_state_is_fine(planted, line):
    assert house.state_assignments(planted("services.py", line), {"Initiative"}) == []


@pytest.mark.parametrize("text", ["{% if row.state == 'draft' %}", '<option value="draft">'])
def test_state_listed_by_hand_is_found(planted, text):
    assert len(house.states_by_hand(planted("a.html", text), {"draft", "done"})) == 1


def test_tone_that_is_named_like_a_state_is_fine(planted):
    assert house.states_by_hand(planted("a.html", '{% alert tone="done" %}'), {"draft", "done"}) == []


@pytest.mark.parametrize(
    "text",
    [
        "from datetime import date\ndate.today()",
        "from datetime import date as day\nday.today()",
        "import datetime\ndatetime.date.today()",
        "import datetime as dt\ndt.datetime.now()",
        "from datetime import datetime\ndatetime.now()",
        "from datetime import datetime\ndatetime.now(None)",
        "from datetime import datetime\ndatetime.now(tz=None)",
        "from datetime import datetime\nField(default=datetime.now)",
        "from datetime import date\nField(default=date.today)",
        "from datetime import datetime\ndatetime.today()",
        "from datetime import datetime\ndatetime.utcnow()",
        "from datetime import datetime\ndatetime.fromtimestamp(1)",
        "from datetime import date\ndate.fromtimestamp(1)",
        "def f():\n    from datetime import date\n    return date.today()",
        "row.created_at.date()",
        "from django.utils import timezone\ntimezone.now().date()",
        "from django.utils import timezone\ntimezone.now().year",
        "from django.utils.timezone import now\nnow().weekday()",
    ],
)
def test_day_of_the_machine_is_found(planted, text):
    assert len(house.days_of_the_machine(planted("services.py", text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "from django.utils import timezone\ntimezone.localdate()",
        "from django.utils import timezone\ntimezone.localdate(row.created_at).year",
        "from django.utils import timezone\ntimezone.now() + timedelta(days=1)",
        "from datetime import UTC, datetime\ndatetime.now(UTC)",
        "from datetime import UTC, datetime\ndatetime.now(tz=UTC)",
        "from datetime import UTC, datetime\ndatetime.fromtimestamp(1, UTC)",
        "from datetime import date\ndate(2024, 2, 29).year",
        "class Calendar:\n    def today(self): ...\n\n\nCalendar().today()",
        "import datetime\ndatetime.date(2024, 2, 29)",
    ],
)
def test_day_of_vietnam_is_fine(planted, text):
    assert house.days_of_the_machine(planted("services.py", text)) == []


@pytest.mark.parametrize(
    ("arrows", "found"),
    [({"a": {"b"}, "b": {"c"}}, []), ({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}, ["a", "b", "c"])],
)
def test_circles(arrows, found):
    assert house.circles(arrows) == found


def test_surfaces_of_this_project():
    names = {house.name_of(path) for path in house.files(".py") if house.is_surface(path)}
    assert {"lantoa/desk/context.py", "lantoa/desk/queries.py", "lantoa/reports/exports.py"} <= names
    assert {"lantoa/initiatives/queries/listing.py", "lantoa/initiatives/services/facts.py"}.isdisjoint(names)
    assert house.ROOT == ROOT

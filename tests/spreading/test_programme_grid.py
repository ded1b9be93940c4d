"""The grid of a programme as markup."""

from django.template import Context, Template

from lantoa.kit.showcase import LONG_NAME
from lantoa.spreading.parts import Target, TargetGroup


def flat(source, **context):
    return " ".join(Template(source).render(Context(context)).split())


def test_programme_counts_everyone_also_who_will_not():
    statuses = ["has"] * 3 + ["doing"] * 2 + ["none", "never"]
    targets = [Target(f"Xã {number}", f"/{number}/", status) for number, status in enumerate(statuses)]
    shown = flat(
        '{% load spreading %}{% programme_grid groups label="Chương trình" %}',
        groups=[TargetGroup(LONG_NAME, targets, "/u/")],
    )
    assert "3/7 đã có (43%)" in shown
    assert "được miễn 1" in shown
    assert shown.count('class="cell cell-') == 7


def test_programme_group_may_be_closed():
    groups = [TargetGroup("A", [Target("Xã", "", "none")], is_open=False)]
    assert "open" not in flat('{% load spreading %}{% programme_grid groups label="Chương trình" %}', groups=groups)


def test_programme_without_targets():
    assert "0/0 đã có" in flat('{% load spreading %}{% programme_grid groups label="Chương trình" %}', groups=[])

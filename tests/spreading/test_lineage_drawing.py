"""The lineage: what is shown, what is gathered, that nothing lies on anything else, and how it is told."""

import re
from itertools import pairwise

import pytest
from django.template import Context, Template

from lantoa.kit.showcase import LONG_NAME
from lantoa.spreading.lineage import PITCH, WIDTH, draw, failures, fold, shorten, size
from lantoa.spreading.parts import Kin


def copies(count, tone="live", **more):
    return [Kin(f"Mô hình {number}", f"/{number}/", f"Xã {number}", 2023, tone, **more) for number in range(count)]


def source(*below, hidden=0):
    return Kin("Ngày thứ Sáu vì dân", "/0/", "Xã Tân Lập", 2020, "current", copies=below, hidden=hidden)


def markup(kin, **given):
    asked = " ".join(f"{name}={name}" for name in given)
    text = Template(f'{{% load spreading %}}{{% lineage kin caption="Nhân rộng" {asked} %}}').render(
        Context({"kin": kin, **given})
    )
    return " ".join(text.split())


def test_sizes_count_copies_of_copies_and_those_not_handed_over():
    kin = source(*copies(2, copies=copies(3, "failed")), hidden=7)
    assert (size(kin), failures(kin)) == (15, 6)


def test_all_are_shown_while_there_is_room():
    root = fold(source(*copies(20)), limit=20)
    assert (len(root.branches), root.folded) == (20, 0)


def test_what_does_not_fit_is_gathered_and_counted():
    root = fold(source(*copies(130), *copies(10, "failed"), hidden=5), limit=20)
    assert (len(root.branches), root.folded, root.folded_failed) == (20, 125, 4)
    assert sum(branch.kin.tone == "failed" for branch in root.branches) == 6


def test_failed_copies_take_the_room_that_others_leave():
    root = fold(source(*copies(3), *copies(30, "failed")), limit=20)
    assert sum(branch.kin.tone == "failed" for branch in root.branches) == 17


def test_copies_that_were_copied_on_are_shown_first():
    root = fold(source(*copies(30), *copies(1, copies=copies(2))), limit=10)
    assert [len(branch.branches) for branch in root.branches].count(2) == 1


def test_generations_beyond_the_depth_are_gathered():
    kin = source(*copies(1, copies=copies(1, copies=copies(1))))
    root = fold(kin, limit=10, depth=2)
    assert root.branches[0].branches[0].folded == 1


@pytest.mark.parametrize("count", [0, 1, 2, 20, 140])
def test_nodes_stand_apart_and_inside(count):
    drawing = draw(fold(source(*copies(count)), limit=20), [Kin("Gốc", "/g/", tone="ancestor")] * 2)
    ys = [spot.y for spot in drawing.spots if spot.x > drawing.source.x]
    assert all(after - before >= PITCH - 0.2 for before, after in pairwise(ys))
    assert all(0 < spot.x < WIDTH and 0 < spot.y < drawing.height for spot in drawing.spots)


def test_each_generation_stands_further_out():
    drawing = draw(fold(source(*copies(1, copies=copies(1))), limit=10), [Kin("Gốc", "/g/", tone="ancestor")])
    ancestor, copy, copy_of_copy = drawing.spots
    assert ancestor.x < drawing.source.x < copy.x < copy_of_copy.x
    assert (len(drawing.arcs), len(drawing.edges)) == (3, 3)


def test_long_names_are_cut_at_a_word():
    assert shorten(LONG_NAME, 30) == "Đảng bộ cơ sở Trung tâm Ứng…"
    assert shorten("Xã Tân Lập", 30) == "Xã Tân Lập"


def test_list_tells_names_units_years_states_and_the_rest():
    shown = markup(source(*copies(30), *copies(9, "failed")), list_url="/tat-ca/")
    assert "39 bản nhân rộng, 9 không thành." in shown
    assert '<a href="/tat-ca/">và 19 đơn vị khác</a> <span class="kin-facts">trong đó 3 không thành</span>' in shown
    assert "Xã 0 · 2023</span>" in shown
    assert shown.count("không thành</span>") == 6 + 1


def test_drawing_is_decoration_beside_the_list():
    drawing = re.search(r"<svg class=\"lineage-drawing\".*?</svg>", markup(source(*copies(3)))).group()
    assert 'aria-hidden="true"' in drawing
    assert drawing.count("<a ") == drawing.count('tabindex="-1"') == 3


def test_numbers_in_the_drawing_are_not_written_the_vietnamese_way():
    drawn = re.findall(r'\s(?:viewBox|cx|cy|x|y|d)="([^"]*)"', markup(source(*copies(3))))
    assert [value for value in drawn if "," in value] == []


def test_source_without_copies_says_so():
    shown = markup(source())
    assert "Chưa có bản nhân rộng nào." in shown
    assert "<svg" not in shown


def test_copy_with_its_sources_name_is_told_by_its_unit():
    shown = markup(source(Kin("Ngày thứ Sáu vì dân", "/7/", "Xã Púng Bánh", 2023)))
    assert '<a href="/7/"><span class="visually-hidden">Ngày thứ Sáu vì dân: </span>Xã Púng Bánh</a>' in shown

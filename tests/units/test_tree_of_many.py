"""The tree of an office over many provinces: each opens when it is asked to."""

from __future__ import annotations

import pytest
from django.urls import reverse

from lantoa.units.enums import UnitKind
from lantoa.units.services import NewUnit, load_units
from lantoa.units.views.drawing import MOST_OPENED
from tests.cast import DAY


@pytest.fixture
def plant(cast):
    """`plant(3, 60)`: so many provinces, each with so many communes."""

    def load(provinces: int, communes: int) -> None:
        news = []
        for p in range(provinces):
            news.append(NewUnit(f"t{p}", f"Tỉnh ủy {p}", UnitKind.PROVINCE_COMMITTEE, DAY))
            news += [NewUnit(f"t{p}-{c}", f"Xã {c}", UnitKind.COMMUNE_COMMITTEE, DAY, f"t{p}") for c in range(communes)]
        load_units(news, by=None)

    return load


def test_few_units_are_drawn_below_their_provinces(plant, as_person):
    plant(2, 3)
    nodes = as_person("office").get(reverse("units")).context["nodes"]
    assert [len(node.children) for node in nodes if node.url.startswith("/don-vi/t")] == [3, 3]


def test_many_units_wait_below_their_closed_province(plant, as_person):
    plant(3, MOST_OPENED // 3)
    nodes = as_person("office").get(reverse("units")).context["nodes"]
    closed = [node for node in nodes if node.url == "/don-vi/t0/"]
    assert [(list(node.children), node.is_open, node.count) for node in closed] == [([], False, MOST_OPENED // 3)]
    assert closed[0].children_url == reverse("unit_children", args=["t0"])


def test_closed_province_opens_without_script(plant, as_person):
    plant(3, MOST_OPENED // 3)
    client = as_person("office")
    assert f'href="{reverse("unit_children", args=["t0"])}"' in client.get(reverse("units")).content.decode()
    assert "Xã 7" in client.get(reverse("unit_children", args=["t0"])).content.decode()


@pytest.mark.parametrize("provinces", [3, 6])
def test_more_provinces_ask_no_more_questions(plant, as_person, provinces, django_assert_max_num_queries):
    plant(provinces, MOST_OPENED // 3)
    client = as_person("office")
    with django_assert_max_num_queries(18):
        client.get(reverse("units"))

"""The unit one works for, and the trail of the tree above every page."""

import pytest
from django.urls import reverse

from lantoa.units.services import end_role


def read_heading(client) -> str:
    page = client.get(reverse("home")).content.decode()
    return page.split("<h1>")[1].split("</h1>")[0]


def test_one_works_for_the_unit_of_the_first_role(as_person):
    assert read_heading(as_person("bloc_officer")) == "Đảng ủy Khối các cơ quan và doanh nghiệp"


def test_the_province_office_works_for_the_root(as_person):
    assert read_heading(as_person("office")) == "Tỉnh ủy Lan Tỏa"


def test_another_unit_in_scope_is_chosen(as_person):
    client = as_person("bloc_officer")

    assert client.post(reverse("act_for", args=["cb2"])).headers["Location"] == "/"
    assert read_heading(client) == "Chi bộ Ban Dân tộc"


@pytest.mark.parametrize("code", ["lt", "xa-an", "khong-co"])
def test_a_unit_out_of_scope_is_not_there(as_person, code):
    assert as_person("bloc_officer").post(reverse("act_for", args=[code])).status_code == 404


def test_choosing_by_a_link_is_refused(as_person):
    assert as_person("bloc_officer").get(reverse("act_for", args=["cb2"])).status_code == 405


def test_choosing_leads_only_within_this_site(as_person):
    client = as_person("bloc_officer")
    led = [
        client.post(reverse("act_for", args=["cb2"]), {"next": after}).headers["Location"]
        for after in ("/don-vi/", "https://nguoi-la.example/")
    ]

    assert led == ["/don-vi/", "/"]


def test_a_unit_that_left_the_scope_is_not_kept(cast, as_person):
    client = as_person("officer")
    client.post(reverse("act_for", args=["cb11"]))
    end_role(cast.officer.roles_today[0], by=cast.office)

    assert read_heading(client) == "Xin chào Lò Văn Cơ Sở"


def test_the_trail_links_the_steps_in_scope_and_names_those_above(as_person):
    page = as_person("bloc_officer").get(reverse("home")).content.decode()

    assert '<span class="crumb-label" title="Tỉnh ủy Lan Tỏa">' in page
    assert 'href="/don-vi/khoi/"' in page
    assert 'hx-get="/don-vi/khoi/cung-cap/"' in page
    assert "/don-vi/lt/" not in page


@pytest.mark.parametrize(
    ("part", "names"),
    [
        ("office", {"imports", "people"}),
        ("bloc_office", {"imports", "people"}),
        ("officer", {"imports"}),
        ("approver", set()),
        ("auditor", set()),
    ],
)
def test_the_places_follow_the_rights(as_person, part, names):
    rail = as_person(part).get(reverse("inbox")).content.decode().split("</nav>")[0]

    assert {name for name in ("imports", "people") if f'href="{reverse(name)}"' in rail} == names


def test_without_a_role_the_places_are_the_work_in_councils_and_what_all_may_read(as_person):
    rail = as_person("nobody").get(reverse("home")).content.decode().split("</nav>")[0]

    assert rail.count('class="place-label"') == 4
    assert f'href="{reverse("my_scoring")}"' in rail
    assert f'href="{reverse("initiatives")}"' not in rail

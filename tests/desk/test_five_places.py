"""Badge, home, inbox, board and digest say one number of duties, for each person."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from lantoa.evidence.services import add_evidence
from lantoa.initiatives.services import send_back
from lantoa.units.models import Person
from lantoa.watch.services.alerts import run_alerts
from lantoa.watch.services.digests import send_digests
from lantoa.watch.services.notices import give_notices
from tests.cast import PEOPLE, accept_initiative, draft, submit_initiative
from tests.movement.steering import assign_task

TODAY = timezone.localdate()


def number(text: str) -> int:
    return int(text.replace(".", ""))


def page(client: Client, address: str):
    response = client.get(address)
    assert response.status_code == 200
    return html.fromstring(response.content)


def first(tree, path: str) -> int:
    found = tree.xpath(path)
    return number("".join(found[0].itertext()).strip()) if found else 0


def five_places(person: Person) -> dict[str, int]:
    """The number as each page says it."""
    client = Client()
    client.force_login(person)
    home, inbox, board = page(client, "/"), page(client, "/viec-can-lam/"), page(client, "/theo-doi/")
    digest = " ".join(page(client, "/ban-tin/").xpath("//h1/following-sibling::p[1]//text()"))
    told = re.search(r"Bạn đang có ([\d.]+) việc phải làm", digest)
    return {
        "badge": first(home, "//a[contains(@class, 'top-inbox')]/span[@class='count']"),
        "home": first(home, "//section[@aria-labelledby='work-title']//span[@class='tab-count']"),
        "inbox": first(inbox, "//p[@class='work-sum']/b"),
        "sections": sum(
            number(n.text) for n in inbox.xpath("//div[@class='work-section-head']/span[@class='tab-count']")
        ),
        "board": sum(number(n.text) for n in board.xpath("//ul[@aria-label='Cần bạn xử lý']//p[@class='duty-count']")),
        "digest": number(told[1]),
    }


@pytest.fixture
def busy(cast):
    """Something of most kinds."""
    old = accept_initiative(cast, on=TODAY - timedelta(days=400))
    accept_initiative(cast, on=TODAY - timedelta(days=400), unit=cast.unit("cb2"), name="Không có cán bộ phụ trách")
    add_evidence(old, caption="Ảnh", reference="Kho", dated_on=TODAY, by=cast.officer)
    submit_initiative(cast, name="Đang chờ")
    send_back(submit_initiative(cast, name="Bị trả"), by=cast.approver, reason="Thiếu")
    draft(cast, name="Nháp")
    assign_task(cast, "db1", "cb2", due_on=TODAY - timedelta(days=1))
    run_alerts(on=TODAY)
    give_notices(on=TODAY)
    send_digests(on=TODAY)
    return cast


@pytest.mark.parametrize("part", [*PEOPLE, "nobody"])
def test_five_places_give_one_number(busy, part):
    found = five_places(busy.people[part])

    assert len(set(found.values())) == 1, found


def test_officers_of_the_cast_have_something_to_do(busy):
    counts = {part: five_places(busy.people[part])["digest"] for part in ("officer", "bloc_officer", "approver")}

    assert all(count > 1 for count in counts.values()), counts

"""One generated installation that answers how dear its pages are. Started by `tools.bench.growth`, one process each.

Reads one name of a page a line; answers with one JSON line: CPU milliseconds, queries, size of the answer.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

os.environ["DJANGO_SETTINGS_MODULE"] = "tools.bench.growth_settings"

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - Django must be set up first
from django.db import connection  # noqa: E402 - as above
from django.db.models import Q  # noqa: E402 - as above
from django.test import Client  # noqa: E402 - as above
from django.test.utils import CaptureQueriesContext  # noqa: E402 - as above

from lantoa.config.prepare import prepare_database  # noqa: E402 - as above
from lantoa.demo.generate.load import generate  # noqa: E402 - as above
from lantoa.demo.generate.scale import Scale  # noqa: E402 - as above
from lantoa.initiatives.models import Initiative  # noqa: E402 - as above
from lantoa.kit.kept import forget_kept  # noqa: E402 - as above
from lantoa.units.models import Person, Unit  # noqa: E402 - as above

PAGE = 50
RECORDS = "/bao-cao/so-lieu/initiatives.registered/"
COLD = "_cold"
COMMON, RARE = "dan van kheo", "shan tuyet"


def prepare(provinces: int, initiatives: int, years: int, today: date) -> None:
    """Generate what is not there yet. A second run finds it."""
    prepare_database()
    call_command("collectstatic", interactive=False, verbosity=0)
    if not Unit.objects.exists():
        generate(Scale(provinces, initiatives, years, today))
        if connection.vendor == "postgresql":  # as autovacuum has done on any database that has stood for a day
            connection.cursor().execute("VACUUM ANALYZE")


def addresses() -> dict[str, str]:
    """The pages by name, as the officer of the first province opens them."""
    province = Unit.objects.get(code="p1")
    count = Initiative.objects.visible_to(_officer()).count()
    last = -(-count // PAGE)
    whole = {"don-vi": "p1", "tu": province.valid_from.isoformat()}
    return {
        "home": "/",
        "list": "/mo-hinh/",
        "list_filtered": f"/mo-hinh/?linh-vuc=economy&nam={province.valid_from.year + 2}",
        "list_last": f"/mo-hinh/?trang={last}",
        "search_common": f"/tim/?{urlencode({'tim': COMMON})}",
        "search_rare": f"/tim/?{urlencode({'tim': RARE})}",
        "record": f"/mo-hinh/{_record()}/",
        "report": f"/bao-cao/tong-hop/?{urlencode(whole)}",
        "records_first": f"{RECORDS}?{urlencode(whole)}",
        "records_500": f"{RECORDS}?{urlencode(whole | {'trang': min(500, int(last * 0.9))})}",
        "inbox": "/viec-can-lam/",
        "board": "/theo-doi/",
        "unit": "/don-vi/p1/",
        "tree": "/don-vi/",
        "tree_office": "/don-vi/",
        # As the first who opens them after something has happened: nothing is kept.
        **{f"{name}{COLD}": url for name, url in (("home", "/"), ("list", "/mo-hinh/"), ("board", "/theo-doi/"))},
        "bare": "/do/tran/",
        "bare_count": "/do/tran-dem/",
        "admin": "/do/quan-tri/initiatives/initiative/",
    }


def _officer() -> Person:
    return Person.objects.get(username="p1-officer")


def _record() -> int:
    """One that has all that gathers around it: plan, reports, evidence, recognition."""
    seen = Initiative.objects.visible_to(_officer()).filter(plan__isnull=False, state="accepted")
    whole = Q(progress_reports__isnull=False, evidence__isnull=False, recognitions__isnull=False)
    return seen.filter(whole).order_by("pk").values_list("pk", flat=True)[0]


def backend_clock() -> Callable[[], float]:
    """Seconds of CPU that our PostgreSQL backend has used, where it runs on this machine; else always 0."""
    if connection.vendor != "postgresql":
        return lambda: 0.0
    connection.ensure_connection()
    folder = Path(f"/proc/{connection.connection.info.backend_pid}")
    ticks = os.sysconf("SC_CLK_TCK")

    def from_stat() -> float:
        return sum(map(int, (folder / "stat").read_text().rpartition(")")[2].split()[11:13])) / ticks

    def from_schedule() -> float:
        return int((folder / "schedstat").read_text().split()[0]) / 1e9

    if (folder / "schedstat").exists():  # to the nanosecond, where the other counts hundredths of a second
        return from_schedule
    return from_stat if (folder / "stat").exists() else lambda: 0.0


class Site:
    """The signed-in clients, and the clock over this process and its database."""

    def __init__(self) -> None:
        self.pages = addresses()
        self.clients = {name: self._signed_in(name) for name in ("p1-officer", "office")}
        self.backend = backend_clock()

    def _signed_in(self, username: str) -> Client:
        client = Client(headers={"host": "localhost"})
        client.force_login(Person.objects.get(username=username), "django.contrib.auth.backends.ModelBackend")
        return client

    def measure(self, name: str) -> dict[str, float]:
        """Open the page once. Its queries are counted in an opening of its own, which also warms the page up."""
        client, url = self.clients["office" if name == "tree_office" else "p1-officer"], self.pages[name]
        if name.endswith(COLD):
            forget_kept()
        gc.collect()
        own, theirs = time.process_time(), self.backend()
        answer = client.get(url)
        spent = (time.process_time() - own) * 1000, (self.backend() - theirs) * 1000
        if answer.status_code != 200:
            raise SystemExit(f"{name}: {url} answers {answer.status_code}")
        return {"web_ms": spent[0], "database_ms": spent[1], "bytes": len(answer.content)}

    def count(self, name: str) -> dict[str, int]:
        with CaptureQueriesContext(connection) as queries:
            self.measure(name)
        return {"queries": len(queries)}


def main(words: list[str]) -> None:
    prepare(*map(int, words[:3]), date.fromisoformat(words[3]))
    site = Site()
    print(json.dumps({"pages": list(site.pages), "database": connection.vendor}), flush=True)  # noqa: T201 - the answer
    for line in sys.stdin:
        what, name = line.split()
        print(json.dumps(site.count(name) if what == "count" else site.measure(name)), flush=True)  # noqa: T201 - the answer


if __name__ == "__main__":
    main(sys.argv[1:])

"""A cold first visit, served as an installation serves it: few requests, few bytes, one stylesheet, both weights."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from lantoa.config.prepare import collect_static
from lantoa.kit.components import basic
from tests.browser.conftest import Site

MOST_REQUESTS = 12
MOST_BYTES = 150_000
WEIGHTS = "[...document.fonts].filter((face) => face.status === 'loaded').map((face) => face.weight).sort()"


@dataclass
class Traffic:
    """What one window fetches: address → bytes that came over the line, headers among them."""

    sizes: dict[str, int] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, page: Page) -> Traffic:
        traffic, line = cls(), page.context.new_cdp_session(page)
        line.send("Network.enable")
        line.on("Network.requestWillBeSent", traffic._note_request)
        line.on("Network.loadingFinished", traffic._note_end)
        return traffic

    def _note_request(self, event: dict) -> None:
        if not event["request"]["url"].startswith("data:"):
            self.addresses[event["requestId"]] = event["request"]["url"]

    def _note_end(self, event: dict) -> None:
        if event["requestId"] in self.addresses:
            self.sizes[event["requestId"]] = event["encodedDataLength"]

    @property
    def names(self) -> list[str]:
        return sorted(address.rpartition("/")[2] for address in self.addresses.values())

    @property
    def bytes(self) -> int:
        return sum(self.sizes.values())


def forget_drawings() -> None:
    """Where icons lie is looked up once a process; here the answer differs."""
    basic._mute.cache_clear()
    basic._shape.cache_clear()


@pytest.fixture
def prepared(chromium, transactional_db, cast, settings, tmp_path) -> Iterator[Site]:
    """The site with its static files collected, and whitenoise alone to serve them."""
    settings.HOME, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    settings.WHITENOISE_USE_FINDERS = False
    manifest = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": manifest}
    collect_static()
    forget_drawings()
    server = LiveServer("127.0.0.1", start=False)
    server.thread.static_handler = lambda application: application
    server.start()
    site = Site(server.url, cast, chromium)
    yield site
    for context in chromium.contexts:
        context.close()
    server.stop()
    forget_drawings()
    assert site.faults == []


@pytest.mark.slow
def test_first_visit_is_light(prepared):
    window = prepared.window()
    traffic = Traffic.of(window)
    window.goto("/dang-nhap/", wait_until="networkidle")

    assert len(traffic.names) <= MOST_REQUESTS, traffic.names
    assert traffic.bytes <= MOST_BYTES, traffic.sizes
    assert sum(name.endswith(".css") for name in traffic.names) == 1
    assert window.evaluate(WEIGHTS) == ["100 499", "500 900"]

    signed_in = prepared.signed_in("bloc_officer")
    fresh = prepared.browser.new_context(storage_state=signed_in.context.storage_state(), base_url=prepared.address)
    home = fresh.new_page()
    traffic = Traffic.of(home)
    home.goto("/", wait_until="networkidle")

    assert home.locator("main h1").count() == 1
    assert len(traffic.names) <= MOST_REQUESTS, traffic.names
    assert traffic.bytes <= MOST_BYTES, traffic.sizes

"""Real Chromium against a live server. Without a browser: skipped with the reason, or failed where one is required."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connections
from playwright.sync_api import Page, expect, sync_playwright

from tests.cast import PASSWORD, Cast

# Playwright's sync API keeps an event loop in this thread; the ORM calls beside it are the test's own and run one by one.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# How long anything is waited for, in milliseconds: a test waits for what happens, and only a fault lets it wait this long.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)

SCREENS = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 900}}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


def pytest_collection_modifyitems(items):
    for item in items:
        if "/browser/" in str(item.path):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def chromium(django_db_setup):
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        reason = "Chromium is not installed (Debian: apt install chromium)"
        if "chromium" in os.environ.get("LANTOA_REQUIRE", "").split(","):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
        # While Playwright's loop runs in this thread, Django keeps the thread's connections apart for it (asgiref's Local).
        # Once the loop has ended they cannot be reached any more, and PostgreSQL drops no database that is connected to.
        connections.close_all()


@dataclass
class Site:
    """The live site with its cast, and windows onto it. `faults`: what its scripts did wrong, told when the test ends: a
    test cannot be failed from within a handler, which runs in the browser's own loop and would end that."""

    address: str
    cast: Cast
    browser: object
    faults: list[str] = field(default_factory=list)

    def window(self, screen: str = "desktop", scheme: str = "light") -> Page:
        context = self.browser.new_context(
            viewport=SCREENS[screen], color_scheme=scheme, locale="vi-VN", base_url=self.address
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        page.on("console", self._note_policy_breach)
        return page

    def _note_policy_breach(self, message) -> None:
        if "Content Security Policy" in message.text:
            self.faults.append(f"policy breach: {message.text}")

    def signed_in(self, part: str, screen: str = "desktop", scheme: str = "light") -> Page:
        page = self.window(screen, scheme)
        page.goto("/dang-nhap/")
        page.get_by_label("Tên đăng nhập").fill(part)
        page.locator("input[name=password]").fill(PASSWORD)
        page.get_by_role("button", name="Đăng nhập").click()
        page.wait_for_url(lambda url: "dang-nhap" not in url)
        return page


@pytest.fixture
def site(chromium, live_server, cast) -> Site:
    site = Site(live_server.url, cast, chromium)
    yield site
    for context in chromium.contexts:
        context.close()
    assert site.faults == []


def findings(page: Page) -> list[str]:
    """What axe finds on the page: rule, and the first element that breaks it."""
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:160]}" for rule in found]


def is_too_wide(page: Page) -> bool:
    """Whether the page scrolls sideways."""
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")

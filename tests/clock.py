"""The clock of a whole run of the suite: `LANTOA_CLOCK` says where it stands when the run begins; it goes on from there.

A test that travels by itself does so inside of it and comes back to it. Only this process travels: a program that a test
starts beside it, PostgreSQL and Chromium keep the real clock, as does whatever waits (time.monotonic).
"""

from __future__ import annotations

import os
from datetime import UTC

import pytest
import time_machine

from tools.clocks import HERE, VARIABLE, instant


class ClockPlugin:
    """Set before anything is collected, so that modules that ask for today as they are imported are told the same day."""

    def __init__(self, text: str) -> None:
        try:
            self.start = instant(text)
        except ValueError as error:
            raise pytest.UsageError(f"{VARIABLE}: {error}") from error
        # In UTC, as travelling to an instant of another zone would change the zone of the process too.
        self.travel = time_machine.travel(self.start.astimezone(UTC).timestamp(), tick=True)
        self.travel.start()

    def pytest_report_header(self) -> str:
        return f"clock: {self.start.astimezone(HERE):%H:%M %d/%m/%Y} in Vietnam when the run began"

    def pytest_unconfigure(self) -> None:
        self.travel.stop()


def set_clock(config: pytest.Config) -> None:
    """Let the run begin at `LANTOA_CLOCK`, where there is one."""
    if text := os.environ.get(VARIABLE):
        config.pluginmanager.register(ClockPlugin(text), "lantoa-clock")

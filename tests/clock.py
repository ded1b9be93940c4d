"""The clock of a whole run of the suite: `LANTOA_CLOCK` says where it stands when the run begins; it goes on from there.

A test that travels by itself does so inside of it and comes back to it. Only this process travels: a program that a test
starts beside it, PostgreSQL and Chromium keep the real clock, as does whatever waits (time.monotonic).
"""

from __future__ import annotations

import os
from datetime import datetime, timedelta

import pytest
import time_machine

from tools.clocks import HERE, VARIABLE, instant

LAST_START = timedelta(minutes=5)
"""No test begins later than that before midnight."""
BACK = timedelta(minutes=15)


class RunClock:
    """Set before anything is collected, so that modules that ask for today as they are imported are told the same day."""

    def __init__(self, text: str = "") -> None:
        self._travel: time_machine.travel | None = None
        self._below = len(time_machine.traveller_stack)
        if text:
            try:
                self._go_to(instant(text))
            except ValueError as error:
                raise pytest.UsageError(f"{VARIABLE}: {error}") from error
        self.begun = datetime.now(HERE)

    def _go_to(self, moment: datetime) -> None:
        self.pytest_unconfigure()
        # As a number, since travelling to an instant of a zone would change the zone of the process too.
        self._travel = time_machine.travel(moment.timestamp(), tick=True)
        self._travel.start()

    def pytest_report_header(self) -> str:
        return f"clock: the run begins at {self.begun:%H:%M %d/%m/%Y} in Vietnam"

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self) -> None:
        """The day on which the run began lasts as long as the run: near midnight it is taken back by a quarter of an hour.

        Days that modules asked for when they were imported, and fixtures of a module, hold for all their tests this way.
        """
        # A module that has set a clock of its own knows no such midnight.
        of_another = len(time_machine.traveller_stack) > self._below + bool(self._travel)
        if not of_another and (datetime.now(HERE) + LAST_START).toordinal() != self.begun.toordinal():
            earlier = self.begun - BACK
            self._go_to(earlier if earlier.toordinal() == self.begun.toordinal() else self.begun)

    def pytest_unconfigure(self) -> None:
        if self._travel:
            self._travel.stop()
            self._travel = None


def set_clock(config: pytest.Config) -> None:
    """Let the run begin at `LANTOA_CLOCK`, now where there is none."""
    config.pluginmanager.register(RunClock(os.environ.get(VARIABLE, "")), "lantoa-clock")

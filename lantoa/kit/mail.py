"""Letters that no server is named for."""

from __future__ import annotations

import sys
from typing import Any

from django.core.mail.backends import console


class EmailBackend(console.EmailBackend):
    """On the console, on standard error: standard output holds the answer of a command, which programs read."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **{"stream": sys.stderr} | more)

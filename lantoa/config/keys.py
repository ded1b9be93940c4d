"""The installation's signing key: made once, kept in LANTOA_HOME, readable by its owner only."""

import os
import secrets
from pathlib import Path


def secret_key(home: Path) -> str:
    """Return the key in ``home/keys/secret_key``, making it on first use. Raises OSError if the folder cannot be written."""
    path = home / "keys" / "secret_key"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        # O_EXCL: of two processes that start together, one makes the key and the other reads it.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()

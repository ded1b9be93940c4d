"""Names of tables in hand-written SQL, taken from the models: a model that moves takes its statements with it."""

from __future__ import annotations

import re
from functools import lru_cache

from django.apps import apps
from django.db import connection

MODEL = re.compile(r"<([a-z_]+\.[A-Za-z]+)>")


@lru_cache(maxsize=200)
def name_tables(statement: str) -> str:
    """The statement with each `<app.Model>` replaced by the name of its table. Raises `LookupError` for an unknown model."""
    return MODEL.sub(lambda found: connection.ops.quote_name(apps.get_model(found[1])._meta.db_table), statement)

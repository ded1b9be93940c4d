"""What the database's planner goes by."""

from __future__ import annotations

from django.db import connection


def count_anew() -> None:
    """Have PostgreSQL count its tables now; elsewhere nothing happens.

    It plans by what it counted last, which right after a mass of rows came in (or was taken back) may be "empty": a join
    over ten thousand rows is then done row by row and takes hours. Its own counting comes a minute after a commit, and
    never inside of a transaction. Takes a second or two for a whole province.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            names = connection.introspection.django_table_names(only_existing=True)
            cursor.execute(f"ANALYZE {', '.join(map(connection.ops.quote_name, sorted(names)))}")

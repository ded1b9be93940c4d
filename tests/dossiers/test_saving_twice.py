"""Two windows of one person keep a view at the same moment: the limit and the names hold."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from lantoa.dossiers.models import SavedView
from lantoa.dossiers.services import MOST_VIEWS, save_view
from lantoa.kit.ruling import Refused


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("before", "names", "refusal"),
    [(MOST_VIEWS - 1, ("Một", "Hai"), "nhiều nhất"), (0, ("Một", "Một"), "Bạn đã có bộ lọc")],
)
def test_of_two_that_are_kept_at_once_one_is_refused(cast, before, names, refusal):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time; run with DATABASE_URL=postgres://… for two")
    for number in range(before):
        save_view(f"Bộ {number}", query="cap=base", by=cast.officer)
    start = Barrier(2)

    def act(name: str) -> str:
        try:
            start.wait(timeout=30)
            save_view(name, query="cap=base", by=cast.officer)
            return ""
        except Refused as refused:
            return str(refused)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(act, names))

    assert (answers[0], refusal in answers[1]) == ("", True)
    assert SavedView.objects.filter(person=cast.officer).count() == before + 1

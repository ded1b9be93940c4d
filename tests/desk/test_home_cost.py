"""What the first page asks of the database."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import submit_initiative


def test_home_counts_what_waits_once(cast, as_person):
    submit_initiative(cast)
    client = as_person("approver")
    client.get("/")
    submit_initiative(cast, name="Mô hình nộp sau")  # what was counted before stands no longer

    with CaptureQueriesContext(connection) as asked:
        answer = client.get("/")

    counts = [query for query in asked.captured_queries if query["sql"].startswith("SELECT COUNT(*) FROM (")]
    assert len(counts) == 1
    assert answer.context["count"] == answer.context["frame"].inbox_count == 2

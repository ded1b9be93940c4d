"""The road of an uploaded workbook. Its buttons stand on the page of the import, which says what each will do."""

from __future__ import annotations

from lantoa.desk.import_jobs import cancel, check_again, confirm, may_move
from lantoa.desk.models import ImportJob
from lantoa.desk.tasks import send_worker
from lantoa.desk.workflow import IMPORTING
from lantoa.kit.moving import Handler, Road

IMPORTING_ROAD = Road(
    IMPORTING,
    url_name="import_move",
    rows=lambda person: ImportJob.objects.visible_to(person),
    rules=may_move,
    handlers=(Handler(confirm), Handler(check_again), Handler(cancel)),
    announce="",
    afterwards=send_worker,
    is_posted_only=True,
)

"""What campaigns, directives and tasks contribute."""

from lantoa.kit.extension_points import Destination, Extension
from lantoa.movement.checks import CHECKS
from lantoa.movement.consequences import UNIT_ENDS
from lantoa.movement.figures import FIGURES, TaskRecords
from lantoa.movement.history_words import HISTORY_WORDS
from lantoa.movement.imports import SECTORS
from lantoa.movement.needs import WORK_ITEMS
from lantoa.movement.rule_keys import RULE_KEYS

EXTENSION = Extension(
    rule_keys=RULE_KEYS,
    history_words=HISTORY_WORDS,
    consequences=(UNIT_ENDS,),
    figures=FIGURES,
    record_kinds={"task": TaskRecords()},
    work_items=WORK_ITEMS,
    checks=CHECKS,
    import_kinds=(SECTORS,),
    navigation=(
        Destination(90, "Chỉ đạo", "tasks", "send", ("/nhiem-vu", "/van-ban", "/ban-chi-dao")),
        Destination(140, "Phong trào", "movement", "calendar", ("/phong-trao",)),
    ),
)

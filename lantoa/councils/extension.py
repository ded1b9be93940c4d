"""What councils contribute."""

from lantoa.councils.checks import CHECKS
from lantoa.councils.consequences import UNIT_ENDS
from lantoa.councils.history_words import HISTORY_WORDS
from lantoa.councils.needs import WORK_ITEMS
from lantoa.councils.rule_keys import RULE_KEYS
from lantoa.kit.extension_points import Destination, Extension

EXTENSION = Extension(
    rule_keys=RULE_KEYS,
    history_words=HISTORY_WORDS,
    consequences=(UNIT_ENDS,),
    checks=CHECKS,
    work_items=WORK_ITEMS,
    navigation=(
        Destination(
            20, "Chấm điểm", "my_scoring", "edit", ("/cham-diem",), is_for_guests=True, is_for_guests_only=True
        ),
        Destination(
            80, "Hội đồng", "councils", "people", ("/hoi-dong", "/phien-hop", "/cham-diem"), is_for_guests=True
        ),
    ),
)

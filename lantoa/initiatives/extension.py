"""What the register of initiatives contributes."""

from lantoa.initiatives.checks import CHECKS
from lantoa.initiatives.consequences import UNIT_ENDS
from lantoa.initiatives.figures import FIGURES, InitiativeRecords, ReplicationRecords
from lantoa.initiatives.finding import find_initiatives
from lantoa.initiatives.history_words import HISTORY_WORDS
from lantoa.initiatives.needs import BEGINNINGS, WORK_ITEMS
from lantoa.initiatives.rule_keys import RULE_KEYS
from lantoa.initiatives.services.prints import text_prints_match
from lantoa.kit.extension_points import Extension, SearchSource

EXTENSION = Extension(
    rule_keys=RULE_KEYS,
    history_words=HISTORY_WORDS,
    consequences=(UNIT_ENDS,),
    figures=FIGURES,
    record_kinds={"initiative": InitiativeRecords(), "replication": ReplicationRecords()},
    work_items=WORK_ITEMS,
    beginnings=BEGINNINGS,
    checks=(*CHECKS, text_prints_match),
    search=(SearchSource(10, find_initiatives),),
)

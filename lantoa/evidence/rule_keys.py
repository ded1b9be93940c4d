"""Keys of the rulebook that this app reads, and what each is for."""

from lantoa.evidence.alerts import ALERTS
from lantoa.kit.breaches import rule_keys_of

RULE_KEYS = {
    **rule_keys_of(ALERTS),
}

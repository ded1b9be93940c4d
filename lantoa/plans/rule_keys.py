"""Keys of the rulebook that this app reads, and what each is for."""

from lantoa.kit.breaches import rule_keys_of
from lantoa.plans.alerts import ALERTS

RULE_KEYS = {
    **rule_keys_of(ALERTS),
    "progress.period_months": "Kỳ báo cáo tiến độ",
    "alert.remind_days": "Đánh dấu mốc sắp đến hạn",
}

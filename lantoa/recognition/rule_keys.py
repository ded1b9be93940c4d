"""Keys of the rulebook that this app reads, and what each is for."""

from lantoa.kit.breaches import rule_keys_of
from lantoa.recognition.alerts import ALERTS

RULE_KEYS = {
    **rule_keys_of(ALERTS),
    "recognition.appraisal_days": "Hạn thẩm định một đề nghị",
    "recognition.grace_days": "Công nhận hết hiệu lực khi quá hạn kiểm tra lại",
    "recognition.lower_tiers": "Phải được công nhận ở cấp nào trước",
    "recognition.recheck_months": "Hạn kiểm tra lại",
    "recognition.tier_of_kind": "Đơn vị nào quyết định ở cấp nào",
    "recognition.survival_least": "Nhóm đủ lớn để tính phần giữ được theo thời gian",
}

"""Keys of the rulebook that this app reads, and what each is for."""

from lantoa.kit.breaches import rule_keys_of
from lantoa.watch.alerts import ALERTS

RULE_KEYS = {
    **rule_keys_of(ALERTS),
    "alert.watch_years": "Theo dõi mô hình chưa được công nhận trong bao lâu",
    "alert.remind_days": "Nhắc trước hạn của mốc",
    "alert.task_remind_days": "Nhắc trước hạn nhiệm vụ",
    "alert.task_overdue": "Nhắc nhiệm vụ quá hạn",
    "alert.escalate_days": "Báo thêm một cấp trên",
    "alert.digest_lines": "Số dòng của bản tin",
    "alert.finding": "Báo chung khi gần hết mô hình của đơn vị có cùng cảnh báo",
    "alert.unit_no_registration": "Đơn vị lâu chưa có mô hình đăng ký",
    "alert.unit_no_visit": "Đơn vị lâu không ai đến",
    "alert.commendation_late": "Để dành cho cảnh báo khen thưởng chậm, chưa dùng",
}

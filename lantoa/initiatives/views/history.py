"""What happened to a record, as the timeline and the comparisons of the screens show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.text import capfirst

from lantoa.initiatives.wording import day_in_words, field_label, in_words, tone_of
from lantoa.initiatives.workflow import REGISTRATION
from lantoa.kit.event_people import People, people_in
from lantoa.kit.extension_points import contributed_by_key
from lantoa.kit.models import Event
from lantoa.kit.parts import Change, Entry

# Beside moves, which carry their own words: those of the table here, and those that the apps above contribute.
DONE = {
    "register": "Lập bản nháp",
    "edit": "Sửa hồ sơ",
    "load": "Nhập từ tệp",
    "record_recognition": "Ghi quyết định công nhận đã có",
    "end_recognition": "Thôi công nhận",
    "record_replication": "Ghi đơn vị áp dụng",
    "add_evidence": "Gửi minh chứng",
    "accept_evidence": "Chấp nhận minh chứng",
    "reject_evidence": "Không chấp nhận minh chứng",
    "record_inspection": "Ghi hướng dẫn, kiểm tra",
    "complete_follow_up": "Báo xong việc sau kiểm tra",
    "note_prospect": "Ghi triển vọng",
    "edit_prospect": "Sửa triển vọng",
    "hand_over": "Chuyển sang đơn vị khác, vì đơn vị cũ kết thúc hoạt động",
    "hand_over_part": "Chuyển phần việc của đơn vị kết thúc hoạt động",
    "hand_back": "Trả về đơn vị cũ, vì việc kết thúc được hoàn tác",
    "make_plan": "Lập kế hoạch",
    "edit_plan": "Sửa kế hoạch",
    "complete_milestone": "Xong mốc",
    "reopen_milestone": "Mở lại mốc",
    "write_progress": "Soạn báo cáo tiến độ",
    "edit_progress": "Sửa báo cáo tiến độ",
    "propose": "Đề nghị công nhận",
    "mark_outstanding": "Chọn tiêu biểu",
    "replicate": "Được nhân rộng",
    "copy": "Nhân rộng từ mô hình khác",
    "fail_copy": "Nơi áp dụng không thành công",
    "end_copy": "Nơi áp dụng thôi áp dụng",
    "launch_programme": "Đưa vào chương trình nhân rộng",
    "write_handbook": "Viết sổ tay cách làm",
    "edit_handbook": "Sửa sổ tay cách làm",
    "publish_handbook": "Công bố sổ tay",
    "hide_handbook": "Ẩn sổ tay",
}


def changes_between(old: Mapping[str, Any], new: Mapping[str, Any], names: Iterable[str]) -> list[Change]:
    """The named fields side by side, where their words differ."""
    pairs = [(name, in_words(name, old.get(name)), in_words(name, new.get(name))) for name in names]
    return [Change(field_label(name), before, after) for name, before, after in pairs if before != after]


def entries(events: Iterable[Event]) -> list[Entry]:
    events = list(events)
    people, words = people_in(events), DONE | contributed_by_key("history_words")
    return [_entry(event, people, words) for event in events]


def _entry(event: Event, people: People, words: Mapping[str, str]) -> Entry:
    move = REGISTRATION.moves.get(event.verb)
    note, document = _note(event)
    return Entry(
        when=event.at,
        who=people.actor(event),
        what=capfirst(move.past) if move else words.get(event.verb, event.verb),
        note=event.reason or note,
        document=document,
        tone=tone_of(move.target) if move else "neutral",
        changes=changes_between(event.before, event.after, event.after) if event.verb == "edit" else (),
    )


def _note(event: Event) -> tuple[str, str]:
    """What the event says beside its name, and the document that it rests on."""
    told = event.after
    if event.verb == "record_recognition":
        return f"Cấp {told['tier']}, ngày {day_in_words(told['recognised_on'])}", told["decision_no"]
    if event.verb == "end_recognition":
        return f"Cấp {told['tier']}, từ ngày {day_in_words(told['ended_on'])}", ""
    if event.verb == "record_replication":
        return f"{told['unit']}, từ ngày {day_in_words(told['adopted_on'])}", ""
    if event.verb == "add_evidence":
        return told["caption"], told["reference"] or told.get("file", "")
    if event.verb == "accept_evidence":
        return told["caption"], ""
    if event.verb == "reject_evidence":  # the note is the reason
        return "", f"“{told['caption']}”"
    if event.verb == "register" and told.get("continues"):
        return f"Tiếp tục từ “{told['continues']}”", ""
    return str(told.get("note", "")), str(told.get("document", ""))  # newer services say it in these two words

"""Rows against registrations that are there: by code, else by a fingerprint of what says which initiative it is."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from lantoa.initiatives.enums import State
from lantoa.initiatives.models import BOXES, Initiative
from lantoa.kit.importing import Faults, plain_text, rows_as_words, same_text
from lantoa.kit.sheets import Row
from lantoa.kit.text import label_key
from lantoa.recognition.services.loading import NewInitiative, held_under
from lantoa.units.lookup import in_parts, visible_ids
from lantoa.units.models import Person

# Field of the registration → how a difference in it is named.
COMPARED = {
    "unit_id": "đơn vị",
    "name": "tên mô hình",
    "kind": "loại",
    "subject": "tập thể/cá nhân",
    "holder": "tên tập thể/cá nhân",
    "sector_id": "lĩnh vực",
    "tier": "cấp đăng ký",
    "address": "địa chỉ",
    "responsible": "người phụ trách",
    "registered_on": "ngày đăng ký",
} | {box: Initiative._meta.get_field(box).verbose_name for box in BOXES}
IDENTIFYING = tuple(name for name in COMPARED if name not in BOXES)


@dataclass
class Draft:
    """A row as an unsaved registration; `import_key` is given when it turns out to be new."""

    row: Row
    initiative: Initiative
    recognition: tuple[str, date, str] | None
    import_key: str | None = None

    def new(self) -> NewInitiative:
        return NewInitiative(self.initiative, self.recognition, self.import_key)


def fingerprint(draft: Draft) -> str:
    """Which initiative a row without a code means: unit, name, kind, subject, holder, sector, tier, place, person, day.

    The unit and sector go in by their keys: their names and codes may change.
    """
    return _hash(plain_text(str(getattr(draft.initiative, name) or "")) for name in IDENTIFYING)


def full_print(draft: Draft, first: str) -> str:
    """The whole row, `first` being its fingerprint: tells rows apart that share one within a sheet."""
    boxes = [plain_text(getattr(draft.initiative, box)) for box in BOXES]
    return _hash([first, *boxes, *map(str, draft.recognition or ())])


def _hash(parts: Iterable[str]) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def sort_out(drafts: Sequence[Draft], faults: Faults, by: Person | None) -> tuple[list[Draft], int, list[str]]:
    """Which rows are new, how many are there already, and what is worth telling. A row that contradicts what is there, or
    repeats another, is a fault."""
    matcher = _Matcher(drafts, faults, by)
    matcher.match()
    news = sorted(matcher.news, key=lambda draft: draft.row.number)
    return news, matcher.unchanged, [*matcher.notices(), *_same_names(news)]


class _Matcher:
    def __init__(self, drafts: Sequence[Draft], faults: Faults, by: Person | None) -> None:
        self.news: list[Draft] = []
        self.unchanged = 0
        self._faults = faults
        self._withdrawn: list[Row] = []
        self._coded = [draft for draft in drafts if draft.initiative.code]
        self._groups: dict[str, list[tuple[Draft, str]]] = defaultdict(list)
        for draft in drafts:
            if not draft.initiative.code:
                first = fingerprint(draft)
                self._groups[first].append((draft, full_print(draft, first)))
        prints = {key for first, rows in self._groups.items() for key in (first, *(full for _, full in rows))}
        held = held_under([draft.initiative.code for draft in self._coded], prints)
        self._by_code = {own.code: own for own in held if own.code}
        self._by_key = {own.import_key: own for own in held if own.import_key}
        self._visible = visible_ids(by, (own.unit_id for own in held))

    def match(self) -> None:
        for draft in self._coded:
            held = self._by_code.get(draft.initiative.code)
            if held is None:
                self.news.append(draft)
            elif held.unit_id not in self._visible:
                reason = f"mã “{held.code}” đã dùng cho một mô hình ngoài phạm vi của bạn; hãy dùng mã khác."
                self._faults.add(draft.row, "code", reason)
            else:
                self._compare(draft, held)
        for key, rows in self._groups.items():
            self._match_group(key, rows)

    def _match_group(self, key: str, rows: list[tuple[Draft, str]]) -> None:
        """Rows of one fingerprint. The first new one takes it as its key; others that differ elsewhere are initiatives of
        their own under their full print, provided that the one with the fingerprint is among the rows too."""
        held = self._by_key.get(key)
        is_among = held is None or any(not _differences(draft, held) for draft, _ in rows)
        first_of: dict[str, Row] = {}
        for draft, full in rows:
            if full in first_of:
                self._refuse_repeated(first_of[full], draft.row)
            elif full in self._by_key:
                self._compare(draft, self._by_key[full])
            elif held and (not is_among or not _differences(draft, held)):
                self._compare(draft, held)
            else:
                draft.import_key = full if held or first_of else key
                self.news.append(draft)
            first_of.setdefault(full, draft.row)

    def _refuse_repeated(self, first: Row, row: Row) -> None:
        reason = f"dòng {row.number} giống hệt dòng {first.number}; hãy xóa một dòng, hoặc ghi mã mô hình để phân biệt."
        self._faults.add(row, None, reason)

    def _compare(self, draft: Draft, held: Initiative) -> None:
        differing = _differences(draft, held)
        if differing:
            reason = (
                f"mô hình này đã có nhưng khác ở: {', '.join(differing)}. Nếu bản trên hệ thống đúng, hãy xóa dòng này khỏi "
                "tệp; nếu cần sửa, hãy sửa ở trang của mô hình; nếu là mô hình khác, hãy ghi mã mô hình riêng."
            )
            self._faults.add(draft.row, "code" if draft.initiative.code else None, reason)
            return
        self.unchanged += 1
        if held.state == State.WITHDRAWN:
            self._withdrawn.append(draft.row)

    def notices(self) -> list[str]:
        if not self._withdrawn:
            return []
        return [f"{_capital(rows_as_words(self._withdrawn))}: mô hình đã có và đã rút đăng ký nên không nhập lại."]


def _differences(draft: Draft, held: Initiative) -> list[str]:
    """What the row says otherwise than the registration. A blank cell says nothing."""
    own = draft.initiative
    differing = [
        label
        for name, label in COMPARED.items()
        if getattr(own, name) not in ("", None) and not _is_same(getattr(own, name), getattr(held, name))
    ]
    facts = {(fact.tier, fact.recognised_on, fact.decision_no) for fact in held.recognitions.all()}
    if draft.recognition and draft.recognition not in facts:
        differing.append("công nhận")
    return differing


def _is_same(one: object, other: object) -> bool:
    return same_text(one, other) if isinstance(one, str) and isinstance(other, str) else one == other


def _same_names(news: Sequence[Draft]) -> list[str]:
    """A word on new rows whose unit has an initiative of the same name already: perhaps last year's, typed anew."""
    wanted = {(draft.initiative.unit_id, label_key(draft.initiative.name)[:300]): draft.row for draft in news}
    known: set[tuple[int, str]] = set()
    for part in in_parts(name for _, name in wanted):
        rows = Initiative.objects.filter(name_key__in=part).exclude(state=State.WITHDRAWN)
        known |= set(rows.values_list("unit_id", "name_key"))
    alike = [row for key, row in wanted.items() if key in known]
    if not alike:
        return []
    words = _capital(rows_as_words(alike))
    return [f"{words}: đơn vị đã có mô hình trùng tên; hãy kiểm tra để không đăng ký một mô hình hai lần."]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

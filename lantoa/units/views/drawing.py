"""Units, their branches and their history as the plain values that the components draw."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from lantoa.kit.components.wording import moment_vn
from lantoa.kit.models import Event
from lantoa.kit.numbers import Quality, format_date, format_number, format_quantity
from lantoa.kit.parts import Action, Change, Entry, Item, Node
from lantoa.units.enums import ChangeKind, Line, PartRole, UnitKind
from lantoa.units.models import MemberCount, Person, Role, Unit, UnitChange
from lantoa.units.queries import Kin, UnitAsOf, branches, counts_below, kin_of, names_on, path_to
from lantoa.units.rules import may_end_role
from lantoa.units.services.tree import MovePreview, RenamePreview

MOST_NODES = 300
"""Units drawn in one branch; the rest stands, page by page, on the superior's own page."""
MOST_OPENED = 150
"""Units drawn at once below several tops: an office over many provinces opens the one that it wants."""
UNDOABLE = (ChangeKind.RENAME, ChangeKind.MOVE, ChangeKind.DISSOLVE)
FIELD_LABELS = {"name": "Tên", "code": "Mã", "kind": "Loại", "parent": "Cấp trên", "superior": "Cấp trên"}


def dated_query(on: date, **more: str) -> str:
    """ "?ngay=…" for a day other than today, with whatever else is asked; "" when nothing is."""
    asked = more if on == timezone.localdate() else {"ngay": on.isoformat(), **more}
    return f"?{urlencode(asked)}" if asked else ""


def unit_url(unit: Unit, on: date) -> str:
    return unit.get_absolute_url() + dated_query(on)


def lifetime(unit: Unit) -> str:
    if unit.valid_to:
        return f"{format_date(unit.valid_from)} – {format_date(unit.valid_to)}"
    return f"từ {format_date(unit.valid_from)}"


# --- tree ---


def tops(units: Iterable[Unit], on: date, door, *, with_ended: bool = False) -> list[Node]:
    """The units at which a tree begins, each with what is directly below it; further down is fetched when opened. Where
    there are several and too much stands below them together, each of them is closed."""
    units = list(units)
    keys = [unit.pk for unit in units]
    is_much = len(units) > 1 and sum(counts_below(keys, on, door, with_ended=with_ended).values()) > MOST_OPENED
    below = {} if is_much else branches(keys, on, door, with_ended=with_ended)
    draw = _build_painter([*units, *(child for children in below.values() for child in children)], on, door, with_ended)
    return [draw(unit, _branch(unit, below.get(unit.pk, []), draw, on)) for unit in units]


def branch(unit: Unit, on: date, door, *, with_ended: bool = False) -> list[Node]:
    """What is directly below the unit."""
    below = branches([unit.pk], on, door, with_ended=with_ended).get(unit.pk, [])
    return _branch(unit, below, _build_painter(below[:MOST_NODES], on, door, with_ended), on)


def _branch(unit: Unit, below: list[Unit], draw: Callable[..., Node], on: date) -> list[Node]:
    drawn = [draw(child) for child in below[:MOST_NODES]]
    rest = len(below) - len(drawn)
    return [*drawn, Node(f"Còn {format_number(rest)} đơn vị khác", unit_url(unit, on))] if rest else drawn


def _build_painter(units: list[Unit], on: date, door, with_ended: bool) -> Callable[..., Node]:
    """What draws these units as of the day; asks for all of them at once."""
    keys = [unit.pk for unit in units]
    names, kin = names_on(keys, on), kin_of(keys)
    counts = counts_below(keys, on, door, with_ended=with_ended)

    def draw(unit: Unit, children: Sequence[Node] = ()) -> Node:
        drawn = _node(unit, on, names.get(unit.pk, unit.name), counts.get(unit.pk, 0), children, with_ended)
        return replace(drawn, **_describe_origin(unit, on, kin.get(unit.pk, Kin())))

    return draw


def _node(unit: Unit, on: date, name: str, count: int, children: Sequence[Node], with_ended: bool) -> Node:
    asked = {"ca": "on"} if with_ended else {}
    return Node(
        label=name,
        url=unit_url(unit, on),
        note=unit.get_kind_display(),
        count=count or None,
        children=children,
        children_url=reverse("unit_children", args=[unit.code]) + dated_query(on, **asked) if count else "",
        is_open=bool(children),
        is_ended=not unit.stands_on(on),
    )


def _describe_origin(unit: Unit, on: date, kin: Kin) -> dict[str, str]:
    """Whence the unit came; of one that has ended by then, whither it went or at least when it ended."""
    told = {"origin": f"Hình thành từ {', '.join(kin.origins)}"} if kin.origins else {}
    if unit.valid_to and not unit.stands_on(on):
        whither = f", nay thuộc {', '.join(kin.heirs)}" if kin.heirs else ""
        told["fate"] = f"Thôi hoạt động sau ngày {format_date(unit.valid_to)}{whither}"
    return told


# --- facts of one unit ---


def facts(seen: UnitAsOf, members: MemberCount | None, seen_ids: set[int]) -> list[Item]:
    """What stands on the unit's page. `seen_ids`: units that the person may open; others are named only."""
    unit, version = seen.unit, seen.version
    names = names_on([parent.pk for parent in seen.parents.values()], seen.on)

    def link(other: Unit) -> str:
        return unit_url(other, seen.on) if other.pk in seen_ids else ""

    items = [
        Item("Mã", version.code if version else unit.code),
        Item("Loại", version.get_kind_display() if version else unit.get_kind_display()),
        Item("Hoạt động", lifetime(unit)),
    ]
    if parent := seen.parents.get(seen.managing):
        label = f"Cấp trên ({Line(seen.managing).label.lower()})"
        items.append(Item(label, names.get(parent.pk, parent.name), link(parent)))
    for other in seen.predecessors:
        is_older = other.valid_to is not None and unit.valid_from <= other.valid_to
        items.append(Item("Kế thừa" if is_older else "Hình thành từ", other.name, link(other)))
    items += [Item("Nay thuộc", other.name, link(other)) for other in seen.successors]
    if unit.place:
        items.append(Item("Địa bàn", unit.place.name))
    items.append(Item("Số đảng viên", _members(members), is_missing=members is None))
    return items


def _members(stated: MemberCount | None) -> str:
    if stated is None:
        return "chưa ghi"
    shown = format_quantity(stated.count, Quality(stated.quality), None)
    return f"{shown} (tại ngày {format_date(stated.as_of)})"


# --- history ---


def history(unit: Unit, changes: Iterable[UnitChange]) -> list[Entry]:
    """The recorded changes of the unit, in their order: from what to what, who, on which decision."""
    told = {event.after.get("change"): event for event in Event.objects.about(unit) if event.after.get("change")}
    return [_entry(unit, change, told.get(change.pk)) for change in changes]


def _entry(unit: Unit, change: UnitChange, event: Event | None) -> Entry:
    undone = f"Đã hoàn tác ngày {format_date(timezone.localdate(change.undone_at))}." if change.undone_at else ""
    return Entry(
        when=change.effective_on,
        who=str(change.made_by) if change.made_by else "Hệ thống",
        what=_part_in(unit, change),
        note=" ".join(filter(None, (_sentence(change.note), _whence_and_whither(unit, change), undone))),
        document=f"Quyết định số {change.decision_no}" if change.decision_no else "",
        tone="neutral" if change.undone_at else "info",
        changes=[
            Change(label, _word(name, event.before[name]), _word(name, event.after.get(name)))
            for name, label in FIELD_LABELS.items()
            if event and name in event.before and event.before[name] != event.after.get(name)
        ],
    )


def _sentence(text: str) -> str:
    """With a full stop, so that another sentence may follow."""
    return f"{text}." if text and text[-1] not in ".!?…" else text


def _part_in(unit: Unit, change: UnitChange) -> str:
    """The change in words, as this unit lived it."""
    roles = {part.role for part in change.parts.all() if part.unit_id == unit.pk}
    if change.kind == ChangeKind.DISSOLVE and PartRole.TARGET in roles:
        return "Kế thừa đơn vị kết thúc hoạt động"
    if change.kind == ChangeKind.DISSOLVE and PartRole.ALONG in roles:
        return "Chuyển cấp trên, vì cấp trên cũ kết thúc hoạt động"
    return change.get_kind_display()


def _word(field: str, value: str | None) -> str:
    return UnitKind(value).label if field == "kind" and value else value or ""


def _whence_and_whither(unit: Unit, change: UnitChange) -> str:
    """The other units of a merger or a split."""
    others = {
        role: [p.unit.name for p in change.parts.all() if p.role == role and p.unit_id != unit.pk] for role in PartRole
    }
    words = []
    if change.kind == ChangeKind.DISSOLVE and others[PartRole.TARGET]:
        words.append(f"Đơn vị kế thừa: {', '.join(others.pop(PartRole.TARGET))}.")
    if others[PartRole.SOURCE]:
        words.append(f"Từ: {', '.join(others[PartRole.SOURCE])}.")
    if others.get(PartRole.TARGET):
        words.append(f"Thành: {', '.join(others[PartRole.TARGET])}.")
    return " ".join(words)


def undo_actions(unit: Unit, changes: Iterable[UnitChange]) -> list[Action]:
    """Of changes from the newest on, the latest rename, move and end of the unit itself, each with what taking it back does."""
    found: dict[str, UnitChange] = {}
    for change in changes:
        if change.kind in UNDOABLE and change.undone_at is None and _is_own(unit, change):
            found.setdefault(change.kind, change)
    return [undo_action(change) for change in found.values()]


def _is_own(unit: Unit, change: UnitChange) -> bool:
    own = PartRole.SOURCE if change.kind == ChangeKind.DISSOLVE else PartRole.TARGET
    return any(part.unit_id == unit.pk and part.role == own for part in change.parts.all())


def undo_action(change: UnitChange) -> Action:
    kind = change.get_kind_display().lower()
    return Action(
        label=f"Hoàn tác {kind} ngày {format_date(change.effective_on)}",
        url=reverse("change_undo", args=[change.pk]),
        consequence=f"Đơn vị trở lại như trước khi {kind}; báo cáo từ ngày {format_date(change.effective_on)} tính lại theo đó. "
        "Lịch sử vẫn ghi cả lần thay đổi và lần hoàn tác.",
        icon="return",
    )


def describe_renaming(preview: RenamePreview) -> list[Change]:
    """What a renaming changes, field by field."""
    old, new = preview.current, preview
    pairs = [("name", old.name, new.name), ("code", old.code, new.code), ("kind", old.kind, new.kind)]
    return [Change(FIELD_LABELS[name], _word(name, a), _word(name, b)) for name, a, b in pairs if a != b]


def describe_move(preview: MovePreview) -> list[Change]:
    old = _describe_place(preview.old_parent, preview.effective_on) if preview.old_parent else ""
    return [Change(FIELD_LABELS["parent"], old, _describe_place(preview.new_parent, preview.effective_on))]


def _describe_place(unit: Unit, on: date) -> str:
    """The unit with its code and its superiors: every province has a unit of the same name."""
    above = path_to(unit, on)[:-1]
    place = f", thuộc {' / '.join(superior.name for superior in above)}" if above else ""
    return f"{unit.name} ({unit.code}){place}"


# --- people ---


def person_facts(person: Person) -> list[Item]:
    state = "phải đổi mật khẩu ở lần đăng nhập tới" if person.must_change_password else "đang dùng"
    return [
        Item("Tên đăng nhập", person.username),
        Item("Chức vụ", person.job_title or "không ghi"),
        Item("Thư điện tử", person.email or "không ghi"),
        Item("Tài khoản", state if person.is_active else "đã khóa"),
        Item("Đăng nhập gần nhất", moment_vn(person.last_login) or "chưa lần nào"),
    ]


def end_action(role: Role, by: Person) -> Action:
    """Ending this role, refused with its reason where the person may not."""
    ruling = may_end_role(by, role)
    return Action(
        label="Kết thúc vai trò",
        url=reverse("role_end", args=[role.pk]),
        is_allowed=bool(ruling),
        reason=ruling.reason,
        tone="danger",
        consequence=f"Từ hôm nay {role.person} không còn là {role.get_kind_display().lower()} tại "
        f"{role.unit or 'toàn hệ thống'}. Việc đã làm vẫn ghi tên người này.",
    )

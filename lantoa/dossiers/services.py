"""Saving, renaming and deleting one's own views of the list. Nothing of it is recorded: it is nobody's business but theirs."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.http import QueryDict

from lantoa.dossiers.models import SavedView
from lantoa.dossiers.queries import FILTER_NAMES
from lantoa.kit.ruling import Refused
from lantoa.kit.services import lock_by_key
from lantoa.kit.text import clean
from lantoa.units.models import Person

MOST_VIEWS = 8

NAMELESS = "Hãy đặt tên cho bộ lọc."
EMPTY = "Chưa chọn điều kiện nào nên không có gì để lưu. Hãy lọc trước, rồi lưu."
FULL = f"Mỗi người lưu được nhiều nhất {MOST_VIEWS} bộ lọc. Hãy xóa một bộ lọc cũ, hoặc lưu đè lên nó."


class NameUsed(Refused):
    """The person has another view of this name, which may be overwritten."""


@transaction.atomic
def save_view(name: str, *, query: str, by: Person, is_overwriting: bool = False) -> SavedView:
    """Keep these filters under the name. `query`: query string of the list; `is_overwriting`: a view of that name takes them.

    Raises `NameUsed` where there is one and it is not to be overwritten, `Refused` for an empty name, one too long, no filter,
    an unknown filter, or more views than a person may have.
    """
    name, query = _require_name(name), _require_query(query)
    _lock_views(by)
    own = SavedView.objects.filter(person=by)
    view = own.filter(name=name).first()
    if view is None:
        if own.count() >= MOST_VIEWS:
            raise Refused(FULL)
        last = own.aggregate(last=Max("position"))["last"] or 0
        return SavedView.objects.create(person=by, name=name, query=query, position=last + 1)
    if not is_overwriting:
        raise NameUsed(f"Bạn đã có bộ lọc “{name}”. Hãy chọn tên khác, hoặc lưu đè.")
    view.query = query
    view.save()
    return view


@transaction.atomic
def rename_view(view: SavedView, *, name: str, by: Person) -> SavedView:
    """Raises `Refused` as `save_view` does for the name, and for somebody else's view."""
    name = _require_name(name)
    _require_owner(view, by)
    _lock_views(by)
    if SavedView.objects.filter(person=by, name=name).exclude(pk=view.pk).exists():
        raise NameUsed(f"Bạn đã có bộ lọc “{name}”. Hãy chọn tên khác.")
    view.name = name
    view.save()
    return view


@transaction.atomic
def delete_view(view: SavedView, *, by: Person) -> None:
    """Raises `Refused` for somebody else's view."""
    _require_owner(view, by)
    view.delete()


def _lock_views(person: Person) -> None:
    """Two windows of one person save one after the other, so that neither passes the limit nor takes the other's name."""
    lock_by_key(Person, person.pk)


def _require_name(name: str) -> str:
    cleaned, most = clean(name), SavedView._meta.get_field("name").max_length
    if not cleaned:
        raise Refused(NAMELESS)
    if len(cleaned) > most:
        raise Refused(f"Tên bộ lọc dài nhất {most} ký tự.")
    return cleaned


def _require_query(query: str) -> str:
    """The query with what is filled in only."""
    read = QueryDict(query, mutable=True)
    for name in [name for name in read if not read[name].strip()]:
        del read[name]
    unknown = sorted(set(read) - FILTER_NAMES)
    if unknown:
        raise Refused(f"Danh sách không có bộ lọc “{unknown[0]}” nên chưa lưu.")
    if not read:
        raise Refused(EMPTY)
    if len(read.urlencode()) > SavedView._meta.get_field("query").max_length:
        raise Refused("Bộ lọc dài quá nên chưa lưu được; hãy gõ ít chữ hơn trong ô tìm.")
    return read.urlencode()


def _require_owner(view: SavedView, person: Person) -> None:
    if view.person_id != person.pk:
        raise Refused("Bộ lọc này của người khác.")

"""What the frame around every page shows: places to go, the unit one acts for, what waits, who is signed in."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from lantoa.kit.extension_points import Destination, contributions
from lantoa.kit.parts import Crumb, FramePerson, Place
from lantoa.kit.waiting import count_duties
from lantoa.units.acting import acting_unit
from lantoa.units.models import Unit
from lantoa.units.queries import path_to


@dataclass
class Frame:
    """Read by kit/base.html. Everything is worked out when the template asks for it, so that a fragment costs nothing."""

    request: HttpRequest
    product: str = field(default="Lan Tỏa")

    @property
    def _user(self):
        return getattr(self.request, "user", None)

    @cached_property
    def person(self) -> FramePerson | None:
        user = self._user
        if user is None or not user.is_authenticated:
            return None
        role = next(iter(user.roles_today), None)
        return FramePerson(str(user), str(role) if role else "Chưa được giao vai trò")

    @cached_property
    def unit(self) -> Unit | None:
        return acting_unit(self.request) if self.person else None

    @cached_property
    def crumbs(self) -> list[Crumb]:
        """From the top of the tree to the acting unit. Steps above one's own part of the tree are named, not linked."""
        if self.unit is None:
            return []
        path = path_to(self.unit, timezone.localdate())
        own = self._user.root_ids
        begins = 0 if self._user.sees_all else next((i for i, unit in enumerate(path) if unit.pk in own), len(path) - 1)
        return [
            Crumb(unit.name, unit.get_absolute_url(), reverse("unit_siblings", args=[unit.code]))
            if i >= begins
            else Crumb(unit.name, "")
            for i, unit in enumerate(path)
        ]

    @cached_property
    def places(self) -> list[Place]:
        if self.person is None:
            return []
        kinds = {role.kind for role in self._user.roles_today}
        # Whoever has no role, such as a member of a council, goes to the work there and what all may read, not to empty lists.
        rows = [row for row in contributions("navigation") if self._is_for(row, kinds)]
        here = "/" + self.request.path.split("/")[1]
        return [Place(row.label, reverse(row.url_name), row.icon, here in row.prefixes) for row in rows]

    @staticmethod
    def _is_for(row: Destination, kinds: set[str]) -> bool:
        if not kinds:
            return row.is_for_guests
        return not row.is_for_guests_only and (row.kinds is None or bool(kinds & row.kinds))

    @cached_property
    def inbox_count(self) -> int:
        return count_duties(self._user, timezone.localdate()) if self.person else 0

    @property
    def inbox_url(self) -> str:
        return reverse("inbox")

    @property
    def search_url(self) -> str:
        return reverse("search")

    @property
    def sign_out_url(self) -> str:
        return reverse("sign_out")

    @property
    def profile_url(self) -> str:
        return reverse("person", args=[self._user.pk]) if self.person else ""

    @cached_property
    def is_demo(self) -> bool:
        return self.unit is not None and self.unit.is_demo


def frame(request: HttpRequest) -> dict[str, Frame]:
    return {"frame": Frame(request)}

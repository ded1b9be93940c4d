"""The accounts of a generated installation: one office over all; office, officer, approver, auditor of each province, officer and
approver of its bloc, an officer of each commune. They share one password that follows from the seed."""

from __future__ import annotations

import hashlib

from django.contrib.auth.hashers import make_password

from lantoa.demo.generate.scale import Desk, Province, Scale, Workshop
from lantoa.demo.names import People, build_generator
from lantoa.demo.tables import document
from lantoa.units.enums import RoleKind
from lantoa.units.models import Person, Role, Unit

OFFICE = "office"


def password_of(scale: Scale) -> str:
    """Plain words that anybody who knows the seed can work out: such an installation holds nothing to protect."""
    dice = build_generator(f"generate {scale.seed} password")
    return "-".join([*(dice.choice(document("words.json")) for _ in range(3)), str(100 + dice.randrange(900))])


class Staff:
    """Makes accounts with their role. The password is hashed once, with a salt that follows from the seed."""

    def __init__(self, shop: Workshop) -> None:
        self._shop = shop
        self._names = People("nam_bo", shop.dice("people"))
        password = password_of(shop.scale)
        self._hash = make_password(password, salt=hashlib.sha256(password.encode()).hexdigest()[:22])

    def add_office(self) -> Person:
        return self._hire(OFFICE, RoleKind.OFFICE, None)

    def staff(self, province: Province, bases: list[tuple[Unit, Unit]]) -> None:
        """Fill in who works at which desk of the province."""
        code = province.root.code
        self._hire(f"{code}-office", RoleKind.OFFICE, province.root)
        province.officer = self._hire(f"{code}-officer", RoleKind.OFFICER, province.root)
        province.approver = self._hire(f"{code}-approver", RoleKind.APPROVER, province.root)
        self._hire(f"{code}-auditor", RoleKind.AUDITOR, province.root)
        bloc_officer = self._hire(f"{code}-khoi-officer", RoleKind.OFFICER, province.bloc)
        bloc_approver = self._hire(f"{code}-khoi-approver", RoleKind.APPROVER, province.bloc)
        tops = {province.bloc.pk: Desk(province.bloc, province.bloc, bloc_officer, bloc_approver)}
        for commune in province.communes:
            officer = self._hire(f"{commune.code}-officer", RoleKind.OFFICER, commune)
            tops[commune.pk] = Desk(commune, commune, officer, province.approver)
        province.tops = list(tops.values())
        province.desks = [*(tops[commune.pk] for commune in province.communes)]
        province.desks += [Desk(unit, top, tops[top.pk].officer, tops[top.pk].approver) for unit, top in bases]

    def _hire(self, username: str, kind: RoleKind, unit: Unit | None) -> Person:
        shop, since = self._shop, self._shop.scale.since
        name, title = self._names.any(), f"{kind.label}"
        person = shop.writer.add(Person(username=username, full_name=name, job_title=title, password=self._hash))
        shop.writer.add(Role(person_id=person.pk, unit_id=unit and unit.pk, kind=kind.value, valid_from=since))
        shop.history.note(person, "create_person", since, None, {"username": username, "full_name": name})
        role = f"{kind.label} – {unit.name if unit else 'toàn hệ thống'}"
        shop.history.note(person, "assign_role", since, None, {"role": role, "from": since.isoformat()})
        return person

"""Writing a whole installation of a stated size."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from lantoa.demo.generate.alerts import add_alerts
from lantoa.demo.generate.initiatives import Registrar, goes_on
from lantoa.demo.generate.people import OFFICE, Staff, password_of
from lantoa.demo.generate.recognitions import Recognitions
from lantoa.demo.generate.satellites import Satellites
from lantoa.demo.generate.scale import Province, Scale, Workshop
from lantoa.demo.generate.steering import Steering, add_campaigns, add_themes
from lantoa.demo.generate.units import add_province
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.services.prints import index_texts
from lantoa.kit.planner import count_anew
from lantoa.kit.ruling import Refused
from lantoa.units.models import Person, Unit

PRINTED_AT_ONCE = 1000


@dataclass(frozen=True)
class GeneratedData:
    """What was written. `accounts`: user names to sign in with; all have the one password."""

    units: int
    initiatives: int
    events: int
    accounts: tuple[str, ...]
    password: str


@transaction.atomic
def generate(scale: Scale) -> GeneratedData:
    """Write an installation of that scale; the same one for the same scale. All or nothing.

    Raises `Refused` where there are units or an account of the same name: generated rows never mix with real ones.
    """
    if Unit.objects.exists() or Person.objects.filter(username=OFFICE).exists():
        raise Refused(
            "Cơ sở dữ liệu đã có đơn vị hoặc tài khoản văn phòng; chỉ tạo dữ liệu thử trong cơ sở dữ liệu trống."
        )
    shop = Workshop(scale)
    provinces = _add_provinces(shop)
    _add_initiatives(shop, provinces)
    shop.writer.flush()
    count_anew()  # the watch joins tables that the planner still believes to be empty
    add_alerts(shop)
    events = shop.history.write(shop.writer)
    shop.writer.finish()
    count_anew()
    return GeneratedData(
        units=Unit.objects.count(),
        initiatives=Initiative.objects.count(),
        events=events,
        accounts=(OFFICE, *(f"{row.root.code}-{kind}" for row in provinces for kind in ("officer", "approver"))),
        password=password_of(scale),
    )


def _add_provinces(shop: Workshop) -> list[Province]:
    staff, steering, provinces = Staff(shop), Steering(shop), []
    staff.add_office()
    for number in range(1, shop.scale.provinces + 1):
        province, bases = add_province(shop, number)
        staff.staff(province, bases)
        add_campaigns(shop, province)
        steering.add(province)
        provinces.append(province)
        shop.writer.flush()
    return provinces


def _add_initiatives(shop: Workshop, provinces: list[Province]) -> None:
    registrar, satellites, recognitions = Registrar(shop), Satellites(shop), Recognitions(shop)
    registrar.add_themes(add_themes(shop))
    unprinted: list[Initiative] = []
    for day, province in registrar.days(provinces):
        row, desk = registrar.register(province, day)
        unprinted.append(row)
        if goes_on(row):
            satellites.add(row, desk)
            recognitions.add(row, desk, province)
            recognitions.add_copy(row, desk, province)
        if len(unprinted) == PRINTED_AT_ONCE:
            _write(shop, unprinted)
    _write(shop, unprinted)


def _write(shop: Workshop, unprinted: list[Initiative]) -> None:
    shop.writer.flush()
    index_texts(unprinted, is_new=True)
    unprinted.clear()

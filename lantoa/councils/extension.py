"""What councils contribute."""

from lantoa.councils.checks import CHECKS
from lantoa.councils.consequences import UNIT_ENDS
from lantoa.councils.needs import scoring
from lantoa.kit.extension_points import Destination, Extension
from lantoa.kit.work_items import WorkItems

EXTENSION = Extension(
    consequences=(UNIT_ENDS,),
    checks=CHECKS,
    work_items=(WorkItems("cham-diem", 10, scoring),),
    navigation=(
        Destination(
            20, "Chấm điểm", "my_scoring", "edit", ("/cham-diem",), is_for_guests=True, is_for_guests_only=True
        ),
        Destination(
            80, "Hội đồng", "councils", "people", ("/hoi-dong", "/phien-hop", "/cham-diem"), is_for_guests=True
        ),
    ),
)

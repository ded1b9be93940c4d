"""NEW lantoa/initiatives/dims.py"""

from __future__ import annotations

from lantoa.figures.dims import Dim
from lantoa.initiatives.enums import Kind, Subject

SUBJECT = Dim("subject", "subject", dict(Subject.choices))


KIND = Dim("kind", "kind", dict(Kind.choices))

"""What a command writes to standard output."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder


def write_json(document: Any) -> None:
    """One JSON document and nothing else; dates as ISO text, Vietnamese letters as they are."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2, cls=DjangoJSONEncoder) + "\n")

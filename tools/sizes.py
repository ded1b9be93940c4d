"""How large each app is: lines of its Python (without migrations) and templates, and its share of the whole house.

Run from the top of the checkout: `.venv/bin/python -m tools.sizes`. No domain app may hold more than 12%.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LARGEST_SHARE = 12.0
# Not domain apps: tools, surfaces, demonstration data, settings.
NOT_DOMAIN = {"kit", "config", "demo", "desk", "reports", "dossiers"}


def app_lines() -> dict[str, int]:
    """Lines by app, the largest first."""
    sizes: dict[str, int] = {}
    for folder in sorted(path for path in (ROOT / "lantoa").iterdir() if (path / "__init__.py").exists()):
        paths = [path for path in folder.rglob("*.py") if path.parent.name != "migrations"]
        paths += folder.rglob("*.html")
        sizes[folder.name] = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in paths)
    return dict(sorted(sizes.items(), key=lambda item: -item[1]))


def shares() -> dict[str, float]:
    """Percent of the house by app, the largest first."""
    sizes = app_lines()
    whole = sum(sizes.values())
    return {name: 100 * lines / whole for name, lines in sizes.items()}


def largest_domain_app() -> tuple[str, float]:
    """The largest of the domain apps and its share in percent."""
    return next((name, share) for name, share in shares().items() if name not in NOT_DOMAIN)


def main() -> int:
    name, share = largest_domain_app()
    whole = sum(app_lines().values())
    sys.stdout.write(f"largest domain app: {name}, {share:.1f}% of {whole} lines (at most {LARGEST_SHARE:.0f}%)\n")
    return 0 if share <= LARGEST_SHARE else 1


if __name__ == "__main__":
    sys.exit(main())

"""Where the nodes of a lineage stand: the source in the middle, ancestors on arcs to the left, copies on arcs to the right.

Pure geometry in the user units of one SVG. Nodes of one generation are spread evenly from top to bottom, so that their
labels never meet; what does not fit is gathered in a cluster under its parent. Where not all fit, a third of the room
belongs to failed copies: nobody may hide them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lantoa.spreading.parts import Kin

WIDTH = 1080
PITCH = 26
MARGIN = 30
WIDEST_RING = 340
LETTER = 7.4  # width of an average letter of a label


@dataclass
class Branch:
    """A node that is shown, with the copies shown under it and the number of those that are not. `is_namesake`: it is
    named as its source is, so that only its unit is worth saying."""

    kin: Kin
    is_namesake: bool = False
    branches: list[Branch] = field(default_factory=list)
    folded: int = 0
    folded_failed: int = 0


@dataclass(frozen=True)
class DrawnNode:
    """A node or a cluster as it is drawn. `kin` None: a cluster of `count` copies, `failed` of them failed."""

    x: float
    y: float
    text: str
    kin: Kin | None
    count: int = 0
    failed: int = 0

    @property
    def cx(self) -> str:
        """Attributes are strings: a template would write a float with a comma."""
        return f"{self.x:g}"

    @property
    def cy(self) -> str:
        return f"{self.y:g}"

    @property
    def text_x(self) -> str:
        return f"{self.x + 14:g}"

    @property
    def text_y(self) -> str:
        return f"{self.y + 4.5:g}"


@dataclass(frozen=True)
class Arc:
    """A ring of one generation: the right or the left part of an ellipse, as a path."""

    path: str


@dataclass(frozen=True)
class Edge:
    path: str
    is_failed: bool


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    source: DrawnNode
    spots: Sequence[DrawnNode]
    arcs: Sequence[Arc]
    edges: Sequence[Edge]

    @property
    def view_box(self) -> str:
        return f"0 0 {self.width} {self.height}"


def size(kin: Kin) -> int:
    """All copies of copies that are known of."""
    return kin.hidden + sum(1 + size(copy) for copy in kin.copies)


def failures(kin: Kin) -> int:
    return sum((copy.tone == "failed") + failures(copy) for copy in kin.copies)


def fold(source: Kin, *, limit: int, depth: int = 4) -> Branch:
    """The tree that is shown: at most about `limit` nodes a generation and `depth` generations."""
    root = Branch(source)
    ring = [root]
    for generation in range(depth + 1):
        allowed = _choose_copies(ring, limit) if generation < depth else set()
        ring = [child for branch in ring for child in _grow(branch, allowed)]
    return root


def _choose_copies(ring: Sequence[Branch], limit: int) -> set[int]:
    """Which copies of this generation's parents are shown, by identity: all, or some failed ones and, of the others, those
    with copies first."""
    copies = [copy for branch in ring for copy in branch.kin.copies]
    if len(copies) <= limit:
        return {id(copy) for copy in copies}
    ordered = sorted(copies, key=lambda copy: not size(copy))
    failed = [copy for copy in ordered if copy.tone == "failed"]
    others = [copy for copy in ordered if copy.tone != "failed"]
    kept_failed = failed[: max(limit // 3, limit - len(others))]
    return {id(copy) for copy in [*kept_failed, *others[: limit - len(kept_failed)]]}


def _grow(branch: Branch, allowed: set[int]) -> list[Branch]:
    left_out = [copy for copy in branch.kin.copies if id(copy) not in allowed]
    branch.branches = [
        Branch(copy, bool(copy.unit) and copy.label == branch.kin.label)
        for copy in branch.kin.copies
        if id(copy) in allowed
    ]
    branch.folded = branch.kin.hidden + sum(1 + size(copy) for copy in left_out)
    branch.folded_failed = sum((copy.tone == "failed") + failures(copy) for copy in left_out)
    return branch.branches


def draw(root: Branch, ancestors: Sequence[Kin] = ()) -> Drawing:
    """The drawing of a folded tree; `ancestors` from the oldest to the nearest."""
    rings = _rings(root)
    columns = len(ancestors) + max(len(rings), 1)
    ring_width = min(WIDEST_RING, (WIDTH - 2 * MARGIN) / (columns + 0.8))
    height = max(220, max((len(ring) for ring in rings), default=0) * PITCH + 2 * MARGIN)
    letters = int((ring_width * 0.8 - 20) / LETTER)
    centre_x, centre_y = MARGIN + len(ancestors) * ring_width + 14, height / 2
    source = DrawnNode(centre_x, centre_y, shorten(root.kin.label, int(ring_width / LETTER) - 2), root.kin)
    spots, edges = [], []
    for generation, ancestor in enumerate(reversed(ancestors), start=1):
        spot = DrawnNode(centre_x - generation * ring_width, centre_y, _words(ancestor, letters), ancestor)
        edges.append(_edge(spot, spots[-1] if spots else source, ancestor))
        spots.append(spot)
    placed: dict[int, DrawnNode] = {id(root): source}
    for generation, ring in enumerate(rings, start=1):
        radii = (generation * ring_width, height / 2 / 0.6)
        for at, (parent, branch) in enumerate(ring):
            x, y = _on_ring(at, len(ring), (centre_x, centre_y), radii)
            room = int((WIDTH - x - 20) / LETTER) if generation == len(rings) else letters
            spot = _place_node(branch, parent, (x, y), room)
            edges.append(_edge(placed[id(parent)], spot, spot.kin, 0 if parent is root else 0.7))
            placed[id(branch) if branch else 0] = spot
            spots.append(spot)
    arcs = [_arc(centre_x, height, generation * ring_width, 1) for generation in range(1, len(rings) + 1)]
    arcs += [_arc(centre_x, height, generation * ring_width, -1) for generation in range(1, len(ancestors) + 1)]
    return Drawing(WIDTH, height, source, spots, arcs, edges)


def _rings(root: Branch) -> list[list[tuple[Branch, Branch | None]]]:
    """Per generation the pairs of parent and node; a node None is the cluster of what is folded."""
    rings, parents = [], [root]
    while parents:
        ring: list[tuple[Branch, Branch | None]] = []
        for parent in parents:
            ring += [(parent, branch) for branch in parent.branches]
            if parent.folded:
                ring.append((parent, None))
        if ring:
            rings.append(ring)
        parents = [branch for _, branch in ring if branch]
    return rings


def _on_ring(at: int, count: int, centre: tuple[float, float], radii: tuple[float, float]) -> tuple[float, float]:
    """The place of node `at` of `count`: evenly from top to bottom, on the ellipse."""
    rise = (at - (count - 1) / 2) * PITCH
    rise *= 1 if count * PITCH > radii[1] * 0.6 else min(3.0, radii[1] * 0.9 / (count * PITCH))
    return round(centre[0] + radii[0] * (1 - (rise / radii[1]) ** 2) ** 0.5, 1), round(centre[1] + rise, 1)


def _place_node(branch: Branch | None, parent: Branch, at: tuple[float, float], letters: int) -> DrawnNode:
    if branch is None:
        return DrawnNode(*at, f"và {parent.folded} đơn vị khác", None, parent.folded, parent.folded_failed)
    return DrawnNode(*at, _words(branch.kin, letters), branch.kin)


def _words(kin: Kin, letters: int) -> str:
    """Copies of one source are named alike; the unit tells them apart."""
    year = f" · {kin.year}" if kin.year else ""
    return shorten(kin.unit or kin.label, letters - len(year)) + year


def shorten(text: str, letters: int) -> str:
    """Cut at a word where one ends in time."""
    if len(text) <= letters:
        return text
    kept = text[: letters - 1]
    head, space, _ = kept.rpartition(" ")
    return (head if space and len(head) > letters // 2 else kept).rstrip(" ,-–") + "…"


def _edge(one: DrawnNode, other: DrawnNode, kin: Kin | None, reach: float = 0) -> Edge:
    """A curve; level as far as the label of its beginning may reach, so that it crosses no other label."""
    bend = round(one.x + (other.x - one.x) * reach, 1)
    middle = round((bend + other.x) / 2, 1)
    path = f"M{one.x:g} {one.y:g}H{bend:g}C{middle:g} {one.y:g} {middle:g} {other.y:g} {other.x:g} {other.y:g}"
    return Edge(path, kin is not None and kin.tone == "failed")


def _arc(centre_x: float, height: float, radius: float, side: int) -> Arc:
    """From the top edge to the bottom edge, bulging right (1) or left (-1)."""
    tall = height / 2 / 0.6
    x = round(centre_x + side * radius * 0.8, 1)
    return Arc(f"M{x:g} 0A{radius:.1f} {tall:.1f} 0 0 {1 if side > 0 else 0} {x:g} {height:g}")

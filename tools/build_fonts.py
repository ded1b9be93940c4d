"""Build the web fonts: one file a weight, with the letters that the pages need and with figures of one width.

A developer's tool, never shipped: run it in a throw-away environment with the packages of REQUIRED (see README.md beside
this file), and name the folder `files` of Fontsource's package `@fontsource/be-vietnam-pro`, version 5.3.0. It writes
lantoa/kit/static/kit/fonts/be-vietnam-pro-*.woff2; the same input gives the same bytes.

Be Vietnam Pro is under the SIL Open Font License 1.1 and reserves no name, so a changed version may keep it (OFL.txt).
"""

from __future__ import annotations

import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from fontTools import merge, subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables

REQUIRED = {"fonttools": "4.68.0", "brotli": "1.2.1"}
OUT = Path(__file__).resolve().parents[1] / "lantoa" / "kit" / "static" / "kit" / "fonts"

WEIGHTS = (400, 600)
# Not latin-ext: it lacks the letters of Ê-đê and Gia-rai (ĕ ĭ ŏ ŭ ƀ) all the same, which come from the system's own typeface.
SUBSETS = ("latin", "vietnamese")
FEATURES = ["ccmp", "kern", "liga", "locl", "mark", "mkmk"]
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def cut_parts(source: Path, weight: int, folder: Path) -> list[str]:
    """The subsets of a weight as files, each letter in one of them only. Hints stay: old screens need them."""
    options = subset.Options(layout_features=FEATURES, hinting=True, notdef_outline=True, recalc_timestamp=False)
    taken: set[int] = set()
    paths = []
    for part in SUBSETS:
        font = TTFont(source / f"be-vietnam-pro-{part}-{weight}-normal.woff2", recalcTimestamp=False)
        codes = set(font.getBestCmap()) - taken
        taken |= codes
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=codes)
        cutter.subset(font)
        font.flavor = None
        paths.append(str(folder / f"{part}.ttf"))
        font.save(paths[-1])
    return paths


def restore_hints(font: TTFont, parts: list[TTFont]) -> None:
    """Merging keeps the hints of the first part only, as parts may differ in what the hints call; ours are cut from one font."""
    for table in ("fpgm", "prep"):
        programs = {bytes(part[table].program.getBytecode()) for part in parts}
        if len(programs) != 1:
            raise ValueError(f"{table} differs among the parts: their hints cannot stand in one font")
    letters = font.getBestCmap()
    for part in parts:
        for code, name in part.getBestCmap().items():
            if part["glyf"][name].numberOfContours:
                font["glyf"][letters[code]].program = part["glyf"][name].program
    first = parts[0]["head"]
    font["head"].created, font["head"].modified = first.created, first.modified
    for limit in ("maxStackElements", "maxStorage", "maxFunctionDefs", "maxTwilightPoints", "maxSizeOfInstructions"):
        setattr(font["maxp"], limit, max(getattr(part["maxp"], limit) for part in parts))


def add_tabular_figures(font: TTFont) -> None:
    """The typeface has figures of different widths and no others: a column of numbers would not stand in line. Copies of
    the ten figures, centred in the width of a zero, come in by the feature `tnum` (CSS: tabular-nums)."""
    letters, sizes = font.getBestCmap(), font["hmtx"]
    names = {letters[ord("0") + value]: f"{word}.tnum" for value, word in enumerate(DIGITS)}
    width = sizes[letters[ord("0")]][0]
    for name, tabular in names.items():
        glyph = font["glyf"][name]
        copied = type(glyph)(glyph.compile(font["glyf"]))
        copied.expand(font["glyf"])
        shift = (width - sizes[name][0]) // 2
        copied.coordinates.translate((shift, 0))
        copied.recalcBounds(font["glyf"])
        font["glyf"][tabular] = copied
        sizes[tabular] = (width, copied.xMin)
    font.setGlyphOrder([*font.getGlyphOrder(), *(n for n in names.values() if n not in font.getGlyphOrder())])
    _add_substitution(font["GSUB"].table, names)
    for tabular in names.values():
        font["GDEF"].table.GlyphClassDef.classDefs[tabular] = 1


def _add_substitution(table: otTables.GSUB, names: dict[str, str]) -> None:
    """`tnum` stands after all features that are kept, as the order of tags demands."""
    lookup = otTables.Lookup()
    lookup.LookupType, lookup.LookupFlag = 1, 0
    change = otTables.SingleSubst()
    change.mapping = names
    lookup.SubTable, lookup.SubTableCount = [change], 1
    table.LookupList.Lookup.append(lookup)
    record = otTables.FeatureRecord()
    record.FeatureTag, record.Feature = "tnum", otTables.Feature()
    record.Feature.FeatureParams = None
    record.Feature.LookupListIndex = [len(table.LookupList.Lookup) - 1]
    table.FeatureList.FeatureRecord.append(record)
    at = len(table.FeatureList.FeatureRecord) - 1
    for script in table.ScriptList.ScriptRecord:
        systems = [script.Script.DefaultLangSys, *(each.LangSys for each in script.Script.LangSysRecord)]
        for system in filter(None, systems):
            system.FeatureIndex.append(at)


def build(source: Path, weight: int) -> Path:
    with tempfile.TemporaryDirectory() as folder:
        parts = cut_parts(source, weight, Path(folder))
        font = merge.Merger().merge(parts)
        restore_hints(font, [TTFont(path) for path in parts])
    font.recalcTimestamp = False
    add_tabular_figures(font)
    font.flavor = "woff2"
    path = OUT / f"be-vietnam-pro-{weight}.woff2"
    font.save(path)
    return path


def main() -> int:
    wrong = [name for name, wanted in REQUIRED.items() if version(name) != wanted]
    if wrong or len(sys.argv) != 2:
        sys.stderr.write(f"usage: build_fonts.py FOLDER, with {REQUIRED}; other versions: {wrong}\n")
        return 2
    for weight in WEIGHTS:
        path = build(Path(sys.argv[1]), weight)
        sys.stdout.write(f"{path.name}: {path.stat().st_size} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

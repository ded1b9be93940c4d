"""What declared numbers contribute."""

from lantoa.declarations.consequences import UNIT_ENDS
from lantoa.declarations.figures import FIGURES, DeclarationRecords
from lantoa.declarations.history_words import HISTORY_WORDS
from lantoa.declarations.imports import DECLARED
from lantoa.kit.extension_points import Destination, Extension

EXTENSION = Extension(
    history_words=HISTORY_WORDS,
    consequences=(UNIT_ENDS,),
    figures=FIGURES,
    record_kinds={"declaration": DeclarationRecords()},
    import_kinds=(DECLARED,),
    navigation=(Destination(100, "Kê khai", "declarations", "sheet", ("/ke-khai",)),),
)

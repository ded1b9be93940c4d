"""What declared numbers contribute."""

from lantoa.declarations.figures import FIGURES, DeclarationRecords
from lantoa.declarations.imports import DECLARED
from lantoa.kit.extension_points import Destination, Extension

EXTENSION = Extension(
    figures=FIGURES,
    record_kinds={"declaration": DeclarationRecords()},
    import_kinds=(DECLARED,),
    navigation=(Destination(100, "Kê khai", "declarations", "sheet", ("/ke-khai",)),),
)

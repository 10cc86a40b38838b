"""The mapping language: how a stranger's files become what the hub knows.

A mapping is a TOML file, read by `read_mapping`; `compile_file` turns the part that speaks of one
file into a function from a record of that file to what it tells. Both are pure: they see text and
give back values. `docs/howto/import.md` is the reference for those who write mappings.
"""

from hub.domain.imports.compiling import FileReader, columns_wanted, compile_file
from hub.domain.imports.language import FileWords, Mapping, MappingError, read_mapping
from hub.domain.imports.records import RowRejected, Told, fixed_seller_id, source_namespace
from hub.domain.imports.values import Record

__all__ = [
    "FileReader",
    "FileWords",
    "Mapping",
    "MappingError",
    "Record",
    "RowRejected",
    "Told",
    "columns_wanted",
    "compile_file",
    "fixed_seller_id",
    "read_mapping",
    "source_namespace",
]

"""Reads news and keeps a record of who did what to whom, and who says so.

>>> import hearsay
>>> record = hearsay.read("Police arrested nine sailors in the port, the navy said.")
>>> [(event.type, event.mode, event.status) for event in record.events]
[('COERCE', 'arrest', 'actual')]
>>> record.statements[0].source.name
'the navy'
"""

from ._hearsay import Piece, Table, __version__
from .archive import Added, Archive
from .batches import extract_batches, to_arrow
from .bridge import to_spacy
from .document import Document
from .errors import (
    ArchiveBusyError,
    ArchiveClosedError,
    ArchiveError,
    ArchiveMissingError,
    ArchiveReadOnlyError,
    ArticleError,
    ConflictError,
    HearsayError,
    InputError,
    InputWarning,
    InternalError,
    LexiconError,
    QueryError,
)
from .reader import Reader, open_articles, parse, read, read_many
from .record import Record

__all__ = [
    "Added",
    "Archive",
    "ArchiveBusyError",
    "ArchiveClosedError",
    "ArchiveError",
    "ArchiveMissingError",
    "ArchiveReadOnlyError",
    "ArticleError",
    "ConflictError",
    "Document",
    "HearsayError",
    "InputError",
    "InputWarning",
    "InternalError",
    "LexiconError",
    "Piece",
    "QueryError",
    "Reader",
    "Record",
    "Table",
    "__version__",
    "extract_batches",
    "open_articles",
    "parse",
    "read",
    "read_many",
    "to_arrow",
    "to_spacy",
]

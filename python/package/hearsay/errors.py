"""What goes wrong, as exceptions.

Every class inherits from :class:`HearsayError`, and from the built-in exception that says the same.
Values of a wrong type raise :class:`TypeError`.
"""

from __future__ import annotations


class HearsayError(Exception):
    """Whatever this package raises, apart from :class:`TypeError`."""


class ArticleError(HearsayError):
    """Of one article. ``file`` names the file or the position among many, ``line`` the line of a file."""

    def __init__(self, message: str, file: str | None = None, line: int | None = None) -> None:
        super().__init__(message)
        self.file = file
        self.line = line

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), (str(self), self.file, self.line))


class InputError(ArticleError, ValueError):
    """An article that cannot be read: an empty text, a broken file, half a character."""


class InternalError(ArticleError, RuntimeError):
    """A fault of ours. It costs one article and not the batch."""


class LexiconError(HearsayError, ValueError):
    """A lexicon file that cannot be used; the message names file and line."""


class ArchiveError(HearsayError):
    """The archive cannot be opened, read or written."""


class ArchiveMissingError(ArchiveError, FileNotFoundError):
    """No file of that name."""


class ArchiveBusyError(ArchiveError, TimeoutError):
    """Another process is writing and did not let go in time."""


class ArchiveReadOnlyError(ArchiveError, PermissionError):
    """Opened for reading only, or lying where nothing can be written."""


class ArchiveClosedError(ArchiveError, ValueError):
    """It was closed."""


class ConflictError(ArticleError, ArchiveError, ValueError):
    """The archive has another article of the same id."""


class QueryError(ArchiveError, ValueError):
    """A question that makes no sense to the archive."""


class InputWarning(UserWarning):
    """An article was passed over."""

"""How far something is, for people or for a function."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Union

#: False, True (a count on standard error) or a function of the number done.
ProgressOption = Union[bool, Callable[[int], object]]

_EVERY_S = 0.25


class Progress:
    """Counts up. On standard error one line is written over and over, and ended at the end."""

    def __init__(self, option: ProgressOption, what: str) -> None:
        self._tell = option if callable(option) else None
        self._shown = option is True
        self._what = what
        self._n = 0
        self._begun = time.monotonic()
        self._last = 0.0

    def step(self) -> None:
        """One more is done."""
        self.reach(self._n + 1)

    def reach(self, n: int) -> None:
        """So many are done."""
        self._n = n
        if self._tell is not None:
            self._tell(n)
        now = time.monotonic()
        if self._shown and now - self._last >= _EVERY_S:
            self._last = now
            self._write()

    def end(self) -> None:
        """That was all."""
        if self._shown:
            self._write()
            sys.stderr.write("\n")
            self._shown = False

    def _write(self) -> None:
        rate = self._n / max(time.monotonic() - self._begun, 1e-9)
        sys.stderr.write(f"\r{self._n:,} {self._what}, {rate:,.1f}/s ")
        sys.stderr.flush()

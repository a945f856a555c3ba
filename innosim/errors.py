"""Mistakes in what a user hands in: what is wrong, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class InputError(Exception):
    """One mistake in one input.

    Args:
        message: what is wrong and how to mend it, in one line.
        file: the file at fault, if there is one.
        line: the line in that file, counted from 1.
    """

    def __init__(self, message: str, file: Path | str | None = None, line: int | None = None):
        self.message = message
        self.file = file
        self.line = line
        super().__init__(self.__str__())

    def __str__(self) -> str:
        where = "" if self.file is None else f"{self.file}"
        where += "" if self.line is None else f":{self.line}"
        return f"{where}: {self.message}" if where else self.message

    @property
    def problems(self) -> tuple[InputError, ...]:
        """All mistakes, here just this one."""
        return (self,)


class InputErrors(InputError):  # noqa: N818
    """Several mistakes found in one go."""

    def __init__(self, errors: Sequence[InputError]):
        self._errors = tuple(errors)
        super().__init__("\n".join(str(error) for error in self._errors))

    @property
    def problems(self) -> tuple[InputError, ...]:
        """All mistakes, in the order of the file."""
        return self._errors

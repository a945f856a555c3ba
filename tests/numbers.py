"""The numbers of a text, and whether each is a number of the data that it was made from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

_NUMBER = re.compile(
    r"(?P<sign>(?<![\w.)%])[+−-])?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY = re.compile(rf"\b\d{{1,2}} (?:{'|'.join(_MONTHS)}) \d{{4}}\b")


def leaves(data: Any) -> Iterator[Any]:
    """All values in nested data, and how many there are in each list."""
    if isinstance(data, Mapping):
        for value in data.values():
            yield from leaves(value)
    elif isinstance(data, list | tuple):
        yield len(data)
        for value in data:
            yield from leaves(value)
    else:
        yield data


def known(data: Any) -> NDArray[np.float64]:
    """All numbers of the data, and as hundredths of them: shares are told as per cent."""
    found = [abs(float(x)) for x in leaves(data) if isinstance(x, int | float)]
    numbers = np.array(found)
    return np.unique(np.concatenate([numbers, 100.0 * numbers]))


def strangers(
    text: str, data: Any, constants: Iterable[str] = (), names: Iterable[str] = ()
) -> list[str]:
    """The numbers of a text that are no numbers of the data, rounded as they are shown.

    Args:
        text: the text.
        data: what JSON holds.
        constants: phrases with numbers that are part of the wording, such as "95 % interval".
        names: names with digits in them.
    """
    text = " ".join(text.split())
    for phrase in sorted([*names, *constants], key=len, reverse=True):
        text = text.replace(phrase, " ")
    days = [match.group() for match in _DAY.finditer(text)]
    dates = {str(x) for x in leaves(data) if isinstance(x, str)}
    wrong = [day for day in days if _iso(day) not in dates]
    numbers = known(data)
    for match in _NUMBER.finditer(_DAY.sub(" ", text)):
        digits = match["digits"].replace(",", "")
        decimals = len(digits.partition(".")[2])
        near = np.abs(numbers - float(digits)) <= 0.5 * 10.0**-decimals * (1 + 1e-6) + 1e-9
        if not near.any():
            wrong.append(match.group())
    return wrong


def _iso(day: str) -> str:
    number, month, year = day.split()
    return f"{year}-{_MONTHS.index(month) + 1:02d}-{int(number):02d}"


def altered(text: str) -> Iterator[str]:
    """The text with one of its numbers changed, for each number with a decimal point."""
    for match in re.finditer(r"\d+\.\d\d+", text):
        other = f"{float(match.group()) + 3.17:.{len(match.group().partition('.')[2])}f}"
        yield text[: match.start()] + other + text[match.end() :]

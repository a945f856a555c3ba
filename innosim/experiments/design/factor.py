"""One thing that an experiment varies, and its value at each place of its range."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, floor, log, sqrt
from statistics import NormalDist

LEVER, UNCERTAINTY = "lever", "uncertainty"
CHOICE = "choice"
UNIFORM, LOGUNIFORM, TRIANGULAR, NORMAL = "uniform", "loguniform", "triangular", "normal"
DISTRIBUTIONS = (UNIFORM, LOGUNIFORM, TRIANGULAR, NORMAL)

HALVINGS = 60

DUMMY = "dummy"
"""Key of a factor that nothing depends on; an analysis that finds an effect of it is wrong."""

Value = bool | int | float | str


@dataclass(frozen=True)
class Factor:
    """One thing that is varied.

    Attributes:
        key: the setting, as "section.key", "horizon" or "interventions.KIND.strength".
        kind: `LEVER` (what somebody does) or `UNCERTAINTY` (how the service or the world is).
        low, high: ends of a range; None for choices.
        values: choices; empty for a range.
        distribution: one of `DISTRIBUTIONS`, or `CHOICE`.
        mode: likeliest value of a triangular distribution.
        mean, sd: of a normal distribution before it is cut at the ends of the range.
        whole: whether only whole numbers are meant.
        unit, meaning: as declared for the setting.
    """

    key: str
    kind: str
    low: float | None = None
    high: float | None = None
    values: tuple[Value, ...] = ()
    distribution: str = UNIFORM
    mode: float | None = None
    mean: float | None = None
    sd: float | None = None
    whole: bool = False
    unit: str = ""
    meaning: str = ""

    def at(self, share: float) -> Value:
        """The value at a place in [0, 1]: below it lies that share of the distribution.

        Choices share the places equally, in their order. So do the whole numbers of a uniform
        range; of other distributions the nearest whole number is taken.
        """
        if self.values:
            return self.values[min(int(share * len(self.values)), len(self.values) - 1)]
        low, high = self.ends
        if self.whole and self.distribution == UNIFORM:
            return min(floor(low + share * (high - low + 1)), int(high))
        value = min(max(self._quantile(share), low), high)
        return round(value) if self.whole else value

    def place(self, value: object) -> float | None:
        """A place at which the factor has a value; None if it has it nowhere."""
        if self.values:
            found = self.values.index(value) if value in self.values else None
            return None if found is None else (found + 0.5) / len(self.values)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        low, high = self.ends
        return self._search(value) if low <= value <= high else None

    def _search(self, value: float) -> float:
        """Halve [0, 1] until it is narrow; the value never falls from one place to a higher one."""
        below, above = 0.0, 1.0
        if value in (self.at(below), self.at(above)):
            return below if value == self.at(below) else above
        for _ in range(HALVINGS):
            middle = (below + above) / 2
            found = self.at(middle)
            assert isinstance(found, int | float)
            if found == value:
                return middle
            below, above = (middle, above) if found < value else (below, middle)
        return above

    @property
    def ends(self) -> tuple[float, float]:
        """Both ends of the range.

        Raises:
            ValueError: if there are choices instead.
        """
        if self.low is None or self.high is None:
            raise ValueError(f"{self.key} has choices, no range")
        return self.low, self.high

    @property
    def numeric(self) -> bool:
        """Whether all its values are numbers that can be ordered along an axis."""
        return all(isinstance(v, int | float) and not isinstance(v, bool) for v in self.values)

    def _quantile(self, share: float) -> float:
        low, high = self.ends
        if self.distribution == LOGUNIFORM:
            return exp(log(low) + share * (log(high) - log(low)))
        if self.distribution == TRIANGULAR:
            return _triangular(share, low, high, _given(self.mode))
        if self.distribution == NORMAL:
            return _cut_normal(share, low, high, NormalDist(_given(self.mean), _given(self.sd)))
        return low + share * (high - low)


def _given(number: float | None) -> float:
    assert number is not None, "checked when the experiment is read"
    return number


def _triangular(share: float, low: float, high: float, mode: float) -> float:
    below = (mode - low) / (high - low)
    if share < below:
        return low + sqrt(share * (high - low) * (mode - low))
    return high - sqrt((1 - share) * (high - low) * (high - mode))


def _cut_normal(share: float, low: float, high: float, whole: NormalDist) -> float:
    """The quantile of a normal distribution of which only the part between two ends is left."""
    first, last = whole.cdf(low), whole.cdf(high)
    if share <= 0 or share >= 1:
        return low if share <= 0 else high
    return whole.inv_cdf(first + share * (last - first))

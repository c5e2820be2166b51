"""Between which limits a share lies that was counted on a few."""

from __future__ import annotations

from salestracker_xl.language import Text
from salestracker_xl.models.proportion import normal_quantile
from salestracker_xl.workbook.formulas import IF, MAX, ROUND, SQRT
from salestracker_xl.workbook.live import Live

Z = normal_quantile(0.95)
LOW, HIGH = Text("95%, from", "95 %, de"), Text("95%, to", "95 %, à")
IN_WORDS = Text("95%: {low}–{high}%", "95 % : {low}–{high} %")


def wilson_limits(successes: Live, trials: Live) -> tuple[Live, Live]:
    """Limits of 95 % as formulas, the same as `models.proportion.wilson`; #DIV/0! without a trial."""
    half = Z * SQRT(successes * (trials - successes) / trials + Z * Z / 4)
    middle = successes + Z * Z / 2
    return MAX(0, (middle - half) / (trials + Z * Z)), (middle + half) / (trials + Z * Z)


def told_with_sample(low: Live, high: Live, sample: Live, words: str) -> Live:
    """Limits and sample size as a person reads them; `words` is IN_WORDS in the language of the workbook."""
    before, between, after = words.replace("{low}", "|").replace("{high}", "|").split("|")
    limits = before & ROUND(low * 100, 0) & between & ROUND(high * 100, 0) & after
    return IF(sample > 0, limits & " · n = " & sample, "n = 0")

"""How many false alarms to expect a month at each setting, and the share of false alarms that a setting stands for."""

from safelamp.insight.alerts.choices import FALSE_ALARMS_A_MONTH, Watchfulness

# Of the series a period. Where few series are watched, not even a watchful setting may call everything unusual.
LARGEST = {Watchfulness.CALM: 0.002, Watchfulness.USUAL: 0.01, Watchfulness.WATCHFUL: 0.05}
SMALLEST = 1e-6  # below it no detector's tail can be trusted
MONTHS_A_YEAR = 12


def alpha_of(watchfulness: Watchfulness, *, series: int, period: int) -> float:
    """The share of series and periods without an outbreak that may alarm, so that a month brings so many false alarms.

    >>> round(alpha_of(Watchfulness.USUAL, series=960, period=52), 6)
    0.00024
    """
    looks_a_month = max(series, 1) * period / MONTHS_A_YEAR
    return min(LARGEST[watchfulness], max(SMALLEST, FALSE_ALARMS_A_MONTH[watchfulness] / looks_a_month))


def false_alarms(alpha: float, *, series: int, period: int) -> float:
    """How many a month that share means for so many series, if every count could take every value."""
    return alpha * series * period / MONTHS_A_YEAR

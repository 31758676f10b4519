"""What the tests against the oracle share: questions, a firm to ask them of, and figures of pacta as the oracle's."""
from datetime import date
from fractions import Fraction

import metrics_oracle as oracle


# (first day, first day behind, as-of day): closed, running, long past, to date, nearly everything
QUESTIONS = [
    (date(2025, 3, 1), date(2025, 4, 1), date(2025, 4, 15)),
    (date(2025, 1, 1), date(2025, 4, 1), date(2025, 2, 17)),
    (date(2024, 1, 1), date(2025, 1, 1), date(2026, 6, 30)),
    (date(2026, 2, 1), date(2026, 3, 1), date(2026, 3, 31)),
    (date(2023, 1, 1), date(2028, 1, 1), date(2026, 6, 30)),
]

ODD_QUESTIONS = [
    (date(2025, 3, 1), date(2025, 4, 1), date(2025, 3, 31)),
    (date(2025, 2, 10), date(2025, 5, 20), date(2025, 12, 31)),
    (date(2025, 1, 1), date(2026, 1, 1), date(2025, 7, 10)),
    (date(2024, 1, 1), date(2027, 1, 1), date(2026, 3, 31)),
]

# How far figures may be apart where the text does not say where to round: minor units, hours, a ratio's size.
MONEY, HOURS, RATIO = 3, Fraction(1, 10_000), Fraction(1, 10_000)


def firm_of(t):
    t.pacta("demo")
    if "reporting_currency" not in [s["name"] for s in t.pacta("setting", "list", json=True)["settings"] if s["value"]]:
        t.pacta("setting", "set", "reporting_currency", "USD")
    return oracle.Firm(lambda *words: t.pacta(*words, json=True))


def told(figure, currency):
    """A figure of pacta as the oracle's: Fraction (minor units of money), date, or the reason."""
    if figure["value"] is None:
        return figure["reason"]
    if figure["unit"] == "date":
        return date.fromisoformat(figure["value"])
    value = Fraction(figure["value"])
    return value * 10 ** oracle.EXPONENT.get(currency, 2) if figure["unit"] == "money" else value


def tolerance(figure, wanted):
    if figure["unit"] in ("money", "hours"):
        return max(MONEY if figure["unit"] == "money" else HOURS, abs(wanted) / 50_000)
    return max(RATIO, abs(wanted) * RATIO)


def differs(figure, wanted, currency):
    got = told(figure, currency)
    if isinstance(wanted, oracle.Na):
        return got != wanted.reason
    if isinstance(got, (str, date)) or isinstance(wanted, date):
        return got != wanted
    return abs(got - wanted) > tolerance(figure, wanted)


def shown(x):
    if isinstance(x, oracle.Na):
        return f"n/a {x.reason}"
    return str(float(x)) if isinstance(x, Fraction) else str(x)

"""
Facts for the oracle of metrics, as `pacta … --json` lists them: calendars, people, assignments, exchange rates.

Units: money is minor units, hours a Fraction of hours, a share a Fraction, a date a datetime.date; periods are half-open pairs of
dates. Standard library only.
"""
from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "oracle"))
import terms  # noqa: E402  (tests/oracle/terms.py: what terms earn)

DAY = timedelta(days=1)
EXPONENT = {"JPY": 0, "BHD": 3}
class Na(Exception):
    """A figure that is not available."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


def minor(text, currency):
    return None if text is None else Fraction(text) * 10 ** EXPONENT.get(currency, 2)


def day(text):
    return None if text is None else date.fromisoformat(text)


def days_of(begin, end):
    while begin < end:
        yield begin
        begin += DAY


def month_of(d):
    return date(d.year, d.month, 1)


def next_month(d):
    return date(d.year + d.month // 12, d.month % 12 + 1, 1)


def months_of(begin, end):
    """First days of the months that [begin, end) touches."""
    m = month_of(begin)
    while m < end:
        yield m
        m = next_month(m)


def common(a, b):
    """What two periods share; empty where nothing."""
    begin, end = max(a[0], b[0]), min(a[1], b[1])
    return (begin, max(begin, end))


def length(p):
    return max(0, (p[1] - p[0]).days)


def known(x):
    """What is kept as an Na is raised where it is needed."""
    if isinstance(x, Na):
        raise x
    return x


def spread(amount, over, part):
    """What the days of `part` have of an amount that spreads over the days of `over`: rounded before each day."""
    part = common(over, part)
    if not length(part):
        return 0
    amount = known(amount)
    return (round(amount * (part[1] - over[0]).days / length(over))
            - round(amount * (part[0] - over[0]).days / length(over)))


class Calendar:
    def __init__(self, exceptions=()):
        self.exceptions = dict(exceptions)  # day: whether it is a working day
        self.first = date(2000, 1, 1)
        self.upto = [0] + list(accumulate(self.works(d) for d in days_of(self.first, date(2060, 1, 1))))

    def works(self, d):
        return self.exceptions.get(d, d.weekday() < 5)

    def is_holiday(self, d):
        return self.exceptions.get(d) is False

    def days(self, begin, end):
        if begin >= end:
            return 0
        return self.upto[(end - self.first).days] - self.upto[(begin - self.first).days]

    def after(self, d, n):
        """The n-th working day after d."""
        while n > 0:
            d += DAY
            n -= self.works(d)
        return d


class Firm:
    """What all contracts share. `ask(words…)` runs pacta with --json."""

    def __init__(self, ask):
        self.ask = ask
        self.contracts = {c["key"]: c for c in ask("contract", "list")["contracts"]}
        self.facts = defaultdict(list)
        settings = {s["name"]: s["value"] for s in ask("setting", "list")["settings"]}
        self.reporting = settings.get("reporting_currency", "")
        exceptions = defaultdict(dict)
        for f in self.list("calendar_day"):
            exceptions[f["calendar"]][day(f["date"])] = bool(f["working"])
        self.calendars = {name: Calendar(days) for name, days in exceptions.items()}
        self.weekdays = Calendar()
        self.rates, self.rates_found = defaultdict(list), {}
        for f in self.list("exchange_rate"):
            self.rates[f["currency"]].append((day(f["date"]), Fraction(f["rate"])))
        self.resources = defaultdict(list)
        for f in self.list("resource"):
            self.resources[f["key"]].append({
                "from": day(f["effective_on"]),
                "roles": [r for r in (f["roles"] or "").split(";") if r],
                "hours": [Fraction(f[d] or 0) for d in ("monday", "tuesday", "wednesday", "thursday",
                                                        "friday", "saturday", "sunday")],
                "calendar": self.calendar(f["calendar"]),
                "team": f["team"],
                "cost_rate": minor(f["cost_rate"], f["currency"]),
                "currency": f["currency"],
            })
        for rows in self.resources.values():
            rows.sort(key=lambda r: r["from"])
        self.assignments = [{
            "contract": f["contract"], "resource": f["resource"], "from": day(f["from"]),
            "to": day(f["to"]) or date.max, "hours": Fraction(f["hours_per_week"]),
        } for f in self.list("assignment")]

    def list(self, kind):
        return self.ask("fact", "list", kind)["facts"]

    def calendar(self, name):
        return self.calendars.get(name, self.weekdays)

    def by_contract(self, kind):
        if kind not in self.facts:
            table = defaultdict(list)
            for f in self.list(kind):
                table[f["contract"]].append(f)
            self.facts[kind] = table
        return self.facts[kind]

    def terms_of(self, resource, d):
        """Terms of a person on a day; None before the first."""
        rows = [r for r in self.resources[resource] if r["from"] <= d]
        return rows[-1] if rows else None

    def rate(self, currency, d):
        return Fraction(1) if currency == self.reporting else known(self.dated_rate(currency, d))[1]

    def dated_rate(self, currency, d):
        """(since when, rate) of a day, or Na."""
        if (currency, d) not in self.rates_found:
            found = [r for r in self.rates[currency] if d - timedelta(days=7) <= r[0] <= d]
            self.rates_found[currency, d] = max(found) if found else Na("no_rate")
        return self.rates_found[currency, d]

    def convert(self, amount, source, target, d):
        """Minor units of `source` in minor units of `target`, not rounded."""
        if source == target or amount == 0:
            return Fraction(amount)
        factor = 10 ** Fraction(EXPONENT.get(target, 2) - EXPONENT.get(source, 2))
        return amount * self.rate(source, d) / self.rate(target, d) * factor


def assigned_hours(firm, assignment, p):
    """Hours of an assignment in a period: each week's, spread over the weekdays by the person's weekly hours."""
    total = Fraction(0)
    for d in days_of(*common((assignment["from"], assignment["to"]), p)):
        person = firm.terms_of(assignment["resource"], d)
        calendar = person["calendar"] if person else firm.weekdays
        hours = person["hours"] if person and any(person["hours"]) else [Fraction(1)] * 5 + [Fraction(0)] * 2
        if not calendar.is_holiday(d):
            total += assignment["hours"] * hours[d.weekday()] / sum(hours)
    return total


def check(x):
    if terms.is_na(x):
        raise Na(x["na"])
    return Fraction(x)


def divide(a, b, reason):
    if b == 0:
        raise Na(reason)
    return Fraction(a) / b


def attempt(function):
    """The figure, or the Na that says why there is none."""
    try:
        return function()
    except Na as na:
        return na

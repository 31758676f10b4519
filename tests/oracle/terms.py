"""
Oracle of contract history: an independent reading of domain.md, sections 1 to 4.

It exists to disagree with src/history: written from the same text, by the simplest means (exact
fractions, one pass over plain lists, nothing cached), so that a difference between the two is a
mistake in one of them or a hole in the text. Standard library only.

Units: money is an int of minor units, a share an int of parts per million, a number a Fraction,
a date a datetime.date, an instant an aware datetime in UTC. Periods are half-open. A figure is an
int of minor units or {"na": reason}.
"""
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction
from functools import cmp_to_key
import re

MONEY = ("annual_value", "total_value", "billing_rate")
SHARES = ("direct_labor", "utilization_baseline", "margin_target")
NUMBERS = ("committed_hours", "recognition_days")
DATES = ("starts_on", "ends_on", "notice_by")
EXPONENT = {"USD": 2, "EUR": 2, "JPY": 0, "BHD": 3}
PPM = 1_000_000
FOREVER = date.max  # stands for "no end"; never enters a day count
DAY = timedelta(days=1)


# ---------------------------------------------------------------- entries

@dataclass
class Change:
    field: str
    op: str        # "set" or "add"
    value: object  # None clears


@dataclass
class Revision:
    number: int
    effective_on: date
    known_at: datetime
    recorded_at: datetime
    order_key: str = ""
    changes: list = field(default_factory=list)


@dataclass
class Retraction:
    number: int
    target: int
    known_at: datetime
    recorded_at: datetime


@dataclass
class Row:
    """State from effective_on on: the tracked fields that are set."""
    effective_on: date
    fields: dict


def parse_instant(text):
    """A whole date means 00:00Z, as in a write."""
    at = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return at if at.tzinfo else at.replace(tzinfo=timezone.utc)


def parse_value(name, text, exponent):
    if text is None:
        return None
    if name in MONEY:
        return exact_int(Fraction(text) * 10 ** exponent)
    if name in SHARES:
        return exact_int(Fraction(text) * PPM)
    if name in NUMBERS:
        return Fraction(text)
    if name in DATES:
        return date.fromisoformat(text)
    return text


def exact_int(x):
    if x.denominator != 1:
        raise ValueError("more decimals than the unit holds")
    return int(x)


def parse_entries(entries, exponent=2):
    """JSON entries, as documented in generate.py, to Revision and Retraction."""
    out = []
    for e in entries:
        known = parse_instant(e["known_at"])
        recorded = parse_instant(e.get("recorded_at") or e["known_at"])
        if e["kind"] == "retraction":
            out.append(Retraction(e["number"], e["target"], known, recorded))
            continue
        changes = [Change(c["field"], c["op"], parse_value(c["field"], c["value"], exponent))
                   for c in e["changes"]]
        out.append(Revision(e["number"], date.fromisoformat(e["effective_on"]), known, recorded,
                            e.get("order_key", ""), changes))
    return out


# ---------------------------------------------------------------- view and fold

def compare_naturally(a, b):
    """
    Character by character, but a run of digits compares as one number; -1, 0 or 1. Keys alike in
    that differ in leading zeros: fewer first, so that no outcome depends on the order of recording.
    """
    ta, tb = re.findall(r"[0-9]+|[^0-9]", a), re.findall(r"[0-9]+|[^0-9]", b)
    for x, y in zip(ta, tb):
        if x[0] in "0123456789" and y[0] in "0123456789":
            x, y = int(x), int(y)
        if x != y:
            return -1 if x < y else 1
    for x, y in ((len(ta), len(tb)), (len(a), len(b)), (a, b)):
        if x != y:
            return -1 if x < y else 1
    return 0


def by_order(a, b):
    for x, y in ((a.effective_on, b.effective_on), (a.known_at, b.known_at)):
        if x != y:
            return -1 if x < y else 1
    return compare_naturally(a.order_key, b.order_key) or (-1 if a.number < b.number else 1)


def not_after(at, limit):
    """A limit given as a date includes that whole UTC day; None is no limit."""
    if limit is None:
        return True
    if isinstance(limit, datetime):
        return at <= limit
    return at.date() <= limit


def view(entries, e=None, k=None, r=None):
    """Revisions inside the view (effective <= e, known <= k, recorded <= r), in order."""
    inside = [x for x in entries if not_after(x.known_at, k) and not_after(x.recorded_at, r)]
    gone = {x.target for x in inside if isinstance(x, Retraction)}
    kept = [x for x in inside if isinstance(x, Revision) and x.number not in gone
            and (e is None or x.effective_on <= e)]
    return sorted(kept, key=cmp_to_key(by_order))


def fold(revisions):
    """Snapshot rows, one per effective date, and whether something was added to an unset field."""
    rows, state, add_to_unset = [], {}, False
    for rev in revisions:
        for c in rev.changes:
            if c.op == "add":
                add_to_unset |= c.field not in state
                state[c.field] = state.get(c.field, 0) + c.value
            elif c.value is None:
                state.pop(c.field, None)
            else:
                state[c.field] = c.value
        if rows and rows[-1].effective_on == rev.effective_on:
            rows[-1].fields = dict(state)
        else:
            rows.append(Row(rev.effective_on, dict(state)))
    return rows, add_to_unset


# ---------------------------------------------------------------- day counts

def is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def anniversary(start, years):
    """`start` moved by whole years, from the original day: 29 Feb falls on 28 Feb."""
    year = start.year + years
    if start.month == 2 and start.day == 29 and not is_leap(year):
        return date(year, 2, 28)
    return date(year, start.month, start.day)


def days_30(convention, a, b):
    """2006 ISDA Definitions 4.16(f) 30/360 and (g) 30E/360."""
    d1, d2 = a.day, b.day
    if d1 == 31:
        d1 = 30
    if d2 == 31 and (convention == "30E/360" or d1 == 30):
        d2 = 30
    return 360 * (b.year - a.year) + 30 * (b.month - a.month) + (d2 - d1)


def year_fraction(convention, a, b, start):
    """Years in [a, b), as a Fraction; start <= a anchors the 30/360 family and contract years."""
    if a >= b:
        return Fraction(0)
    if convention == "ACT/365F":
        return Fraction((b - a).days, 365)
    if convention == "ACT/360":
        return Fraction((b - a).days, 360)
    if convention in ("30/360", "30E/360"):
        return Fraction(days_30(convention, start, b) - days_30(convention, start, a), 360)
    total, k = Fraction(0), 0
    while True:
        if convention == "ACT/ACT":
            lo, hi = date(a.year + k, 1, 1), date(a.year + k + 1, 1, 1)
        elif convention == "ACT/CY":
            lo, hi = anniversary(start, k), anniversary(start, k + 1)
        else:
            raise ValueError(f"unknown day count {convention!r}")
        if lo >= b:
            return total
        total += Fraction(max(0, (min(b, hi) - max(a, lo)).days), (hi - lo).days)
        k += 1


# ---------------------------------------------------------------- segments and pieces

def basis_of(f):
    """"annual", "total", or "usage" where the terms do not say what revenue is."""
    if f.get("pricing") in ("time_and_materials", "capped"):
        return "annual" if "annual_value" in f else "usage"
    return f.get("value_basis", "annual")


def value_of(f):
    """The value that the row's basis goes by; None while unset."""
    basis = basis_of(f)
    if basis == "usage":
        return None
    return f.get("annual_value" if basis == "annual" else "total_value")


def starts_on(rows, f):
    return f.get("starts_on", rows[0].effective_on)


def segments(rows):
    """[from, to) per row, possibly empty (from >= to)."""
    last = rows[-1].fields
    out = []
    for i, row in enumerate(rows):
        f = row.fields
        nxt = rows[i + 1].effective_on if i + 1 < len(rows) else FOREVER
        out.append((max(row.effective_on, starts_on(rows, f), starts_on(rows, last)),
                    min(nxt, f.get("ends_on", FOREVER), last.get("ends_on", FOREVER))))
    return out


@dataclass
class Piece:
    """Something earned inside [begin, end)."""
    kind: str         # annual, spread, lump, usage, rounding
    begin: date
    end: date
    amount: Fraction  # annual: per year; spread: per day; lump, rounding: in all
    labour: object    # Fraction, or None while unset
    count: str = "ACT/365F"
    start: date = None

    def before(self, d):
        """Revenue of its days before d."""
        d = min(d, self.end)
        if d <= self.begin or self.kind == "usage":
            return Fraction(0)
        if self.kind == "annual":
            return self.amount * year_fraction(self.count, self.begin, d, self.start)
        if self.kind == "spread":
            return self.amount * (d - self.begin).days
        return self.amount

    def touches(self, a, b):
        return max(a, self.begin) < min(b, self.end)


def labour_of(f):
    return Fraction(f["direct_labor"], PPM) if "direct_labor" in f else None


def respreads(rows, i):
    """Whether row i settles what was earned and spreads the rest anew."""
    if basis_of(rows[i].fields) != "total":
        return False
    if i == 0:
        return True
    f, g = rows[i].fields, rows[i - 1].fields
    return (basis_of(g) != "total"
            or any(f.get(k) != g.get(k) for k in ("total_value", "starts_on", "ends_on")))


class Value:
    """Revenue and profit by the terms of `rows` (not empty), held to the end."""

    def __init__(self, rows, convention=None, exponent=2):
        self.rows = rows
        self.truncate_to = 10 ** exponent if convention == "epicom2011" else None
        self.pieces = []
        self.warnings = set()
        self.last = rows[-1]
        self.start = starts_on(rows, self.last.fields)
        self.last_basis = basis_of(self.last.fields)
        no_end = "ends_on" not in self.last.fields
        # A total without an end: how fast the rest is earned is not known.
        self.unknown_rest = (no_end and self.last_basis == "total"
                             and "total_value" in self.last.fields)
        self.open = self.unknown_rest or (no_end and self.last_basis != "total")
        self._build(convention)
        self._find_gaps()
        earning = [p for p in self.pieces if p.kind != "rounding"]
        self.first_day = min((p.begin for p in earning), default=None)
        self.after_last_day = max((p.end for p in earning), default=None)
        self.last_year_begins = self.after_last_day and date((self.after_last_day - DAY).year, 1, 1)
        if self.open:
            self.after_last_day = FOREVER

    def _build(self, convention):
        rows = self.rows
        earned = Fraction(0)   # before the row at hand, settled remainders included
        rate = None            # per day, of the spread in force
        for i, (row, (a, b)) in enumerate(zip(rows, segments(rows))):
            f, labour = row.fields, labour_of(row.fields)
            added = []
            if respreads(rows, i):
                added += self._settle(i, earned)
                earned += sum(p.amount for p in added)
                rate, lump = self._spread(row, earned)
                if lump:
                    self.warnings.add("after_end")
                    added.append(Piece("lump", row.effective_on, row.effective_on + DAY, lump,
                                       labour))
                    earned += lump
            self.pieces += added
            if a >= b:
                continue
            basis = basis_of(f)
            piece = None
            if basis == "usage":
                piece = Piece("usage", a, b, Fraction(0), labour)
            elif value_of(f) is None:
                self.warnings.add("no_value")
            elif basis == "annual":
                count = "ACT/365F" if convention else f.get("day_count", "ACT/365F")
                piece = Piece("annual", a, b, Fraction(f["annual_value"]), labour, count,
                              self.start)
            elif rate is not None:  # a row without an end earns nothing
                piece = Piece("spread", a, b, rate, labour)
            if piece:
                self.pieces.append(piece)
                if i + 1 < len(rows):
                    earned += piece.before(rows[i + 1].effective_on)

    def _settle(self, i, earned):
        """The rounding of what was earned before row i, placed on the day before it."""
        difference = round(earned) - earned
        if difference == 0:
            return []
        before = self.rows[i - 1].fields
        labour = labour_of(before)
        at = self.rows[i].effective_on
        return [Piece("rounding", at - DAY, at, difference, labour)]

    def _spread(self, row, earned):
        """Amount per day from this row on (None: nothing), and what falls on its own day."""
        f = row.fields
        if "total_value" not in f:
            return None, 0
        if "ends_on" not in f:
            self.warnings.add("no_end")
            return None, 0
        rest = f["total_value"] - earned
        begin = max(row.effective_on, starts_on(self.rows, f))
        if f["ends_on"] <= begin:
            return None, rest
        return Fraction(rest, (f["ends_on"] - begin).days), 0

    def _find_gaps(self):
        """Days of the last term in no segment."""
        at, end = self.start, self.last.fields.get("ends_on", FOREVER)
        for a, b in segments(self.rows):
            if a < b:
                if a > at:
                    self.warnings.add("gap")
                at = b
        if at < end:
            self.warnings.add("gap")

    def _exact(self, d):
        """Revenue and profit of all days before d; days whose profit is unknown add none."""
        revenue = profit = Fraction(0)
        for p in self.pieces:
            x = p.before(d)
            revenue += x
            if p.labour is not None:
                profit += x * (1 - p.labour)
        return revenue, profit

    def part(self, a, b):
        """Figures of [a, b)."""
        if a >= b:
            return figures(0, 0)
        touched = [p for p in self.pieces if p.kind != "rounding" and p.touches(a, b)]
        if any(p.kind == "usage" for p in touched):
            return both_na("by_usage")
        if self.unknown_rest and b > self.last.effective_on:
            return both_na("no_end")
        sums = []
        for x, y in zip(self._exact(a), self._exact(b)):
            if self.truncate_to:
                sums.append(int((y - x) / self.truncate_to) * self.truncate_to)
            else:
                sums.append(round(y) - round(x))
        if any(p.amount != 0 and p.labour is None for p in touched):
            sums[1] = {"na": "no_direct_labor"}
        return figures(*sums)

    def first_year(self):
        if self.first_day is None:
            return both_na("no_end") if self.open else figures(0, 0)
        year = self.first_day.year
        end = date(year, 12, 31) if self.truncate_to else date(year + 1, 1, 1)
        return self.part(self.first_day, min(end, self.after_last_day))

    def last_year(self):
        if self.open:
            return self.without_end(self.last_year_begins or FOREVER)
        if self.first_day is None:
            return figures(0, 0)
        return self.part(max(self.last_year_begins, self.first_day), self.after_last_day)

    def total(self):
        if self.open:
            return self.without_end(date.min)
        if self.first_day is None:
            return figures(0, 0)
        return self.part(self.first_day, self.after_last_day)


    def without_end(self, begin):
        """All days from `begin` on of an open-ended contract; usage is the better reason."""
        usage = any(p.kind == "usage" and p.touches(begin, FOREVER) for p in self.pieces)
        return both_na("by_usage" if usage else "no_end")


def figures(revenue, profit):
    return {"revenue": revenue, "profit": profit}


def both_na(reason):
    return figures({"na": reason}, {"na": reason})


def is_na(x):
    return isinstance(x, dict)


# ---------------------------------------------------------------- reads of one contract

def snapshots(entries, as_of=None, known=None, recorded=None, convention=None, currency_exponent=2):
    rows, _ = fold(view(entries, as_of, known, recorded))
    out = []
    for j, row in enumerate(rows):
        v = Value(rows[:j + 1], convention, currency_exponent)
        out.append({"effective_on": row.effective_on, "fields": row.fields,
                    "first_year": v.first_year(), "last_year": v.last_year(), "total": v.total()})
    return out


def warnings(entries, as_of=None, known=None, recorded=None):
    """Sorted codes of what is odd in a view."""
    revisions = view(entries, as_of, known, recorded)
    rows, add_to_unset = fold(revisions)
    if not rows:
        return []
    codes = set(Value(rows).warnings)
    if add_to_unset:
        codes.add("add_to_unset")
    if any("ends_on" not in r.fields for r in rows):
        codes.add("blank_end")
    if any(r.fields.get("ends_on", FOREVER) <= r.effective_on for r in rows):
        codes.add("end_before_effective")
    if any(c.field in MONEY and c.value is not None and c.value < 0
           for rev in revisions for c in rev.changes):
        codes.add("negative")
    if len(rows) < len(revisions):
        codes.add("same_day")
    written = [(r.effective_on, r.known_at, r.order_key,
                tuple(sorted((c.field, c.op, str(c.value)) for c in r.changes))) for r in revisions]
    if len(set(written)) < len(written):
        codes.add("duplicate")
    return sorted(codes)


def next_tile(granularity, d, start, fiscal_start):
    """First day after d on which a new tile begins."""
    if granularity == "contract-year":
        k = d.year - start.year - 2
        while anniversary(start, k) <= d:
            k += 1
        return anniversary(start, k)
    first_months = {"year": (1,), "fiscal": (fiscal_start,), "quarter": (1, 4, 7, 10),
                    "month": tuple(range(1, 13))}[granularity]
    d += DAY
    while not (d.day == 1 and d.month in first_months):
        d += DAY
    return d


def periods(rows, granularity, begin=None, end=None, fiscal_start=1):
    """Figures per tile of [begin, end); {"na": "no_end"} where the range has no end."""
    if not rows:
        return []
    v = Value(rows)
    if begin is None:
        begin = min(d for d in (v.start, v.first_day) if d is not None)
    if end is None:
        if v.open:
            return {"na": "no_end"}
        ends = [d for d in (v.last.fields.get("ends_on"), v.after_last_day) if d is not None]
        end = max(ends, default=begin)
    out = []
    while begin < end:
        to = min(end, next_tile(granularity, begin, v.start, fiscal_start))
        out.append({"from": begin, "to": to, **v.part(begin, to)})
        begin = to
    return out


# ---------------------------------------------------------------- history report

def report(entries, begin=None, end=None, by="effective"):
    """Per entry in [begin, end): old and new values on its effective date, effect on totals."""
    entries = sorted(entries, key=lambda x: x.number)
    revisions = {x.number: x for x in entries if isinstance(x, Revision)}
    out = []
    for n, entry in enumerate(entries):
        rev = entry if isinstance(entry, Revision) else revisions[entry.target]
        on = rev.effective_on
        when = on if by == "effective" else entry.recorded_at.date()
        if (begin is not None and when < begin) or (end is not None and when >= end):
            continue
        old, new = (state_on(entries[:m], on) for m in (n, n + 1))
        was, now = (total_of(entries[:m]) for m in (n, n + 1))
        out.append({
            "number": entry.number, "effective_on": on,
            "changes": [{"field": name, "old": old.get(name), "new": new.get(name)}
                        for name in sorted({c.field for c in rev.changes})],
            **{k: effect(was[k], now[k]) for k in ("revenue", "profit")}})
    return out


def state_on(entries, on):
    rows, _ = fold(view(entries, on))
    return rows[-1].fields if rows else {}


def total_of(entries):
    rows, _ = fold(view(entries))
    return Value(rows).total() if rows else figures(0, 0)


def effect(was, now):
    if is_na(now):
        return now
    return was if is_na(was) else now - was


# ---------------------------------------------------------------- several contracts

@dataclass
class Contract:
    account: str
    currency: str
    entries: list
    kind: str = "customer"


def in_force(rows, on):
    """Annual value in force on a day: a Fraction, or {"na": reason}."""
    for row, (a, b) in zip(rows, segments(rows)):
        if not a <= on < b or row.fields.get("recurring") != "yes":
            continue
        f = row.fields
        if basis_of(f) == "usage":
            return {"na": "by_usage"}
        if value_of(f) is None:
            return Fraction(0)
        if basis_of(f) == "annual":
            return Fraction(f["annual_value"])
        if "ends_on" not in f:
            return {"na": "no_end"}
        return Fraction(f["total_value"] * 365, (f["ends_on"] - starts_on(rows, f)).days)
    return Fraction(0)


def account_value(folds, on):
    """V(on) over one account's folds, rounded once."""
    parts = [in_force(rows, on) for rows in folds]
    for x in parts:
        if is_na(x):
            return x
    return round(sum(parts, Fraction(0)))


def ever_before(folds, day):
    """Whether V was ever a number other than 0 before `day`."""
    edges = {d for rows in folds for seg in segments(rows) for d in seg if d < day}
    values = [account_value(folds, d) for d in edges]
    return any(not is_na(x) and x != 0 for x in values)


def movements(contracts, begin, end):
    """Per currency: accounts (V and the one movement of each), left_out, nrr, grr."""
    groups = {}
    for c in contracts:
        rows, _ = fold(view(c.entries))
        if c.kind == "customer" and rows:
            groups.setdefault(c.currency, {}).setdefault(c.account, []).append(rows)
    out = {}
    for currency, accounts in sorted(groups.items()):
        moved, left_out = {}, {}
        for account, folds in sorted(accounts.items()):
            v0, v1 = account_value(folds, begin), account_value(folds, end)
            if is_na(v0) or is_na(v1):
                left_out[account] = (v0 if is_na(v0) else v1)["na"]
                continue
            m = dict.fromkeys(("new", "reactivation", "expansion", "contraction", "churn"), 0)
            if v0 == 0 and v1 > 0:
                m["reactivation" if ever_before(folds, begin) else "new"] = v1
            elif v0 != 0 and v1 == 0:
                m["churn"] = v0
            elif v1 > v0:
                m["expansion"] = v1 - v0
            elif v1 < v0:
                m["contraction"] = v0 - v1
            moved[account] = {"from": v0, "to": v1, **m}
        base = [m for m in moved.values() if m["from"] > 0]
        total = sum(m["from"] for m in base)
        out[currency] = {"accounts": moved, "left_out": left_out,
                         "nrr": ratio(sum(m["to"] for m in base), total),
                         "grr": ratio(sum(min(m["from"], m["to"]) for m in base), total)}
    return out


def ratio(numerator, denominator):
    return Fraction(numerator, denominator) if denominator else {"na": "no_value"}


def lifetime(contracts, as_of):
    """Per (account, currency) of customers: total, earned before as_of, remaining."""
    out = {}
    for c in contracts:
        rows, _ = fold(view(c.entries))
        if c.kind != "customer" or not rows:
            continue
        v = Value(rows)
        end = v.after_last_day or date.min
        later = v.without_end(as_of) if v.open else v.part(as_of, end)
        parts = {"total": v.total(), "earned": v.part(date.min, min(as_of, end)), "remaining": later}
        seen = out.setdefault((c.account, c.currency), {k: figures(0, 0) for k in parts})
        for k, f in parts.items():
            for name in f:
                seen[k][name] = add_figures(seen[k][name], f[name])
    return out


def add_figures(x, y):
    if is_na(x):
        return x
    return y if is_na(y) else x + y

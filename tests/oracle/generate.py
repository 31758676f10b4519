"""
Seeded random contract histories with the oracle's answers, for the differential test.

    python3 tests/oracle/generate.py --seed N --count M [--size K] [--portfolio] --out cases.jsonl

One JSON object per line, keys in any order. The same arguments give the same file.

    {"id": "7/12",                    seed/line, for messages
     "currency": "USD",               USD (2 decimals), JPY (0) or BHD (3)
     "entries": [ENTRY…],             in number order; numbers are 1…n without holes
     "queries": [QUERY…],
     "expect": [ANSWER…],             one per query
     "report": [STEP…],               history report over all entries, known = now
     "lifetime": {"as_of": D, "total": F, "earned": F, "remaining": F}}

ENTRY
    {"kind": "revision", "number": 1, "effective_on": D, "known_at": T, "recorded_at": T,
     "order_key": "", "changes": [{"field": "annual_value", "op": "set", "value": "100000.00"}…]}
    {"kind": "retraction", "number": 3, "target": 2, "known_at": T, "recorded_at": T}
  D is an ISO date, T an instant "2024-01-01T00:00:00Z" (or with ".000001" before the Z).
  op is "set" or "add"; a set with value null clears. changes may be empty. A field occurs at most
  once per revision. Values are strings: money in decimal notation (annual_value, total_value,
  billing_rate), share as a decimal (direct_labor, "0.6"), number as a decimal (committed_hours),
  date (starts_on, ends_on, notice_by), choice or text (value_basis, day_count, pricing, recurring
  "yes" or "no", committed_basis, status, manager).
  Every entry is one that the system accepts: a retraction names an earlier revision that is not
  retracted yet, and direct_labor stays in 0…1 in the view known = now after each entry.

QUERY
    {"as_of": D|null,                 only revisions effective on or before it
     "known": D|null,                 known on that UTC day or before; null: no limit
     "recorded": T|null,              recorded at or before that instant; null: no limit
     "convention": null|"epicom2011",
     "by": null|"year"|"fiscal"|"contract-year"|"quarter"|"month",
     "from": D|null, "to": D|null,    range of the period table; null: the default
     "fiscal_start": 1…12}            month

ANSWER
    {"snapshots": [{"effective_on": D, "fields": {NAME: VALUE…},
                    "first_year": F, "last_year": F, "total": F}…],
     "periods": null | {"na": "no_end"} | [{"from": D, "to": D, "revenue": N, "profit": N}…],
     "warnings": [CODE…]}             sorted, each once; of the view (as_of, known, recorded)
  periods is null exactly if "by" is, and [] where the range is empty (from >= to). It never
  depends on "convention".
  fields holds the tracked fields that are set, no others: money as minor units ("8356100"),
  shares as parts per million ("600000"), numbers as decimals without trailing zeros ("12.5"), the
  rest as written.
  CODE: add_to_unset after_end blank_end duplicate end_before_effective gap negative no_end
  no_value same_day.

F = {"revenue": N, "profit": N}; N = minor units as a string ("-8356100") or {"na": REASON}, REASON
one of by_usage, no_end, no_direct_labor.

STEP
    {"number": 2, "effective_on": D,
     "changes": [{"field": NAME, "old": VALUE|null, "new": VALUE|null}…],
     "revenue": N, "profit": N}
  changes: the fields that the entry (or the target of the retraction) names, sorted by name, on
  effective_on with entries 1…n-1 (old) and 1…n (new); null is unset. revenue and profit: effect on
  the totals; if the new total is n/a its reason, else that of the old one.
lifetime: the whole fold (known = now, no as-of limit), split at as_of: earned before it, remaining
  from it on. All 0 without snapshot rows.

With --portfolio a line holds several contracts instead:
    {"id": "7/12", "contracts": [{"account": "a", "kind": "customer"|"vendor", "currency": "USD",
     "entries": [ENTRY…]}…], "from": D, "to": D, "expect": {CURRENCY: {"accounts": {ACCOUNT:
     {"from": N, "to": N, "new": N, "reactivation": N, "expansion": N, "contraction": N,
      "churn": N}…},
     "left_out": {ACCOUNT: REASON…}, "nrr": RATIO, "grr": RATIO}…}}
  N as above; RATIO = "numerator/denominator" in lowest terms or {"na": "no_value"}.
  A currency or account is listed if a customer contract of it has a snapshot row.
"""
import argparse
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
import json
import random

import terms

DAY_COUNTS = ["ACT/365F", "ACT/ACT", "ACT/360", "30/360", "30E/360", "ACT/CY"]
PRICING = ["fixed", "retainer", "prepaid_hours", "time_and_materials", "capped"]
ORDER_KEYS = ["", "", "", "P1", "P2", "P00010", "P00002", "9", "10", "A9", "A10", "A", "1b2",
              "1b10"]
GRANULARITIES = ["year", "fiscal", "contract-year", "quarter", "month"]
CURRENCIES = ["USD", "USD", "USD", "JPY", "BHD"]
BASE_DAYS = [(1, 1), (3, 1), (2, 28), (2, 29), (12, 31), (12, 30), (1, 31), (1, 30), (8, 31),
             (7, 1)]


# ---------------------------------------------------------------- encoding of answers

def encode_value(name, value):
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction):
        return decimal_string(value)
    return str(value)


def decimal_string(x):
    """Exact: the numbers of the generator have a few decimals."""
    text = f"{Decimal(x.numerator) / Decimal(x.denominator):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def encode_number(x):
    return x if terms.is_na(x) else str(x)


def encode_figures(f):
    return {k: encode_number(f[k]) for k in ("revenue", "profit")}


def encode_snapshot(s):
    return {"effective_on": s["effective_on"].isoformat(),
            "fields": {k: encode_value(k, v) for k, v in sorted(s["fields"].items())},
            **{k: encode_figures(s[k]) for k in ("first_year", "last_year", "total")}}


def encode_period(p):
    return {"from": p["from"].isoformat(), "to": p["to"].isoformat(), **encode_figures(p)}


def encode_step(s):
    return {"number": s["number"], "effective_on": s["effective_on"].isoformat(),
            "changes": [{"field": c["field"], "old": encode_value(c["field"], c["old"]),
                         "new": encode_value(c["field"], c["new"])} for c in s["changes"]],
            **encode_figures(s)}


def encode_ratio(x):
    return x if terms.is_na(x) else f"{x.numerator}/{x.denominator}"


def iso(text):
    return None if text is None else date.fromisoformat(text)


def answer(entries, exponent, query):
    """The oracle's answer to one query; also what a second look at a failing case calls."""
    view = (iso(query["as_of"]), iso(query["known"]),
            query["recorded"] and terms.parse_instant(query["recorded"]))
    periods = None
    if query["by"]:
        rows, _ = terms.fold(terms.view(entries, *view))
        periods = terms.periods(rows, query["by"], iso(query["from"]), iso(query["to"]),
                                query["fiscal_start"])
        if not terms.is_na(periods):
            periods = [encode_period(p) for p in periods]
    snaps = terms.snapshots(entries, *view, query["convention"], exponent)
    return {"snapshots": [encode_snapshot(s) for s in snaps], "periods": periods,
            "warnings": terms.warnings(entries, *view)}


# ---------------------------------------------------------------- random histories

class Maker:
    """Random entries of one contract. Few dates and amounts, so that coincidences are common."""

    def __init__(self, rng, currency, size=None):
        self.rng = rng
        self.exponent = terms.EXPONENT[currency]
        self.base = self.any_base()
        self.horizon = rng.choice([120, 400, 800, 1500, 3000])
        self.scale = rng.choice([100, 10_000, 1_000_000, 10_000_000_000] + [1_000_000] * 6)
        self.total_style = rng.random() < 0.45
        self.pool = [self.any_date() for _ in range(size or rng.randint(4, 9))]
        self.clock = datetime(self.base.year, self.base.month, self.base.day, tzinfo=timezone.utc)

    def any_base(self):
        rng = self.rng
        year = rng.choice([1900, 1999, 2170] + list(range(2003, 2030)))
        month, day = rng.choice(BASE_DAYS + [(rng.randint(1, 12), rng.randint(1, 28))] * 6)
        if (month, day) == (2, 29) and not terms.is_leap(year):
            year = 2024
        return date(year, month, day)

    def any_date(self):
        rng = self.rng
        d = self.base + timedelta(days=rng.randint(0, self.horizon))
        kind = rng.random()
        if kind < 0.15:
            return date(d.year + 1, 1, 1)
        if kind < 0.25:
            return date(d.year, 12, 31)
        if kind < 0.40:
            return d.replace(day=1) - timedelta(days=1) if d > date(1900, 2, 1) else d
        if kind < 0.45 and terms.is_leap(d.year):
            return date(d.year, 2, 29)
        if kind < 0.52:
            return date(d.year, rng.choice([1, 3, 5, 7, 8, 10, 12]), rng.choice([30, 31]))
        if kind < 0.70 and d.year > self.base.year:
            return terms.anniversary(self.base, d.year - self.base.year)
        return d

    def near_date(self):
        """From the pool, so that dates meet; now and then a day beside it, or before the base."""
        rng, kind = self.rng, self.rng.random()
        if kind < 0.06 and self.base.year > 1900:
            return self.base - timedelta(days=rng.randint(1, 90))
        d = rng.choice(self.pool + [self.base])
        return d + timedelta(days=rng.choice([1, -1, 30])) if kind < 0.14 and d > date(1900, 1,
                                                                                       2) else d

    def money(self, adding=False):
        rng = self.rng
        units = rng.choice([0, 1, 10, 12, 100, 365, rng.randint(1, 2000)]) * self.scale // 100
        minor = rng.choice([0, 0, rng.randint(0, 10 ** self.exponent - 1)])
        value = units * 10 ** self.exponent + minor
        if rng.random() < (0.3 if adding else 0.07):
            value = -value
        digits = f"{abs(value):0{self.exponent + 1}d}"
        text = digits[:-self.exponent] + "." + digits[-self.exponent:] if self.exponent else digits
        return "-" + text if value < 0 else text

    def change(self, name, adds=True):
        rng = self.rng
        op = "set"
        if name in terms.MONEY:
            op = rng.choice(["set", "set", "add"] if adds else ["set"] * 9 + ["add"])
            value = self.money(op == "add")
        elif name == "direct_labor":
            op = rng.choice(["set", "set", "set", "add"] if adds else ["set"])
            value = rng.choice(["0", "1", "0.6", "0.7", "0.333333", "0.05", "0.5"])
            if op == "add":
                value = rng.choice(["0.05", "-0.05", "0.1", "-0.3", "0.000001"])
        elif name == "committed_hours":
            op = rng.choice(["set", "add"])
            value = rng.choice(["10", "12.5", "160", "0.25", "-8"])
        elif name == "ends_on":
            value = (self.near_date() if rng.random() < 0.3 else
                     max(self.pool) + timedelta(days=rng.choice([0, 1, 30, 365]))).isoformat()
        elif name in terms.DATES:
            value = self.near_date().isoformat()
        else:
            value = rng.choice({"value_basis": ["annual", "total"], "day_count": DAY_COUNTS,
                                "pricing": PRICING[:3] + PRICING, "recurring": ["yes", "yes", "no"],
                                "committed_basis": ["month", "contract_year", "term"],
                                "status": ["draft", "active", "paused", "ended", "terminated"],
                                "manager": ["north desk", "south desk"]}[name])
        clearing = {"ends_on": 0.12, "direct_labor": 0.1}.get(name, 0.07) if adds else 0.02
        if op == "set" and rng.random() < clearing:
            value = None
        return {"field": name, "op": op, "value": value}

    def first_changes(self):
        rng = self.rng
        changes = [{"field": "starts_on", "op": "set", "value": self.base.isoformat()}] \
            if rng.random() < 0.8 else []
        if rng.random() < 0.93:
            changes.append(self.change("ends_on", False))
        if self.total_style:
            changes.append({"field": "value_basis", "op": "set", "value": "total"})
        for name, chance in (("annual_value", 0.35 if self.total_style else 0.92),
                             ("total_value", 0.92 if self.total_style else 0.2),
                             ("direct_labor", 0.85), ("day_count", 0.6), ("pricing", 0.3),
                             ("recurring", 0.4), ("manager", 0.1), ("committed_hours", 0.1)):
            if rng.random() < chance:
                changes.append(self.change(name, False))
        return changes

    def later_changes(self):
        rng = self.rng
        names = (["annual_value"] * 5 + ["total_value"] * (6 if self.total_style else 2)
                 + ["direct_labor"] * 4 + ["ends_on"] * 4 + ["starts_on"] * 2 + ["value_basis"] * 3
                 + ["day_count"] * 2 + ["pricing", "recurring", "committed_hours",
                                        "committed_basis", "status", "manager", "billing_rate",
                                        "notice_by"])
        count = rng.choice([0] + [1] * 12 + [2] * 5 + [3] * 2)
        return [self.change(n) for n in dict.fromkeys(rng.choice(names) for _ in range(count))]

    def stamp(self, floor=None):
        """(known_at, recorded_at): recorded in number order, known at or before that."""
        rng = self.rng
        self.clock += timedelta(days=rng.choice([0, 0, 1, 7, 40, 200]),
                                microseconds=rng.choice([0, 0, 1, 86_399_999_999]))
        known = self.clock
        if rng.random() < 0.35:
            known = datetime.combine(self.near_date(), datetime.min.time(), timezone.utc)
        known = min(known, self.clock)
        if floor is not None:
            known = max(known, floor)
        return known, self.clock

    def entries(self, size):
        rng, out, live = self.rng, [], []
        tries = 0
        while len(out) < size and tries < size * 20:
            tries += 1
            number = len(out) + 1
            if live and rng.random() < 0.14:
                target = rng.choice(live)
                known, recorded = self.stamp(terms.parse_instant(target["known_at"]))
                entry = {"kind": "retraction", "number": number, "target": target["number"]}
            else:
                known, recorded = self.stamp()
                again = live and rng.random() < 0.05
                on = self.base if number == 1 and rng.random() < 0.8 else self.near_date()
                changes = self.first_changes() if number == 1 else self.later_changes()
                entry = {"kind": "revision", "number": number, "effective_on": on.isoformat(),
                         "order_key": rng.choice(ORDER_KEYS), "changes": changes}
                if again:  # an exact duplicate, or one that differs only in when it was known
                    twin = rng.choice(live)
                    entry |= {k: twin[k] for k in ("effective_on", "order_key", "changes")}
                    if rng.random() < 0.5:
                        known = terms.parse_instant(twin["known_at"])
            entry |= {"known_at": stamp_text(known), "recorded_at": stamp_text(recorded)}
            if not acceptable(out + [entry], self.exponent):
                continue
            out.append(entry)
            if entry["kind"] == "revision":
                live.append(entry)
            else:
                live = [x for x in live if x["number"] != entry["target"]]
        return out

    def query(self, entries):
        rng = self.rng
        instants = [terms.parse_instant(e["known_at"]) for e in entries]
        q = {"as_of": None, "known": None, "recorded": None,
             "convention": "epicom2011" if rng.random() < 0.25 else None,
             "by": rng.choice([None] + GRANULARITIES), "from": None, "to": None, "fiscal_start": 1}
        if rng.random() < 0.3:
            q["as_of"] = self.near_date().isoformat()
        if rng.random() < 0.4:
            at = rng.choice(instants).date() + timedelta(days=rng.choice([0, 0, -1, 1]))
            q["known"] = max(at, date(1900, 1, 1)).isoformat()
        if rng.random() < 0.1:
            q["recorded"] = rng.choice(entries)["recorded_at"]
        if q["by"]:
            if q["by"] == "fiscal":
                q["fiscal_start"] = rng.randint(1, 12)
            if rng.random() < 0.4:
                q["from"] = self.near_date().isoformat()
            if rng.random() < 0.5:
                q["to"] = self.near_date().isoformat()
            elif rng.random() < 0.3:
                q["to"] = (self.base + timedelta(days=self.horizon)).isoformat()
        return q


def stamp_text(at):
    return at.isoformat().replace("+00:00", "Z")


def acceptable(entries, exponent):
    """The labour share stays in 0…1 at every date, known = now."""
    rows, _ = terms.fold(terms.view(terms.parse_entries(entries, exponent)))
    return all(0 <= r.fields.get("direct_labor", 0) <= terms.PPM for r in rows)


def make_case(rng, name, size):
    currency = rng.choice(CURRENCIES)
    maker = Maker(rng, currency, size)
    raw = maker.entries(size or rng.choice([1, 2, 2, 3, 3, 4, 5, 6, 8, 12]))
    entries = terms.parse_entries(raw, maker.exponent)
    queries = [{"as_of": None, "known": None, "recorded": None, "convention": None, "by": "year",
                "from": None, "to": None, "fiscal_start": 1}]
    queries += [maker.query(raw) for _ in range(1 if size else 4)]
    as_of = maker.near_date()
    account = terms.Contract("a", currency, entries)
    life = terms.lifetime([account], as_of).get(("a", currency))
    life = life or {k: terms.figures(0, 0) for k in ("total", "earned", "remaining")}
    return {"id": name, "currency": currency, "entries": raw, "queries": queries,
            "expect": [answer(entries, maker.exponent, q) for q in queries],
            "report": [encode_step(s) for s in terms.report(entries)],
            "lifetime": {"as_of": as_of.isoformat(),
                         **{k: encode_figures(f) for k, f in life.items()}}}


def make_portfolio(rng, name, size):
    contracts, folds, dates = [], [], []
    for _ in range(rng.randint(2, 8)):
        currency = rng.choice(["USD", "USD", "JPY"])
        maker = Maker(rng, currency)
        maker.base = date(2020, *rng.choice(BASE_DAYS))
        maker.pool = [maker.any_date() for _ in range(6)]
        raw = maker.entries(size or rng.randint(1, 4))
        if rng.random() < 0.8 and raw and raw[0]["kind"] == "revision":
            raw[0]["changes"] = [c for c in raw[0]["changes"] if c["field"] != "recurring"]
            raw[0]["changes"].append({"field": "recurring", "op": "set", "value": "yes"})
        c = {"account": rng.choice("abc"), "currency": currency, "entries": raw,
             "kind": "vendor" if rng.random() < 0.1 else "customer"}
        contracts.append(c)
        folds.append(terms.Contract(c["account"], currency,
                                    terms.parse_entries(raw, maker.exponent), c["kind"]))
        dates += maker.pool
    if rng.random() < 0.3:  # long gone, so that a later contract of the account is a reactivation
        raw = [{"kind": "revision", "number": 1, "effective_on": "2019-01-01", "order_key": "",
                "known_at": "2019-01-01T00:00:00Z", "recorded_at": "2019-01-01T00:00:00Z",
                "changes": [{"field": f, "op": "set", "value": v} for f, v in
                            (("ends_on", "2019-07-01"), ("annual_value", "10"),
                             ("recurring", "yes"))]}]
        c = {"account": rng.choice("abc"), "currency": "USD", "entries": raw, "kind": "customer"}
        contracts.append(c)
        folds.append(terms.Contract(c["account"], "USD", terms.parse_entries(raw)))
    begin, end = sorted(rng.sample(sorted(set(dates)), 2))
    expect = {}
    for currency, m in terms.movements(folds, begin, end).items():
        expect[currency] = {
            "accounts": {a: {k: str(x) for k, x in row.items()} for a,
                         row in m["accounts"].items()},
            "left_out": m["left_out"], "nrr": encode_ratio(m["nrr"]), "grr": encode_ratio(m["grr"])}
    return {"id": name, "contracts": contracts, "from": begin.isoformat(), "to": end.isoformat(),
            "expect": expect}


def main():
    parser = argparse.ArgumentParser(description="random histories with the oracle's answers")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--size", type=int, help="entries per contract (default: 1 to 12)")
    parser.add_argument("--portfolio", action="store_true", help="several contracts, movements")
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    make = make_portfolio if args.portfolio else make_case
    with open(args.out, "w", encoding="utf-8") as out:
        for i in range(args.count):
            rng = random.Random(f"{args.seed}/{i}")  # a line does not depend on those before it
            case = make(rng, f"{args.seed}/{i}", args.size)
            out.write(json.dumps(case, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()

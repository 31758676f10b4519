"""One contract as the oracle of metrics sees it: its terms, hours, recognitions, deliverables. Source: domain.md, sections 5 and 6."""
from bisect import bisect_left
from collections import defaultdict
from copy import copy
from datetime import date, timedelta
from fractions import Fraction

from oracle_facts import (DAY, EXPONENT, Na, assigned_hours, attempt, check, common, day, days_of, divide, known, length,
                          minor, month_of, months_of, next_month, spread, terms)

SHARE_ONE = 1_000_000
FIELDS = terms.MONEY + terms.SHARES + terms.NUMBERS + terms.DATES + (
    "value_basis", "committed_basis", "day_count", "pricing", "calendar", "manager")


class Contract:
    """One contract, as everything known now tells it. `exact` is false where roundings are not all told by the text."""

    def __init__(self, firm, key):
        self.firm, self.key = firm, key
        self.questions = {}
        told = firm.contracts[key]
        self.currency, self.vendor = told["currency"], told["kind"] == "vendor"
        self._take_rows([self._row(s) for s in firm.ask("history", key)["snapshots"]])
        self._read_hours()
        self._read_facts()

    def as_of(self, d):
        """The contract as terms in effect up to a day tell it."""
        seen = copy(self)
        seen._take_rows([row for row in self.rows if row.effective_on <= d])
        return seen

    def _take_rows(self, rows):
        self.rows = rows
        self.value = terms.Value(self.rows) if self.rows else None
        self.end = self.rows[-1].fields.get("ends_on", terms.FOREVER) if self.rows else None
        self.start = terms.starts_on(self.rows, self.rows[-1].fields) if self.rows else None

    def _row(self, snapshot):
        fields = {}
        for name in FIELDS:
            value = snapshot[name]
            if isinstance(value, dict):
                value = value["amount"]
            if value is not None:
                fields[name] = terms.parse_value(name, value, EXPONENT.get(self.currency, 2))
        return terms.Row(day(snapshot["effective_on"]), fields)

    def state(self, d):
        """The values that hold on a day."""
        found = {}
        for row in self.rows:
            if row.effective_on <= d:
                found = row.fields
        return found

    def terms_needed(self):
        if not self.rows:
            raise Na("no_terms")

    def state_at(self, cut):
        """The values that balances go by: before the first terms those that are agreed first."""
        self.terms_needed()
        return self.state(max(cut, self.rows[0].effective_on))

    def calendar(self, d):
        return self.firm.calendar(self.state(d).get("calendar"))

    # ------------------------------------------------------------ facts

    def money(self, fact, name, d):
        """An amount of a fact in the contract's currency: at that day's rate where it has another; Na where there is none."""
        amount = minor(fact[name], fact["currency"])
        return None if amount is None else attempt(
            lambda: round(self.firm.convert(amount, fact["currency"], self.currency, d)))

    def _read_facts(self):
        self.recognitions = []
        for f in self.firm.by_contract("recognition")[self.key]:
            on = day(f["recognized_on"])
            service = ((day(f["service_from"]), day(f["service_to"])) if f["service_from"] else None)
            self.recognitions.append({
                "id": (f["source"], f["external_id"]), "on": on, "service": service,
                "deliverable": f["deliverable"],
                "reverses": (f["source"], f["reverses"]) if f["reverses"] else None,
                "amount": self.money(f, "amount", on or (service[0] if service else date.max)),
            })
        self.by_id = {r["id"]: r for r in self.recognitions}
        self.invoices = [{"on": day(f["date"]), "amount": self.money(f, "amount", day(f["date"])),
                          "service": ((day(f["service_from"]), day(f["service_to"]))
                                      if f["service_from"] else None)}
                         for f in self.firm.by_contract("invoice")[self.key]]
        self.costs = [(day(f["date"]), self.money(f, "amount", day(f["date"])))
                      for f in self.firm.by_contract("cost")[self.key]]
        self.budgets = {}
        for f in self.firm.by_contract("budget")[self.key]:
            m = day(f["month"] + "-01")
            self.budgets[m] = {"revenue": self.money(f, "revenue", m), "cost": self.money(f, "cost", m),
                               "hours": None if f["hours"] is None else Fraction(f["hours"]),
                               "rate": None if f["exchange_rate"] is None else Fraction(f["exchange_rate"])}
        self.tasks = {f["key"]: f for f in self.firm.by_contract("task")[self.key]}
        progress = defaultdict(list)
        for f in self.firm.by_contract("progress")[self.key]:
            progress[f["deliverable"]].append((day(f["date"]), Fraction(f["progress"])))
        self.deliverables = [{
            "key": f["key"], "share": None if f["price_share"] is None else Fraction(f["price_share"]),
            "budget": minor(f["budget_cost"], f["currency"]), "start": day(f["starts_on"]),
            "due": day(f["due_on"]), "accepted": day(f["accepted_on"]),
            "progress": sorted(progress[f["key"]]),
        } for f in self.firm.by_contract("deliverable")[self.key]]

    def _read_hours(self):
        self.cards = defaultdict(list)
        for f in self.firm.by_contract("rate")[self.key]:
            self.cards[(f["resource"], f["role"])].append(f)
        for rows in self.cards.values():
            rows.sort(key=lambda f: f["effective_on"])
        self.work = []
        for e in self.firm.ask("entries", self.key)["entries"]:
            if e["category"] != "client":
                continue
            self.work.append({
                "on": day(e["work_date"]), "seconds": e["seconds"], "hours": Fraction(e["seconds"], 3600), "task": e["task"],
                "resource": e["resource"], "billable": e["billable"], "approval": e["approval"],
                "role": e["role"], "entry": e,
            })
        self.work.sort(key=lambda w: w["on"])
        self.work_days = [w["on"] for w in self.work]
        for w in self.work:
            w["bill"], w["cost"], w["standard"] = self.bill(w), self.cost(w), self.standard(w)

    def card_rate(self, work, name):
        """Of the rate card: the person's own row, then the entry's role, then the person's roles in their order."""
        person = self.firm.terms_of(work["resource"], work["on"])
        roles = ([work["role"]] if work["role"] else []) + (person["roles"] if person else [])
        for key in [(work["resource"], None)] + [(None, r) for r in roles]:
            rows = [f for f in self.cards[key] if day(f["effective_on"]) <= work["on"]]
            if rows and rows[-1][name] is not None:
                return minor(rows[-1][name], rows[-1]["currency"]), rows[-1]["currency"]
        return None

    def bill(self, work):
        """Minor units; None: no rate. Only of billable hours."""
        own = work["entry"]["bill_amount"]
        if own is not None:
            return self.money(work["entry"], "bill_amount", work["on"])
        found = self.card_rate(work, "billing_rate")
        if found is None:
            rate = self.state(work["on"]).get("billing_rate")
            found = None if rate is None else (rate, self.currency)
        return self._priced(work, found)

    def cost(self, work):
        if work["entry"]["cost"] is not None:
            return self.money(work["entry"], "cost", work["on"])
        person = self.firm.terms_of(work["resource"], work["on"])
        if person is None or person["cost_rate"] is None:
            return None
        return self._priced(work, (person["cost_rate"], person["currency"]))

    def standard(self, work):
        return self._priced(work, self.card_rate(work, "standard_rate"))

    def _priced(self, work, rate):
        if rate is None:
            return None
        return attempt(lambda: round(self.firm.convert(work["hours"] * rate[0], rate[1], self.currency, work["on"])))

    # ------------------------------------------------------------ hours

    def hours(self, p, test):
        return Fraction(sum(w["seconds"] for w in self.worked(p) if test(w)), 3600)

    def worked(self, p):
        """Entries of days."""
        return self.work[bisect_left(self.work_days, p[0]):bisect_left(self.work_days, p[1])]

    def counting(self, p):
        return self.hours(p, lambda w: w["approval"] == "approved" and w["billable"])

    def approved(self, p):
        return self.hours(p, lambda w: w["approval"] == "approved")

    def pending(self, p, approval):
        return self.hours(p, lambda w: w["approval"] == approval)

    def basis_period(self, f, d):
        """The period that the hours are committed for, of a state, on a day."""
        basis = f.get("committed_basis", "contract_year")
        start = terms.starts_on(self.rows, f)
        if basis == "month":
            return month_of(d), next_month(month_of(d))
        if basis == "term":
            if "ends_on" not in f:
                raise Na("no_end")
            return start, f["ends_on"]
        k = d.year - start.year
        while terms.anniversary(start, k) > d:
            k -= 1
        while terms.anniversary(start, k + 1) <= d:
            k += 1
        return terms.anniversary(start, k), terms.anniversary(start, k + 1)

    def committed(self, p, weight=lambda f: 1):
        """Committed hours in a period, each segment's times `weight` of its state."""
        self.terms_needed()
        if not any("committed_hours" in r.fields for r in self.rows):
            raise Na("no_commitment")
        total = Fraction(0)
        for row, segment in zip(self.rows, terms.segments(self.rows)):
            f = row.fields
            part = common(segment, p)
            if "committed_hours" not in f:
                continue
            calendar = self.firm.calendar(f.get("calendar"))
            d = part[0]
            while d < part[1]:
                whole = self.basis_period(f, d)
                end = min(whole[1], part[1])
                if calendar.days(*whole):
                    total += (f["committed_hours"] * weight(f)
                              * Fraction(calendar.days(d, end), calendar.days(*whole)))
                d = end
        return total

    def committed_of_term(self):
        self.terms_needed()
        if self.end == terms.FOREVER and any("committed_hours" in r.fields for r in self.rows):
            raise Na("no_end")
        return self.committed((date.min, self.end))

    def baseline(self, p):
        has = [r for r in self.rows if "committed_hours" in r.fields and "utilization_baseline" in r.fields]
        if not has:
            raise Na("no_baseline")
        share = lambda f: Fraction(f.get("utilization_baseline", 0), SHARE_ONE)
        known = lambda f: int("utilization_baseline" in f)
        return divide(self.committed(p, share), self.committed(p, known), "no_baseline")

    def run_out(self, cut):
        """(day, what is said of it)"""
        before = (date.min, cut + DAY)
        term = self.committed_of_term()
        if term == 0:
            raise Na("no_commitment")
        remaining = term - self.counting(before)
        calendar = self.firm.calendar(self.rows[-1].fields.get("calendar"))
        if remaining <= 0:
            return self._spent_on(term), "spent"
        if cut + DAY >= self.end:
            return self.end - DAY, "unused"
        window = common((cut - timedelta(days=90), cut + DAY), (self.start, self.end))
        worked, working = self.counting(window), calendar.days(*window)
        if worked <= 0 or working == 0:
            raise Na("no_burn")
        d = cut
        while remaining > 0:
            d = calendar.after(d, 1)
            remaining -= worked / working
            if d >= self.end:
                return self.end - DAY, "unused"
        return d, None

    def run_out_by_assignment(self, cut):
        term = self.committed_of_term()
        if term == 0:
            raise Na("no_commitment")
        remaining = term - self.counting((date.min, cut + DAY))
        if remaining <= 0:
            return self._spent_on(term)
        if cut + DAY >= self.end:
            return self.end - DAY
        if not self.assigned((cut + DAY, self.end)):
            raise Na("no_assignment")
        for d in days_of(cut + DAY, self.end):
            remaining -= self.assigned((d, d + DAY))
            if remaining <= 0:
                return d
        return self.end - DAY

    def _spent_on(self, term):
        left = term
        for w in sorted((w for w in self.work if w["approval"] == "approved" and w["billable"]),
                        key=lambda w: w["on"]):
            left -= w["hours"]
            if left <= 0:
                return w["on"]
        raise Na("no_burn")

    def assigned(self, p, resource=None):
        return sum((assigned_hours(self.firm, a, p) for a in self.firm.assignments
                    if a["contract"] == self.key and resource in (None, a["resource"])), Fraction(0))

    # ------------------------------------------------------------ recognised

    def chain(self, r):
        """The first recognition of a chain of reversals, and since when it counts; None where it does not."""
        since = r["on"]
        while r["reverses"]:
            r = self.by_id.get(r["reverses"])
            if r is None or r["on"] is None or since is None:
                return None, None
            since = max(since, r["on"])
        return r, since

    def seen(self, cut):
        """(recognition, first of its chain, service) of what counts as of a day."""
        for r in self.recognitions:
            first, since = self.chain(r)
            if first is not None and since is not None and since <= cut:
                yield r, first, first["service"] or (first["on"], first["on"] + DAY)

    def recognized(self, p, cut):
        return Fraction(sum(spread(r["amount"], service, p) for r, _, service in self.seen(cut)))

    def ledger(self, p, cut):
        return Fraction(sum(known(r["amount"]) for r, _, _ in self.seen(cut) if p[0] <= r["on"] < p[1]))

    def weighted(self, p, cut, name):
        """Recognised amounts times a share of the state of their service days; raises where a day has none."""
        total = Fraction(0)
        for r, _, service in self.seen(cut):
            for d in days_of(*common(service, p)):
                share = self.state(d).get(name)
                if share is None:
                    raise Na("no_" + name)
                total += Fraction(known(r["amount"]), length(service)) * Fraction(share, SHARE_ONE)
        return total

    def priced(self, p, price, billable, reason):
        """Sum of an amount of approved hours, which must all have it."""
        total = Fraction(0)
        for w in self.worked(p):
            if w["approval"] == "approved" and (w["billable"] or not billable):
                amount = w[price]
                if amount is None:
                    raise Na(reason)
                total += known(amount)
        return total

    def bills(self, p):
        return self.priced(p, "bill", True, "no_billing_rate")

    def labour(self, p):
        return self.priced(p, "cost", False, "no_cost_rate")

    def standards(self, p):
        return self.priced(p, "standard", False, "no_standard_rate")

    def other_costs(self, p):
        return Fraction(sum(known(amount) for on, amount in self.costs if p[0] <= on < p[1]))

    def invoiced(self, p, by_service, as_of=date.max):
        total = Fraction(0)
        for i in self.invoices:
            if i["on"] > as_of:
                continue
            if not by_service:
                total += known(i["amount"]) if p[0] <= i["on"] < p[1] else 0
            elif i["service"]:
                total += spread(i["amount"], i["service"], p)
            elif p[0] <= i["on"] < p[1]:
                raise Na("no_service_period")
        return total

    def revenue(self, p):
        return check(self.value.part(*p)["revenue"])

    def has_value(self):
        return any(terms.value_of(r.fields) is not None for r in self.rows)

    def price(self):
        """By terms over the whole term."""
        self.terms_needed()
        total = self.value.total()["revenue"]
        if not self.has_value() and total != {"na": "by_usage"}:
            raise Na("no_value")
        return check(total)

    def budget(self, p, name):
        """Months with such a budget, and its sum; a month that is cut counts by its days."""
        months = [m for m in months_of(*p) if self.budgets.get(m, {}).get(name) is not None]
        if name == "hours":
            return months, sum((self.budgets[m][name] * length(common((m, next_month(m)), p)) / length((m, next_month(m)))
                                for m in months), Fraction(0))
        return months, Fraction(sum(spread(self.budgets[m][name], (m, next_month(m)), p) for m in months))

    # ------------------------------------------------------------ earned value

    def earned_value(self, cut):
        if not self.deliverables:
            raise Na("no_scope")
        bac = pv = ev = Fraction(0)
        for d in self.deliverables:
            budget = d["budget"] or Fraction(0)
            bac += budget
            if d["due"] is not None and cut >= d["due"]:
                pv += budget
            elif d["due"] is not None and d["start"] is not None and cut >= d["start"]:
                pv += round(budget * ((cut - d["start"]).days + 1) / ((d["due"] - d["start"]).days + 1))
            done = [share for on, share in d["progress"] if on <= cut]
            ev += round(budget * (1 if d["accepted"] and d["accepted"] <= cut else done[-1] if done else 0))
        return bac, pv, ev

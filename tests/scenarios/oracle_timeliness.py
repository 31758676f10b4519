"""
What was due to be recognised, and what settled it. Source: domain.md, section 6, recognition timeliness.

Readings where the text leaves a choice: a month goes by the state of its last service day (pricing, cap, calendar, days); what a
raised cap lets in is due in the month that raised it; reversals come off what they reverse, on the day of that one; recognitions
that name an item come before those that name none; a milestone that is named before it is accepted has nothing due; a month of
service that has not come yet has no item.
"""
from collections import defaultdict
from datetime import date
from fractions import Fraction

from oracle_facts import DAY, Na, attempt, common, days_of, divide, known, length, months_of, next_month, spread


class Item:
    """What a month of service, or an accepted milestone, earned."""

    def __init__(self, contract, amount, service):
        self.amount, self.service = amount, service
        self.last = service[1] - DAY
        state = contract.state(self.last)
        self.calendar = contract.firm.calendar(state.get("calendar"))
        self.due_on = self.calendar.after(self.last, int(state.get("recognition_days", 5)))
        self.settled, self.over, self.obscured = [], 0, None

    def room(self):
        return known(self.amount) - sum(a for _, a in self.settled)

    def settle(self, on, amount):
        """Takes what fits; returns the rest, which is nothing where nobody can tell."""
        if isinstance(amount, Na):
            self.obscured = self.obscured or amount
        if isinstance(self.amount, Na) or isinstance(amount, Na):
            return 0
        room = self.room()
        taken = min(amount, room) if amount > 0 and room > 0 else max(amount, room) if amount < 0 and room < 0 else 0
        if taken:
            self.settled.append((on, taken))
        return amount - taken

    def business_lag(self, on):
        if on >= self.last:
            return self.calendar.days(self.last + DAY, on + DAY)
        return -self.calendar.days(on + DAY, self.last + DAY)

    def early_before(self):
        working = [d for d in days_of(*self.service) if self.calendar.works(d)]
        return working[-1] if working else self.last


class Timeliness:
    def __init__(self, contract, asked, as_of):
        if contract.vendor:
            raise Na("vendor")
        self.c, self.asked, self.as_of = contract, asked, as_of
        self.recs = [r for r in contract.recognitions if r["on"] is None or r["on"] <= as_of]
        self.back = defaultdict(list)
        for r in self.recs:
            if r["reverses"]:
                self.back[r["reverses"]].append(r)
        self.surviving = [(r, self.and_reversals(r)) for r in self.recs if not r["reverses"] and r["on"]]
        self.items = self.make_items()
        self.loose = defaultdict(int)  # what found no item, by day
        self.obscured = {}  # days with recognitions of which nobody can tell whether they are over
        self.lost = None  # why nobody can tell what was settled at all
        self.settle()
        self.due = [i for i in self.items if i.due_on <= as_of and asked[0] <= i.last < asked[1]]

    def and_reversals(self, r):
        """A recognition, what takes it back, what takes that back…"""
        return [r] + [x for back in self.back[r["id"]] if back["on"] for x in self.and_reversals(back)]

    def left(self, r, family, days):
        """What is left of a recognition after reversals, of days of its service; Na where an amount has no rate."""
        return attempt(lambda: sum(spread(known(x["amount"]), self.service(r), days) for x in family))

    def service(self, r):
        return r["service"] or (r["on"], r["on"] + DAY)

    # ------------------------------------------------------------ items

    def pricing(self, d):
        return self.c.state(d).get("pricing")

    def by_milestones(self, d):
        return self.pricing(d) == "fixed" and any(d["share"] is not None for d in self.c.deliverables)

    def make_items(self):
        items = []
        self.bill_so_far, self.due_so_far, self.lacks, self.last_billed = 0, 0, None, "time_and_materials"
        self.of_month, self.of_deliverable = {}, {}
        first, end = self.span()
        for m in months_of(first, end):
            item = self.month_item(m)
            if item:
                items.append(item)
                self.of_month[m] = item
        for d in self.c.deliverables:
            on = d["accepted"]
            if d["share"] is not None and on is not None and on <= self.as_of and self.by_milestones(on):
                item = Item(self.c, attempt(lambda d=d: round(self.c.price() * d["share"])), (on, on + DAY))
                items.append(item)
                self.of_deliverable[d["key"]] = item
        return sorted(items, key=lambda i: i.last)

    def span(self):
        days = [r.effective_on for r in self.c.rows] + [self.c.start, self.as_of]
        days += [w["on"] for w in self.c.work] + [self.service(r)[0] for r, _ in self.surviving]
        days += [self.service(r)[1] for r, _ in self.surviving]
        return min(days), min(max(days), next_month(self.as_of))

    def service_of(self, month):
        term = common(month, (self.c.start, self.c.end))
        return term if length(term) else month

    def month_item(self, m):
        month = (m, next_month(m))
        service = self.service_of(month)
        pricing = self.pricing(service[1] - DAY)
        if self.by_milestones(service[1] - DAY):
            return None
        amount = attempt(lambda: self.month_amount(month, pricing))
        inside = length(common(month, (self.c.start, self.c.end)))
        return Item(self.c, amount, service) if inside or isinstance(amount, Na) or amount or not pricing else None

    def month_amount(self, month, pricing):
        if pricing in ("retainer", "fixed"):
            return self.c.revenue(month)
        if pricing in ("time_and_materials", "capped", "prepaid_hours"):
            return self.billed(month, pricing)
        expected = [(r, [r]) for r in self.c.recognitions if r["on"] is None and r["service"] and not r["reverses"]]
        told = [(r, family) for r, family in self.surviving if not self.milestone(r)]
        return sum(known(self.left(r, family, common(month, self.service(r)))) for r, family in told + expected)

    def billed(self, month, pricing):
        """What the month adds to the bill value so far, up to the price that its state has."""
        seen = common(month, (date.min, self.as_of + DAY))
        here = attempt(lambda: self.c.bills(seen))
        hours = self.c.counting(seen)
        before, by_hours_alone = self.due_so_far, pricing == self.last_billed == "time_and_materials"
        self.last_billed = pricing
        self.lacks = self.lacks or (here if isinstance(here, Na) else None)
        self.bill_so_far += 0 if isinstance(here, Na) else here
        cap = None
        if pricing == "capped":
            cap = self.c.state(self.service_of(month)[1] - DAY).get("total_value")
        if pricing == "prepaid_hours":
            cap = attempt(self.c.price)
        self.due_so_far = self.bill_so_far if cap is None or isinstance(cap, Na) else min(cap, self.bill_so_far)
        if by_hours_alone:
            return here
        amount = self.lacks or (cap if isinstance(cap, Na) else self.due_so_far - before)
        return amount if hours or not isinstance(amount, Na) or length(common(month, (self.c.start, self.c.end))) else 0

    # ------------------------------------------------------------ settling

    def settle(self):
        loose = []
        for r, family in sorted(self.surviving, key=lambda x: x[0]["on"]):
            named = self.milestone(r)
            if named:
                amount = self.left(r, family, self.service(r))
                item = self.of_deliverable.get(named)
                if item:
                    item.over += item.settle(r["on"], amount)
                elif isinstance(amount, Na):
                    self.lost = amount
                else:
                    self.loose[self.service(r)[1] - DAY] += amount
                continue
            for m in months_of(*self.service(r)):
                days = common(self.service(r), (m, next_month(m)))
                part = self.left(r, family, days)
                item = self.of_month.get(m)
                if item and (r["service"] or not self.pricing(item.last)):
                    item.over += item.settle(r["on"], part)
                elif not (r["service"] and m > self.as_of and self.will_have_item(m)):
                    loose.append((r, part, days[1] - DAY))
        for r, amount, last in loose:
            self.settle_oldest(r["on"], amount, last)

    def settle_oldest(self, on, amount, last):
        if isinstance(amount, Na):
            self.lost = amount
            return
        for at, item in enumerate(self.items):
            lacks = item.amount if isinstance(item.amount, Na) else item.obscured
            if amount and lacks:  # nobody can tell what it leaves for those behind it
                for behind in self.items[at + 1:]:
                    if not isinstance(behind.amount, Na) and behind.room() * amount > 0:
                        behind.obscured = behind.obscured or lacks
                self.obscured[last] = lacks
                return
            amount = item.settle(on, amount)
        self.loose[last] += amount

    def milestone(self, r):
        for d in self.c.deliverables:
            if d["key"] == r["deliverable"] and d["share"] is not None:
                accepted = d["accepted"] if d["accepted"] and d["accepted"] <= self.as_of else self.service(r)[1] - DAY
                return d["key"] if self.by_milestones(accepted) else None
        return None

    def will_have_item(self, m):
        last = self.service_of((m, next_month(m)))[1] - DAY
        if self.by_milestones(last):
            return False
        return not self.pricing(last) or length(common((m, next_month(m)), (self.c.start, self.c.end)))

    # ------------------------------------------------------------ figures

    def amount_due(self):
        return Fraction(sum(known(i.amount) for i in self.due))

    def settled_due(self):
        """Items that are due; raises where nobody can tell what settled them."""
        known(self.lost)
        for i in self.due:
            known(i.amount)
            known(i.obscured)
        return self.due

    def over(self):
        of_items = sum(i.over for i in self.settled_due())
        for d, na in self.obscured.items():
            if self.asked[0] <= d < self.asked[1]:
                raise na
        return Fraction(of_items + sum(a for d, a in self.loose.items() if self.asked[0] <= d < self.asked[1]))

    def on_time(self):
        return self.sum(lambda i, on: on <= i.due_on)

    def sum(self, test):
        self.settled_due()
        return Fraction(sum(a for i in self.due for on, a in i.settled if test(i, on)))

    def lags(self, business):
        out = []
        for i in self.settled_due():
            for on, amount in i.settled + ([(self.as_of, i.room())] if i.room() else []):
                out.append((i.business_lag(on) if business else (on - i.last).days, amount))
        return out

    def quantile(self, q, business):
        weighted = [(lag, abs(weight)) for lag, weight in sorted(self.lags(business))]
        total = sum(w for _, w in weighted)
        if total <= 0:
            raise Na("nothing_due")
        run = 0
        for lag, weight in weighted:
            run += weight
            if run >= q * total:
                return Fraction(lag)
        raise AssertionError("weights do not add up")

    def gross_reversals(self):
        """What reversals took back of the service in the period; a reversal that is reversed again stays gross."""
        days = common(self.asked, (date.min, self.as_of + DAY))

        def walk(r, service, takes_back):
            own = sum(-spread(x["amount"], service, days) for x in self.back[r["id"]] if x["on"] and takes_back)
            return own + sum(walk(x, service, not takes_back) for x in self.back[r["id"]] if x["on"])
        return Fraction(sum(walk(r, self.service(r), True) for r, _ in self.surviving))

    def figures(self):
        return {
            "due": self.amount_due,
            "on_time_share": lambda: divide(self.on_time(), max(self.amount_due(), 0), "nothing_due"),
            "late_recognition": lambda: self.amount_due() - self.on_time(),
            "open_recognition": lambda: Fraction(sum(i.room() for i in self.settled_due())),
            "early_recognition": lambda: self.sum(lambda i, on: on < i.early_before()),
            "over_recognition": self.over,
            "reversed": self.gross_reversals,
            "mean_lag": lambda: divide(sum(lag * weight for lag, weight in self.lags(False)),
                                       max(self.amount_due(), 0), "nothing_due"),
            "median_lag": lambda: self.quantile(Fraction(1, 2), False),
            "p90_lag": lambda: self.quantile(Fraction(9, 10), False),
            "median_lag_in_business_days": lambda: self.quantile(Fraction(1, 2), True),
            "p90_lag_in_business_days": lambda: self.quantile(Fraction(9, 10), True),
        }


def figures(contract, asked, as_of):
    """{metric: function that tells the figure}; raises where there are none."""
    return Timeliness(contract, asked, as_of).figures()

"""Due items of a contract and what settles them: domain.md, section 6, recognition timeliness."""
from collections import defaultdict
from fractions import Fraction

from oracle_facts import DAY, Na, attempt, common, length, month_of, months_of, next_month, spread


class Billed:
    """Bill value of months that are billed by hours, up to the price: what each month adds to what was due before."""

    def __init__(self, contract, as_of):
        self.c, self.as_of = contract, as_of
        self.all, self.due, self.lacks, self.by_time = Fraction(0), Fraction(0), None, True

    def add(self, month, f):
        """The month's share; raises where hours have no rate."""
        bills = attempt(lambda: self.c.bills((month, min(next_month(month), self.as_of + DAY))))
        by_time, was_by_time = f["pricing"] == "time_and_materials", self.by_time
        self.by_time = by_time
        if isinstance(bills, Na):
            self.lacks = self.lacks or bills
        else:
            self.all += bills
        before = self.due
        self.due = self.all
        lacks = (bills if isinstance(bills, Na) else None) if by_time and was_by_time else self.lacks
        if lacks:
            raise lacks
        if f["pricing"] == "prepaid_hours":
            self.due = min(self.c.price(), self.all)
        elif f["pricing"] == "capped" and "total_value" in f:
            self.due = min(f["total_value"], self.all)
        return self.due - before


class Timeliness:
    """The part of Contract (oracle_contract.py) that settles due items."""

    def shares(self, d):
        """Whether a fixed price is due by its deliverables then."""
        return self.state(d).get("pricing") == "fixed" and any(x["share"] is not None for x in self.deliverables)

    def service_in(self, month):
        """The month's days in the term; all of them where there are none."""
        whole = (month, next_month(month))
        inside = common(whole, (self.start, self.end))
        return inside if length(inside) else whole

    def month_amount(self, month, f, billed, as_of):
        whole = (month, next_month(month))
        if "pricing" not in f:
            return sum(spread(r["amount"], s, whole) for r, first, s in self.seen(as_of)
                       if not self.named(first, s, as_of)) + sum(
                spread(r["amount"], r["service"], whole) for r in self.recognitions
                if r["on"] is None and r["service"] and not r["reverses"])
        if f["pricing"] in ("retainer", "fixed"):
            return self.revenue(whole)
        return billed.add(month, f)

    def has_item(self, month, service, f, amount):
        """Outside the term only where something is due; a rate that is missing must be that of the month's own hours."""
        if length(common(service, (self.start, self.end))) or "pricing" not in f:
            return True
        if not isinstance(amount, Na) or f["pricing"] in ("retainer", "fixed"):
            return amount != 0
        return any(month <= w["on"] < next_month(month) and w["approval"] == "approved" and w["billable"] for w in self.work)

    def due_items(self, as_of):
        """By last service day; not only those that are due."""
        items = []
        known = [w["on"] for w in self.work] + [s[0] for _, _, s in self.seen(as_of)] + [
            r["service"][0] for r in self.recognitions if r["service"]]
        first = min([self.start, self.rows[0].effective_on] + known)
        billed = Billed(self, as_of)
        for m in months_of(month_of(first), as_of + DAY):
            service = self.service_in(m)
            last = service[1] - DAY
            if self.shares(last):
                continue
            f = self.state(last)
            amount = attempt(lambda m=m, f=f: self.month_amount(m, f, billed, as_of))
            if self.has_item(m, service, f, amount):
                items.append({"last": last, "amount": amount, "month": m, "deliverable": None, "service": service})
        for d in self.deliverables:
            on = d["accepted"]
            if d["share"] is not None and on and on <= as_of and self.shares(on):
                items.append({"last": on, "amount": attempt(lambda d=d: round(self.price() * d["share"])), "month": None,
                              "deliverable": d["key"], "service": (on, on + DAY)})
        for item in items:
            n = self.state(item["last"]).get("recognition_days", 5)
            item["calendar"] = self.calendar(item["last"])
            item["due_on"] = item["calendar"].after(item["last"], int(n))
            item["settled"], item["over"] = [], Fraction(0)
        return sorted(items, key=lambda i: i["last"])

    def timeliness(self, p, as_of):
        """(items of the period that are due, settled; what is over without an item)"""
        items, unnamed, loose = self.due_items(as_of), [], Fraction(0)
        net = defaultdict(list)  # what counts of each recognition: itself and what takes it back
        for r, first, service in self.seen(as_of):
            net[first["id"]].append((r, service))
        for first in sorted((f for f in self.recognitions if net[f["id"]]), key=lambda f: f["on"]):
            group, service = net[first["id"]], net[first["id"]][0][1]
            for part, item, waits in self.parts(first, service, items, as_of):
                amount = sum(spread(r["amount"], s, part) for r, s in group)
                if item:
                    settle(item, first["on"], amount)
                elif not waits:
                    unnamed.append((first["on"], amount, part[1] - DAY))
                elif waits == "over" and p[0] <= part[1] - DAY < p[1]:
                    loose += amount
        for on, amount, service_day in unnamed:
            for item in items:
                amount -= take(item, on, amount)
            if p[0] <= service_day < p[1]:
                loose += amount
        return [i for i in items if p[0] <= i["last"] < p[1] and i["due_on"] <= as_of], loose

    def named(self, first, service, as_of):
        """The deliverable that the recognition settles, accepted or not, or None."""
        for d in self.deliverables:
            if first["deliverable"] and d["key"] == first["deliverable"] and d["share"] is not None:
                accepted = d["accepted"] if d["accepted"] and d["accepted"] <= as_of else None
                return d if self.shares(accepted or service[1] - DAY) else None
        return None

    def parts(self, first, service, items, as_of):
        """(days, the item that they name or None, "over" or "ahead" where no other may take them)"""
        deliverable = self.named(first, service, as_of)
        if deliverable:
            named = [i for i in items if i["deliverable"] == deliverable["key"]]
            return [(service, named[0] if named else None, "over")]
        out = []
        for m in months_of(*service):
            part = common(service, (m, next_month(m)))
            named = [i for i in items if i["month"] == m]
            last = self.service_in(m)[1] - DAY
            told = first["service"] or "pricing" not in self.state(last)
            has_item = "pricing" not in self.state(last) or length(common((m, next_month(m)), (self.start, self.end)))
            ahead = m > as_of and not self.shares(last) and has_item
            out.append((part, named[0] if named and told else None, "ahead" if told and ahead else None))
        return out


def take(item, on, amount):
    """Settles an item with what it has room for; of the item's own sign."""
    if isinstance(item["amount"], Na):
        return 0
    room = item["amount"] - sum(a for _, a in item["settled"])
    if amount > 0 and room > 0:
        part = min(amount, room)
    elif amount < 0 and room < 0:
        part = max(amount, room)
    else:
        return 0
    item["settled"].append((on, part))
    return part


def settle(item, on, amount):
    """What is beyond the item's amount is over."""
    item["over"] += amount - take(item, on, amount)

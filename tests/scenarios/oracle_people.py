"""Hours of people as the oracle of metrics sees them. Source: domain.md, section 6."""
from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction

from oracle_facts import DAY, Na, assigned_hours, attempt, common, day, days_of, divide


class People:
    """Hours of people, from sums by person and day."""

    def __init__(self, firm):
        self.firm = firm
        self.days = defaultdict(list)
        for g in firm.ask("sum", "--by", "resource,day,class")["groups"]:
            self.days[g["resource"]].append((day(g["date"]), g["class"], Fraction(g["seconds"], 3600)))

    def hours(self, resource, p, **wanted):
        return sum((h for d, c, h in self.days[resource]
                    if p[0] <= d < p[1] and all(c[k] == v for k, v in wanted.items())), Fraction(0))

    def available(self, resource, p):
        if not self.firm.resources[resource]:
            raise Na("no_capacity")
        return sum((self.available_on(resource, d) for d in days_of(*p)), Fraction(0))

    def available_on(self, resource, d):
        person = self.firm.terms_of(resource, d)
        if person is None or person["calendar"].is_holiday(d):
            return Fraction(0)
        leave = self.hours(resource, (d, d + DAY), category="leave", approval="approved")
        return max(Fraction(0), person["hours"][d.weekday()] - leave)

    def assigned(self, resource, p):
        return sum((assigned_hours(self.firm, a, p) for a in self.firm.assignments
                    if a["resource"] == resource), Fraction(0))

    def over_allocated(self, resource, p):
        total, monday = Fraction(0), p[0] - timedelta(days=p[0].weekday())
        while monday < p[1]:
            week = common((monday, monday + timedelta(days=7)), p)
            total += max(Fraction(0), self.assigned(resource, week) - self.available(resource, week))
            monday += timedelta(days=7)
        return total

    def figures(self, resource, begin, end, as_of):
        p = common((begin, end), (date.min, as_of + DAY))
        counting = self.hours(resource, p, category="client", approval="approved", billable=True)
        internal = self.hours(resource, p, category="internal", approval="approved")
        out = {"counting_hours": counting, "internal_hours": internal,
               "leave_hours": self.hours(resource, p, category="leave", approval="approved")}
        for name, work in (("resource_utilization", counting), ("productive_utilization", counting + internal)):
            out[name] = attempt(lambda work=work: divide(work, self.available(resource, p), "no_capacity"))
        out["over_allocated_hours"] = attempt(lambda: self.over_allocated(resource, p))
        out["available_hours"] = attempt(lambda: self.available(resource, p))
        out["assigned_hours"] = self.assigned(resource, p)
        return out

"""
Oracle of metrics: an independent reading of domain.md, sections 5 and 6.

It exists to disagree with src/analytics: written from the same text, by the simplest means (exact fractions, plain lists, day by day
where that is simplest). What terms earn comes from tests/oracle, the rest from facts as `pacta … --json` lists them.

A figure is a Fraction (money in minor units; a date for run-out), or an Na with its reason.
"""
from datetime import date
from fractions import Fraction

import oracle_timeliness
from oracle_contract import Contract
from oracle_facts import (DAY, EXPONENT, Firm, Na, attempt, check, common, divide, known, next_month, terms)
from oracle_people import People

__all__ = ["Contract", "EXPONENT", "Firm", "Na", "People", "figures"]

METRICS = {}


def metric(function):
    METRICS[function.__name__] = function
    return function


class Asked:
    """A contract, days, and as of when."""

    def __init__(self, contract, begin, end, as_of):
        self.c, self.asked, self.as_of = contract, (begin, end), as_of
        self.days = common((begin, end), (date.min, as_of + DAY))
        self.cut = min(as_of, end - DAY)
        self.before = (date.min, self.cut + DAY)
        self.timeliness = None

    def customer(self):
        if self.c.vendor:
            raise Na("vendor")
        return self.c


@metric
def committed_hours(q):
    return q.c.committed(q.days)


@metric
def counting_hours(q):
    return q.c.counting(q.days)


@metric
def approved_client_hours(q):
    return q.c.approved(q.days)


@metric
def draft_hours(q):
    return q.c.pending(q.days, "draft")


@metric
def submitted_hours(q):
    return q.c.pending(q.days, "submitted")


@metric
def contract_utilization(q):
    return divide(counting_hours(q), committed_hours(q), "no_commitment")


@metric
def target_of_contract_utilization(q):
    return q.c.baseline(q.days)


@metric
def unused_hours(q):
    return max(Fraction(0), committed_hours(q) - counting_hours(q))


@metric
def excess_hours(q):
    return max(Fraction(0), counting_hours(q) - committed_hours(q))


@metric
def burn(q):
    return divide(q.c.counting(q.before), q.c.committed_of_term(), "no_commitment")


@metric
def elapsed(q):
    return divide(q.c.committed(q.before), q.c.committed_of_term(), "no_commitment")


@metric
def pace_gap(q):
    return burn(q) - elapsed(q)


@metric
def run_out(q):
    return q.c.run_out(q.cut)[0]


@metric
def run_out_by_assignment(q):
    return q.c.run_out_by_assignment(q.cut)


@metric
def remaining_hours(q):
    return q.c.committed_of_term() - q.c.counting(q.before)


@metric
def under_resourcing(q):
    return max(Fraction(0), remaining_hours(q) - q.c.assigned((q.cut + DAY, q.c.end)))


@metric
def out_of_scope_hours(q):
    return q.c.hours(q.days, lambda w: w["approval"] == "approved" and w["task"] in q.c.tasks
                     and q.c.tasks[w["task"]]["in_scope"] is False)


@metric
def over_plan_hours(q):
    total = Fraction(0)
    for key, task in q.c.tasks.items():
        if task["planned_hours"] is not None:
            done = q.c.hours(q.before, lambda w, key=key: w["approval"] == "approved" and w["task"] == key)
            total += max(Fraction(0), done - Fraction(task["planned_hours"]))
    return total


@metric
def hours_to_budget(q):
    months, total = q.c.budget(q.days, "hours")
    return divide(sum(q.c.approved(common((m, next_month(m)), q.days)) for m in months), total, "no_budget")


@metric
def revenue_by_terms(q):
    return q.customer().revenue(q.days)


@metric
def profit_by_terms(q):
    return check(q.customer().value.part(*q.days)["profit"])


@metric
def recognized(q):
    return q.customer().recognized(q.days, q.as_of)


@metric
def recognized_in_ledger(q):
    return q.customer().ledger(q.days, q.as_of)


@metric
def budget_revenue(q):
    months, total = q.customer().budget(q.days, "revenue")
    if not months:
        raise Na("no_budget")
    return total


def of_budgeted_months(q, take):
    months, total = q.customer().budget(q.days, "revenue")
    if total < 0:
        raise Na("negative_budget")
    done = sum((take(common((m, next_month(m)), q.days), q.as_of) for m in months), Fraction(0))
    return done, total


@metric
def value_delivered(q):
    done, total = of_budgeted_months(q, q.c.recognized)
    return divide(done, total, "no_budget")


@metric
def value_delivered_in_ledger(q):
    done, total = of_budgeted_months(q, q.c.ledger)
    return divide(done, total, "no_budget")


@metric
def value_gap(q):
    if not q.customer().budget(q.days, "revenue")[0]:
        raise Na("no_budget")
    months, total = q.c.budget(q.days, "revenue")
    return sum((q.c.recognized(common((m, next_month(m)), q.days), q.as_of) for m in months), Fraction(0)) - total


@metric
def budget_at_completion(q):
    return q.c.earned_value(q.cut)[0]


@metric
def planned_value(q):
    return q.c.earned_value(q.cut)[1]


@metric
def earned_value(q):
    return q.c.earned_value(q.cut)[2]


@metric
def actual_cost(q):
    return q.c.labour(q.before) + q.c.other_costs(q.before)


def scope(q):
    """BAC, PV, EV, AC with a budget."""
    bac, pv, ev = q.c.earned_value(q.cut)
    if bac <= 0:
        raise Na("no_budget")
    return bac, pv, ev, actual_cost(q)


@metric
def cpi(q):
    _, _, ev, ac = scope(q)
    return divide(ev, ac, "no_cost")


@metric
def spi(q):
    bac, pv, ev = q.c.earned_value(q.cut)
    if bac <= 0:
        raise Na("no_budget")
    return divide(ev, pv, "nothing_planned")


@metric
def eac_by_cpi(q):
    bac, _, ev, ac = scope(q)
    return bac / (divide(ev, ac, "no_cost") or divide(ev, 0, "no_progress"))


@metric
def eac_at_budget_rate(q):
    actual_cost(q)  # the first of the formula: its reason comes first
    bac, _, ev, ac = scope(q)
    return ac + bac - ev


@metric
def eac_by_cpi_and_spi(q):
    actual_cost(q)  # the first of the formula: its reason comes first
    bac, _, ev, ac = scope(q)
    return ac + (bac - ev) / (cpi(q) * spi(q) or divide(ac, 0, "no_progress"))


@metric
def estimate_to_complete(q):
    return eac_by_cpi(q) - actual_cost(q)


@metric
def variance_at_completion(q):
    return scope(q)[0] - eac_by_cpi(q)


@metric
def cost_variance(q):
    return q.c.earned_value(q.cut)[2] - actual_cost(q)


@metric
def schedule_variance(q):
    _, pv, ev = q.c.earned_value(q.cut)
    return ev - pv


@metric
def percent_complete(q):
    bac, _, ev = q.c.earned_value(q.cut)
    if bac <= 0:
        raise Na("no_budget")
    return ev / bac


@metric
def percent_spent(q):
    actual_cost(q)  # the first of the formula: its reason comes first
    bac, _, _, ac = scope(q)
    return ac / bac


@metric
def tcpi(q):
    bac, _, ev, ac = scope(q)
    if ev >= bac and ac >= bac:
        raise Na("complete")
    return divide(bac - ev, bac - ac, "unattainable")


@metric
def tcpi_by_eac(q):
    bac, _, ev, _ = scope(q)
    left = estimate_to_complete(q)
    if bac == ev:
        raise Na("complete")
    return divide(bac - ev, left, "no_cost")


@metric
def bill_value(q):
    return q.customer().bills(q.days)


@metric
def cost_of_hours(q):
    return q.c.labour(q.days)


@metric
def other_costs(q):
    return q.c.other_costs(q.days)


@metric
def delivery_profit(q):
    return recognized(q) - cost_of_hours(q) - other_costs(q)


def positive_recognized(q):
    amount = recognized(q)
    if amount < 0:
        raise Na("negative_recognized")
    if amount == 0:
        raise Na("no_recognition")
    return amount


@metric
def delivery_margin(q):
    return delivery_profit(q) / positive_recognized(q)


@metric
def labor_share_drift(q):
    cost = cost_of_hours(q)  # the first of the formula: its reason comes first
    q.customer()
    return (cost - q.c.weighted(q.days, q.as_of, "direct_labor")) / positive_recognized(q)


@metric
def cost_to_budget(q):
    months, total = q.c.budget(q.days, "cost")
    cut = [common((m, next_month(m)), q.days) for m in months]
    spent = sum(q.c.labour(p) + q.c.other_costs(p) for p in cut)
    if total < 0:
        raise Na("negative_budget")
    return divide(spent, total, "no_budget")


@metric
def realization(q):
    return divide(q.customer().invoiced(q.days, True, q.as_of), q.c.standards(q.days), "no_standard_value")


@metric
def realization_to_date(q):
    return divide(q.customer().invoiced(q.before, False), q.c.standards(q.before), "no_standard_value")


@metric
def realization_of_year(q):
    year = (terms.anniversary(q.cut + DAY, -1), q.cut + DAY)
    return divide(q.customer().invoiced(year, False), q.c.standards(year), "no_standard_value")


# ---------------------------------------------------------------- timeliness

def of_timeliness(name):
    def figure(q):
        if q.timeliness is None:
            q.timeliness = oracle_timeliness.figures(q.customer(), q.asked, q.as_of)
        return q.timeliness[name]()
    METRICS[name] = figure


for timely in ("due", "on_time_share", "late_recognition", "open_recognition", "early_recognition", "over_recognition", "reversed",
               "mean_lag", "median_lag", "p90_lag", "median_lag_in_business_days", "p90_lag_in_business_days"):
    of_timeliness(timely)


# ---------------------------------------------------------------- balances

@metric
def delivered_value(q):
    c = q.customer()
    pricing = c.state_at(q.cut).get("pricing")
    if pricing is None:
        raise Na("no_pricing")
    if pricing == "retainer" and not c.has_value():
        raise Na("no_value")
    if pricing == "retainer":
        return c.revenue((min(c.start, c.rows[0].effective_on), q.cut + DAY))
    if pricing == "time_and_materials":
        return c.bills(q.before)
    if pricing == "capped":
        cap = c.state_at(q.cut).get("total_value")
        return c.bills(q.before) if cap is None else min(Fraction(cap), c.bills(q.before))
    done = min(Fraction(1), burn(q)) if pricing == "prepaid_hours" else None
    if pricing == "fixed":
        bac, _, ev = c.earned_value(q.cut)
        return divide(ev, bac, "no_budget") * c.price()
    return done * c.price()


def ahead(q):
    c = q.customer()
    return delivered_value(q) - c.recognized(q.before, q.cut)


@metric
def unrecognized_delivery(q):
    return max(Fraction(0), ahead(q))


@metric
def recognized_undelivered(q):
    return max(Fraction(0), -ahead(q))


def unbilled_net(q):
    return q.customer().ledger(q.before, q.cut) - q.c.invoiced(q.before, False)


@metric
def unbilled(q):
    return max(Fraction(0), unbilled_net(q))


@metric
def deferred(q):
    return max(Fraction(0), -unbilled_net(q))


@metric
def contracted_value(q):
    c = q.customer()
    f = c.state_at(q.cut)
    if f.get("pricing") in ("time_and_materials", "capped"):
        if "total_value" not in f:
            raise Na("by_usage")
        return Fraction(f["total_value"])
    if not c.has_value():
        raise Na("no_value")
    notice = f.get("notice_by")
    begin = min(c.start, c.rows[0].effective_on)
    if notice is not None and q.cut < notice:
        return c.revenue((begin, notice))
    price = attempt(c.price)
    if isinstance(price, Na) and c.end == terms.FOREVER:
        raise Na("no_end")
    return known(price)


@metric
def remaining_value(q):
    return max(Fraction(0), contracted_value(q) - q.c.ledger(q.before, q.cut))


@metric
def remaining_later(q):
    """What is contracted for days that are more than 12 months ahead; nobody can tell when usage will come, but not after the end."""
    c = q.customer()
    f = c.state_at(q.cut)
    notice = f.get("notice_by")
    end = min(c.end, notice) if notice is not None and q.cut < notice else c.end
    ahead_from = terms.anniversary(q.cut + DAY, 1)
    contracted_value(q)
    if f.get("pricing") in ("time_and_materials", "capped"):
        return divide(0, int(end <= ahead_from), "by_usage")
    if c.end == terms.FOREVER and end == c.end:  # it earns nothing from some day on, or the price has told that it has no end
        end = c.rows[-1].effective_on
    return min(remaining_value(q), c.revenue((ahead_from, max(ahead_from, end))))


@metric
def remaining_next_12_months(q):
    return remaining_value(q) - remaining_later(q)


@metric
def over_recognized(q):
    return max(Fraction(0), q.c.ledger(q.before, q.cut) - contracted_value(q))


def figures(contract, begin, end, as_of):
    """{metric: Fraction, date or Na} of a contract; None where the text does not say."""
    contract = contract.as_of(as_of)
    asked = Asked(contract, begin, end, as_of)
    if not contract.rows:
        return {}
    return {name: attempt(lambda function=function: function(asked))
            for name, function in METRICS.items()}

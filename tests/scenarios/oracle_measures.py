"""
Measures of one contract for totals: rows of (day, day of the budget rate, minor units or the Na that says why there is none).

Readings where the text leaves a choice: a balance converts on its own last day (that of the period, where the as-of day is later); so
does its budget rate. Terms earn day by day at the rate of each day. What is due, and what settles it, has the day of service.
"""
from collections import defaultdict
from datetime import timedelta
from fractions import Fraction

import metrics_oracle as single
import oracle_timeliness
from oracle_facts import DAY, Na, attempt, common, days_of, known, length, month_of, next_month, spread

DAILY, AS_OF, BUDGET, BUDGETED_DAYS = "day", "as of", "budget", "day, where a budget rate is"


def by_month(p):
    while length(p):
        end = min(p[1], next_month(p[0]))
        yield p[0], end
        p = (end, p[1])


def part_of(amount, over_days, days):
    return attempt(lambda: spread(amount, over_days, days))


def recognized(q, months=None):
    return [(r["on"], part[0], part_of(r["amount"], service, part)) for r, _, service in q.customer().seen(q.as_of)
            for part in by_month(common(service, q.days)) if months is None or month_of(part[0]) in months]


def ledger(q, months=None):
    return [(r["on"], r["on"], r["amount"]) for r, _, _ in q.customer().seen(q.as_of)
            if q.days[0] <= r["on"] < q.days[1] and (months is None or month_of(r["on"]) in months)]


def budgeted_months(q, name):
    if name == "revenue":
        q.customer()
    months = q.c.budget(q.days, name)[0]
    if not months:
        raise Na("no_budget")
    return months


def budget(q, name):
    parts = [(m, (m, next_month(m))) for m in budgeted_months(q, name)]
    return [(max(m, q.days[0]), m, spread(q.c.budgets[m][name], whole, common(whole, q.days))) for m, whole in parts]


def priced(q, p, price, billable, reason):
    for w in q.c.worked(p):
        if w["approval"] == "approved" and (w["billable"] or not billable):
            yield w["on"], w["on"], Na(reason) if w[price] is None else w[price]


def labour(q, p):
    return list(priced(q, p, "cost", False, "no_cost_rate"))


def standards(q, p):
    q.customer()
    return list(priced(q, p, "standard", False, "no_standard_rate"))


def costs(q, p):
    return [(on, on, amount) for on, amount in q.c.costs if p[0] <= on < p[1]]


def costs_of_budgeted_months(q):
    rows = []
    for m in budgeted_months(q, "cost"):
        part = common((m, next_month(m)), q.days)
        rows += labour(q, part) + costs(q, part)
    return rows


def invoiced(q, p):
    return [(i["on"], i["on"], i["amount"]) for i in q.customer().invoices if p[0] <= i["on"] < p[1]]


def invoiced_by_service(q):
    rows = []
    for i in sorted(q.customer().invoices, key=lambda i: i["on"]):  # what is lacking first is the reason
        if i["on"] <= q.as_of and not i["service"] and q.days[0] <= i["on"] < q.days[1]:
            rows.append((i["on"], i["on"], Na("no_service_period")))
        if i["on"] <= q.as_of and i["service"]:
            rows += [(i["on"], part[0], spread(i["amount"], i["service"], part))
                     for part in by_month(common(i["service"], q.days))]
    return rows


def earned(q, name):
    """Stretches of one exchange rate, which is what the days of each convert at."""
    c = q.customer()
    c.terms_needed()
    p, rate = q.days, lambda d: c.firm.dated_rate(c.currency, d)
    dates = {d + timedelta(days=late) for d, _ in c.firm.rates[c.currency] for late in (0, 8)}
    changes = [d for d in dates if p[0] < d < p[1] and rate(d) is not rate(d - DAY)]
    cuts = sorted([*changes, *p]) if length(p) else []
    parts = list(zip(cuts, cuts[1:]))
    single.check(c.value.part(*q.days)[name])
    return [(part[0], part[0], int(single.check(c.value.part(*part)[name]))) for part in parts]


def shares(q, field, reason=None, whole=False):
    """Recognised value of days times their share; `whole`: the value of days that have one. `reason`: why there must be one."""
    total = defaultdict(Fraction)
    for r, _, service in q.customer().seen(q.as_of):
        for d in days_of(*common(service, q.days)):
            share = q.c.state(d).get(field)
            if share is None and reason and known(r["amount"]):
                raise Na(reason)
            if share is not None and r["amount"]:
                part = (1 if whole else Fraction(share, 1_000_000)) * Fraction(known(r["amount"]), length(service))
                total[month_of(d)] += part
    return [(m, m, amount) for m, amount in total.items()]


def at_cut(q, amount):
    return [(q.cut, q.cut, amount)]


def actual_cost(q):
    return labour(q, q.before) + costs(q, q.before)


def due_items(q):
    if q.settled is None:
        q.customer().terms_needed()
        q.settled = oracle_timeliness.Timeliness(q.c, q.asked, q.as_of)
    return q.settled


def due(q):
    return [(i.last, i.service[0], i.amount) for i in due_items(q).due]


def settlements(q, test):
    return [(i.last, i.service[0], amount) for i in due_items(q).settled_due() for on, amount in i.settled if test(i, on)]


def on_time(q):
    return settlements(q, lambda i, on: on <= i.due_on)


def open_due(q):
    return [(i.last, i.service[0], i.room()) for i in due_items(q).settled_due()]


def over(q):
    items = due_items(q)
    items.over()
    return [(i.last, i.service[0], i.over) for i in items.due] + [
        (d, d, amount) for d, amount in items.loose.items() if q.asked[0] <= d < q.asked[1]]


def reversals(q):
    rows = []
    for r, _, service in q.customer().seen(q.as_of):
        depth, x = 0, r
        while x["reverses"]:
            x, depth = q.c.by_id[x["reverses"]], depth + 1
        if depth % 2 and length(common(service, q.days)):
            rows.append((r["on"], r["on"], -spread(r["amount"], service, q.days)))
    return rows


def lag_days(q):
    """(row, lag) of all that is due, in calendar and in business days."""
    out = []
    for i in due_items(q).settled_due():
        for on, amount in i.settled + ([(q.as_of, i.room())] if i.room() else []):
            out.append(((i.last, i.service[0], amount), (on - i.last).days, i.business_lag(on)))
    return out


MEASURES = {
    "recognized": (DAILY, recognized),
    "ledger": (DAILY, ledger),
    "recognized_of_budgeted_months": (BUDGET, lambda q: recognized(q, budgeted_months(q, "revenue"))),
    "ledger_of_budgeted_months": (BUDGET, lambda q: ledger(q, budgeted_months(q, "revenue"))),
    "budget_revenue": (BUDGET, lambda q: q.customer() and budget(q, "revenue")),
    "budget_cost": (BUDGET, lambda q: budget(q, "cost")),
    "costs_of_budgeted_months": (DAILY, costs_of_budgeted_months),
    "revenue": (DAILY, lambda q: earned(q, "revenue")),
    "profit": (DAILY, lambda q: earned(q, "profit")),
    "bills": (DAILY, lambda q: q.customer() and list(priced(q, q.days, "bill", True, "no_billing_rate"))),
    "labour": (DAILY, lambda q: labour(q, q.days)),
    "costs": (DAILY, lambda q: costs(q, q.days)),
    "labour_by_terms": (DAILY, lambda q: shares(q, "direct_labor", "no_direct_labor")),
    "target_profit": (DAILY, lambda q: shares(q, "margin_target")),
    "recognized_with_target": (DAILY, lambda q: shares(q, "margin_target", whole=True)),
    "invoiced_by_service": (DAILY, invoiced_by_service),
    "invoiced_to_date": (DAILY, lambda q: invoiced(q, q.before)),
    "invoiced_of_year": (DAILY, lambda q: invoiced(q, q.year)),
    "standards": (DAILY, lambda q: standards(q, q.days)),
    "standards_to_date": (DAILY, lambda q: standards(q, q.before)),
    "standards_of_year": (DAILY, lambda q: standards(q, q.year)),
    "bac": (AS_OF, lambda q: at_cut(q, q.c.earned_value(q.cut)[0])),
    "pv": (AS_OF, lambda q: at_cut(q, q.c.earned_value(q.cut)[1])),
    "ev": (AS_OF, lambda q: at_cut(q, q.c.earned_value(q.cut)[2])),
    "ac": (AS_OF, actual_cost),
    "due": (DAILY, due),
    "on_time": (DAILY, on_time),
    "open": (DAILY, open_due),
    "early": (DAILY, lambda q: settlements(q, lambda i, on: on < i.early_before())),
    "over": (DAILY, over),
    "reversed": (DAILY, reversals),
    "lags": (DAILY, lag_days),
    "lag_days": (DAILY, lambda q: [(on, month, amount * lag) for (on, month, amount), lag, _ in lag_days(q)]),
}

# Balances: each of them one amount of a contract.
BALANCES = ("delivered_value", "unrecognized_delivery", "recognized_undelivered", "unbilled", "deferred", "contracted_value",
            "remaining_value", "remaining_later", "over_recognized")
for balance in BALANCES:
    MEASURES[balance] = (AS_OF, lambda q, balance=balance: at_cut(q, round(single.METRICS[balance](q))))

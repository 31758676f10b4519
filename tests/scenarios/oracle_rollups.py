"""
Totals over contracts, in one currency: domain.md, sections 2 ("Currencies together") and 6 ("Currencies", roll-ups).

Amounts add up: flows at the rate of their day, balances at that of the as-of day, budgets at their budget rate. Quotients divide the
sums, both sides at the budget rates of months; a month without one is left out and named. What has one rate is rounded as a sum. A
contract whose figure is n/a is left out of both sides and named with its reason.

Readings where the text leaves a choice: those of oracle_measures.py; a value gap is at budget rates on both sides; an estimate at
completion is rounded as an amount of each contract.
"""
from collections import Counter, defaultdict
from fractions import Fraction

import metrics_oracle as single
from oracle_facts import DAY, EXPONENT, Na, attempt, common, known, month_of, next_month
from oracle_measures import AS_OF, BALANCES, BUDGET, BUDGETED_DAYS, MEASURES, budgeted_months


# ---------------------------------------------------------------- money of one contract in the currency of a total

class Money:
    """Measures of one contract by name, as sums in the total's currency; `partial` tells whether months were left out."""

    def __init__(self, q, currency, kind=None):
        self.q, self.currency, self.kind, self.partial = q, currency, kind, False

    def __call__(self, name, kind=None):
        kind = kind or self.kind or MEASURES[name][0]
        converts = self.q.c.currency != self.currency
        key = (name, kind if converts else None, self.currency)
        if key not in self.q.sums:
            self.q.sums[key] = attempt(lambda: self.sum(self.rows(name), kind))
        total, partial = known(self.q.sums[key])
        self.partial = self.partial or partial
        return total

    def rows(self, name):
        if name not in self.q.rows:
            self.q.rows[name] = attempt(lambda: MEASURES[name][1](self.q))
        return known(self.q.rows[name])

    def sum(self, rows, kind):
        """(sum, whether months were left out)"""
        c = self.q.c
        if c.currency == self.currency:
            return sum(known(amount) for _, _, amount in rows), False
        if self.currency != c.firm.reporting:
            raise Na("no_reporting_currency" if not self.currency else "no_rate")
        groups, missing, rated = defaultdict(int), False, False
        for on, budget_on, amount in rows:
            if not known(amount):
                continue
            if kind in (BUDGET, BUDGETED_DAYS) and self.budget_rate(budget_on) is None:
                missing = True
                continue
            rated, rated_by = True, self.rated_by(on, budget_on, kind)
            self.rate(rated_by, kind)  # the first reason why it cannot be told is the one that is told
            groups[rated_by] += amount
        if missing and not rated:
            raise Na("no_budget_rate")
        exponents = EXPONENT.get(self.currency, 2) - EXPONENT.get(c.currency, 2)
        return sum(round(amount * self.rate(d, kind) * Fraction(10) ** exponents) for d, amount in groups.items()), missing

    def budget_rate(self, d):
        return self.q.c.budgets.get(month_of(d), {}).get("rate")

    def rated_by(self, on, budget_on, kind):
        """The day whose rate it takes: what shares one is rounded together."""
        return month_of(budget_on) if kind == BUDGET else self.q.cut if kind == AS_OF else on

    def rate(self, d, kind):
        return self.budget_rate(d) if kind == BUDGET else self.q.c.firm.rate(self.q.c.currency, d)


# ---------------------------------------------------------------- formulas

def sides(numerator, denominator, refuses=None):
    return "quotient", numerator, denominator, refuses


def amount(formula):
    return "amount", formula, None, None


def no_budget(m):
    return "no_budget" if m("bac") <= 0 else None


def eac_refuses(m):
    return no_budget(m) or ("no_cost" if m("ac") == 0 else "no_progress" if m("ev") == 0 else None)


def with_refusal(refuses, formula, inputs=("bac", "ev", "ac")):
    def refusing(m):
        for name in inputs:  # the reason of the first comes first
            m(name)
        if refuses(m):
            raise Na(refuses(m))
        return formula(m)
    return amount(refusing)


def eac(m):
    return Fraction(m("bac")) * m("ac") / m("ev")


def spi_refuses(m):
    return no_budget(m) or ("no_cost" if m("ac") == 0 else "nothing_planned" if m("pv") == 0
                            else "no_progress" if m("ev") == 0 else None)


def tcpi_refuses(m):
    left, money = m("bac") - m("ev"), m("bac") - m("ac")
    return no_budget(m) or ("complete" if max(left, money) <= 0 else "unattainable" if money == 0 else None)


def tcpi_by_eac_refuses(m):
    return eac_refuses(m) or ("complete" if m("bac") == m("ev") else None)


MONEY = {
    "revenue_by_terms": amount(lambda m: m("revenue")),
    "profit_by_terms": amount(lambda m: m("profit")),
    "recognized": amount(lambda m: m("recognized")),
    "recognized_in_ledger": amount(lambda m: m("ledger")),
    "budget_revenue": amount(lambda m: m("budget_revenue")),
    "value_delivered": sides(lambda m: m("recognized_of_budgeted_months"), lambda m: m("budget_revenue")),
    "value_delivered_in_ledger": sides(lambda m: m("ledger_of_budgeted_months"), lambda m: m("budget_revenue")),
    "value_gap": amount(lambda m: m("recognized_of_budgeted_months") - m("budget_revenue")),
    "fx_effect": amount(lambda m: m("recognized", BUDGETED_DAYS) - m("recognized", BUDGET)),
    "fx_effect_worked": amount(lambda m: m("bills", BUDGETED_DAYS) - m("bills", BUDGET)),
    "fx_effect_cost": amount(lambda m: m("labour", BUDGETED_DAYS) - m("labour", BUDGET)),
    "fx_effect_invoiced": amount(lambda m: m("invoiced_by_service", BUDGETED_DAYS) - m("invoiced_by_service", BUDGET)),
    "budget_at_completion": amount(lambda m: m("bac")),
    "planned_value": amount(lambda m: m("pv")),
    "earned_value": amount(lambda m: m("ev")),
    "actual_cost": amount(lambda m: m("ac")),
    "cost_variance": amount(lambda m: m("ev") - m("ac")),
    "schedule_variance": amount(lambda m: m("ev") - m("pv")),
    "cpi": sides(lambda m: m("ev"), lambda m: m("ac"), no_budget),
    "spi": sides(lambda m: m("ev"), lambda m: m("pv"), no_budget),
    "eac_by_cpi": with_refusal(eac_refuses, lambda m: round(eac(m))),
    "eac_at_budget_rate": with_refusal(no_budget, lambda m: m("ac") + m("bac") - m("ev"), ("ac", "bac", "ev")),
    "eac_by_cpi_and_spi": with_refusal(spi_refuses, lambda m: round(
        m("ac") + (m("bac") - m("ev")) * Fraction(m("ac")) * m("pv") / m("ev") ** 2), ("ac", "bac", "ev", "pv")),
    "estimate_to_complete": with_refusal(eac_refuses, lambda m: round(eac(m) - m("ac"))),
    "variance_at_completion": with_refusal(eac_refuses, lambda m: round(m("bac") - eac(m))),
    "tcpi": sides(lambda m: m("bac") - m("ev"), lambda m: m("bac") - m("ac"), tcpi_refuses),
    "tcpi_by_eac": sides(lambda m: m("bac") - m("ev"), lambda m: eac(m) - m("ac"), tcpi_by_eac_refuses),
    "percent_complete": sides(lambda m: m("ev"), lambda m: m("bac"), no_budget),
    "percent_spent": sides(lambda m: m("ac"), lambda m: m("bac"), no_budget),
    "bill_value": amount(lambda m: m("bills")),
    "cost_of_hours": amount(lambda m: m("labour")),
    "other_costs": amount(lambda m: m("costs")),
    "delivery_profit": amount(lambda m: m("recognized") - m("labour") - m("costs")),
    "delivery_margin": sides(lambda m: m("recognized") - m("labour") - m("costs"), lambda m: m("recognized")),
    "labor_share_drift": sides(lambda m: m("labour") - m("labour_by_terms"), lambda m: m("recognized")),
    "cost_to_budget": sides(lambda m: m("costs_of_budgeted_months"), lambda m: m("budget_cost")),
    "realization": sides(lambda m: m("invoiced_by_service"), lambda m: m("standards")),
    "realization_to_date": sides(lambda m: m("invoiced_to_date"), lambda m: m("standards_to_date")),
    "realization_of_year": sides(lambda m: m("invoiced_of_year"), lambda m: m("standards_of_year")),
    "due": amount(lambda m: m("due")),
    "on_time_share": sides(lambda m: m("on_time"), lambda m: m("due")),
    "late_recognition": amount(lambda m: m("due") - m("on_time")),
    "open_recognition": amount(lambda m: m("open")),
    "early_recognition": amount(lambda m: m("early")),
    "over_recognition": amount(lambda m: m("over")),
    "reversed": amount(lambda m: m("reversed")),
    "mean_lag": sides(lambda m: m("lag_days"), lambda m: m("due")),
    "remaining_next_12_months": amount(lambda m: m("remaining_value") - m("remaining_later")),
    **{name: amount(lambda m, name=name: m(name)) for name in BALANCES},
}

HOURS = {
    **{name: amount(single.METRICS[name]) for name in (
        "committed_hours", "counting_hours", "approved_client_hours", "draft_hours", "submitted_hours", "unused_hours",
        "excess_hours", "remaining_hours", "under_resourcing", "out_of_scope_hours", "over_plan_hours")},
    "contract_utilization": sides(single.counting_hours, single.committed_hours,
                                  lambda q: "no_commitment" if single.committed_hours(q) <= 0 else None),
    "burn": sides(lambda q: q.c.counting(q.before), lambda q: q.c.committed_of_term(),
                  lambda q: "no_commitment" if q.c.committed_of_term() <= 0 else None),
    "elapsed": sides(lambda q: q.c.committed(q.before), lambda q: q.c.committed_of_term(),
                     lambda q: "no_commitment" if q.c.committed_of_term() <= 0 else None),
    "pace_gap": sides(lambda q: q.c.counting(q.before) - q.c.committed(q.before), lambda q: q.c.committed_of_term(),
                      lambda q: "no_commitment" if q.c.committed_of_term() <= 0 else None),
    "hours_to_budget": sides(
        lambda q: sum(q.c.approved(common((m, next_month(m)), q.days)) for m in budgeted_months(q, "hours")),
        lambda q: q.c.budget(q.days, "hours")[1]),
}

# What figures are held against.
TARGETS = {
    "contract_utilization": sides(
        lambda q: q.c.committed(q.days, lambda f: Fraction(f.get("utilization_baseline", 0), 1_000_000)),
        lambda q: q.c.committed(q.days, lambda f: int("utilization_baseline" in f))),
    "burn": HOURS["elapsed"],
    "delivery_margin": sides(lambda m: m("target_profit"), lambda m: m("recognized_with_target")),
    "eac_by_cpi": amount(lambda m: m("bac")),
}
CONSTANT_TARGETS = {"value_delivered": 1, "value_delivered_in_ledger": 1, "cpi": 1, "spi": 1, "on_time_share": 1,
                    "hours_to_budget": 1, "cost_to_budget": 1, "pace_gap": 0, "labor_share_drift": 0}

# Why a sum has no quotient: (where it is 0, where it is below).
REFUSED = {"value_delivered": ("no_budget", "negative_budget"), "value_delivered_in_ledger": ("no_budget", "negative_budget"),
           "delivery_margin": ("no_recognition", "negative_recognized"), "cpi": ("no_cost", None),
           "labor_share_drift": ("no_recognition", "negative_recognized"), "cost_to_budget": ("no_budget", "negative_budget"),
           "on_time_share": ("nothing_due", "nothing_due"), "mean_lag": ("nothing_due", "nothing_due"),
           "spi": ("nothing_planned", None), "hours_to_budget": ("no_budget", "no_budget"),
           "realization": ("no_standard_value", None), "realization_to_date": ("no_standard_value", None),
           "realization_of_year": ("no_standard_value", None), "tcpi": ("unattainable", None),
           "tcpi_by_eac": ("no_cost", None), "percent_complete": ("no_budget", None), "percent_spent": ("no_budget", None)}

QUANTILES = {"median_lag": (Fraction(1, 2), False), "p90_lag": (Fraction(9, 10), False),
             "median_lag_in_business_days": (Fraction(1, 2), True), "p90_lag_in_business_days": (Fraction(9, 10), True)}


NAMES = [*MONEY, *HOURS, *QUANTILES]


# ---------------------------------------------------------------- totals

class Total:
    """What was added: sums, and [(key, reason)] of what was left out, and keys of what months were left out of."""

    def __init__(self):
        self.top, self.bottom, self.parts, self.left_out, self.partial, self.lags = 0, 0, 0, [], set(), defaultdict(int)

    def refused(self, zero, below):
        if not self.parts:
            raise Na(Counter(reason for _, reason in self.left_out).most_common(1)[0][0])
        if self.bottom == 0 or (below and self.bottom < 0):
            raise Na(zero if self.bottom == 0 else below)

    def value(self, name):
        kind = {**MONEY, **HOURS}.get(name, ("lags",))[0]
        if kind == "amount":
            self.bottom = 1
        self.refused(*REFUSED.get(name, ("no_commitment", None)) if kind == "quotient" else ("nothing_due", None))
        if kind == "lags":
            return quantile(self.lags, QUANTILES[name][0])
        return Fraction(self.top) / self.bottom


def quantile(weights, q):
    run = 0
    for lag in sorted(weights):
        run += weights[lag]
        if run >= q * sum(weights.values()):
            return Fraction(lag)
    raise Na("nothing_due")


def asked(contract, begin, end, as_of):
    """The question to one contract, with room for what was found; kept with the contract."""
    key = (begin, end, as_of)
    if key not in contract.questions:
        q = single.Asked(contract.as_of(as_of), begin, end, as_of)
        q.settled, q.year = None, (single.terms.anniversary(q.cut + DAY, -1), q.cut + DAY)
        q.rows, q.sums = {}, {}
        contract.questions[key] = q
    return contract.questions[key]


class Rollup:
    """Figures of contracts together. `contracts`: as they are, the as-of day is applied here."""

    def __init__(self, firm, contracts, begin, end, as_of):
        currencies = {c.currency for c in contracts}
        self.currency = currencies.pop() if len(currencies) == 1 else firm.reporting
        self.asked = []
        for c in sorted(contracts, key=lambda c: c.key):
            self.asked.append(asked(c, begin, end, as_of))

    def total(self, name):
        total = Total()
        for q in self.asked:
            m = q if name in HOURS else Money(q, self.currency)
            try:
                self.add(total, name, q, m)
            except Na as na:
                total.left_out.append((q.c.key, na.reason))
                continue
            total.parts += 1
            if name not in HOURS and m.partial:
                total.partial.add(q.c.key)
        return total

    @staticmethod
    def add(total, name, q, m):
        if name in QUANTILES:
            m.kind = BUDGET
            m("lag_days")
            total.bottom += m("due")
            for row, lag, business in m.rows("lags"):
                weight = attempt(lambda row=row: m.sum([row], BUDGET)[0])
                if not isinstance(weight, Na):  # months without a budget rate are left out
                    total.lags[business if QUANTILES[name][1] else lag] += abs(weight)
            return
        kind, top, bottom, refuses = {**MONEY, **HOURS}[name]
        if kind == "quotient" and name in MONEY:
            m.kind = BUDGET
        upper = top(m)
        lower = None
        if kind == "quotient" and name != "tcpi_by_eac":
            lower = bottom(m)
        if refuses and refuses(m):
            raise Na(refuses(m))
        if name == "tcpi_by_eac":
            lower = bottom(m)
        total.top, total.bottom = total.top + upper, total.bottom + (lower or 0)

    def figures(self):
        """{metric: (value or Na, Total)}"""
        out = {}
        for name in NAMES:
            total = self.total(name)
            out[name] = (attempt(lambda name=name, total=total: total.value(name)), total)
        return out

    def target(self, name):
        """What the figure is held against, of those in it that have such a thing; None: the text tells none."""
        if name not in TARGETS:
            return CONSTANT_TARGETS.get(name)
        kind, top, bottom, _ = TARGETS[name]
        above = below = 0
        for q in self.asked:
            m = q if name in HOURS else Money(q, self.currency, BUDGET if kind == "quotient" else None)
            try:
                self.add(Total(), name, q, q if name in HOURS else Money(q, self.currency))  # it is in the figure
                upper, lower = top(m), bottom(m) if bottom else 1
            except Na:
                continue
            above, below = above + upper, below + lower
        if kind == "amount":
            return Fraction(above)
        return Fraction(above) / below if below else None

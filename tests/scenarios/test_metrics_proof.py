"""Figures of the demo firm prove themselves: what explains, drills into, restates or exports them adds up to them."""
import csv
import io
import re
import urllib.parse
from collections import defaultdict
from fractions import Fraction

from http_server import Server
from oracle_check import firm_of
from scenario import run, scenario

PERIODS = [("2025-01-01", "2025-04-01", "2026-06-30"), ("2025-03-10", "2026-03-01", "2026-01-20")]
# Not linear in their inputs: their totals add contracts up, not rows.
ADDED = {"unused_hours", "excess_hours", "under_resourcing", "eac_by_cpi", "eac_by_cpi_and_spi", "estimate_to_complete",
         "variance_at_completion", "tcpi_by_eac"}
CURRENCY_STEP = {"JPY": 1, "BHD": Fraction(1, 1000)}
NINTH, SIXTH = Fraction(1, 10**9), Fraction(1, 10**6)


def exact(text):
    return None if text is None else Fraction(text)


# ---------------------------------------------------------------- formulas of the registry over the numbers of an explanation

def weighted(rows):
    weights = defaultdict(Fraction)
    for row in rows:
        weights[int(row["days"])] += Fraction(row["amount"])
    return weights


def quantile(weights, share):
    run_up = 0
    for lag in sorted(weights):
        run_up += weights[lag]
        if run_up >= share * sum(weights.values()):
            return Fraction(lag)
    raise AssertionError("weights do not add up")


FUNCTIONS = {"max": max, "min": min, "median": lambda w: quantile(w, Fraction(1, 2)), "p90": lambda w: quantile(w, Fraction(9, 10)),
             "at_day": lambda pair: pair["of_day"], "at_budget": lambda pair: pair["of_budget"]}


def evaluate(expression, inputs):
    """The formula's value; its numbers are exact. Measures stand for what their rows add up to."""
    names = {}
    for one in inputs:
        if one["unit"] == "lags":
            names[one["measure"]] = weighted(one["rows"])
        elif "at_day(" in expression:
            names.setdefault(one["measure"], {})[one["converted_at"]] = sums(one)
        else:
            names[one["measure"]] = sums(one)
    whole = re.sub(r"\b(\d+)\b", r"Fraction(\1)", expression)
    return eval(whole, {"__builtins__": {}, "Fraction": Fraction}, {**FUNCTIONS, **names})  # pylint: disable=eval-used


def sums(one):
    return sum((Fraction(row["amount"]) for row in one["rows"]), Fraction(0))


def step_of(unit, currency):
    return {"money": CURRENCY_STEP.get(currency, Fraction(1, 100)), "hours": SIXTH, "days": SIXTH}.get(unit, NINTH)


def parts_value(told):
    """What a total adds up, where its formula over the sums of its inputs does not give it."""
    parts = told["parts"]
    if parts[0]["amount"] is not None:
        return sum(Fraction(part["amount"]) for part in parts)
    return sum(Fraction(part["numerator"]) for part in parts) / sum(Fraction(part["denominator"]) for part in parts)


def unproven(expression, told):
    """What of an explanation does not add up."""
    figure = told["figure"]
    for one in told["inputs"]:
        if one["value"] is None or one["unit"] == "date":
            continue
        if one["rows_total"] != len(one["rows"]):
            yield f"{one['measure']}: {len(one['rows'])} of {one['rows_total']} rows"
        apart = abs(sums(one) - Fraction(one["value"]))
        if apart > (0 if one["unit"] != "hours" else SIXTH * (len(one["rows"]) + 1)):  # hours of rows are told to six places
            yield f"{one['measure']}: rows add up to {float(sums(one))}, told {one['value']}"
    if figure["value"] is None or figure["unit"] == "date":
        return
    if told["parts_total"] != len(told["parts"]) or (told["parts"] and told["parts_total"] != figure["parts"]):
        yield f"{told['parts_total']} parts of {figure['parts']}, listed {len(told['parts'])}"
    value = parts_value(told) if told["parts"] else evaluate(expression, told["inputs"])
    rough = SIXTH * sum(len(one["rows"]) for one in told["inputs"]) if "hours" in {one["unit"] for one in told["inputs"]} else 0
    if abs(value - Fraction(figure["value"])) > step_of(figure["unit"], figure["currency"]) * Fraction(51, 100) + rough:
        yield f"{expression} of the rows is {float(value)}, told {figure['value']}"


@scenario("the rows of every explanation add up to its numbers, and the formula of these to the figure", engines=("sqlite",))
def explained(t):
    firm_of(t)
    metrics = [m for m in t.pacta("metric", "list", json=True)["metrics"] if "contract" in m["subjects"]]
    keys = sorted(c["key"] for c in t.pacta("contract", "list", json=True)["contracts"])
    lines, proven, valued, added = [], 0, set(), set()
    with Server(t) as server:
        for at, (begin, end, as_of) in enumerate(PERIODS):
            for number, metric in enumerate(metrics):
                whole = number % 8 == at or metric["metric"] in ADDED
                scopes = keys[(number + at) % 4::4] + (["portfolio"] if whole else [])
                for scope in scopes:
                    words = urllib.parse.urlencode({"scope": scope, "from": begin, "to": end, "as_of": as_of, "rows": 0})
                    told = server.get(f"/api/v1/explanations/{metric['metric']}?{words}").json
                    proven += 1
                    if told["parts"]:
                        added.add(metric["metric"])
                    lines += [f"{metric['metric']} of {scope} {begin}: {line}" for line in unproven(metric["expression"], told)]
                    if told["figure"]["value"] is not None:
                        valued.add(metric["metric"])
    t.equal(lines[:40], [], f"{len(lines)} things that do not add up in {proven} explanations")
    t.equal(added, ADDED, "metrics whose totals are not the formula of sums")
    t.equal(sorted({m["metric"] for m in metrics} - valued), [], "metrics that no explanation had a value of")


@scenario("hours, bill value and cost of a drill-down are those of the figures, whatever they are drilled by", engines=("sqlite",))
def drilled(t):
    firm_of(t)
    begin, end, as_of = PERIODS[0]
    days = ("--from", begin, "--to", end, "--as-of", as_of)
    answer = t.pacta("metrics", "portfolio", "--by", "contract", "--metric", "counting_hours,bill_value,cost_of_hours", *days,
                     json=True)
    compared = 0
    for row in answer["rows"]:
        hours, bill, cost = row["figures"]
        key = row["scope"].removeprefix("contract:")
        for by in ("task", "resource", "assignment", "week", "month"):
            told = t.pacta("drill", key, "--by", by, *days, json=True)
            whole = told["total"]
            for name in ("entries", "seconds", "counting_seconds", "draft_seconds", "submitted_seconds"):
                t.equal(sum(one[name] for one in told["rows"]), whole[name], f"{name} of {key} by {by}")
            t.equal(whole["counting_seconds"], round(Fraction(hours["value"]) * 3600), f"hours of {key} by {by}")
            for figure, name in ((bill, "bill"), (cost, "cost")):
                if figure["reason"] == "vendor":
                    continue
                t.equal((exact(whole[name]), whole[name + "_reason"]), (exact(figure["value"]), figure["reason"]), f"{name} of {key}")
                if whole[name] is not None:
                    t.equal(sum(Fraction(one[name]) for one in told["rows"]), Fraction(whole[name]), f"{name} of {key} by {by}")
                    compared += 1
    if compared < 300:
        raise AssertionError(f"only {compared} sums were compared")


@scenario("the file of figures is what the same figures are in JSON", engines=("sqlite",))
def exported(t):
    firm_of(t)
    names = ",".join(m["metric"] for m in t.pacta("metric", "list", json=True)["metrics"])
    begin, end, as_of = PERIODS[1]
    ask = ("metrics", "portfolio", "--metric", names, "--by", "account,quarter", "--from", begin, "--to", end, "--as-of", as_of)
    rows = t.pacta(*ask, json=True)["rows"]
    lines = list(csv.DictReader(io.StringIO(t.pacta(*ask, "--csv").out)))
    with Server(t) as server:
        words = urllib.parse.urlencode({"scope": "portfolio", "metrics": names, "by": "account,quarter", "from": begin, "to": end,
                                        "as_of": as_of})
        t.equal(list(csv.DictReader(io.StringIO(server.get(f"/api/v1/figures.csv?{words}").body.decode()))), lines)
    wanted = [{"scope": row["scope"], "from": row["period"]["from"], "to": row["period"]["to"],
               **{name: figure[name] or "" for name in ("metric", "value", "unit", "currency", "reason", "target", "deviation")}}
              for row in rows for figure in row["figures"]]
    found = [{name: line[name] for name in wanted[0]} for line in lines if line["scope"] != "portfolio"]
    t.equal(found, wanted)


@scenario("the steps between two instants add up to the difference of all contracts, as exact fractions", engines=("sqlite",))
def restated(t):
    firm_of(t)
    instants = sorted({fact["known_at"] for kind in ("recognition", "cost", "budget") for fact in
                    t.pacta("fact", "list", kind, json=True)["facts"]})
    metrics = ("recognized", "cost_of_hours", "revenue_by_terms", "due", "delivery_profit", "contract_utilization")
    steps = 0
    for first, second in ((instants[0], instants[-1]), (instants[len(instants) // 2], instants[len(instants) // 2 - 1])):
        told = t.pacta("restate", "portfolio", "--from", "2025-01-01", "--to", "2025-07-01", "--as-of", "2026-06-30", "--metric",
                       ",".join(metrics), "--known-at", first, "--vs", second, json=True)
        for place, metric in enumerate(metrics):
            total = Fraction(0)
            for contract in told["contracts"]:
                for step in contract["steps"]:
                    steps += 1
                    total += exact((step.get("total_effects_exact") or step["effects_exact"])[place]) or 0
            if told["difference_exact"][place] is not None:
                t.equal(total, Fraction(told["difference_exact"][place]), f"{metric} {first} against {second}")
    if not steps:
        raise AssertionError("nothing was restated")


if __name__ == "__main__":
    run()

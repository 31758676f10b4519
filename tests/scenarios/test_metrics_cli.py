"""Figures on the command line and over the API: told for people and machines, explained, restated, tied out."""

import csv
import fractions
import io
import json
import urllib.parse

from http_server import Server
from scenario import run, scenario

KEY = "HARBOUR-2026"
HOURS = ("external_id,contract,task,resource,work_date,seconds,billable,approval,category\n"
         "1,HARBOUR-2026,Survey,R-01,2026-03-02,162000,yes,approved,client\n"
         "2,HARBOUR-2026,Survey,R-01,2026-03-16,162000,yes,approved,client\n"
         "3,HARBOUR-2026,=1+1,R-02,2026-03-17,18000,yes,approved,client\n"
         "4,HARBOUR-2026,,R-02,2026-03-18,7200,yes,submitted,client\n"
         "5,HARBOUR-2026,Survey,R-02,2026-02-18,72000,yes,approved,client\n"
         "6,,,R-02,2026-03-19,3600,no,approved,internal\n")
MARCH = ("--period", "2026-03", "--as-of", "2026-04-20")


def put(t, fact, **fields):
    t.pacta("fact", "put", fact, *(f"{name}={value}" for name, value in fields.items()))


def make_contract(t):
    """1,200 hours and 120,000 a year; 95 of 101.15 hours in March, and a late recognition."""
    t.pacta("account", "add", "Harbour")
    terms = ("starts_on=2026-01-01", "ends_on=2027-01-01", "annual_value=120000", "direct_labor=60%", "pricing=retainer",
             "committed_hours=1200", "utilization_baseline=90%", "billing_rate=150", "manager=Resource 09",
             "margin_target=30%")
    t.pacta("contract", "add", KEY, "--account", "Harbour", "--currency", "USD", "--name", "Deck maintenance",
            "--known-at", "2025-12-01", *(word for term in terms for word in ("--set", term)))
    for number, rate in (("01", "80"), ("02", "60.50")):
        put(t, "resource", key=f"R-{number}", effective_on="2026-01-01", name=f"Resource {number}", team="Docks",
            monday=8, tuesday=8, wednesday=8, thursday=8, friday=8, cost_rate=rate, currency="USD")
    for key in ("Survey", "=1+1"):
        put(t, "task", contract=KEY, key=key, name=key, planned_hours=100)
    for month in ("02", "03"):
        put(t, "budget", contract=KEY, month=f"2026-{month}", revenue=10000, cost=6000, hours=100)
        put(t, "recognition", external_id=f"REC-{month}", contract=KEY, service_from=f"2026-{month}-01",
            service_to="2026-03-01" if month == "02" else "2026-04-01", recognized_on=f"2026-{month}-28", amount=9500)
    t.pacta("import", t.write("hours.csv", HOURS))


def figures(t, scope, *options):
    table = t.pacta("metrics", scope, *options, json=True)
    return {figure["metric"]: figure for figure in table["total"]["figures"]}


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


@scenario("the utilization of March is 95 of 101.15 hours, for people, as JSON and as CSV")
def utilization(t):
    make_contract(t)
    table = t.pacta("metrics", KEY, "--metric", "contract_utilization,run_out", *MARCH, json=True)
    t.equal((table["scope"], table["as_of"], table["known_at"], table["currency"], table["by"], table["metrics"]),
            (f"contract:{KEY}", "2026-04-20", None, "USD", [], ["contract_utilization", "run_out"]))
    t.equal(table["period"], {"from": "2026-03-01", "to": "2026-04-01", "name": "2026-03", "text": "March 2026"})
    row, = table["rows"]
    t.equal(row, table["total"])
    figure = row["figures"][0]
    t.equal([figure[name] for name in ("value", "unit", "currency", "reason", "numerator", "denominator", "target",
                                       "deviation", "share_of_target", "text", "parts", "left_out")],
            ["0.939204545", "percent", None, None, "95", "101.149425", "0.9", "0.039204545", "1.043560606", "93.9 %", 1,
             []])
    t.equal(row["completeness"]["submitted_seconds"], 7200)
    printed = t.pacta("metrics", KEY, *MARCH).out
    for piece in (f"contract:{KEY} · Deck maintenance · March 2026", "As of 20 Apr 2026 · known now · closed",
                  "amounts in USD", "93.9 %", "90.0 %", "+3.9 pp", "2.00 h in 1 submitted entry",
                  "the contract has no deliverables"):
        t.holds(printed, piece)
    lines = rows_of(t.pacta("metrics", KEY, "--metric", "contract_utilization,recognized,cpi", *MARCH, "--csv").out)
    t.equal([(line["metric"], line["value"], line["currency"], line["reason"], line["from"], line["to"])
             for line in lines],
            [("contract_utilization", "0.939204545", "", "", "2026-03-01", "2026-04-01"),
             ("recognized", "9500.00", "USD", "", "2026-03-01", "2026-04-01"),
             ("cpi", "", "", "no_scope", "2026-03-01", "2026-04-01")])


@scenario("figures are split by period and contract, and the total is of all of them")
def split(t):
    make_contract(t)
    table = t.pacta("metrics", KEY, "--metric", "counting_hours", "--by", "month", "--period", "2026-Q1", "--as-of",
                    "2026-04-20", json=True)
    t.equal([(row["period"]["name"], row["figures"][0]["value"]) for row in table["rows"]],
            [("2026-01", "0"), ("2026-02", "20"), ("2026-03", "95")])
    t.equal((table["by"], table["total"]["figures"][0]["value"]), (["month"], "115"))
    printed = t.pacta("metrics", "portfolio", "--by", "contract,month", "--period", "2026-Q1", "--as-of", "2026-04-20").out
    for piece in (KEY, "2026-02", "115.00 h", "Contract utilization", "all"):
        t.holds(printed, piece)
    people = t.pacta("metrics", "team:Docks", "--by", "resource", *MARCH).out
    for piece in ("R-01", "R-02", "Resource utilization"):
        t.holds(people, piece)
    assert "Recognised revenue" not in people, people
    t.equal(figures(t, "manager:Resource 09", "--metric", "counting_hours", *MARCH)["counting_hours"]["value"], "95")
    t.equal(figures(t, "account:Harbour", "--metric", "counting_hours", *MARCH)["counting_hours"]["value"], "95")


@scenario("a running period says so, and a period that is over waits for its close or the policy days")
def states(t):
    make_contract(t)
    for as_of, says, flags in (("2026-03-20", "running: figures go to 20 Mar 2026", ["running", "open"]),
                               ("2026-04-05", "open: not for judgement yet", ["open"]),
                               ("2026-04-20", "closed", [])):
        options = ("--metric", "value_delivered", "--period", "2026-03", "--as-of", as_of)
        t.equal(figures(t, KEY, *options)["value_delivered"]["flags"], flags, as_of)
        t.holds(t.pacta("metrics", KEY, *options).out, says)
    before = figures(t, KEY, "--as-of", "1950-06-01")
    t.equal({name: before[name]["reason"] for name in ("contract_utilization", "delivery_margin", "value_delivered")},
            {"contract_utilization": "no_terms", "delivery_margin": "no_recognition",
             "value_delivered": "no_budget"})


@scenario("the registry tells of every metric what it means, and each of them by its name")
def registry(t):
    metrics = t.pacta("metric", "list", json=True)["metrics"]
    names = [metric["metric"] for metric in metrics]
    t.equal(len(names), len(set(names)))
    assert len(names) > 60, names
    printed = t.pacta("metric", "list").out
    for metric in metrics:
        t.equal(t.pacta("metric", "show", metric["metric"], json=True), metric)
        assert metric["meaning"] and metric["measures"] and metric["subjects"], metric
        for measure in metric["measures"]:
            told = f"{metric['expression']} {metric['target_formula'] or ''}"
            assert measure["measure"] in told, metric
        t.holds(printed, metric["title"])
    shown = t.pacta("metric", "show", "contract_utilization").out
    for piece in ("Counting hours ÷ Committed hours", "baseline", "no_commitment"):
        t.holds(shown, piece)
    t.holds(t.pacta("metric", "show", "contract_utilization", env={"LC_ALL": "C"}).out, "Counting hours / Committed")


def decimal(text):
    return fractions.Fraction(text)


def quantile(rows, share):
    """The smallest lag whose cumulated weight reaches the share."""
    total = sum(decimal(row["amount"]) for row in rows)
    reached = 0
    for row in sorted(rows, key=lambda row: int(row["days"])):
        reached += decimal(row["amount"])
        if reached >= share * total:
            return fractions.Fraction(row["days"])
    return None


class Recomputed:
    """The names of an expression: sums of rows, and what can be done with them."""

    def __init__(self, inputs):
        self.rows = {one["measure"]: one["rows"] for one in inputs}
        self.names = {"max": max, "min": min, "at_day": lambda value: value, "at_budget": lambda value: value,
                      "median": lambda rows: quantile(rows, fractions.Fraction(1, 2)),
                      "p90": lambda rows: quantile(rows, fractions.Fraction(9, 10))}
        for one in inputs:
            lags = one["unit"] == "lags"
            self.names[one["measure"]] = one["rows"] if lags else self.sum_of(one)

    @staticmethod
    def sum_of(one):
        return sum((decimal(row["amount"]) for row in one["rows"] if row["reason"] is None), fractions.Fraction(0))

    def value(self, expression):
        return eval(expression, {"__builtins__": {}}, self.names)  # formulas of the registry only


@scenario("every figure of a contract is what the rows of its explanation make", engines=("sqlite",))
def recomputed(t):
    make_contract(t)
    checked = 0
    for metric in t.pacta("metric", "list", json=True)["metrics"]:
        scope = KEY if "contract" in metric["subjects"] else "resource:R-02"
        told = t.pacta("explain", metric["metric"], scope, "--rows", 0, *MARCH, json=True)
        figure = told["figure"]
        t.equal(figure, figures(t, scope, "--metric", metric["metric"], *MARCH)[metric["metric"]])
        for one in told["inputs"]:
            t.equal(one["rows_total"], len(one["rows"]), metric["metric"])
            if one["reason"] is None and one["unit"] not in ("lags", "date"):
                t.equal(Recomputed.sum_of(one), decimal(one["value"]), f"{metric['metric']}: {one['measure']}")
        assert figure["value"] is not None or figure["reason"], figure
        if figure["value"] is None or figure["unit"] == "date":
            continue
        wanted = decimal(figure["value"])
        got = Recomputed(told["inputs"]).value(metric["expression"])
        step = {"money": 200, "hours": 10 ** 5}.get(figure["unit"], 10 ** 6)  # hours have six decimals
        assert abs(got - wanted) <= fractions.Fraction(1, step), (metric["metric"], got, wanted)
        checked += 1
    assert checked > 30, checked


@scenario("between two periods the effects add up to the difference exactly")
def attribution(t):
    make_contract(t)
    for metric in ("contract_utilization", "delivery_margin", "cost_of_hours", "delivery_profit", "value_delivered"):
        told = t.pacta("explain", metric, KEY, "--vs", "2026-02", *MARCH, json=True)
        steps = told["attribution"]["steps"]
        difference = fractions.Fraction(told["attribution"]["difference_exact"])
        t.equal(sum(fractions.Fraction(step["effect_exact"]) for step in steps), difference, metric)
        gap = decimal(told["figure"]["value"]) - decimal(told["versus"]["figure"]["value"])
        assert abs(gap - difference) <= fractions.Fraction(2, 10 ** 9), (metric, gap, difference)
        t.equal(told["versus"]["period"]["name"], "2026-02")
    printed = t.pacta("explain", "delivery_margin", KEY, "--vs", "2026-02", "--rows", 1, *MARCH).out
    for piece in ("Delivery margin of contract:", "(9,500.00 − ", "… and 2 more; --rows 0 shows all", "Rates used",
                  "cost rate of R-01 from 1 Jan 2026: 80.00 USD", "Against February 2026",
                  "2.00 h in 1 submitted entry", "hours.csv:2"):
        t.holds(printed, piece)
    t.equal(t.pacta("explain", "burn", KEY, *MARCH, json=True)["versus"], None)
    missing = t.pacta("explain", "delivery_margin", KEY, "--vs", "2026-01", *MARCH, json=True)["attribution"]
    t.equal((missing["difference"], missing["reason"], missing["steps"]), (None, "no_recognition", []))


@scenario("a drill-down adds up to the metric, in every direction, and no spreadsheet takes its names for formulas")
def drill(t):
    make_contract(t)
    for by in ("task", "resource", "assignment", "week", "month"):
        told = t.pacta("drill", KEY, "--by", by, *MARCH, json=True)
        total = told["total"]
        for name in ("entries", "seconds", "counting_seconds", "submitted_seconds"):
            t.equal(sum(row[name] for row in told["rows"]), total[name], f"{by} {name}")
        t.equal((total["counting_seconds"], total["seconds"], total["bill"], told["by"]),
                (95 * 3600, 97 * 3600, "14250.00", by), by)
        t.equal(sum(decimal(row["bill"]) for row in told["rows"]), decimal("14250"), by)
        lines = rows_of(t.pacta("drill", KEY, "--by", by, *MARCH, "--csv").out)
        t.equal([line["seconds"] for line in lines], [str(row["seconds"]) for row in told["rows"]], by)
        t.holds(t.pacta("drill", KEY, "--by", by, *MARCH).out, "14,250.00")
    lines = rows_of(t.pacta("drill", KEY, "--by", "task", *MARCH, "--csv").out)
    t.equal([line["key"] for line in lines], ["Survey", "'=1+1", ""])
    one = t.pacta("drill", KEY, "--by", "week", "--task", "Survey", "--resource", "R-02", "--as-of", "2026-04-20", json=True)
    t.equal((one["period"], one["total"]["seconds"]), (None, 72000))


@scenario("what was learnt between two views explains the difference step by step")
def restated(t):
    make_contract(t)
    known = t.pacta("fact", "list", "recognition", json=True)["facts"][-1]["known_at"]
    put(t, "recognition", external_id="REC-03", contract=KEY, service_from="2026-03-01", service_to="2026-04-01",
        recognized_on="2026-04-09", amount=9000)
    t.pacta("contract", "amend", KEY, "--effective-on", "2026-03-01", "--set", "committed_hours=1300", "--reason", "more")
    told = t.pacta("restate", KEY, "--known-at", known, "--metric", "recognized,contract_utilization", *MARCH, json=True)
    t.equal((told["known_at"], told["vs"], told["difference"][0]), (known, None, "-500.00"))
    contract, = told["contracts"]
    for place in range(2):
        effects = [fractions.Fraction(step["effects_exact"][place]) for step in contract["steps"]]
        t.equal(sum(effects), fractions.Fraction(told["difference_exact"][place]), told["metrics"][place])
    back = t.pacta("restate", KEY, "--known-at", "2199-01-01", "--vs", known, "--metric", "recognized", *MARCH, json=True)
    t.equal(back["difference"], ["500.00"])
    printed = t.pacta("restate", KEY, "--known-at", known, *MARCH).out
    for piece in ("as known now", "−500.00", "REC-03", "revision 2", "the same in both views"):
        t.holds(printed, piece)
    same = t.pacta("restate", KEY, "--known-at", "2198-01-01", "--vs", "2199-01-01", *MARCH)
    t.holds(same.out, "Nothing about it became known in between")


@scenario("a month is closed with the ledger's totals, held against them, and what changes later is told")
def close(t):
    make_contract(t)
    ledger = t.write("ledger.csv", f"contract,recognized\n{KEY},9000.00\n")
    tried = t.pacta("close", "2026-03", "--ledger", ledger, "--dry-run", json=True)
    t.equal(t.pacta("tie-out", json=True), {"period_closes": []})
    told = t.pacta("close", "2026-03", "--ledger", ledger, "--closed-on", "2026-04-08", "--by", "Resource 09", "--note",
                   "first", json=True)
    t.equal((told["closed"], told["closed_on"], told["closed_by"], told["note"], told["differing"]),
            (True, "2026-04-08", "Resource 09", "first", tried["differing"]))
    row, = told["rows"]
    t.equal((row["contract"], row["ledger"], row["recognized"], row["difference"]), (KEY, "9000.00", "9500.00", "500.00"))
    printed = t.pacta("tie-out", "2026-03").out
    for piece in ("closed on 8 Apr 2026 by Resource 09", "+500.00", "is not what was recognised"):
        t.holds(printed, piece)
    t.equal([month["month"] for month in t.pacta("tie-out", json=True)["period_closes"]], ["2026-03"])
    t.holds(t.pacta("tie-out").out, "2026-03")
    put(t, "recognition", external_id="REC-03", contract=KEY, service_from="2026-03-01", service_to="2026-04-01",
        recognized_on="2026-03-28", amount=9000)
    t.holds(t.pacta("tie-out", "2026-03").out, "It ties out")
    changed = t.pacta("metrics", KEY, "--metric", "recognized", "--since-close", *MARCH, json=True)["total"]
    t.equal((changed["figures"][0]["value"], changed["at_close"][0]["value"]), ("9000.00", "9500.00"))
    t.holds(t.pacta("metrics", KEY, "--metric", "recognized", "--since-close", *MARCH).out, "−500.00")
    first = t.pacta("close", "2026-02", "--closed-on", "2026-03-04").out
    t.holds(first, "The ledger's totals are not known")
    assert "closed before" not in first, first
    tried = t.pacta("close", "2026-02", "--dry-run").out
    t.holds(tried, "Nothing is recorded")
    t.holds(tried, "February 2026 was closed before, on 4 Mar 2026 by ")
    t.holds(tried, "; its figures of then stay known at ")
    known = t.pacta("tie-out", "2026-02", json=True)["known_at"]
    again = t.pacta("close", "2026-02", json=True)
    t.equal((again["replaced"]["closed_on"], again["replaced"]["known_at"]), ("2026-03-04", known))
    t.equal(t.pacta("tie-out", "2026-02", json=True)["replaced"], None)


@scenario("a closed month of one contract that changed says so unasked, and names the command that tells why")
def closed_and_changed(t):
    make_contract(t)
    asked = ("metrics", KEY, "--metric", "recognized,counting_hours", *MARCH)
    assert "closed on" not in t.pacta(*asked).out
    t.holds(t.pacta(*asked, "--since-close").out, "not every month of the period has been closed")
    t.pacta("close", "2026-03", "--closed-on", "2026-04-08")
    same = t.pacta(*asked).out
    t.holds(same, "closed on 8 Apr 2026, known here since ")
    t.holds(same, "; the same since\n")
    assert "since close" not in same and "--since-close" not in same, same
    put(t, "recognition", external_id="REC-03", contract=KEY, service_from="2026-03-01", service_to="2026-04-01",
        recognized_on="2026-03-28", amount=9000)
    total = t.pacta(*asked, json=True)["total"]
    t.equal((total["figures"][0]["value"], total["at_close"][0]["value"]), ("9000.00", "9500.00"))
    why = f"pacta restate {KEY} --period 2026-03 --known-at {total['closed_at']} --as-of 2026-04-20"
    printed = t.pacta(*asked).out
    for piece in ("since close", "−500.00", "! closed on 8 Apr 2026, known here since ", f"; why it changed since: {why}\n"):
        t.holds(printed, piece)
    t.holds(t.pacta(*why.split()[1:]).out, "−500.00")
    months = t.pacta("metrics", KEY, "--metric", "recognized,counting_hours", "--by", "month", "--period", "2026-Q1",
                     "--as-of", "2026-04-20").out
    t.equal(months.count("since close"), 1, "a column for the figure that changed, none for the other")
    t.holds(months, f"! 1 row changed since the close; why the first did: {why}\n")
    explained = t.pacta("explain", "recognized", KEY, *MARCH).out
    t.holds(explained, f"; since then −500.00, why: {why} --metric recognized\n")
    t.holds(t.pacta(*why.split()[1:], "--metric", "recognized").out, "−500.00")
    assert "since then" not in t.pacta("explain", "counting_hours", KEY, *MARCH).out
    assert "since then" not in t.pacta("explain", "recognized", "portfolio", *MARCH).out
    earlier = t.pacta(*asked, "--known-at", total["closed_at"]).out
    t.holds(earlier, "; the same since\n")
    later = t.pacta("metrics", KEY, "--metric", "recognized", "--known-at", "2199-01-01", *MARCH).out
    t.holds(later, f"--known-at {total['closed_at']} --vs 2199-01-01T23:59:59.999999Z --as-of 2026-04-20\n")


@scenario("of more than one contract what changed since the close is told when it is asked for")
def closed_of_many(t):
    make_contract(t)
    t.pacta("close", "2026-03", "--closed-on", "2026-04-08")
    put(t, "recognition", external_id="REC-03", contract=KEY, service_from="2026-03-01", service_to="2026-04-01",
        recognized_on="2026-03-28", amount=9000)
    for scope in ("portfolio", "account:Harbour"):
        asked = ("metrics", scope, "--metric", "recognized", *MARCH)
        unasked = t.pacta(*asked).out
        t.holds(unasked, "; --since-close tells what changed since\n")
        assert "−500.00" not in unasked, unasked
        t.equal(t.pacta(*asked, json=True)["total"]["at_close"], None)
        t.holds(t.pacta(*asked, "--since-close").out, "−500.00")
    asked = ("metrics", "portfolio", "--metric", "recognized", "--by", "month", "--period", "2026-Q1", "--as-of", "2026-04-20")
    t.holds(t.pacta(*asked).out, "closed: 1 of 3 rows; --since-close tells what changed since\n")
    t.holds(t.pacta(*asked, "--since-close").out, "! 1 row changed since the close; why the first did: pacta restate portfolio")
    t.pacta("account", "add", "O'Brien & Sons")
    t.pacta("contract", "add", "portfolio", "--account", "O'Brien & Sons", "--currency", "USD", "--set",
            "starts_on=2026-01-01", "--known-at", "2025-12-01")
    for amount in (100, 200):
        put(t, "recognition", external_id="REC-04", contract="portfolio", service_from="2026-02-01",
            service_to="2026-03-01", recognized_on="2026-02-28", amount=amount)
        if amount == 100:
            t.pacta("close", "2026-02", "--closed-on", "2026-03-08")
    february = ("--metric", "recognized", "--period", "2026-02", "--since-close")
    t.holds(t.pacta("metrics", "account:O'Brien & Sons", *february).out,
            "pacta restate 'account:O'\\''Brien & Sons' --period 2026-02 --known-at ")
    t.holds(t.pacta("metrics", "contract:portfolio", *february).out, "pacta restate contract:portfolio --period 2026-02 ")
    both = t.pacta("metrics", KEY, "--metric", "recognized", "--by", "month", "--period", "2026-02-01..2026-04-01").out
    t.holds(both, f"! 1 row changed since the close; why the first did: pacta restate {KEY} --period 2026-03 ")


@scenario("what cannot be answered is refused, with an exit code and what to do")
def refused(t):
    make_contract(t)
    cases = [
        (("metrics",), 2, "SCOPE"),
        (("metrics", "NOBODY"), 4, "no contract 'NOBODY'"),
        (("metrics", "account:Nobody"), 4, "Nobody"),
        (("metrics", "manager:Nobody"), 4, "Nobody"),
        (("metrics", "team:Nobody"), 4, "Nobody"),
        (("metrics", "resource:Nobody"), 4, "Nobody"),
        (("metrics", "account:"), 3, "account:NAME"),
        (("metrics", KEY, "--metric", "contract_utilisation"), 4, "contract_utilization"),
        (("metrics", KEY, "--metric", "nonsense"), 4, "nonsense"),
        (("metrics", KEY, "--period", "2026-13"), 3, "2026-Q1"),
        (("metrics", KEY, "--period", "2026-01-01..2026-01-01"), 3, "no days"),
        (("metrics", KEY, "--from", "2026-01-01"), 3, "'to' is missing: a period needs both of its ends"),
        (("metrics", KEY, "--to", "2026-01-01"), 3, "'from' is missing: a period needs both of its ends"),
        (("metrics", KEY, "--from", "2026-02-01", "--to", "2026-01-01"), 3, "period"),
        (("metrics", KEY, "--from", "2026-02-01", "--to", "2026-03-01", "--period", "2026"), 2, "--period"),
        (("metrics", KEY, "--by", "week,month"), 3, "month"),
        (("metrics", KEY, "--by", "fortnight"), 3, "fortnight"),
        (("metrics", KEY, "--csv", "--json"), 2, "exclude"),
        (("metrics", "portfolio", "--period", "term"), 3, "term"),
        (("explain", "nonsense", KEY), 4, "nonsense"),
        (("explain", "burn", "NOBODY"), 4, "NOBODY"),
        (("explain", "burn", KEY, "--vs", "2026-99"), 3, "2026-99"),
        (("explain", "burn", KEY, "--rows", "-1"), 3, "--rows"),
        (("drill", KEY), 2, "--by"),
        (("drill", KEY, "--by", "colour"), 3, "colour"),
        (("drill", KEY, "--by", "task", "--task", "None"), 4, "None"),
        (("drill", KEY, "--by", "task", "--resource", "None"), 4, "None"),
        (("restate", KEY), 2, "--known-at"),
        (("close", "2026-13"), 3, "2026-13"),
        (("close", "2199-01"), 5, "2199-01"),
        (("close", "2026-02", "--ledger", "none.csv"), 4, "none.csv"),
        (("tie-out", "march"), 3, "march"),
        (("metric", "show", "burnn"), 4, "burn"),
    ]
    for words, code, says in cases:
        t.refused(*words, code=code, says=says)
        if "--csv" not in words:
            error = json.loads(t.refused(*words, "--json", code=code, says="").err)["error"]
            assert says in error["text"], (words, error)


@scenario("a contract named portfolio is told from all contracts, and an empty store has a reason for everything")
def names(t):
    t.pacta("setting", "set", "reporting_currency", "USD")
    empty = figures(t, "portfolio", "--metric", "counting_hours,recognized,contract_utilization")
    t.equal({figure["reason"] for figure in empty.values()}, {"no_facts"})
    make_contract(t)
    t.pacta("contract", "add", "portfolio", "--account", "Harbour", "--currency", "USD", "--set", "starts_on=2026-01-01")
    for scope, hours in (("portfolio", "95"), ("contract:portfolio", "0")):
        t.equal(figures(t, scope, "--metric", "counting_hours", *MARCH)["counting_hours"]["value"], hours, scope)


def get(t, server, path, **query):
    answer = server.get(f"/api/v1/{path}?{urllib.parse.urlencode(query)}")
    t.equal(answer.status, 200, f"{path} {query}: {answer.body[:300]}")
    return answer


@scenario("the API answers what the command line does, byte for byte in CSV")
def api(t):
    make_contract(t)
    march = {"period": "2026-03", "as_of": "2026-04-20"}
    key = urllib.parse.quote(KEY)
    with Server(t) as server:
        for path, query, words in (
                ("metrics", {}, ("metric", "list")),
                ("metrics/burn", {}, ("metric", "show", "burn")),
                ("figures", {"scope": KEY, **march}, ("metrics", KEY, *MARCH)),
                ("figures", {"as_of": "2026-04-20", "by": "contract,month", "from": "2026-01-01", "to": "2026-04-01"},
                 ("metrics", "portfolio", "--as-of", "2026-04-20", "--by", "contract,month", "--from", "2026-01-01", "--to",
                  "2026-04-01")),
                (f"contracts/{key}/drill", {"by": "resource", **march}, ("drill", KEY, "--by", "resource", *MARCH)),
                ("explanations/delivery_margin", {"scope": KEY, "vs": "2026-02", "rows": "1", **march},
                 ("explain", "delivery_margin", KEY, "--vs", "2026-02", "--rows", "1", *MARCH)),
                ("restatement", {"scope": KEY, "known_at": "2026-01-01", "metrics": "recognized", **march},
                 ("restate", KEY, "--known-at", "2026-01-01", "--metric", "recognized", *MARCH)),
                ("period-closes", {}, ("tie-out",)),
                ("period-closes/2026-03", {}, ("tie-out", "2026-03"))):
            t.equal(get(t, server, path, **query).json, t.pacta(*words, json=True), path)
        for path, query, words in (
                ("figures.csv", {"scope": KEY, **march}, ("metrics", KEY, *MARCH, "--csv")),
                (f"contracts/{key}/drill.csv", {"by": "task", **march}, ("drill", KEY, "--by", "task", *MARCH, "--csv"))):
            answer = get(t, server, path, **query)
            t.equal(answer.body.decode(), t.pacta(*words).out, path)
            assert answer.header("content-disposition").startswith("attachment"), answer.headers
        body = {"month": "2026-03", "ledger": [{"contract": KEY, "recognized": "9500.00"}]}
        tried = server.post("/api/v1/period-closes?dry_run=1", body)
        t.equal((tried.status, tried.json["differing"]), (200, 0))
        t.equal(get(t, server, "period-closes").json["period_closes"], [])
        made = server.post("/api/v1/period-closes", body)
        t.equal((made.status, made.header("location")), (201, "/api/v1/period-closes/2026-03"))
        t.equal(get(t, server, "period-closes/2026-03").json, made.json)
        for path, status, field in (("figures?scope=NOBODY", 404, "scope"), ("figures?period=2026-13", 422, "period"),
                                    ("figures?metrics=nonsense", 404, "metrics"), ("figures?from=2026-01-01", 422, "to"),
                                    ("figures?by=fortnight", 422, "by"), ("figures?colour=red", 400, "colour"),
                                    ("figures?period=2026&from=2026-01-01&to=2026-02-01", 400, "period"),
                                    ("metrics/nonsense", 404, "metric"), ("restatement", 400, "known_at"),
                                    (f"contracts/{key}/drill", 400, "by"), ("period-closes/march", 422, "month")):
            answer = server.get(f"/api/v1/{path}")
            t.equal((answer.status, answer.json["field"]), (status, field), path)


if __name__ == "__main__":
    run()

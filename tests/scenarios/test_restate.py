"""Closing a month, what is learnt afterwards, and how a figure came to be another one."""

import datetime
import time
from fractions import Fraction

from scenario import run, scenario

KEY = "HARBOUR-2009"
REVENUE = "external_id,contract,service_from,service_to,recognized_on,amount\n"


def add_contracts(t):
    t.pacta("account", "add", "Harbour")
    t.pacta("contract", "add", KEY, "--account", "Harbour", "--currency", "USD", "--set", "starts_on=2009-03-01",
            "--set", "ends_on=2011-03-01", "--set", "annual_value=100000", "--set", "direct_labor=60%")
    t.pacta("contract", "add", "QUAY-2010", "--account", "Harbour", "--currency", "USD",
            "--set", "starts_on=2010-01-01", "--set", "ends_on=2012-01-01", "--set", "annual_value=50000")


def put(t, name, text):
    t.pacta("import", t.write(name, text), "--source", "books")


def now(t):
    """An instant behind everything that is recorded, and before all that will be."""
    time.sleep(0.01)
    instant = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    time.sleep(0.01)
    return instant


def effects(steps, metric):
    return [step["effects_exact"][metric] for step in steps]


def total(effects_exact):
    return sum(Fraction(effect) for effect in effects_exact if effect is not None)


@scenario("a month is closed with the ledger's totals, and differences are listed by contract")
def closed(t):
    add_contracts(t)
    put(t, "march.csv", REVENUE + f"r1,{KEY},2010-03-01,2010-04-01,2010-03-31,8000\n"
                                  "r2,QUAY-2010,2010-03-01,2010-04-01,2010-03-31,4000.50\n"
                                  "r3,QUAY-2010,2010-03-01,2010-04-01,2010-04-02,77\n")
    ledger = t.write("ledger.csv", f"contract,recognized\n{KEY},8000.00\nQUAY-2010,4100\n")
    tried = t.pacta("close", "2010-03", "--ledger", ledger, "--dry-run", json=True)
    t.equal(tried["differing"], 1)
    t.equal(t.pacta("tie-out", json=True)["period_closes"], [])
    done = t.pacta("close", "2010-03", "--ledger", ledger, "--closed-on", "2010-04-08", json=True)
    t.equal([(row["contract"], row["ledger"], row["recognized"], row["difference"]) for row in done["rows"]],
            [(KEY, "8000.00", "8000.00", "0.00"), ("QUAY-2010", "4100.00", "4000.50", "-99.50")])
    t.equal(done["differing"], 1)
    t.equal(t.pacta("tie-out", "2010-03", json=True)["rows"], done["rows"])
    months = t.pacta("tie-out", json=True)["period_closes"]
    t.equal([(month["month"], month["closed_on"], month["differing"]) for month in months],
            [("2010-03", "2010-04-08", 1)])
    found = t.pacta("discrepancies", "--kind", "ledger_total", json=True)["discrepancies"]
    t.equal([(one["contract"], one["difference"]) for one in found], [("QUAY-2010", "-99.50")])
    t.equal(t.pacta("check", check=False).code, 0)


@scenario("a close that cannot be is refused with file and line, and nothing is written")
def refused(t):
    add_contracts(t)
    bad = t.write("ledger.csv", f"contract,recognized\n{KEY},1\nNONE,1\n")
    t.refused("close", "2010-03", "--ledger", bad, says="line 3: there is no contract 'NONE'")
    twice = t.write("twice.csv", f"contract,recognized\n{KEY},1\n{KEY},2\n")
    t.refused("close", "2010-03", "--ledger", twice, says="line 3: it tells a total again that line 2 has told")
    t.refused("close", "2199-12", says="2199-12 is not over", code=5)
    t.equal(t.pacta("tie-out", json=True)["period_closes"], [])


@scenario("what was learnt after the close explains the difference step by step, in both directions")
def restated(t):
    add_contracts(t)
    put(t, "march.csv", REVENUE + f"r1,{KEY},2010-03-01,2010-04-01,2010-03-31,8000\n")
    t.pacta("close", "2010-03")
    before = now(t)
    t.pacta("contract", "amend", KEY, "--effective-on", "2010-01-01", "--reason", "price",
            "--set", "annual_value=130000")
    put(t, "late.csv", REVENUE + f"r1,{KEY},2010-03-01,2010-04-01,2010-03-31,8000\n"
                                 f"r2,{KEY},2010-02-01,2010-04-01,2010-04-10,590\n")
    put(t, "later.csv", REVENUE + f"r1,{KEY},2010-03-01,2010-04-01,2010-03-31,7900.25\n")
    after = now(t)
    ask = ("restate", KEY, "--period", "2010-03", "--metric", "recognized,revenue_by_terms")
    told = t.pacta(*ask, "--known-at", before, "--vs", after, json=True)
    t.equal([figure["value"] for figure in told["before"]], ["8000.00", "8493.15"])
    t.equal([figure["value"] for figure in told["after"]], ["8210.25", "11041.09"])
    t.equal(told["difference"], ["210.25", "2547.94"])
    steps = told["contracts"][0]["steps"]
    t.equal([(step["changes"][0]["what"], step["changes"][0]["before"], step["changes"][0]["after"])
             for step in steps],
            [("revision 2", "annual_value = 100,000.00", "annual_value = 130,000.00 from 1 Jan 2010"),
             ("recognition", None, "service_from 2010-02-01, service_to 2010-04-01, recognized_on 2010-04-10, "
                                   "amount 590.00, currency USD"),
             ("recognition", "amount 8000.00", "amount 7900.25")])
    t.equal([step["changes"][0]["file"] for step in steps], [None, "late.csv", "later.csv"])
    for metric in (0, 1):
        t.equal(total(effects(steps, metric)), Fraction(told["difference_exact"][metric]))
        t.equal(total([step["total_effects_exact"][metric] for step in steps]),
                Fraction(told["difference_exact"][metric]))
    back = t.pacta(*ask, "--known-at", after, "--vs", before, json=True)
    t.equal([-total(effects([step], 0)) for step in back["contracts"][0]["steps"]],
            [total(effects([step], 0)) for step in reversed(steps)])
    # A point on the way is what `metrics` shows of that instant.
    half = t.pacta("metrics", KEY, "--period", "2010-03", "--metric", "recognized", "--known-at",
                   steps[1]["known_at"], json=True)
    t.equal(half["total"]["figures"][0]["value"], steps[1]["after"][0]["value"])
    # The close itself is remembered: what was recognised by then.
    row = t.pacta("tie-out", "2010-03", json=True)["rows"][0]
    t.equal((row["recognized"], row["at_close"]), ("7900.25", "8000.00"))


@scenario("the portfolio's difference is the sum of the effects of all its contracts")
def portfolio(t):
    add_contracts(t)
    before = now(t)
    put(t, "march.csv", REVENUE + f"r1,{KEY},2010-03-01,2010-04-01,2010-03-31,8000\n"
                                  "r2,QUAY-2010,2010-03-01,2010-04-01,2010-03-31,4000.50\n")
    t.pacta("contract", "amend", "QUAY-2010", "--effective-on", "2010-03-11", "--reason", "price",
            "--add", "annual_value=-1000")
    told = t.pacta("restate", "portfolio", "--period", "2010-03", "--known-at", before, "--metric",
                   "recognized,revenue_by_terms", json=True)
    t.equal([contract["contract"] for contract in told["contracts"]], [KEY, "QUAY-2010"])
    steps = [step for contract in told["contracts"] for step in contract["steps"]]
    t.equal(len(steps), 3)
    for metric in (0, 1):
        t.equal(total([step["total_effects_exact"][metric] for step in steps]),
                Fraction(told["difference_exact"][metric]))
    t.holds(t.pacta("restate", "portfolio", "--period", "2010-03", "--known-at", before).out, "revision 2")


@scenario("an explanation adds up, and names the rates, files and lines behind it")
def explained(t):
    add_contracts(t)
    put(t, "people.csv", "key,effective_on,monday,cost_rate,currency\nResource 01,2010-01-01,8,50,USD\n"
                         "Resource 01,2010-03-10,8,60,USD\n")
    put(t, "hours.csv", "external_id,contract,resource,work_date,seconds\n"
                        f"1,{KEY},Resource 01,2010-03-01,3600\n2,{KEY},Resource 01,2010-03-15,5400\n"
                        f"3,{KEY},Resource 01,2010-02-15,3600\n")
    told = t.pacta("explain", "cost_of_hours", KEY, "--period", "2010-03", "--vs", "2010-02", json=True)
    t.equal(told["figure"]["value"], "140.00")
    rows = told["inputs"][0]["rows"]
    t.equal([(row["amount"], row["file"], row["line"]) for row in rows],
            [("50.00", "hours.csv", 2), ("90.00", "hours.csv", 3)])
    t.equal([rate["what"] for rate in told["rates"]],
            ["cost rate of Resource 01 from 1 Jan 2010", "cost rate of Resource 01 from 10 Mar 2010"])
    t.equal(sum(Fraction(step["effect_exact"]) for step in told["attribution"]["steps"]), Fraction(90))
    # A rate that is backdated changes what was, and says so.
    before = now(t)
    put(t, "people2.csv", "key,effective_on,monday,cost_rate,currency\nResource 01,2010-01-01,8,55,USD\n")
    told = t.pacta("restate", KEY, "--period", "2010-03", "--known-at", before, "--metric", "cost_of_hours",
                   json=True)
    t.equal(told["difference"], ["5.00"])
    change = told["contracts"][0]["steps"][0]["changes"][0]
    t.equal((change["what"], change["before"], change["after"]), ("resource", "cost_rate 50.00", "cost_rate 55.00"))


if __name__ == "__main__":
    run()

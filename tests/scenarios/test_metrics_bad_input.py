"""Contracts, facts and questions that are odd: figures are exact, or n/a for a reason that is true; never a false zero."""

from scenario import run, scenario

HEAD = "external_id,contract,resource,work_date,seconds,billable,approval,category\n"
HOUR = 3600
MARCH = ("--period", "2026-03", "--as-of", "2026-04-30")
YEAR = ("starts_on=2026-01-01", "ends_on=2027-01-01")
RETAINER = (*YEAR, "annual_value=120000", "direct_labor=60%", "pricing=retainer")


def put(t, fact, **fields):
    t.pacta("fact", "put", fact, *(f"{name}={value}" for name, value in fields.items()))


def add_contract(t, key, *terms, currency="USD", effective_on=None):
    t.pacta("account", "add", "Harbour", check=False)
    t.pacta("contract", "add", key, "--account", "Harbour", "--currency", currency, "--known-at", "2024-01-01",
            *(("--effective-on", effective_on) if effective_on else ()),
            *(word for term in terms for word in ("--set", term)))


def add_resource(t, key, day="2026-01-01", **more):
    put(t, "resource", key=key, effective_on=day, name="Resource 01", team="Docks", monday=8, tuesday=8, wednesday=8,
        thursday=8, friday=8, **more)


def add_hours(t, name, rows):
    t.pacta("import", t.write(name, HEAD + "".join(f"{name}-{i},{row}\n" for i, row in enumerate(rows))))


def figures(t, scope, metrics, *options):
    table = t.pacta("metrics", scope, "--metric", metrics, *options, json=True)
    return {figure["metric"]: figure for figure in table["total"]["figures"]}


def values(t, scope, metrics, *options):
    """Of each metric its value, or the reason why there is none."""
    return {name: figure["value"] if figure["reason"] is None else figure["reason"]
            for name, figure in figures(t, scope, metrics, *options).items()}


def every_metric(t):
    return ",".join(metric["metric"] for metric in t.pacta("metric", "list", json=True)["metrics"])


@scenario("a budget of zero or below it gives no share, for its reason, and the gap in money all the same")
def budgets(t):
    add_contract(t, "DECK-2026", *RETAINER)
    for month, amount in (("01", 0), ("02", -5000), ("03", 1000)):
        put(t, "budget", contract="DECK-2026", month=f"2026-{month}", revenue=amount, cost=amount, hours=0)
    put(t, "recognition", external_id="R-1", contract="DECK-2026", service_from="2026-01-01", service_to="2026-04-01",
        recognized_on="2026-04-05", amount=300)
    asked = "value_delivered,value_gap,cost_to_budget,hours_to_budget"
    for period, wanted in (("2026-01", ("no_budget", "103.33", "no_budget", "no_budget")),
                           ("2026-02", ("negative_budget", "5093.34", "negative_budget", "no_budget")),
                           ("2026-03", ("0.10333", "-896.67", "0", "no_budget")),
                           ("2026-Q1", ("negative_budget", "4300.00", "negative_budget", "no_budget")),
                           ("2026-04", ("no_budget",) * 4)):
        got = values(t, "DECK-2026", asked, "--period", period, "--as-of", "2026-12-31")
        t.equal(tuple(got.values()), wanted, period)


@scenario("hours and costs are held against the months that are budgeted, and the others are named")
def months(t):
    add_contract(t, "DECK-2026", *RETAINER)
    add_resource(t, "R-01", cost_rate=50, currency="USD")
    put(t, "budget", contract="DECK-2026", month="2026-01", hours=10, cost=400)
    add_hours(t, "hours.csv", [f"DECK-2026,R-01,2026-01-05,{8 * HOUR},yes,approved,client",
                               f"DECK-2026,R-01,2026-03-05,{80 * HOUR},yes,approved,client"])
    got = figures(t, "DECK-2026", "hours_to_budget,cost_to_budget", "--period", "2026-Q1", "--as-of", "2026-04-30")
    t.equal({name: (it["value"], it["detail"], it["flags"]) for name, it in got.items()},
            {"hours_to_budget": ("0.8", "without a budget of hours: 2026-02, 2026-03", ["partial"]),
             "cost_to_budget": ("1", "without a cost budget: 2026-02, 2026-03", ["partial"])})


# What a contract has figures for that sets nothing at all: sums of facts, of which there are none.
BARE = {"counting_hours": "0", "draft_hours": "0", "submitted_hours": "0", "approved_client_hours": "0",
        "out_of_scope_hours": "0", "over_plan_hours": "0", "revenue_by_terms": "0.00", "profit_by_terms": "0.00",
        "recognized": "0.00", "recognized_in_ledger": "0.00", "fx_effect": "0.00", "fx_effect_worked": "0.00",
        "fx_effect_cost": "0.00", "fx_effect_invoiced": "0.00", "actual_cost": "0.00",
        "bill_value": "0.00", "cost_of_hours": "0.00", "other_costs": "0.00", "delivery_profit": "0.00", "due": "0.00",
        "late_recognition": "0.00", "open_recognition": "0.00", "early_recognition": "0.00", "over_recognition": "0.00",
        "reversed": "0.00", "unbilled": "0.00", "deferred": "0.00"}
BARE_REASONS = {"contract_utilization": "no_commitment", "burn": "no_commitment", "run_out": "no_commitment",
                "value_delivered": "no_budget", "cpi": "no_scope", "delivery_margin": "no_recognition",
                "realization": "no_standard_value", "on_time_share": "nothing_due", "delivered_value": "no_pricing",
                "remaining_value": "no_value", "resource_utilization": "not_of_scope"}


@scenario("a contract without commitment, budget, deliverables, end or price tells why it has no figures")
def bare(t):
    add_contract(t, "BARE-2026", "status=active", effective_on="2026-01-01")
    got = values(t, "BARE-2026", every_metric(t), *MARCH)
    t.equal({name: value for name, value in got.items() if value[:1].isdigit()}, BARE)
    t.equal({name: got[name] for name in BARE_REASONS}, BARE_REASONS)
    add_contract(t, "OPEN-2026", "starts_on=2026-01-01", "annual_value=120000", "committed_hours=1200",
                 "direct_labor=60%", "pricing=retainer")
    got = values(t, "OPEN-2026", every_metric(t), *MARCH)
    t.equal([got[name] for name in ("committed_hours", "revenue_by_terms", "due")],
            ["101.149425", "10191.78", "10191.78"])
    endless = ("burn", "elapsed", "pace_gap", "run_out", "remaining_hours", "under_resourcing", "contracted_value",
               "remaining_value", "remaining_next_12_months", "over_recognized")
    t.equal({got[name] for name in endless}, {"no_end"})


@scenario("leave on a holiday takes nothing twice, also beside leave of more than the day has")
def leave(t):
    add_contract(t, "DECK-2026", *YEAR)
    put(t, "calendar_day", calendar="docks", date="2026-03-04", working="no")
    add_resource(t, "R-01", calendar="docks")
    add_hours(t, "hours.csv", [f",R-01,2026-03-04,{8 * HOUR},no,approved,leave",
                               f",R-01,2026-03-05,{12 * HOUR},no,approved,leave",
                               f",R-01,2026-03-06,{8 * HOUR},no,submitted,leave",
                               f",R-01,2026-03-07,{8 * HOUR},no,approved,leave",
                               f"DECK-2026,R-01,2026-03-07,{6 * HOUR},yes,approved,client"])
    week = ("--period", "2026-W10", "--as-of", "2026-03-31")
    got = values(t, "resource:R-01", "available_hours,leave_hours,resource_utilization", *week)
    t.equal(got, {"available_hours": "24", "leave_hours": "28", "resource_utilization": "0.25"})
    told = t.pacta("explain", "available_hours", "resource:R-01", *week, json=True)
    t.equal([(row["label"], row["amount"]) for row in told["inputs"][0]["rows"]],
            [("weekly hours", "40"), ("holiday", "-8"), ("leave", "-8")])


@scenario("a resource without a calendar works on weekdays, and before its first row it has no hours")
def calendars(t):
    t.pacta("account", "add", "Harbour")
    put(t, "calendar_day", calendar="docks", date="2026-03-04", working="no")
    add_resource(t, "R-01", day="2026-03-05")
    add_resource(t, "R-02", calendar="docks")
    week = ("--period", "2026-W10", "--as-of", "2026-03-31")
    t.equal(values(t, "resource:R-01", "available_hours", *week), {"available_hours": "16"})
    t.equal(values(t, "resource:R-02", "available_hours", *week), {"available_hours": "32"})
    before = values(t, "resource:R-01", "available_hours,resource_utilization", "--period", "2026-W09", "--as-of",
                    "2026-03-31")
    t.equal(before, {"available_hours": "0", "resource_utilization": "no_capacity"})


@scenario("hours on a day off count above the line of the team, though the person had no hours")
def day_off(t):
    add_contract(t, "DECK-2026", *YEAR)
    add_resource(t, "R-01")
    add_resource(t, "R-02")
    add_hours(t, "hours.csv", [f"DECK-2026,R-01,2026-03-02,{20 * HOUR},yes,approved,client",
                               f"DECK-2026,R-02,2026-03-07,{5 * HOUR},yes,approved,client"] +
                              [f",R-02,2026-03-0{day},{8 * HOUR},no,approved,leave" for day in range(2, 7)])
    week = ("--period", "2026-W10", "--as-of", "2026-03-31")
    t.equal(values(t, "resource:R-02", "resource_utilization", *week), {"resource_utilization": "no_capacity"})
    t.equal(values(t, "team:Docks", "resource_utilization", *week), {"resource_utilization": "0.625"})


@scenario("costs of a contract without revenue lower the margin of the whole portfolio")
def margin(t):
    for key in ("DECK-2026", "QUAY-2026"):
        add_contract(t, key, *RETAINER)
    put(t, "recognition", external_id="R-1", contract="DECK-2026", service_from="2026-03-01", service_to="2026-04-01",
        recognized_on="2026-03-31", amount=10000)
    for key, amount in (("DECK-2026", 4000), ("QUAY-2026", 5000)):
        put(t, "cost", external_id=key, contract=key, date="2026-03-10", kind="expense", amount=amount)
    t.equal(values(t, "QUAY-2026", "delivery_margin", *MARCH), {"delivery_margin": "no_recognition"})
    t.equal(values(t, "portfolio", "delivery_margin,delivery_profit", *MARCH),
            {"delivery_margin": "0.1", "delivery_profit": "1000.00"})


@scenario("a rate that changes in mid-week holds from its day, and one backdated by a year prices what is past")
def rates(t):
    add_contract(t, "DECK-2025", "starts_on=2025-01-01", "ends_on=2027-01-01", "pricing=time_and_materials")
    add_resource(t, "R-01", day="2025-01-01", cost_rate=50, currency="USD")
    add_hours(t, "hours.csv", [f"DECK-2025,R-01,2025-03-05,{HOUR},yes,approved,client",
                               f"DECK-2025,R-01,2026-03-03,{HOUR},yes,approved,client",
                               f"DECK-2025,R-01,2026-03-04,{HOUR},yes,approved,client"])
    asked = "bill_value,cost_of_hours,delivered_value"
    got = figures(t, "DECK-2025", asked, *MARCH)
    t.equal({name: (it["reason"], it["detail"]) for name, it in got.items()},
            {"bill_value": ("no_billing_rate", "2 h of 2 entries"), "cost_of_hours": (None, None),
             "delivered_value": ("no_billing_rate", "3 h of 3 entries")})
    put(t, "rate", contract="DECK-2025", resource="R-01", effective_on="2026-03-04", billing_rate=200)
    put(t, "resource", key="R-01", effective_on="2026-03-04", name="Resource 01", monday=8, cost_rate=70, currency="USD")
    t.equal(figures(t, "DECK-2025", "bill_value", *MARCH)["bill_value"]["detail"], "1 h of 1 entry")
    put(t, "rate", contract="DECK-2025", resource="R-01", effective_on="2025-03-04", billing_rate=120)
    t.equal(values(t, "DECK-2025", asked, *MARCH),
            {"bill_value": "320.00", "cost_of_hours": "120.00", "delivered_value": "440.00"})
    told = t.pacta("explain", "bill_value", "DECK-2025", *MARCH, json=True)
    t.equal([(row["how"], row["amount"]) for row in told["inputs"][0]["rows"]],
            [("1 h × 120.00", "120.00"), ("1 h × 200.00", "200.00")])
    t.equal([(rate["effective_on"], rate["rate"]) for rate in told["rates"]],
            [("2025-03-04", "120.00"), ("2026-03-04", "200.00")])


REVENUE_HEAD = "external_id,contract,service_from,service_to,recognized_on,amount,reverses\n"


@scenario("a reversal before its original waits for it, and both count from the later day")
def reversals(t):
    add_contract(t, "DECK-2026", *RETAINER)
    first = t.pacta("import", t.write("reversal.csv", REVENUE_HEAD + "r1,DECK-2026,,,2026-02-10,-4000,o1\n"), json=True)
    t.equal((first["accepted"], first["quarantined"]), (0, 1))
    waiting = t.pacta("metrics", "DECK-2026", "--metric", "recognized", *MARCH, json=True)["total"]["completeness"]
    t.equal((waiting["waiting_money_rows"], waiting["waiting_rows"]), (1, 0), "what waits is told")
    asked = "recognized,recognized_in_ledger,reversed,open_recognition"
    t.pacta("import", t.write("original.csv", REVENUE_HEAD + "o1,DECK-2026,2026-01-01,2026-02-01,2026-03-05,10000,\n"))
    for period, as_of, wanted in (("2026-01", "2026-03-04", ("0.00", "0.00", "0.00", "10191.78")),
                                  ("2026-01", "2026-03-05", ("6000.00", "0.00", "4000.00", "4191.78")),
                                  ("2026-02", "2026-03-04", ("0.00", "0.00", "0.00", "0.00")),
                                  ("2026-02", "2026-03-31", ("0.00", "-4000.00", "0.00", "9205.48")),
                                  ("2026-Q1", "2026-03-31", ("6000.00", "6000.00", "4000.00", "13397.26"))):
        t.equal(tuple(values(t, "DECK-2026", asked, "--period", period, "--as-of", as_of).values()), wanted,
                f"{period} as of {as_of}")
    t.pacta("import", t.write("again.csv", REVENUE_HEAD + "r2,DECK-2026,,,2026-04-10,4000,r1\n"))
    t.equal(values(t, "DECK-2026", "recognized,reversed", "--period", "2026-01", "--as-of", "2026-04-30"),
            {"recognized": "10000.00", "reversed": "4000.00"}, "a reversal that is reversed")


@scenario("a recognition that spans two years loses no cent, however the days are cut")
def two_years(t):
    add_contract(t, "DECK-2026", "starts_on=2026-01-01", "ends_on=2028-01-01")
    put(t, "recognition", external_id="R-1", contract="DECK-2026", service_from="2026-11-17", service_to="2027-02-09",
        recognized_on="2027-03-05", amount="100.01")
    asked = ("--as-of", "2027-12-31")
    for period, service, ledger in (("2026", "53.58", "0.00"), ("2027", "46.43", "100.01"), ("2026-11", "16.67", "0.00"),
                                    ("2026-12", "36.91", "0.00"), ("2027-01", "36.91", "0.00"),
                                    ("2027-02", "9.52", "0.00"), ("2026-01-01..2028-01-01", "100.01", "100.01")):
        got = values(t, "DECK-2026", "recognized,recognized_in_ledger", "--period", period, *asked)
        t.equal(tuple(got.values()), (service, ledger), period)
    days = t.pacta("metrics", "DECK-2026", "--metric", "recognized", "--by", "day", "--from", "2026-11-01", "--to",
                   "2027-03-01", *asked, json=True)
    cents = sum(round(100 * float(row["figures"][0]["value"])) for row in days["rows"])
    t.equal(cents, 10001)


@scenario("contracts in other currencies convert at their rates; one without a rate is left out by name")
def currencies(t):
    for key, currency in (("DECK-US", "USD"), ("DECK-EU", "EUR"), ("DECK-JP", "JPY")):
        add_contract(t, key, *YEAR, currency=currency)
        put(t, "recognition", external_id=key, contract=key, service_from="2026-03-01", service_to="2026-04-01",
            recognized_on="2026-03-10", amount=1000)
    asked = "recognized,unbilled,value_delivered,fx_effect"
    without = figures(t, "portfolio", asked, *MARCH)
    t.equal({figure["reason"] for figure in without.values()}, {"no_reporting_currency"}, "several currencies, none to report in")
    t.pacta("setting", "set", "reporting_currency", "USD")
    put(t, "exchange_rate", currency="EUR", date="2026-03-03", rate="1.1")
    put(t, "exchange_rate", currency="JPY", date="2026-03-02", rate="0.0067")
    for key in ("DECK-US", "DECK-EU", "DECK-JP"):
        put(t, "budget", contract=key, month="2026-03", revenue=2000,
            **({"exchange_rate": "1.2"} if key == "DECK-EU" else {}))
    got = figures(t, "portfolio", asked, "--period", "2026-03", "--as-of", "2026-04-12")
    t.equal({name: (it["value"], [(out["scope"], out["reason"]) for out in it["left_out"]]) for name, it in got.items()},
            {"recognized": ("2100.00", [("DECK-JP", "no_rate")]),
             "unbilled": ("1000.00", [("DECK-EU", "no_rate"), ("DECK-JP", "no_rate")]),
             "value_delivered": ("0.5", [("DECK-JP", "no_budget_rate")]),
             "fx_effect": ("-100.00", [("DECK-JP", "no_budget_rate")])})
    table = t.pacta("metrics", "portfolio", "--metric", "recognized", "--period", "2026-03", "--as-of", "2026-04-12",
                    json=True)
    t.equal([(rate["currency"], rate["date"], rate["rate"]) for rate in table["rates"]], [("EUR", "2026-03-03", "1.1")])
    t.equal(values(t, "DECK-JP", "recognized", *MARCH), {"recognized": "1000"}, "in its own currency nothing is missing")


@scenario("a period behind the as-of day has not begun: that is said, not zero; what is to date stays")
def not_begun(t):
    add_contract(t, "DECK-2026", *RETAINER, "committed_hours=1200")
    add_resource(t, "R-01")
    add_hours(t, "hours.csv", [f"DECK-2026,R-01,2026-09-01,{10 * HOUR},yes,approved,client"])
    december = ("--period", "2026-12", "--as-of", "2026-09-25")
    got = values(t, "DECK-2026", every_metric(t), *december)
    registry = {metric["metric"]: metric for metric in t.pacta("metric", "list", json=True)["metrics"]}
    for name, value in got.items():
        if not registry[name]["to_date"] and "contract" in registry[name]["subjects"]:
            t.equal(value, "not_begun", name)
    t.equal((got["burn"], got["contracted_value"], got["resource_utilization"]),
            ("0.008333333", "120000.00", "not_of_scope"))
    for piece in ("the period begins after the as-of day", "not begun: figures to date go to 25 Sep 2026"):
        t.holds(t.pacta("metrics", "DECK-2026", *december).out, piece)
    printed = t.pacta("metrics", "DECK-2026", "--by", "month", "--period", "2026", "--as-of", "2026-09-25").out
    t.equal(printed.count("n/a in 3 rows, since the period begins after the as-of day"), 1, "it is said once")
    t.equal(values(t, "resource:R-01", "available_hours", *december), {"available_hours": "not_begun"})
    table = t.pacta("metrics", "DECK-2026", "--metric", "counting_hours", "--by", "quarter", "--period", "2026",
                    "--as-of", "2026-09-25", json=True)
    t.equal([row["figures"][0]["value"] for row in table["rows"]], ["0", "0", "10", None])
    t.equal(table["total"]["figures"][0]["value"], "10", "the year has begun")
    t.equal(values(t, "DECK-2026", "counting_hours", "--period", "2026-09-25", "--as-of", "2026-09-25"),
            {"counting_hours": "0"}, "the as-of day itself is seen")


@scenario("before the first fact and the first terms, and before the contract was known, no figure is a false one")
def before_all(t):
    add_contract(t, "DECK-2026", *RETAINER, "committed_hours=1200")
    put(t, "budget", contract="DECK-2026", month="2026-03", revenue=1000)
    asked = "counting_hours,recognized,contract_utilization,value_delivered,delivery_margin,on_time_share,run_out,cpi"
    early = values(t, "DECK-2026", asked, "--period", "1950-06", "--as-of", "1950-06-30")
    t.equal(early, {"counting_hours": "0", "recognized": "0.00", "contract_utilization": "no_terms",
                    "value_delivered": "no_budget", "delivery_margin": "no_recognition", "on_time_share": "no_terms",
                    "run_out": "no_terms", "cpi": "no_scope"})
    unknown = values(t, "DECK-2026", "revenue_by_terms,contracted_value,committed_hours,due,delivered_value", *MARCH,
                     "--known-at", "2023-12-31")
    t.equal(set(unknown.values()), {"no_terms"})
    for period in (("--period", "1900-01"), ("--period", "2199-12"), ("--from", "1900-01-01", "--to", "2199-12-31")):
        got = t.pacta("metrics", "portfolio", "--metric", every_metric(t), *period, "--as-of", "1900-01-01", json=True)
        assert got["total"]["figures"], period
    t.refused("metrics", "DECK-2026", "--period", "2026-13", says="2026-13")
    t.refused("metrics", "DECK-2026", "--from", "2026-03-01", "--to", "2026-03-01", says="ends after its first day")


@scenario("contracts without any hour, person or calendar: every figure is nothing or n/a for a reason, in every command")
def bare(t):
    add_contract(t, "DECK-2026", *RETAINER, "committed_hours=1200", "utilization_baseline=90%")
    add_contract(t, "YARD-2026", "starts_on=2026-01-01")
    every = every_metric(t)
    for scope in ("portfolio", "account:Harbour", "DECK-2026", "YARD-2026"):
        for by in ((), ("--by", "month"), ("--by", "contract,week")):
            told = t.pacta("metrics", scope, "--metric", every, *MARCH, *by, json=True)
            for row in (told["total"], *told["rows"]):
                for figure in row["figures"]:
                    assert (figure["value"] is None) == (figure["reason"] is not None), (scope, by, figure)
                t.equal((row["completeness"]["waiting_rows"], row["completeness"]["timesheets_expected"]), (0, 0), scope)
    asked = "counting_hours,committed_hours,contract_utilization,burn,run_out,recognized,delivery_margin,resource_utilization"
    t.equal(values(t, "portfolio", asked, *MARCH),
            {"counting_hours": "0", "committed_hours": "101.149425", "contract_utilization": "0", "burn": "0",
             "run_out": "not_additive", "recognized": "0.00", "delivery_margin": "no_recognition",
             "resource_utilization": "not_of_scope"})
    t.holds(t.pacta("metrics", "portfolio", *MARCH).out, "nothing is budgeted")
    for by in ("team", "resource,week"):
        told = t.pacta("metrics", "portfolio", "--by", by, *MARCH, json=True)
        t.equal(told["rows"], [], by)
        t.equal({figure["reason"] for figure in told["total"]["figures"]}, {"no_facts"}, by)
        t.holds(t.pacta("metrics", "portfolio", "--by", by, *MARCH).out, "Nothing is in this scope")
    for by in ("task", "resource", "assignment", "week", "month"):
        told = t.pacta("drill", "DECK-2026", "--by", by, *MARCH, json=True)
        t.equal((told["total"]["entries"], told["total"]["seconds"], told["total"]["bill"]), (0, 0, "0.00"), by)
        t.equal([row["seconds"] for row in told["rows"]], [0] * {"week": 6, "month": 1}.get(by, 0), by)
        says = "101.15" if told["rows"] else "No client hours"
        t.holds(t.pacta("drill", "DECK-2026", "--by", by, *MARCH).out, says)
    for scope in ("portfolio", "DECK-2026"):
        for metric in every.split(","):
            told = t.pacta("explain", metric, scope, *MARCH, "--vs", "2026-02", json=True)
            figure = told["figure"]
            assert (figure["value"] is None) == (figure["reason"] is not None), (metric, figure)
            t.equal(figure["value"], figures(t, scope, metric, *MARCH)[metric]["value"], metric)
    t.holds(t.pacta("explain", "contract_utilization", "DECK-2026", *MARCH).out, "0.00 h ÷ 101.15 h = 0.0 %")
    numbers = t.pacta("explain", "pace_gap", "DECK-2026", *MARCH, json=True)["numbers"]
    assert " = −" in numbers and "-" not in numbers, numbers


@scenario("ten thousand contracts answer in one call", engines=("sqlite",))
def many(t):
    rows = "".join(f"C-{i:05},Account {i % 50},USD,2026-01-01,2026-01-01,2027-01-01,{1000 + i},100\n" for i in range(10000))
    t.write("many.csv", "contract,account,currency,effective_on,starts_on,ends_on,annual_value,committed_hours\n" + rows)
    t.pacta("import", "many.csv", "--mapping", "pacta-contracts")
    table = t.pacta("metrics", "portfolio", "--metric", "committed_hours,revenue_by_terms,contract_utilization", "--by",
                    "contract", "--period", "2026", "--as-of", "2026-12-31", json=True)
    t.equal(len(table["rows"]), 10000)
    t.equal([figure["value"] for figure in table["total"]["figures"]], ["1000000", "59995000.00", "0"])
    t.equal(table["rows"][-1]["figures"][1]["value"], "10999.00")


if __name__ == "__main__":
    run()

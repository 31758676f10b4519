"""The figures that the issue pins, through the command line: promised hours, earned value, late recognition, a week of work."""

import json

from scenario import run, scenario

HEAD = "external_id,contract,resource,work_date,seconds,billable,approval,category,cost\n"
HOUR = 3600


def put(t, fact, **fields):
    t.pacta("fact", "put", fact, *(f"{name}={value}" for name, value in fields.items()))


def add_contract(t, key, *terms):
    t.pacta("account", "add", "Harbour", check=False)
    t.pacta("contract", "add", key, "--account", "Harbour", "--currency", "USD", "--known-at", "2025-12-01",
            *(word for term in terms for word in ("--set", term)))


def figures(t, scope, metrics, *options):
    table = t.pacta("metrics", scope, "--metric", metrics, *options, json=True)
    return {figure["metric"]: figure for figure in table["total"]["figures"]}


def values(t, scope, metrics, *options):
    """Of each metric its value, or the reason why there is none."""
    return {name: figure["value"] if figure["reason"] is None else figure["reason"]
            for name, figure in figures(t, scope, metrics, *options).items()}


@scenario("1,200 hours a year are 101.15 h in March, 22 of 261 working days, and 95 of them 93.9 %")
def committed(t):
    add_contract(t, "DECK-2026", "starts_on=2026-01-01", "ends_on=2027-01-01", "committed_hours=1200",
                 "utilization_baseline=90%")
    put(t, "resource", key="R-01", effective_on="2026-01-01", name="Resource 01", monday=8)
    t.pacta("import", t.write("hours.csv", HEAD +
                              f"1,DECK-2026,R-01,2026-03-02,{50 * HOUR},yes,approved,client,\n"
                              f"2,DECK-2026,R-01,2026-03-31,{45 * HOUR},yes,approved,client,\n"
                              f"3,DECK-2026,R-01,2026-03-31,{4 * HOUR},no,approved,client,\n"
                              f"4,DECK-2026,R-01,2026-03-31,{5 * HOUR},yes,submitted,client,\n"
                              f"5,DECK-2026,R-01,2026-04-01,{6 * HOUR},yes,approved,client,\n"))
    march = ("--period", "2026-03", "--as-of", "2026-04-20")
    got = figures(t, "DECK-2026", "contract_utilization,committed_hours,unused_hours,excess_hours", *march)
    utilization = got["contract_utilization"]
    t.equal((utilization["numerator"], utilization["denominator"], utilization["text"]), ("95", "101.149425", "93.9 %"))
    t.equal((got["committed_hours"]["value"], got["unused_hours"]["value"], got["excess_hours"]["value"]),
            ("101.149425", "6.149425", "0"))
    told = t.pacta("explain", "contract_utilization", "DECK-2026", *march, json=True)
    how = {one["measure"]: [row["how"] for row in one["rows"]] for one in told["inputs"]}
    t.equal(how["committed_hours"], ["1,200 h × 22 of 261 working days"])
    year = values(t, "DECK-2026", "committed_hours", "--period", "2026", "--as-of", "2026-12-31")
    t.equal(year, {"committed_hours": "1200"})


@scenario("three deliverables: PV 70k, EV 55k, CPI 0.917, SPI 0.786, and three estimates at completion")
def deliverables(t):
    add_contract(t, "QUAY-2026", "starts_on=2026-01-01", "ends_on=2026-07-01", "total_value=150000", "value_basis=total",
                 "pricing=fixed")
    for key, cost, due, done in (("A", 40000, "2026-01-31", "100%"), ("B", 30000, "2026-03-31", "50%"),
                                 ("C", 30000, "2026-06-30", "0%")):
        put(t, "deliverable", contract="QUAY-2026", key=key, budget_cost=cost, due_on=due)
        put(t, "progress", contract="QUAY-2026", deliverable=key, date="2026-03-15", progress=done)
    put(t, "resource", key="R-01", effective_on="2026-01-01", name="Resource 01", monday=8)
    put(t, "cost", contract="QUAY-2026", external_id="C-1", date="2026-02-10", kind="subcontractor", amount=15000)
    put(t, "cost", contract="QUAY-2026", external_id="C-2", date="2026-04-01", kind="expense", amount=999)
    t.pacta("import", t.write("hours.csv", HEAD +
                              f"1,QUAY-2026,R-01,2026-01-20,{100 * HOUR},yes,approved,client,30000\n"
                              f"2,QUAY-2026,R-01,2026-03-31,{50 * HOUR},no,approved,client,15000\n"
                              f"3,QUAY-2026,R-01,2026-03-31,{50 * HOUR},yes,draft,client,15000\n"))
    wanted = {"budget_at_completion": "100000.00", "planned_value": "70000.00", "earned_value": "55000.00",
              "actual_cost": "60000.00", "cost_variance": "-5000.00", "schedule_variance": "-15000.00",
              "cpi": "0.916666667", "spi": "0.785714286", "eac_by_cpi": "109090.91", "eac_at_budget_rate": "105000.00",
              "eac_by_cpi_and_spi": "122479.34", "estimate_to_complete": "49090.91",
              "variance_at_completion": "-9090.91", "tcpi": "1.125", "percent_complete": "0.55", "percent_spent": "0.6",
              "delivered_value": "82500.00"}
    for scope in ("QUAY-2026", "portfolio"):
        t.equal(values(t, scope, ",".join(wanted), "--period", "2026-03", "--as-of", "2026-03-31"), wanted, scope)
    texts = figures(t, "QUAY-2026", "cpi,spi", "--period", "2026-03", "--as-of", "2026-03-31")
    t.equal((texts["cpi"]["text"], texts["spi"]["text"]), ("0.917", "0.786"))
    before = values(t, "QUAY-2026", "planned_value,earned_value,spi,eac_by_cpi", "--period", "2026-01",
                    "--as-of", "2026-01-30")
    t.equal(before, {"planned_value": "0.00", "earned_value": "0.00", "spi": "nothing_planned",
                     "eac_by_cpi": "no_progress"}, "without a start nothing is planned before it is due")


# What a vector calls a figure, and whether it is money.
VECTOR_METRICS = {"cv": ("cost_variance", True), "sv": ("schedule_variance", True), "cpi": ("cpi", False),
                  "spi": ("spi", False), "eac_cpi": ("eac_by_cpi", True), "eac_budget_rate": ("eac_at_budget_rate", True),
                  "eac_cpi_spi": ("eac_by_cpi_and_spi", True), "etc_cpi": ("estimate_to_complete", True),
                  "vac_cpi": ("variance_at_completion", True), "tcpi_bac": ("tcpi", False),
                  "tcpi_eac": ("tcpi_by_eac", False), "percent_complete": ("percent_complete", False),
                  "percent_spent": ("percent_spent", False)}


def rounded(exact, digits):
    """A fraction "n/d" as a decimal, half to even."""
    num, den = (int(part) for part in exact.split("/"))
    scaled = round_half_even(num * 10 ** digits, den)
    text = f"{abs(scaled):0{digits + 1}d}"
    return ("-" if scaled < 0 else "") + text[:-digits] + "." + text[-digits:]


def round_half_even(num, den):
    whole, rest = divmod(num, den)
    return whole + (2 * rest > den or (2 * rest == den and whole % 2 == 1))


def shortened(decimal):
    return decimal.rstrip("0").rstrip(".")


def add_vector(t, key, case):
    """Three deliverables that make the case's sums: earned and due, due only, and what is left; a cost is the rest."""
    add_contract(t, key, "starts_on=2026-01-01", "ends_on=2026-07-01")
    pv, ev, bac = case["pv"], case["ev"], case["bac"]
    for name, cost, due, done in (("done", min(pv, ev), "2026-01-31", "100%"), ("late", max(0, pv - ev), "2026-02-28", "0%"),
                                  ("early", max(0, ev - pv), "2026-06-30", "100%"),
                                  ("ahead", bac - max(pv, ev), "2026-06-30", "0%")):
        put(t, "deliverable", contract=key, key=name, budget_cost=cost, due_on=due)
        put(t, "progress", contract=key, deliverable=name, date="2026-03-01", progress=done)
    put(t, "cost", contract=key, external_id=key, date="2026-02-10", kind="expense", amount=case["ac"])


@scenario("the published examples of earned value, and their edges, hold to the last digit")
def vectors(t):
    cases = json.loads(t.shared("vectors/earned_value.json").read_text())["cases"]
    assert len(cases) >= 6, cases
    for number, case in enumerate(cases):
        key = f"CASE-{number}"
        add_vector(t, key, case)
        names = ",".join(name for name, _ in VECTOR_METRICS.values())
        got = figures(t, key, names, "--period", "2026-03", "--as-of", "2026-03-31")
        for name, exact in case["expected_exact"].items():
            metric, money = VECTOR_METRICS[name]
            wanted = None if exact is None else rounded(exact, 2) if money else shortened(rounded(exact, 9))
            t.equal(got[metric]["value"], wanted, f"{case['name']}: {metric}")
            t.equal(got[metric]["reason"] is None, exact is not None, f"{case['name']}: the reason of {metric}")
        t.equal("unattainable" in got["tcpi"]["flags"], case["ac"] > case["bac"], case["name"])


@scenario("a retainer of 100k for January is due on 6 February: 60 % on time, 40k late, 15k of it open")
def retainer(t):
    add_contract(t, "LIGHT-2026", "starts_on=2026-01-01", "ends_on=2026-02-01", "total_value=100000", "value_basis=total",
                 "pricing=retainer", "recognition_days=5")
    for name, day, amount in (("REC-1", "2026-02-05", 60000), ("REC-2", "2026-03-02", 25000)):
        put(t, "recognition", external_id=name, contract="LIGHT-2026", service_from="2026-01-01", service_to="2026-02-01",
            recognized_on=day, amount=amount)
    wanted = {"due": "100000.00", "on_time_share": "0.6", "late_recognition": "40000.00", "open_recognition": "15000.00",
              "early_recognition": "0.00", "over_recognition": "0.00", "mean_lag": "19.35", "median_lag": "5",
              "p90_lag": "59", "median_lag_in_business_days": "4"}
    for period in ("2026-01", "2026-Q1", "2026-01-31"):
        got = values(t, "LIGHT-2026", ",".join(wanted), "--period", period, "--as-of", "2026-03-31")
        t.equal(got, wanted, period)
    told = t.pacta("explain", "due", "LIGHT-2026", "--period", "2026-01", "--as-of", "2026-03-31", json=True)
    row, = told["inputs"][0]["rows"]
    t.holds(row["how"], "due on 6 Feb 2026")
    for as_of, due, reason in (("2026-02-05", "0.00", "nothing_due"), ("2026-02-06", "100000.00", "0.6")):
        got = values(t, "LIGHT-2026", "due,on_time_share", "--period", "2026-01", "--as-of", as_of)
        t.equal(got, {"due": due, "on_time_share": reason}, f"as of {as_of}")


@scenario("a week of 40 hours with a holiday and a day of leave: 26 billable hours are 26/24 = 108.3 %")
def week(t):
    add_contract(t, "DECK-2026", "starts_on=2026-01-01")
    put(t, "calendar_day", calendar="docks", date="2026-03-04", working="no")
    put(t, "resource", key="R-01", effective_on="2026-01-01", name="Resource 01", monday=8, tuesday=8, wednesday=8,
        thursday=8, friday=8, calendar="docks")
    t.pacta("import", t.write("hours.csv", HEAD +
                              f"1,DECK-2026,R-01,2026-03-02,{13 * HOUR},yes,approved,client,\n"
                              f"2,DECK-2026,R-01,2026-03-03,{13 * HOUR},yes,approved,client,\n"
                              f"3,,R-01,2026-03-05,{8 * HOUR},no,approved,leave,\n"
                              f"4,,R-01,2026-03-06,{2 * HOUR},no,approved,internal,\n"))
    got = figures(t, "resource:R-01", "resource_utilization,productive_utilization,available_hours", "--period",
                  "2026-W10", "--as-of", "2026-03-31")
    t.equal([got[name]["text"] for name in ("resource_utilization", "productive_utilization", "available_hours")],
            ["108.3 %", "116.7 %", "24.00 h"])


if __name__ == "__main__":
    run()

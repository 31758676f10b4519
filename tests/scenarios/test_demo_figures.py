"""The demo firm's figures: each metric has a value and an n/a, the firm looks like one, and its books moved after a close."""

from scenario import run, scenario

AS_OF = "2026-09-25"

# Reasons that a person who looks around in the demo meets.
REASONS = {
    "by_usage", "complete", "negative_budget", "negative_recognized", "no_assignment", "no_billing_rate", "no_budget",
    "no_budget_rate", "no_burn", "no_capacity", "no_commitment", "no_cost", "no_cost_rate", "no_direct_labor", "no_end",
    "no_pricing", "no_progress", "no_rate", "no_recognition", "no_scope", "no_service_period", "no_standard_rate",
    "no_standard_value", "no_value", "not_additive", "not_begun", "not_of_scope", "nothing_due",
    "nothing_planned", "vendor",
}

# (scope, period, as of, split): where they are met.
VIEWS = [
    ("portfolio", "2026-08", AS_OF, "contract"),
    ("portfolio", "2026-09", AS_OF, "contract"),
    ("portfolio", "2025-Q2", AS_OF, "contract"),
    ("portfolio", "2025-08", AS_OF, "contract"),
    ("portfolio", "2026-03", "2026-03-13", "contract"),
    ("portfolio", "2026-09", AS_OF, "resource"),
    ("portfolio", "2026-08", AS_OF, "month"),
    ("portfolio", "2026-10", AS_OF, "month"),
    ("resource:Resource 01", "2026-08", AS_OF, "month"),
]


def asked(t, scope, period, as_of, by, *words):
    return t.pacta("metrics", scope, "--period", period, "--as-of", as_of, "--by", by, *words, json=True)


def number(row, metric):
    value = next(figure for figure in row["figures"] if figure["metric"] == metric)["value"]
    return None if value is None else float(value)


def by_scope(answer, metric):
    found = {row["scope"].split(":", 1)[1]: number(row, metric) for row in answer["rows"]}
    return {key: value for key, value in found.items() if value is not None}


@scenario("every metric of the demo has a value that is not 0, an n/a with its reason, and together they meet the reasons")
def everything(t):
    t.pacta("demo")
    metrics = t.pacta("metric", "list", json=True)["metrics"]
    names = ",".join(metric["metric"] for metric in metrics)
    valued, lacking, reasons = set(), set(), set()
    for view in VIEWS:
        answer = asked(t, *view, "--metric", names)
        for row in answer["rows"] + [answer["total"]]:
            for figure in row["figures"]:
                reasons |= {left["reason"] for left in figure["left_out"]}
                if figure["value"] is None:
                    lacking.add(figure["metric"])
                    reasons.add(figure["reason"])
                elif figure["unit"] == "date" or float(figure["value"]) != 0:
                    valued.add(figure["metric"])
    every = {metric["metric"] for metric in metrics}
    t.equal((every - valued, every - lacking), (set(), set()), "without value, never n/a")
    t.equal(REASONS - reasons, set(), "reasons that nobody meets")


@scenario("most of the demo's contracts are healthy, and a few are not")
def healthy(t):
    t.pacta("demo")
    answer = asked(t, "portfolio", "2026-01-01..2026-09-01", AS_OF, "contract", "--metric",
                   "contract_utilization,value_delivered,delivery_margin,on_time_share,realization")
    total = {metric: number(answer["total"], metric) for metric in answer["metrics"]}
    for metric, low, high in (("contract_utilization", 0.85, 0.97), ("value_delivered", 0.9, 1.02),
                              ("delivery_margin", 0.12, 0.26), ("on_time_share", 0.8, 0.97),
                              ("realization", 0.75, 1.0)):
        t.equal(low < total[metric] < high, True, f"{metric} {total[metric]}")
    use = by_scope(answer, "contract_utilization")
    t.equal(sum(0.8 <= share <= 1.03 for share in use.values()) > len(use) * 2 / 3, True, str(use))
    t.equal(min(use.values()) < 0.75 and max(use.values()) > 1.01, True, str(use))
    margins = by_scope(answer, "delivery_margin")
    t.equal(sum(0.05 < margin < 0.45 for margin in margins.values()) > len(margins) * 3 / 4, True, str(margins))
    t.equal([key for key, margin in margins.items() if margin < 0], ["REDLANTERN-EN-2026"])
    t.equal(by_scope(answer, "on_time_share")["AOKAZE-EN-2025"], 0)


@scenario("the demo's people are used by about nine tenths, and assigned beyond what they have in some weeks")
def people(t):
    t.pacta("demo")
    answer = asked(t, "portfolio", "2026-Q2", AS_OF, "resource", "--metric",
                   "resource_utilization,over_allocated_hours,assigned_hours")
    use = by_scope(answer, "resource_utilization")
    t.equal(sum(0.8 < share < 1.01 for share in use.values()) > len(use) * 0.9, True, str(use))
    over = by_scope(answer, "over_allocated_hours")
    t.equal(20 < sum(hours > 0 for hours in over.values()) < 60, True, str(over))
    t.equal(sum(over.values()) < 0.02 * sum(by_scope(answer, "assigned_hours").values()), True)


@scenario("assignments of the demo reach to the ends of its contracts, so that running short of people is told")
def ahead(t):
    t.pacta("demo")
    answer = asked(t, "portfolio", "2026-08", AS_OF, "contract", "--metric", "remaining_hours,under_resourcing")
    lacking = by_scope(answer, "under_resourcing")
    t.equal((lacking["ALDERBROOK-IT-2025"], lacking["TIDEWELL-IT-2026"], lacking["HALLOWAY-FM-2026"]), (0, 0, 0))
    t.equal(lacking["HARBOUR-EN-2026"], 900, "nobody is assigned to what begins in November")
    t.equal(lacking["CEDARVALE-FM-2023"] > 1000, True)
    t.equal(sum(lacking.values()) < sum(by_scope(answer, "remaining_hours").values()) / 5, True, str(lacking))


@scenario("the demo's projects are ahead, behind, beyond their budget, done and not begun")
def projects(t):
    t.pacta("demo")
    answer = asked(t, "portfolio", "2026-09", AS_OF, "contract", "--metric", "cpi,spi,tcpi,percent_complete")
    rows = {row["scope"].split(":", 1)[1]: row for row in answer["rows"]}

    def told(key):
        return {figure["metric"]: figure for figure in rows[key]["figures"]}

    t.equal(float(told("ALDERBROOK-CO-2025")["spi"]["value"]) > 1, True, "ahead")
    t.equal(float(told("ALDERBROOK-CO-2025")["cpi"]["value"]) > 1, True, "cheaper than planned")
    behind = told("REDLANTERN-EN-2026")
    t.equal(float(behind["spi"]["value"]) < 0.9 and float(behind["cpi"]["value"]) < 0.8, True, "behind and too dear")
    t.equal("unattainable" in behind["tcpi"]["flags"], True)
    t.equal(told("ALDERBROOK-CO-2024")["tcpi"]["reason"], "complete")
    t.equal(float(told("HARBOUR-EN-2025")["percent_complete"]["value"]), 1)
    t.equal((told("HARBOUR-EN-2026")["cpi"]["reason"], told("HARBOUR-EN-2026")["spi"]["reason"]),
            ("no_cost", "nothing_planned"))


@scenario("two closed months of the demo changed after their close, and it is told by how much and why")
def closed(t):
    t.pacta("demo")
    metrics = ("--metric", "recognized,counting_hours")
    for month, recognized, hours in (("2026-06", 0, 0), ("2026-07", -2067.31, 7), ("2026-08", 0, 15)):
        row = asked(t, "portfolio", month, AS_OF, "month", *metrics, "--since-close")["rows"][0]
        now = {figure["metric"]: float(figure["value"]) for figure in row["figures"]}
        then = {figure["metric"]: float(figure["value"]) for figure in row["at_close"]}
        t.equal((round(now["recognized"] - then["recognized"], 2), now["counting_hours"] - then["counting_hours"]),
                (recognized, hours), month)
    restated = t.pacta("restate", "portfolio", "--period", "2026-07", "--as-of", AS_OF, *metrics,
                       "--known-at", "2026-09-25", "--vs", "2026-09-28", json=True)
    t.equal([float(difference) for difference in restated["difference"]], [-2067.31, 7])
    t.equal([contract["contract"] for contract in restated["contracts"]],
            ["ALDERBROOK-IT-2025", "CEDARVALE-EN-2025", "TIDEWELL-IT-2026"])


@scenario("August of the demo ties out but for the two contracts that were corrected")
def ties(t):
    t.pacta("demo")
    month = t.pacta("tie-out", "2026-08", json=True)
    differing = {row["contract"]: row["difference"] for row in month["rows"] if float(row["difference"] or 0) != 0}
    t.equal(differing, {"ALDERBROOK-IT-2025": "1805.57", "TIDEWELL-IT-2026": "-3872.88"})
    t.equal([row["contract"] for row in month["rows"] if row["recognized"] != row["at_close"]], list(differing))
    t.equal(t.pacta("tie-out", "2026-07", json=True)["differing"], 0)


@scenario("the demo's totals are in dollars")
def currency(t):
    t.pacta("demo")
    settings = t.pacta("setting", "list", json=True)["settings"]
    t.equal([one["value"] for one in settings if one["name"] == "reporting_currency"], ["USD"])


if __name__ == "__main__":
    run()

"""Hours through the store: run-out days that sums by month would hide, and what people have of their week."""

import datetime

from scenario import run, scenario

HEAD = "external_id,contract,resource,work_date,seconds,billable,approval,category\n"


def put(t, fact, **fields):
    t.pacta("fact", "put", fact, *(f"{name}={value}" for name, value in fields.items()))


def days_of_hours(first, count, contract="PIER-2025"):
    """Eight counting hours a day, `count` days on end."""
    start = datetime.date.fromisoformat(first)
    return "".join(f"{first}-{i},{contract},R-01,{start + datetime.timedelta(i)},28800,yes,approved,client\n"
                   for i in range(count))


def figure(t, scope, metric, *options):
    table = t.pacta("metrics", scope, "--metric", metric, *options, json=True)
    return next(it for it in table["total"]["figures"] if it["metric"] == metric)


def make_pier(t, hours):
    """200 committed hours from January 2025 to the end of 2026."""
    t.pacta("account", "add", "Harbour")
    t.pacta("contract", "add", "PIER-2025", "--account", "Harbour", "--currency", "USD", "--known-at", "2024-12-01",
            "--set", "starts_on=2025-01-01", "--set", "ends_on=2027-01-01", "--set", "committed_hours=100")
    t.pacta("import", t.write("hours.csv", HEAD + hours))


@scenario("hours that were spent long ago name their day, in the middle of a month")
def spent(t):
    make_pier(t, days_of_hours("2025-02-10", 47))
    for metric in ("run_out", "run_out_by_assignment"):
        got = figure(t, "PIER-2025", metric, "--period", "2026-10", "--as-of", "2026-10-31")
        t.equal((got["value"], "spent" in got["flags"]), ("2025-03-06", True), metric)
    table = t.pacta("metrics", "portfolio", "--metric", "run_out,counting_hours", "--by", "contract,month",
                    "--period", "2025-01-01..2025-05-01", "--as-of", "2026-10-31", json=True)
    got = [[it["value"] for it in row["figures"]] for row in table["rows"]]
    t.equal([row[1] for row in got], ["0", "152", "224", "0"], "hours of each month")
    t.equal([row[0] for row in got], [None, "2025-03-20", "2025-03-06", "2025-03-06"], "run-out as of each month's end")


@scenario("a holiday and a day of leave leave 24 of 40 hours: 26 are 108.3 %")
def people(t):
    t.pacta("account", "add", "Harbour")
    t.pacta("contract", "add", "PIER-2025", "--account", "Harbour", "--currency", "USD", "--known-at", "2024-12-01",
            "--set", "starts_on=2025-01-01")
    put(t, "calendar_day", calendar="docks", date="2026-03-04", working="no")
    put(t, "resource", key="R-01", effective_on="2026-01-01", name="Resource 01", team="Docks", monday=8, tuesday=8,
        wednesday=8, thursday=8, friday=8, calendar="docks")
    t.pacta("import", t.write("hours.csv", HEAD +
                              "1,PIER-2025,R-01,2026-03-02,46800,yes,approved,client\n"
                              "2,PIER-2025,R-01,2026-03-07,46800,yes,approved,client\n"
                              "3,,R-01,2026-03-04,28800,no,approved,leave\n"
                              "4,,R-01,2026-03-05,28800,no,approved,leave\n"))
    for days in ("2026-W10", "2026-03-02..2026-03-09"):
        got = figure(t, "resource:R-01", "resource_utilization", "--period", days, "--as-of", "2026-04-30")
        t.equal((got["numerator"], got["denominator"], got["text"]), ("26", "24", "108.3 %"), days)


if __name__ == "__main__":
    run()

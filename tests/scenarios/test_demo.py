"""The demo firm: what it must show, and that it is always the same."""

from scenario import run, scenario

PUBLISHED = "HARBOUR-2009"
LAST_DAY = "2026-09-25"

# domain.md §8. Revenue and profit of the first year, the last year and the total, after each change.
PUBLISHED_TABLE = [
    ("2009-03-01", "100000.00", "0.6", "83561.00 33424.00 16164.00 6465.00 200000.00 80000.00"),
    ("2009-09-01", "100000.00", "0.7", "83561.00 30109.00 16164.00 4849.00 200000.00 65041.00"),
    ("2010-01-01", "130000.00", "0.7", "83561.00 30109.00 21013.00 6304.00 234849.00 75495.00"),
]
DEFAULT_LAST_ROW = ("2010-01-01", "130000.00", "0.7", "83835.62 30191.78 21013.70 6304.11 234849.32 75495.89")

# Annual value in force from 2025-01-01 to 2026-01-01, in dollars: new, reactivation, expansion, contraction, churn.
MOVED = {
    "Alderbrook Bank": ("expansion", "32760.00"),
    "Bluefinch Logistics": ("expansion", "70800.00"),
    "Cedarvale Schools": ("expansion", "32320.00"),
    "Halloway Hospitals": ("expansion", "168102.00"),
    "Harbour Foods": ("expansion", "30467.40"),
    "Orchardline Retail": ("churn", "355250.00"),
    "Redlantern Theatres": ("reactivation", "118000.00"),
    "Summitry Biotech": ("new", "407000.00"),
    "Tidewell Insurance": ("contraction", "93097.50"),
}
CLASSES = ("new", "reactivation", "expansion", "contraction", "churn")

# What the files of the demo firm hold.
FACTS = {"time_entries": 107899, "facts": 113824, "files": 43, "links": 43, "waiting": 15}

PRICINGS = {"fixed", "retainer", "prepaid_hours", "time_and_materials", "capped"}
DAY_COUNTS = {"ACT/365F", "ACT/ACT", "ACT/360", "30/360", "30E/360", "ACT/CY"}


def cents(amount):
    return int(amount["amount"].replace(".", ""))


def published_row(snapshot):
    figures = [snapshot[span][what]["amount"] for span in ("first_year", "last_year", "total")
               for what in ("revenue", "profit")]
    return (snapshot["effective_on"], snapshot["annual_value"]["amount"], snapshot["direct_labor"], " ".join(figures))


def timeless(entry):
    """An entry without what differs from one loading to the next."""
    return {name: value for name, value in entry.items() if name != "recorded_at"}


def one(found):
    assert len(found) == 1, found
    return found[0]


@scenario("the demo says what it put into the store, and the store holds it")
def counted(t):
    told = t.pacta("demo", json=True)
    t.equal(told, {"accounts": 17, "contracts": 45, "entries": 125, "contract": PUBLISHED,
                   "last_day": LAST_DAY, **FACTS})
    contracts = t.pacta("contract", "list", json=True)["contracts"]
    entries = t.pacta("history-report", json=True)["entries"]
    t.equal(len(t.pacta("account", "list", json=True)["accounts"]), told["accounts"])
    t.equal((len(contracts), len(entries)), (told["contracts"], told["entries"]))
    t.equal({contract["account"] for contract in contracts},
            {account["name"] for account in t.pacta("account", "list", json=True)["accounts"]},
            "every account has a contract")


@scenario("the published contract gives the published table")
def published(t):
    t.pacta("demo")
    history = t.pacta("history", PUBLISHED, "--convention", "epicom2011", json=True)
    t.equal([published_row(row) for row in history["snapshots"]], PUBLISHED_TABLE)
    history = t.pacta("history", PUBLISHED, "--by", "year", json=True)
    t.equal(published_row(history["snapshots"][-1]), DEFAULT_LAST_ROW)
    t.equal([(tile["from"], tile["revenue"]["amount"], tile["profit"]["amount"]) for tile in history["periods"]],
            [("2009-03-01", "83835.62", "30191.78"), ("2010-01-01", "130000.00", "39000.00"),
             ("2011-01-01", "21013.70", "6304.11")])


@scenario("what was known decides what the published contract was worth")
def known(t):
    t.pacta("demo")
    totals = {}
    for day in ("2009-02-19", "2009-02-20", "2009-09-02", "2009-09-03", "2009-12-13", "2009-12-14"):
        rows = t.pacta("history", PUBLISHED, "--known-at", day, json=True)["snapshots"]
        totals[day] = rows[-1]["total"]["profit"]["amount"] if rows else None
    t.equal(totals, {"2009-02-19": None, "2009-02-20": "80000.00", "2009-09-02": "80000.00",
                     "2009-09-03": "65041.10", "2009-12-13": "65041.10", "2009-12-14": "75495.89"})


@scenario("the demo holds every pricing, basis, day count and kind, five currencies and three fields of its own")
def variety(t):
    t.pacta("demo")
    contracts = t.pacta("contract", "list", json=True)["contracts"]
    seen = {field: {contract[field] for contract in contracts if contract[field]}
            for field in ("pricing", "day_count", "value_basis", "currency", "status", "committed_basis", "region")}
    t.equal(seen["pricing"], PRICINGS)
    t.equal(seen["day_count"], DAY_COUNTS)
    t.equal(seen["currency"], {"USD", "EUR", "GBP", "JPY", "BHD"})
    t.equal(seen["status"], {"draft", "active", "terminated"})
    t.equal(seen["committed_basis"], {"month", "contract_year", "term"})
    t.equal(seen["region"], {"Americas", "Europe", "Asia", "Gulf"})
    t.equal(sum(contract["kind"] == "vendor" for contract in contracts), 4)
    t.equal(sum(contract["value_basis"] == "total" for contract in contracts), 10)
    t.equal([contract["key"] for contract in contracts if contract["starts_on"] == "2024-02-29"],
            ["BLUEFINCH-FM-2024"])
    custom = [field for field in t.pacta("field", "list", json=True)["fields"] if field["custom"]]
    t.equal([(field["name"], field["type"]) for field in custom],
            [("region", "choice"), ("site_count", "number"), ("purchase_order", "text")])


@scenario("every history can be read, and its years add up to its total")
def histories(t):
    t.pacta("demo")
    lacking, read = {}, 0
    for contract in t.pacta("contract", "list", json=True)["contracts"]:
        history = t.pacta("history", contract["key"], "--by", "year", json=True)
        last = history["snapshots"][-1]
        t.equal(last["total"], contract["total"], contract["key"])
        t.pacta("history", contract["key"])
        for what in ("revenue", "profit"):
            if "na" in last["total"][what]:
                lacking.setdefault(last["total"][what]["na"], set()).add(contract["key"])
                continue
            t.equal(sum(cents(tile[what]) for tile in history["periods"]), cents(last["total"][what]), contract["key"])
            read += 1
    t.equal(lacking, {"no_end": {"TIDEWELL-FM-2025"}, "no_direct_labor": {"ALDERBROOK-FM-2024"},
                      "by_usage": {"CEDARVALE-EN-2025", "PRAIRIEWIND-EN-2024"}})
    t.equal(read, 2 * 45 - 7)


def hours(sums, **wanted):
    return sum(group["seconds"] for group in sums["groups"]
               if all(group["class"][name] == value for name, value in wanted.items())) / 3600


@scenario("sixty people and twelve crews worked in every month since January 2023")
def people(t):
    t.pacta("demo")
    resources = t.pacta("resource", "list", json=True)["resources"]
    t.equal([resource["key"] for resource in resources if resource["declared"]],
            [f"Crew {n:02}" for n in range(1, 13)] + [f"Resource {n:02}" for n in range(1, 61)])
    months = t.pacta("sum", "--by", "month", json=True)["groups"]
    t.equal([group["date"] for group in months],
            [f"{year}-{month:02}-01" for year in (2023, 2024, 2025, 2026) for month in range(1, 13)][:45])
    by_month = {group["date"][:7]: group["seconds"] / 3600 for group in months}
    t.equal(by_month["2025-12"] < by_month["2025-10"] > by_month["2025-07"], True, str(by_month))
    sums = t.pacta("sum", "--by", "class", json=True)
    t.equal(hours(sums, category="leave") > 15000, True)
    t.equal(hours(sums, category="internal") > 5000, True)
    t.equal(hours(sums, approval="draft") > 1000, True)
    t.equal(hours(sums, approval="submitted") > 1000, True)
    late = t.pacta("sum", "--by", "class", "--to", "2026-09-14", json=True)
    t.equal(hours(late, approval="draft") + hours(late, approval="submitted"), 0, "before the last two weeks")


@scenario("some contracts of the demo get more hours than was planned, others fewer")
def use(t):
    t.pacta("demo")
    planned, worked = {}, {}
    for budget in t.pacta("fact", "list", "budget", json=True)["facts"]:
        if budget["month"].startswith("2025") and budget["hours"]:
            planned[budget["contract"]] = planned.get(budget["contract"], 0) + float(budget["hours"])
    for group in t.pacta("sum", "--by", "contract,month", "--from", "2025-01-01", "--to", "2026-01-01",
                         json=True)["groups"]:
        worked[group["contract"]] = worked.get(group["contract"], 0) + group["counting_seconds"] / 3600
    shares = {key: worked.get(key, 0) / hours for key, hours in planned.items()}
    t.equal(shares["ALDERBROOK-CO-2025"] > 1.2 and shares["CEDARVALE-IT-2024"] < 0.7, True, str(shares))
    t.equal(sum(0.7 < share < 1.1 for share in shares.values()) > 12, True, str(shares))


@scenario("what waits in the demo's quarantine is grouped, suggested and released by a link")
def quarantine(t):
    t.pacta("demo")
    groups = t.pacta("quarantine", "list", json=True)["groups"]
    t.equal({group["unknown"]: (group["code"], group["rows"], group["seconds"]) for group in groups if group["unknown"]},
            {"Clean rooms: offer": ("unknown_contract", 3, 60300), "TIDEWELL-PILOT": ("unknown_contract", 3, 61200),
             "Kick-off 2026": ("unknown_contract", 2, 18000), "Resource 61": ("unknown_resource", 2, 55800),
             "Furniture": ("unknown_task", 1, 9000)})
    t.equal(sum(group["rows"] for group in groups if group["code"] == "bad_value"), 4)
    t.holds(t.pacta("link", "suggest").out, "SUMMITRY-EN-2025")
    t.pacta("link", "add", "project", "Clean rooms: offer", "--within", "Summitry Biotech",
            "--contract", "SUMMITRY-EN-2025", "--source", "toggl")
    left = t.pacta("quarantine", "list", json=True)["groups"]
    t.equal([group["unknown"] for group in left if group["unknown"] == "Clean rooms: offer"], [])
    found = t.pacta("entries", "SUMMITRY-EN-2025", "--to", "2025-07-01", json=True)["entries"]
    t.equal([(entry["file"], entry["seconds"]) for entry in found],
            [("toggl-2025-q2.csv", 11700), ("toggl-2025-q2.csv", 27000), ("toggl-2025-q2.csv", 21600)])


@scenario("the demo's discrepancies are of every kind that a firm has")
def discrepancies(t):
    t.pacta("demo")
    found = t.pacta("discrepancies", json=True)
    counts = {kind: count for kind, count in found["counts"].items() if count}
    t.equal({kind: count for kind, count in counts.items() if kind != "duration_differs"},
            {"claimed_twice": 2, "over_24h": 1, "ledger_total": 3, "outside_term": 1})
    t.equal(counts["duration_differs"] > 10, True)
    ledger = [row for row in found["discrepancies"] if row["kind"] == "ledger_total"]
    t.equal(sorted((row["date"], row["contract"], row["currency"], row["difference"]) for row in ledger),
            [("2025-10-01", None, "USD", "1500.00"), ("2026-08-01", "ALDERBROOK-IT-2025", "USD", "1805.57"),
             ("2026-08-01", "TIDEWELL-IT-2026", "USD", "-3872.88")])


@scenario("the demo's recognitions are late, reversed and expected, too, and tie out to the ledger")
def recognitions(t):
    t.pacta("demo")
    facts = t.pacta("fact", "list", "recognition", json=True)["facts"]
    by_id = {fact["external_id"]: fact for fact in facts}
    reversals = [fact for fact in facts if fact["reverses"]]
    t.equal(len(reversals), 4)
    t.equal([fact for fact in reversals if not by_id[fact["reverses"]]["recognized_on"]], [])
    t.equal(sum(not fact["recognized_on"] for fact in facts) > 20, True, "expected ones")
    budget = t.pacta("fact", "list", "budget", "--versions", json=True)["facts"]
    t.equal(sum(fact["file"] == "budget-2025-revised.csv" for fact in budget) > 50, True, "revised budgets")
    for fact, least in (("invoice", 600), ("cost", 80), ("deliverable", 30), ("progress", 100), ("rate", 100),
                        ("assignment", 80), ("exchange_rate", 500), ("calendar_day", 50), ("period_close", 32)):
        found = t.pacta("fact", "list", fact, json=True)["facts"]
        t.equal(len(found) >= least, True, f"{len(found)} {fact}")
    t.equal(sum(fact["amount"].startswith("-") for fact in t.pacta("fact", "list", "invoice", json=True)["facts"]), 1)


@scenario("a file of the demo can be taken back")
def undone(t):
    t.pacta("demo")
    file = one([row for row in t.pacta("import", "list", json=True)["imports"] if row["file"] == "toggl-2024-q1.csv"])
    before = t.pacta("sum", json=True)["total"]["entries"]
    t.pacta("import", "undo", file["id"])
    t.equal(before - t.pacta("sum", json=True)["total"]["entries"], 4774)
    t.equal(t.pacta("check", json=True)["ok"], True)


def warned(key, *codes):
    @scenario(f"{key} warns of {' and '.join(codes)}")
    def case(t):
        t.pacta("demo")
        t.equal([warning["code"] for warning in t.pacta("history", key, json=True)["warnings"]], list(codes))


warned("BLUEFINCH-IT-2024", "gap")
warned("BLUEFINCH-CO-2025", "end_before_effective", "after_end")
warned("TIDEWELL-FM-2025", "blank_end")
warned("TIDEWELL-IT-2023", "same_day", "backdated")


@scenario("usage with an annual value is an estimate and says so")
def estimates(t):
    t.pacta("demo")
    contracts = t.pacta("contract", "list", json=True)["contracts"]
    t.equal([contract["key"] for contract in contracts if contract["estimate"]],
            ["AOKAZE-EN-2025", "HALLOWAY-EN-2024", "TIDEWELL-CO-2024"])


@scenario("the demo's retractions leave what would be without the mistake")
def retractions(t):
    t.pacta("demo")
    entries = t.pacta("history-report", json=True)["entries"]
    taken_back = [(entry["contract"], entry["target"]) for entry in entries if entry["kind"] == "retraction"]
    t.equal(sorted(taken_back),
            [("ALDERBROOK-IT-2023", 3), ("OSTERMARK-EN-2024", 3), ("TIDEWELL-FM-2025", 2)])
    for key, number in taken_back:
        effects = [one([entry for entry in entries if entry["contract"] == key and wanted(entry)])["effect"]["revenue"]
                   for wanted in (lambda entry: entry["number"] == number, lambda entry: entry["target"] == number)]
        if "na" in effects[0]:
            t.equal(effects[0], effects[1], key)
        else:
            t.equal(cents(effects[0]), -cents(effects[1]), key)


@scenario("every amendment of the demo has a reason, and change orders join contracts")
def reasons(t):
    t.pacta("demo")
    entries = t.pacta("history-report", json=True)["entries"]
    t.equal([entry for entry in entries if entry["number"] > 1 and not entry["reason"]], [])
    joined = {}
    for entry in entries:
        if entry["change_order"]:
            joined.setdefault(entry["change_order"], set()).add(entry["contract"])
    t.equal(joined["CO-2025-031"], {"BRIGHTMOP-2024", "HALLOWAY-FM-2023", "HALLOWAY-IT-2024"})
    t.equal(sum(len(contracts) > 1 for contracts in joined.values()), 4)


@scenario("the movements of 2025 show every class")
def movements(t):
    t.pacta("demo")
    table = t.pacta("movements", "--from", "2025-01-01", "--to", "2026-01-01", json=True)
    t.equal([part["currency"] for part in table["currencies"]], ["BHD", "EUR", "GBP", "JPY", "USD"])
    dollars = table["currencies"][-1]
    moved = {}
    for row in dollars["accounts"]:
        name = one([name for name in CLASSES if cents(row[name]) != 0])
        moved[row["account"]] = (name, row[name]["amount"])
    t.equal(moved, MOVED)
    balance = sum(cents(dollars["sum"][name]) * sign for name, sign in zip(CLASSES, (1, 1, 1, -1, -1)))
    t.equal(cents(dollars["sum"]["from"]) + balance, cents(dollars["sum"]["to"]))
    t.equal([(left["contract"], left["na"]) for left in dollars["left_out"]], [("PRAIRIEWIND-EN-2024", "by_usage")])
    renewed = {(renewal["contract"], renewal["kind"]) for renewal in table["renewals"]}
    t.equal({("ALDERBROOK-IT-2023", "successor"), ("BLUEFINCH-IT-2024", "extension"),
             ("CEDARVALE-FM-2023", "extension")} - renewed, set())


@scenario("the demo passes the check of the store")
def checked(t):
    t.pacta("demo")
    report = t.pacta("check", json=True)
    t.equal((report["ok"], report["findings"], report["contracts"], report["entries"]), (True, [], 45, 125))
    t.equal((report["time_entries"], report["facts"]), (FACTS["time_entries"], FACTS["facts"] - FACTS["time_entries"]))


@scenario("the demo is the same each time")
def repeated(t):
    stores = [t.db, f"sqlite:{t.dir}/second.db"]
    reports = []
    for store in stores:
        t.pacta("demo", db=store)
        reports.append([
            [timeless(entry) for entry in t.pacta("history-report", db=store, json=True)["entries"]],
            t.pacta("sum", "--by", "task,resource,month,class", db=store, json=True),
            t.pacta("discrepancies", db=store, json=True),
            [{name: value for name, value in fact.items() if name not in ("known_at", "known_until")}
             for kind in ("recognition", "budget", "progress")
             for fact in t.pacta("fact", "list", kind, "--versions", db=store, json=True)["facts"]],
        ])
    t.equal(reports[0], reports[1])


@scenario("the demo is refused where there is something already, which then is unharmed")
def refused(t):
    t.pacta("demo")
    head = t.pacta("check", json=True)["head"]
    t.refused("demo", says="this store holds 45 contracts already; choose another with --db", code=5)
    t.equal(t.pacta("check", json=True)["head"], head)
    other = f"sqlite:{t.dir}/other.db"
    t.pacta("account", "add", "Harbour Foods", db=other)
    t.refused("demo", says="this store holds accounts or fields already; choose another with --db", code=5, db=other)
    t.equal(t.pacta("contract", "list", db=other, json=True)["contracts"], [])


if __name__ == "__main__":
    run()

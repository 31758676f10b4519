"""Facts on the command line: hours and money brought in, what waits, links, sums, discrepancies, corrections."""

import csv
import io
import json

from scenario import run, scenario

KEY = "HARBOUR-2009"
HEADER = ("external_id,contract,project,client,task,resource,work_date,seconds,start,span,billable,approval,category,"
          "note\n")
DAYS = (
    "1,,Dock,Port,Survey,Resource 01,2010-03-01,3600,08:00:00,,yes,approved,client,first\n"
    "2,,Dock,Port,Survey,Resource 02,2010-03-02,5400,22:30:00,,yes,submitted,client,\n"
    "3,,Dock,Port,Report,Resource 02,2010-03-09,7200,,,yes,approved,client,=1+1\n"
    "4,,Dock,Port,,Resource 02,2010-04-01,1800,,,no,approved,internal,meeting\n"
)


def add_contracts(t):
    t.pacta("account", "add", "Harbour")
    t.pacta("contract", "add", KEY, "--account", "Harbour", "--currency", "USD", "--set", "starts_on=2009-03-01",
            "--set", "ends_on=2011-03-01", "--set", "annual_value=100000")
    t.pacta("contract", "add", "QUAY-2010", "--account", "Harbour", "--currency", "EUR", "--name", "Quay wall",
            "--set", "starts_on=2010-01-01", "--set", "ends_on=2012-01-01", "--set", "annual_value=50000")


def put_hours(t, rows=DAYS, name="hours.csv", *options):
    file = t.write(name, HEADER + rows)
    return t.pacta("import", file, *options, json=True)


def table(text):
    return list(csv.DictReader(io.StringIO(text)))


def seconds(t, *options):
    return t.pacta("sum", *options, json=True)["total"]["seconds"]


@scenario("hours of a file are listed with where they come from")
def listed(t):
    add_contracts(t)
    done = put_hours(t, DAYS, "hours.csv", "--contract", KEY, "--source", "tracker")
    t.equal({name: done[name] for name in ("read", "accepted", "quarantined", "fact", "seconds", "from", "to", "source")},
            {"read": 4, "accepted": 4, "quarantined": 0, "fact": "time_entry", "seconds": 18000, "from": "2010-03-01",
             "to": "2010-04-02", "source": "tracker"})
    answer = t.pacta("entries", KEY, json=True)
    first = answer["entries"][0]
    known_at = first.pop("known_at")
    t.equal(first, {
        "work_date": "2010-03-01", "seconds": 3600, "billable": True, "approval": "approved", "category": "client",
        "task": "Survey", "resource": "Resource 01", "role": None, "start": "08:00:00", "span": None, "cost": None,
        "bill_amount": None, "currency": "USD", "note": "first", "contract": KEY, "source": "tracker",
        "external_id": "1", "part": 0, "file": "hours.csv", "line": 2})
    assert known_at.endswith("Z"), known_at
    # 22:30 and an hour and a half: the entry ends at midnight, and stays one.
    t.equal([(entry["external_id"], entry["seconds"], entry["line"]) for entry in answer["entries"]],
            [("1", 3600, 2), ("2", 5400, 3), ("3", 7200, 4), ("4", 1800, 5)])
    t.equal(answer["sums"], {
        "entries": 4, "seconds": 18000, "counting_seconds": 10800, "pending_seconds": 5400, "billed_seconds": 0,
        "bill_amount": "0.00", "costed_seconds": 0, "cost": "0.00", "currency": "USD"})
    t.equal((answer["contract"], answer["waiting"], answer["more"]), (KEY, {"rows": 0, "seconds": 0}, False))
    printed = t.pacta("entries", KEY).out
    for words in ("hours.csv:2", "5.00 h in 4 entries · 3.00 h counting · 1.50 h pending · 0.50 h other"):
        t.holds(printed, words)
    t.refused("entries", "NONE", says="there is no contract 'NONE'", code=4)


@scenario("entries are asked for by task, person, source and days, a few at a time, and as CSV")
def filtered(t):
    add_contracts(t)
    put_hours(t, DAYS, "hours.csv", "--contract", KEY)
    cases = [
        (("--task", "Survey"), ["1", "2"]),
        (("--resource", "Resource 02"), ["2", "3", "4"]),
        (("--source", "pacta"), ["1", "2", "3", "4"]),
        (("--from", "2010-03-02", "--to", "2010-03-09"), ["2"]),
        (("--as-of", "2010-03-09"), ["1", "2", "3"]),
        (("--as-of", "2010-03-09", "--to", "2010-03-02"), ["1"]),
        (("--known-at", "2010-01-01"), []),
        (("--limit", "2"), ["1", "2"]),
        (("--limit", "2", "--newest-first"), ["4", "3"]),
    ]
    for options, wanted in cases:
        answer = t.pacta("entries", KEY, *options, json=True)
        t.equal([entry["external_id"] for entry in answer["entries"]], wanted, f"{options}")
        t.equal(answer["more"], "--limit" in options, f"{options}")
    t.holds(t.pacta("entries", KEY, "--limit", "2").out, "a larger --limit")
    rows = table(t.pacta("entries", KEY, "--csv").out)
    t.equal([row["note"] for row in rows], ["first", "", "'=1+1", "meeting"])
    t.equal(rows[1]["billable"] + rows[1]["approval"] + rows[3]["billable"], "yessubmittedno")
    t.refused("entries", KEY, "--task", "Nothing", says=f"contract '{KEY}' has no task 'Nothing'", code=4)
    t.refused("entries", KEY, "--resource", "Nobody", says="'pacta resource list' shows all", code=4)
    t.refused("entries", KEY, "--source", "none", says="'pacta source list' shows all", code=4)
    t.refused("entries", KEY, "--csv", "--json", says="exclude each other", code=2)


@scenario("a list of many entries is whole and in order, as JSON and as CSV")
def many(t):
    add_contracts(t)
    count = 12345
    rows = "".join(f"{number},,,,Task {number % 3},Resource {number % 9},2010-0{1 + number % 9}-{1 + number % 28:02},"
                   f"{60 + number},,,,,,{'x' * 40}\n" for number in range(count))
    put_hours(t, rows, "many.csv", "--contract", KEY)
    entries = t.pacta("entries", KEY, json=True)["entries"]
    t.equal(sorted(int(entry["external_id"]) for entry in entries), list(range(count)))
    dates = [entry["work_date"] for entry in entries]
    t.equal(dates, sorted(dates))
    t.equal([(row["external_id"], int(row["seconds"])) for row in table(t.pacta("entries", KEY, "--csv").out)],
            [(entry["external_id"], entry["seconds"]) for entry in entries])
    t.equal(seconds(t), sum(60 + number for number in range(count)))


@scenario("hours are summed in every direction, and the parts make the whole")
def summed(t):
    add_contracts(t)
    put_hours(t, DAYS, "hours.csv", "--contract", KEY)
    put_hours(t, "9,QUAY-2010,,,Wall,Resource 01,2010-03-02,600,,,,,,\n", "quay.csv", "--source", "other")
    t.equal(seconds(t), 18600)
    groups = t.pacta("sum", "--by", "contract,week", json=True)["groups"]
    t.equal([(group["date"], group["contract"], group["seconds"]) for group in groups],
            [("2010-03-01", KEY, 9000), ("2010-03-01", "QUAY-2010", 600), ("2010-03-08", KEY, 7200),
             ("2010-03-29", KEY, 1800)])
    groups = t.pacta("sum", "--by", "task", "--contract", KEY, json=True)["groups"]
    t.equal([(group["task"], group["seconds"]) for group in groups], [(None, 1800), ("Report", 7200), ("Survey", 9000)])
    groups = t.pacta("sum", "--by", "class", json=True)["groups"]
    t.equal({(group["class"]["approval"], group["class"]["billable"]): group["seconds"] for group in groups},
            {("approved", True): 11400, ("submitted", True): 5400, ("approved", False): 1800})
    for by in ("contract", "task", "resource", "day", "week", "month", "class", "resource,month", "contract,day,class"):
        answer = t.pacta("sum", "--by", by, json=True)
        t.equal(answer["by"], sorted(by.split(","), key=["contract", "task", "resource", "day", "week", "month",
                                                          "class"].index))
        for name in ("entries", "seconds", "counting_seconds", "pending_seconds"):
            t.equal(sum(group[name] for group in answer["groups"]), answer["total"][name], f"{name} by {by}")
        t.equal(answer["total"]["seconds"], 18600, by)
        rows = table(t.pacta("sum", "--by", by, "--csv").out)
        t.equal([int(row["seconds"]) for row in rows], [group["seconds"] for group in answer["groups"]], by)
    t.equal(seconds(t, "--resource", "Resource 01"), 4200)
    t.equal(seconds(t, "--source", "other"), 600)
    t.equal(seconds(t, "--from", "2010-03-02", "--to", "2010-03-10"), 13200)
    t.equal(seconds(t, "--known-at", "2010-01-01"), 0)
    t.holds(t.pacta("sum", "--by", "month").out, "2010-03")
    t.refused("sum", "--by", "day,month", says="--by: sums are by one of day, week and month", code=3)
    t.refused("sum", "--by", "year", says="'year' is none of", code=3)


@scenario("amounts of two currencies are never added")
def currencies(t):
    add_contracts(t)
    money = "external_id,contract,resource,work_date,seconds,bill_amount\n"
    file = t.write("money.csv", f"{money}1,{KEY},Resource 01,2010-03-01,3600,100.00\n"
                                "2,QUAY-2010,Resource 01,2010-03-01,3600,70.00\n"
                                f"3,{KEY},Resource 02,2010-03-01,7200,200.50\n")
    t.pacta("import", file)
    answer = t.pacta("sum", "--by", "resource", json=True)
    t.equal([(group["resource"], group["bill_amount"], group["currency"], group["seconds"])
             for group in answer["groups"]],
            [("Resource 01", None, None, 7200), ("Resource 02", "200.50", "USD", 7200)])
    t.equal((answer["total"]["bill_amount"], answer["total"]["seconds"]), (None, 14400))
    answer = t.pacta("sum", "--by", "contract", json=True)
    t.equal([(group["contract"], group["bill_amount"], group["currency"]) for group in answer["groups"]],
            [(KEY, "300.50", "USD"), ("QUAY-2010", "70.00", "EUR")])
    t.equal(t.pacta("sum", "--contract", KEY, json=True)["total"]["bill_amount"], "300.50")


@scenario("a file that changed replaces what it was, the older figures stay known, and undo brings them back")
def corrected(t):
    add_contracts(t)
    first = put_hours(t, DAYS, "hours.csv", "--contract", KEY)
    known = t.pacta("entries", KEY, json=True)["entries"][0]["known_at"]
    again = put_hours(t, DAYS, "hours.csv", "--contract", KEY)
    t.equal((again["unchanged"], again["accepted"], again["import"]), (4, 0, None))
    second = put_hours(t, DAYS.replace("7200", "3600"), "later.csv", "--contract", KEY)
    t.equal((second["corrected"], second["unchanged"]), (1, 3))
    t.equal(seconds(t), 14400)
    t.equal(seconds(t, "--known-at", known), 18000)
    t.equal([entry["seconds"] for entry in t.pacta("entries", KEY, "--known-at", known, json=True)["entries"]],
            [3600, 5400, 7200, 1800])
    gone = put_hours(t, DAYS.splitlines(keepends=True)[0] + DAYS.splitlines(keepends=True)[3], "hours.csv",
                     "--contract", KEY, "--complete")
    t.equal((gone["deleted"], seconds(t)), (2, 5400))
    t.pacta("import", "undo", gone["import"])
    t.equal(seconds(t), 14400)
    t.pacta("import", "undo", second["import"])
    t.equal(seconds(t), 18000)
    t.pacta("import", "undo", first["import"])
    t.equal((seconds(t), seconds(t, "--known-at", known)), (0, 18000))
    t.pacta("check")


@scenario("a dry run tells all and records nothing")
def dry(t):
    add_contracts(t)
    file = t.write("hours.csv", HEADER + DAYS)
    told = t.pacta("import", file, "--dry-run", json=True)
    t.equal((told["quarantined"], told["waiting_seconds"], told["import"], told["dry_run"]), (3, 16200, None, True))
    assert t.pacta("quarantine", "list", json=True) == {"groups": [], "rows": []}
    t.holds(t.pacta("import", file, "--contract", KEY, "--dry-run").out, "dry run, nothing is recorded")
    t.equal(seconds(t), 0)


@scenario("what has no link waits, grouped by the unknown name, and one link releases all of it")
def waiting(t):
    add_contracts(t)
    other = "7,,Qauy wall,,,Resource 01,2010-03-02,900,,,,,,\nx,,,,,Resource 01,2010-03-02,-1,,,,,,\n"
    done = put_hours(t, DAYS.replace("internal", "client") + other, "hours.csv", "--source", "tracker")
    t.equal((done["accepted"], done["quarantined"], done["waiting_seconds"]), (0, 6, 18900))
    printed = t.pacta("import", t.dir / "hours.csv", "--source", "tracker").out
    t.holds(printed, "6 rows quarantined with 5.25 h, as before; 'pacta quarantine list' tells why, 'pacta link suggest'")
    groups = t.pacta("quarantine", "list", "--group", json=True)
    t.equal(list(groups), ["groups"])
    t.equal([(group["subject"], group["unknown"], group["within"], group["rows"], group["seconds"], group["source"])
             for group in groups["groups"]],
            [("project", "Dock", "Port", 4, 18000, "tracker"), (None, None, None, 1, 0, "tracker"),
             ("project", "Qauy wall", None, 1, 900, "tracker")])
    rows = t.pacta("quarantine", "list", "--rows", json=True)
    t.equal((list(rows), len(rows["rows"])), (["rows"], 6))
    t.holds(t.pacta("quarantine", "list").out, "'pacta link suggest'")
    t.holds(t.pacta("sum").out, "! 5.25 h waiting in 6 rows that may belong here; 'pacta quarantine list'")
    t.equal(t.pacta("entries", KEY, json=True)["waiting"], {"rows": 6, "seconds": 18900})
    shown = t.pacta("quarantine", "show", rows["rows"][0]["id"]).out
    for words in ("hours.csv, line 2", "project: Dock", "resource: Resource 01", "source tracker · waits"):
        t.holds(shown, words)
    suggested = t.pacta("link", "suggest", json=True)["suggestions"]
    best = [one for one in suggested if one["unknown"] == "Qauy wall"][0]
    t.equal((best["target"], best["key"]), ("contract", "QUAY-2010"))
    t.holds(t.pacta("link", "suggest").out, "pacta link add project 'Qauy wall' --contract QUAY-2010 --source tracker")

    trial = t.pacta("link", "add", "project", "Do*", "--contract", KEY, "--within", "Port", "--dry-run", json=True)
    t.equal((trial["dry_run"], trial["released"]["taken"], trial["link"]["id"], seconds(t)), (True, 4, None, 0))
    added = t.pacta("link", "add", "project", "Do*", "--contract", KEY, "--within", "Port", json=True)
    t.equal(added["released"], {"tried": 4, "taken": 4, "seconds": 18000, "waiting": 0})
    t.equal((added["link"]["pattern"], added["link"]["contract"]), (True, KEY))
    t.equal([(entry["line"], entry["file"]) for entry in t.pacta("entries", KEY, json=True)["entries"]],
            [(2, "hours.csv"), (3, "hours.csv"), (4, "hours.csv"), (5, "hours.csv")])
    t.equal(t.pacta("entries", "QUAY-2010", json=True)["waiting"], {"rows": 2, "seconds": 900})
    t.refused("link", "add", "project", "Do*", "--contract", "QUAY-2010", "--within", "Port", says=added["link"]["id"],
              code=5)

    t.equal(t.pacta("quarantine", "retry", "--subject", "project", "--unknown", "Qauy wall", json=True),
            {"tried": 1, "taken": 0, "seconds": 0, "waiting": 1})
    t.holds(t.pacta("link", "add", "project", "Qauy wall", "--internal").out, "1 of 1 waiting row taken, 0.25 h")
    t.equal(t.pacta("sum", "--by", "class", "--resource", "Resource 01", json=True)["groups"][-1]["class"]["category"],
            "internal")
    bad, = t.pacta("quarantine", "list", json=True)["rows"]
    t.equal(t.pacta("quarantine", "discard", bad["id"], json=True), {"discarded": 1})
    t.holds(t.pacta("quarantine", "list").out, "No row waits")
    kept = t.pacta("quarantine", "show", bad["id"], json=True)
    t.equal((kept["waits"], bool(kept["discarded_by"]), bad["waits"], bad["discarded_by"]), (False, True, True, None))
    t.holds(t.pacta("quarantine", "show", bad["id"]).out, "· discarded ")
    t.holds(t.pacta("quarantine", "show", rows["rows"][0]["id"]).out, "· taken by another attempt")
    t.refused("quarantine", "discard", bad["id"], says="quarantine", code=4)

    first, second = t.pacta("link", "list", json=True)["links"]
    t.equal((first["target"], second["target"], first["removed_at"]), ("contract", "internal", None))
    t.holds(t.pacta("link", "list").out, f"contract {KEY}")
    t.holds(t.pacta("link", "remove", first["id"]).out, "What was taken by it stays")
    t.equal(len(t.pacta("link", "list", json=True)["links"]), 1)
    removed = t.pacta("link", "list", "--removed", json=True)["links"][0]
    assert removed["removed_at"] and removed["removed_by"], removed
    t.refused("link", "remove", first["id"], says="removed", code=5)
    t.equal(seconds(t, "--contract", KEY), 18000)
    t.pacta("check")


@scenario("a group is discarded, and the other groups of its source wait on")
def groups_apart(t):
    add_contracts(t)
    source = "pacta-contracts"
    costs = t.write("costs.csv", f"external_id,contract,date,amount,kind\na,{KEY},soon,1,expense\nb,{KEY},later,2,expense\n")
    t.pacta("import", costs, "--preset", "pacta-cost", "--source", source)
    t.pacta("import", t.write("hours.csv", HEADER + "x,,,,,Resource 01,2010-03-02,-1,,,,,,\n"), "--source", source)
    t.pacta("import", t.write("contracts.csv", "contract,account,currency,effective_on\nK-1,Port,EUR,soon\n"), "--preset", source)

    def groups():
        found = t.pacta("quarantine", "list", "--group", json=True)["groups"]
        t.equal({group["source"] for group in found}, {source})
        return {group["fact"]: group for group in found}
    t.equal({fact: group["rows"] for fact, group in groups().items()}, {"cost": 2, None: 1, "time_entry": 1})
    for words in ("contracts", "costs", "time entries"):
        t.holds(t.pacta("quarantine", "list").out, words)
    t.equal(t.pacta("quarantine", "retry", "--group-of", groups()["cost"]["first_id"], json=True)["taken"], 0)
    of_contracts = groups()[None]["first_id"]
    t.equal(t.pacta("quarantine", "discard", "--group-of", of_contracts, json=True), {"discarded": 1})
    t.equal(set(groups()), {"cost", "time_entry"})
    t.refused("quarantine", "discard", "--group-of", of_contracts, says="no longer waits", code=4)
    t.equal(t.pacta("quarantine", "discard", "--group-of", groups()["cost"]["first_id"], json=True), {"discarded": 2})
    t.equal(set(groups()), {"time_entry"})

    again = t.pacta("import", costs, "--preset", "pacta-cost", "--source", source, "--dry-run", json=True)
    t.equal((again["quarantined"], again["waiting_already"]), (2, 2))
    t.write("costs.csv", f"external_id,contract,date,amount,kind\na,{KEY},soon,1,expense\nc,{KEY},never,2,expense\n")
    again = t.pacta("import", costs, "--preset", "pacta-cost", "--source", source, "--dry-run")
    t.holds(again.out, "2 rows quarantined, 1 as before")


@scenario("commands about links and rows that wait say what they need")
def usage(t):
    add_contracts(t)
    cases = [
        (("link", "add", "project", "X"), 2, "--contract KEY, --internal, --leave"),
        (("link", "add", "project", "X", "--internal", "--leave"), 2, "by one of"),
        (("link", "add", "task", "X", "--task", "T"), 2, "--task KEY needs --contract KEY"),
        (("link", "add", "project", "X", "--contract", "NONE"), 4, "there is no contract 'NONE'"),
        (("link", "add", "person", "X", "--contract", KEY), 3, "person"),
        (("link", "add", "ship", "X", "--internal"), 3, "'ship' is none of project, client, task, person"),
        (("link", "remove", "99"), 4, "99"),
        (("quarantine", "retry"), 2, "say which rows: one by its id, --all, a group by --group-of, or"),
        (("quarantine", "discard"), 2, "say which rows: one by its id, a group by --group-of, or"),
        (("quarantine", "discard", "--group-of", "7"), 4, "7"),
        (("quarantine", "discard", "7", "--group-of", "7"), 2, "say which rows"),
        (("quarantine", "discard", "7", "--fact", "cost"), 2, "--within and --fact go with"),
        (("quarantine", "discard", "7", "--source", "x"), 2, "--source goes with"),
        (("quarantine", "discard", "--subject", "project", "--unknown", "X", "--fact", "ship"), 4, "ship"),
        (("quarantine", "retry", "--all", "--subject", "project", "--unknown", "X"), 2, "say which rows"),
        (("quarantine", "retry", "--unknown", "X"), 2, "--subject and --unknown belong together"),
        (("quarantine", "retry", "7"), 4, "7"),
        (("quarantine", "list", "--rows", "--group"), 2, "exclude each other"),
        (("import", "x.csv", "--preset", "toggl", "--mapping", "toggl"), 2, "exclude each other"),
        (("fact", "list", "nothing"), 4, "nothing"),
        (("fact", "list", "time_entry"), 2, "pacta entries"),
        (("template", "nothing"), 4, "nothing"),
        (("discrepancies", "--kind", "odd"), 3, "none of duration_differs"),
        (("discrepancies", "--resource", "Nobody"), 4, "there is no resource 'Nobody'"),
        (("discrepancies", "--contract", "NONE"), 4, "there is no contract 'NONE'"),
    ]
    for words, code, says in cases:
        t.refused(*words, says=says, code=code)


@scenario("templates of every fact are recognised, and tell what their columns mean", engines=())
def templates(t):
    kinds = t.pacta("template", json=True)["facts"]
    printed = t.pacta("template").out
    for kind in kinds:
        header = t.pacta("template", kind["name"]).out
        t.equal(header, ",".join(field["name"] for field in kind["fields"]) + "\n", kind["name"])
        t.equal(t.pacta("template", kind["name"], json=True), kind)
        t.holds(printed, kind["name"])
    approval = [field for field in kinds[0]["fields"] if field["name"] == "approval"][0]
    t.equal(approval["choices"], ["draft", "submitted", "approved"])


@scenario("facts of every kind come in by files of our own, and are listed")
def kinds(t):
    add_contracts(t)
    files = {
        "resource": ["key,effective_on,team,roles,monday,cost_rate,currency", "R-01,2010-01-01,Quay,Diver;Clerk,7.5,60,USD"],
        "task": ["contract,key,name,planned_hours,in_scope", f"{KEY},SURVEY,Survey,120.25,yes"],
        "deliverable": ["contract,key,price_share,budget_cost,due_on", f"{KEY},D1,40%,9000,2010-06-01"],
        "progress": ["contract,deliverable,date,progress", f"{KEY},D1,2010-04-01,0.25"],
        "budget": ["contract,month,revenue,hours,cost", f"{KEY},2010-03,8000,120,5000.5"],
        "rate": ["contract,role,effective_on,billing_rate", f"{KEY},Diver,2010-01-01,110"],
        "assignment": ["contract,resource,from,to,hours_per_week", f"{KEY},R-01,2010-03-01,2010-05-01,20"],
        "calendar_day": ["calendar,date,working,note", "north,2010-12-24,no,Eve"],
        "exchange_rate": ["currency,date,rate", "EUR,2010-03-01,1.3525"],
        "cost": ["external_id,contract,date,amount,kind", f"K1,{KEY},2010-03-05,1250.00,subcontractor"],
        "recognition": ["external_id,contract,service_from,service_to,recognized_on,amount",
                        f"G1,{KEY},2010-03-01,2010-04-01,2010-04-02,8333.33"],
        "invoice": ["external_id,contract,date,amount", f"I1,{KEY},2010-04-05,8333.33"],
        "period_close": ["month,closed_on,closed_by", "2010-04,2010-05-06,Finance"],
        "ledger_total": ["month,contract,recognized", f"2010-04,{KEY},8333.33"],
    }
    folder = t.dir / "files"
    folder.mkdir()
    for number, (kind, lines) in enumerate(files.items()):
        (folder / f"{number:02}_{kind}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / ".hidden.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (folder / "deeper").mkdir()
    done = t.pacta("import", folder, json=True)
    t.equal([(one.get("fact"), one.get("accepted")) for one in done], [(kind, 1) for kind in files])
    expected = {
        "resource": {"key": "R-01", "monday": "7.5", "cost_rate": "60.00", "roles": "Diver;Clerk"},
        "task": {"planned_hours": "120.25", "in_scope": True},
        "deliverable": {"price_share": "0.4", "budget_cost": "9000.00", "currency": "USD"},
        "progress": {"progress": "0.25", "date": "2010-04-01"},
        "budget": {"month": "2010-03", "revenue": "8000.00", "hours": "120", "cost": "5000.50"},
        "rate": {"billing_rate": "110.00", "resource": None, "role": "Diver"},
        "assignment": {"resource": "R-01", "hours_per_week": "20"},
        "calendar_day": {"working": False, "note": "Eve"},
        "exchange_rate": {"rate": "1.3525"},
        "cost": {"external_id": "K1", "amount": "1250.00", "kind": "subcontractor", "contract": KEY},
        "recognition": {"recognized_on": "2010-04-02", "amount": "8333.33"},
        "invoice": {"date": "2010-04-05"},
        "period_close": {"closed_by": "Finance"},
        "ledger_total": {"recognized": "8333.33", "contract": KEY},
    }
    for number, (kind, wanted) in enumerate(expected.items()):
        fact, = t.pacta("fact", "list", kind, json=True)["facts"]
        t.equal({name: fact[name] for name in wanted}, wanted, kind)
        t.equal((fact["file"], fact["line"], fact["known_until"]), (f"{number:02}_{kind}.csv", 2, None), kind)
        row, = table(t.pacta("fact", "list", kind, "--csv").out)
        t.equal(row["file"], fact["file"])
        assert t.pacta("fact", "list", kind).out.count("\n") >= 4
    t.equal(len(t.pacta("fact", "list", "cost", "--contract", "QUAY-2010", json=True)["facts"]), 0)
    person, = t.pacta("resource", "list", json=True)["resources"]
    t.equal((person["key"], person["team"], person["declared"]), ("R-01", "Quay", True))
    empty = t.dir / "empty"
    empty.mkdir()
    t.refused("import", empty, says="holds no files", code=3)
    t.pacta("check")


@scenario("facts are written, replaced and deleted by hand, and their versions are kept")
def by_hand(t):
    add_contracts(t)
    budget = ("budget", f"contract={KEY}", "month=2010-03")
    t.equal(t.pacta("fact", "put", *budget, "revenue=8000", json=True)["outcome"], "added")
    known = t.pacta("fact", "list", "budget", json=True)["facts"][0]["known_at"]
    t.equal(t.pacta("fact", "put", *budget, "revenue=8000", json=True)["outcome"], "unchanged")
    t.equal(t.pacta("fact", "put", *budget, "revenue=9000", "hours=12.5", json=True)["outcome"], "replaced")
    t.equal([fact["revenue"] for fact in t.pacta("fact", "list", "budget", "--versions", json=True)["facts"]],
            ["8000.00", "9000.00"])
    old, = t.pacta("fact", "list", "budget", "--known-at", known, json=True)["facts"]
    t.equal((old["revenue"], old["hours"]), ("8000.00", None))
    t.holds(t.pacta("fact", "delete", *budget).out, "budget deleted")
    t.holds(t.pacta("fact", "list", "budget").out, "No budgets.")
    cost = ("cost", f"contract={KEY}", "date=2010-03-04", "amount=12.50", "kind=expense")
    made = t.pacta("fact", "put", *cost, json=True)
    t.equal((made["outcome"], made["source"]), ("added", "manual"))
    moved = t.pacta("fact", "put", *cost[:1], "contract=QUAY-2010", *cost[2:], f"external_id={made['external_id']}",
                    json=True)
    t.equal(moved["outcome"], "moved")
    t.equal(t.pacta("fact", "delete", "cost", "external_id=none", json=True)["outcome"], "absent")
    hours = ("time_entry", f"contract={KEY}", "resource=Resource 01", "work_date=2010-03-04", "seconds=1800",
             "external_id=H1")
    t.equal(t.pacta("fact", "put", *hours, "--source", "desk", json=True)["outcome"], "added")
    entry, = t.pacta("entries", KEY, json=True)["entries"]
    t.equal((entry["source"], entry["external_id"], entry["file"], entry["line"]), ("desk", "H1", None, None))
    refusals = [
        (("budget", f"contract={KEY}", "month=March"), 3, "month"),
        (("budget", "contract=NONE", "month=2010-03"), 4, "NONE"),
        (("budget", f"contract={KEY}"), 3, "month"),
        (("cost", f"contract={KEY}", "date=2010-03-04", "amount=1.005", "kind=expense"), 3, "amount"),
        (("cost", f"contract={KEY}", "date=2010-03-04", "amount=1", "kind=gift"), 3, "kind"),
        (("cost", f"contract={KEY}", "colour=red"), 3, "colour"),
        (("cost", "x"), 2, "FIELD=VALUE"),
    ]
    for words, code, says in refusals:
        t.refused("fact", "put", *words, says=says, code=code)
    sources = {source["name"]: source for source in t.pacta("source", "list", json=True)["sources"]}
    t.equal((sources["manual"]["facts"], sources["desk"]["facts"], sources["desk"]["seconds"]),
            (["cost"], ["time_entry"], 1800))
    t.equal(sources["desk"]["newest_day"], "2010-03-04")
    t.pacta("check")


def found(t, *options):
    answer = t.pacta("discrepancies", *options, json=True)
    counts = {}
    for one in answer["discrepancies"]:
        counts[one["kind"]] = counts.get(one["kind"], 0) + 1
    t.equal({kind: count for kind, count in answer["counts"].items() if count}, counts)
    return answer["discrepancies"]


@scenario("two sources that claim the same hours of a person are told, and those that do not are not")
def claimed(t):
    add_contracts(t)
    one = ("1,,,,,Resource 01,2010-03-01,3600,08:00:00,,,,,\n"      # overlaps half an hour
           "2,,,,,Resource 01,2010-03-02,3600,08:00:00,,,,,\n"      # touches only
           "3,,,,,Resource 01,2010-03-03,7200,,,,,,\n"              # same contract, no time of day
           "4,,,,,Resource 01,2010-03-04,3600,08:00:00,,,,,\n"      # same time, other contract
           "5,,,,,Resource 01,2010-03-05,14400,,,,,,\n"             # other contract, no time of day
           "6,,,,,Resource 01,2010-03-06,3600,08:00:00,,,,,\n"      # other person
           "7,,,,,Resource 01,2010-03-07,3600,08:00:00,,,,,\n")     # one of both without a time
    two = (f"1,{KEY},,,,Resource 01,2010-03-01,3600,08:30:00,,,,,\n"
           f"2,{KEY},,,,Resource 01,2010-03-02,3600,09:00:00,,,,,\n"
           f"3,{KEY},,,,Resource 01,2010-03-03,7000,,,,,,\n"
           "4,QUAY-2010,,,,Resource 01,2010-03-04,1800,08:10:00,,,,,\n"
           "5,QUAY-2010,,,,Resource 01,2010-03-05,14400,,,,,,\n"
           f"6,{KEY},,,,Resource 02,2010-03-06,3600,08:00:00,,,,,\n"
           f"7,{KEY},,,,Resource 01,2010-03-07,1800,,,,,,\n")
    put_hours(t, one, "one.csv", "--contract", KEY, "--source", "one")
    put_hours(t, two, "two.csv", "--source", "two")
    t.equal([(one["date"], one["contract"], one["left"]["seconds"], one["right"]["seconds"], one["difference"])
             for one in found(t)],
            [("2010-03-07", KEY, 3600, 1800, 1800), ("2010-03-04", None, 3600, 1800, 1800),
             ("2010-03-03", KEY, 7200, 7000, 200), ("2010-03-01", KEY, 3600, 3600, 0)])
    first = found(t, "--from", "2010-03-01", "--to", "2010-03-02")[0]
    t.equal((first["kind"], first["resource"], first["entries"]), ("claimed_twice", "Resource 01", 2))
    t.equal([(side["source"], side["external_id"], side["file"], side["line"])
             for side in (first["left"], first["right"])], [("one", "1", "one.csv", 2), ("two", "1", "two.csv", 2)])
    t.equal([one["date"] for one in found(t, "--contract", "QUAY-2010")], ["2010-03-04"])
    t.equal(found(t, "--resource", "Resource 02"), [])
    t.equal(found(t, "--kind", "future"), [])
    t.equal(found(t, "--known-at", "2010-01-01"), [])
    t.equal(seconds(t, "--resource", "Resource 01"), 3600 * 5 + 7200 + 14400 + 3600 * 2 + 7000 + 1800 * 2 + 14400)


@scenario("of many entries of a day those that overlap are told together, for each pair of sources")
def claims_together(t):
    add_contracts(t)
    day = "2010-03-01"
    sources = {
        "one": [("08:00:00", 3600), ("09:00:00", 3600), ("12:00:00", 3600), ("", 600)],
        "two": [("08:59:30", 60), ("09:30:00", 10800)],  # half a minute of the first is nothing
        "three": [("12:15:00", 30), ("18:00:00", 3600), ("", 900)],
    }
    for name, entries in sources.items():
        rows = "".join(f"{number},,,,,Resource 01,{day},{length},{start},,,,,\n"
                       for number, (start, length) in enumerate(entries))
        put_hours(t, rows, f"{name}.csv", "--contract", KEY, "--source", name)
    by_pair = {}
    for one in found(t):
        sides = sorted((one[side]["source"], one[side]["seconds"]) for side in ("left", "right"))
        by_pair.setdefault((sides[0][0], sides[1][0]), []).append((sides[0][1], sides[1][1], one["entries"]))
    t.equal({pair: sorted(claims) for pair, claims in by_pair.items()}, {
        # Overlapping, and what does not tell its time of day beside all that is left of the other.
        ("one", "two"): [(600, 60, 2), (7200, 10800, 3)],
        ("one", "three"): [(11400, 4530, 7)],
        ("three", "two"): [(900, 10860, 3)],
    })


@scenario("durations, long days, work outside a term and in the future, and ledger totals are told with both sides")
def discrepancies(t):
    add_contracts(t)
    rows = ("1,,,,,Resource 01,2010-03-01,7200,23:00:00,9000,,,,\n"
            "2,,,,,Resource 02,2010-03-01,50000,,,,,,\n"
            "3,,,,,Resource 02,2010-03-01,40000,,,,,,\n"
            "4,,,,,Resource 03,2011-03-01,600,,,,,,\n"
            "5,,,,,Resource 03,2009-02-28,500,,,,,,\n"
            "6,,,,,Resource 03,2099-01-01,700,,,,,,\n"
            "7,,,,,Resource 03,2099-01-31,800,,,,,,\n")
    done = put_hours(t, rows, "hours.csv", "--contract", KEY)
    t.equal(done["warnings"]["future"], 2)
    by_kind = {}
    for one in found(t):
        by_kind.setdefault(one["kind"], []).append(one)
    duration, = by_kind["duration_differs"]
    t.equal((duration["left"]["seconds"], duration["right"]["seconds"], duration["difference"], duration["left"]["line"]),
            (7200, 9000, -1800, 2))
    long, = by_kind["over_24h"]
    t.equal((long["left"]["seconds"], long["right"]["seconds"], long["difference"], long["resource"], long["entries"]),
            (90000, 86400, 3600, "Resource 02", 2))
    t.equal([(one["date"], one["left"]["seconds"], one["right"]["label"]) for one in by_kind["outside_term"]],
            [("2099-01-01", 1500, "ends_on 2011-03-01"), ("2011-03-01", 600, "ends_on 2011-03-01"),
             ("2009-02-01", 500, "starts_on 2009-03-01")])
    future, = by_kind["future"]
    t.equal((future["left"]["seconds"], future["entries"], future["left"]["external_id"]), (1500, 2, None))

    ledger = {
        "recognition.csv": "external_id,contract,recognized_on,amount\n"
                           f"G1,{KEY},2010-03-31,1000.00\nG2,{KEY},2010-03-31,-100.00\nG3,{KEY},2010-04-30,700\n"
                           f"G4,{KEY},,5000\nG5,QUAY-2010,2010-03-31,50\n",
        "close.csv": "month,closed_on\n2010-03,2010-04-05\n",
        "total.csv": "month,contract,currency,recognized\n"
                     f"2010-03,{KEY},,950.00\n2010-04,{KEY},,1.00\n2010-03,,EUR,50.00\n2010-03,,USD,899.99\n",
    }
    for name, content in ledger.items():
        t.pacta("import", t.write(name, content))
    told = found(t, "--kind", "ledger_total")
    t.equal([(one["contract"], one["date"], one["currency"], one["left"]["amount"], one["right"]["amount"],
              one["difference"], one["entries"]) for one in told],
            [(None, "2010-03-01", "USD", "900.00", "899.99", "0.01", 2),
             (KEY, "2010-03-01", "USD", "900.00", "950.00", "-50.00", 2)])
    t.equal((told[1]["right"]["file"], told[1]["right"]["line"]), ("total.csv", 2))
    printed = t.pacta("discrepancies").out
    for words in ("over_24h", "ends_on 2011-03-01", "−50.00", "hours.csv:2"):
        t.holds(printed, words)
    rows = table(t.pacta("discrepancies", "--csv").out)
    t.equal(len(rows), len(found(t)))
    t.equal(json.loads(t.pacta("discrepancies", "--kind", "claimed_twice", "--json").out)["discrepancies"], [])
    t.holds(t.pacta("discrepancies", "--kind", "claimed_twice").out, "No discrepancies.")


if __name__ == "__main__":
    run()

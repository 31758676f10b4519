"""Hours and money that come in by files: names that nobody knows, corrections, moves, undoing, and rows nobody would wish for."""

import csv
import io
import random

from fact_files import (HEADER, add_contracts, balanced, by_date, by_id, checked, entries, seconds, sound, take, take_raw,
                        waiting, waiting_rows)
from scenario import run

TOGGL = "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags,Amount ()\n"
MONEY = "external_id,contract,date,amount,kind\n"


def toggl(*rows):
    """(project, client, day, hours) each."""
    return TOGGL + "".join(f"Resource 01,r1@example.com,{client},{project},,d{place},Yes,{day},08:00:00,{day},"
                           f"{8 + hours:02}:00:00,{hours:02}:00:00,,\n"
                           for place, (project, client, day, hours) in enumerate(rows))


def head(t):
    """The newest recorded instant and hash: equal where nothing was written."""
    return sound(t)["head"]


def everything(t):
    """What can be asked of hours, to compare."""
    return (t.pacta("sum", "--by", "contract,day,class", json=True)["groups"],
            t.pacta("sum", "--by", "task,resource", json=True)["groups"])


# --- names ---

@checked("an unknown project waits, grouped with rows and hours; the right contract is suggested; one link releases all")
def unknown_project(t):
    add_contracts(t, "HARBOUR-2026", "QUAY-2026", "BRIDGE-2026")
    file = t.write("toggl.csv", toggl(("Harbour 2026", "Port", "2026-03-02", 3), ("Harbour 2026", "Port", "2026-03-03", 4),
                                      ("Quay  2026", "Port", "2026-03-04", 5), ("Harbour 2026", "", "2026-03-05", 1)))
    take(t, file, read=4, accepted=0, quarantined=4, waiting_seconds=13 * 3600, seconds=0)
    groups = t.pacta("quarantine", "list", "--group", json=True)["groups"]
    t.equal([(group["code"], group["subject"], group["unknown"], group["within"], group["rows"], group["seconds"])
             for group in groups],
            [("unknown_contract", "project", "Harbour 2026", "Port", 2, 7 * 3600),
             ("unknown_contract", "project", "Harbour 2026", None, 1, 3600),
             ("unknown_contract", "project", groups[2]["unknown"], "Port", 1, 5 * 3600)])
    best = {}
    for one in t.pacta("link", "suggest", json=True)["suggestions"]:
        best.setdefault(one["unknown"], one["key"])
    t.equal(best["Harbour 2026"], "HARBOUR-2026")
    t.equal(best[groups[2]["unknown"]], "QUAY-2026")
    t.equal(seconds(t), 0)
    released = t.pacta("link", "add", "project", "Harbour 2026", "--contract", "HARBOUR-2026", json=True)["released"]
    t.equal(released, {"tried": 3, "taken": 3, "seconds": 8 * 3600, "waiting": 0})
    t.equal(by_date(t, "HARBOUR-2026"), {"2026-03-02": 10800, "2026-03-03": 14400, "2026-03-05": 3600})
    t.equal([(entry["file"], entry["line"]) for entry in entries(t, "HARBOUR-2026")],
            [("toggl.csv", 2), ("toggl.csv", 3), ("toggl.csv", 5)])
    t.equal([group[2:] for group in waiting(t)], [(1, 5 * 3600)])
    again = take(t, file, read=4, unchanged=3, quarantined=1, accepted=0)
    t.equal(again["import"], None)
    t.equal(len(waiting_rows(t)), 1, "a row that waits is there once")


@checked("links hold for names, patterns, clients, sources and days, the most exact first")
def kinds_of_links(t):
    add_contracts(t, "A", "B", "C", "D")
    t.pacta("link", "add", "project", "Dock*", "--contract", "A")
    t.pacta("link", "add", "project", "Dock 7", "--contract", "B")
    t.pacta("link", "add", "project", "Dock 7", "--within", "Port", "--contract", "C")
    t.pacta("link", "add", "project", "Dock 7", "--source", "other", "--contract", "D")
    t.pacta("link", "add", "client", "Own", "--internal")
    t.pacta("link", "add", "project", "Holiday", "--leave")
    rows = toggl(("Dock 1", "", "2026-03-02", 1), ("Dock 7", "", "2026-03-02", 2), ("Dock 7", "Port", "2026-03-02", 3),
                 ("Anything", "Own", "2026-03-02", 4), ("Holiday", "", "2026-03-02", 5), ("Unknown", "", "2026-03-02", 6))
    take(t, t.write("toggl.csv", rows), read=6, accepted=5, quarantined=1)
    t.equal([sum(by_date(t, key).values()) // 3600 for key in "ABCD"], [1, 2, 3, 0])
    groups = t.pacta("sum", "--by", "class", json=True)["groups"]
    t.equal({group["class"]["category"]: group["seconds"] // 3600 for group in groups},
            {"client": 6, "internal": 4, "leave": 5})
    take(t, t.write("toggl.csv", toggl(("Dock 7", "", "2026-03-02", 7))), "--source", "other", accepted=1)
    t.equal(by_date(t, "D"), {"2026-03-02": 7 * 3600})


@checked("a link of some days releases the rows of these days, and another the rest")
def dated_link(t):
    add_contracts(t, "OLD", "NEW")
    take(t, t.write("toggl.csv", toggl(*(("Dock", "", f"2026-03-{day:02}", 1) for day in range(1, 11)))), quarantined=10)
    link = t.pacta("link", "add", "project", "Dock", "--contract", "OLD", "--to", "2026-03-05", json=True)["link"]
    t.equal((sorted(by_date(t, "OLD"))[-1], len(by_date(t, "OLD"))), ("2026-03-04", 4))
    t.refused("link", "add", "project", "Dock", "--contract", "NEW", "--from", "2026-03-04", says=link["id"], code=5)
    t.pacta("link", "add", "project", "Dock", "--contract", "NEW", "--from", "2026-03-05")
    t.equal((sorted(by_date(t, "NEW"))[0], len(by_date(t, "NEW"))), ("2026-03-05", 6))
    t.equal(waiting(t), [])


@checked("once tasks and people are told, unknown ones wait, and links of them release their rows")
def tasks_and_people(t):
    add_contracts(t, "A")
    t.pacta("import", t.write("tasks.csv", "contract,key,name,planned_hours\nA,SURVEY,Survey of the berth,40\n"))
    t.pacta("import", t.write("people.csv", "key,effective_on,team\nR-01,2020-01-01,Quay\n"))
    rows = ("1,A,SURVEY,R-01,2026-03-02,60\n2,A,Survey,R-01,2026-03-02,120\n3,A,SURVEY,Resource 01,2026-03-02,240\n"
            "4,A,Survey,Resource 01,2026-03-02,480\n")
    take(t, t.write("hours.csv", HEADER.replace("project", "contract") + rows), read=4, accepted=1, quarantined=3)
    t.equal(sorted((code, unknown) for code, unknown, _, _ in waiting(t)),
            [("unknown_resource", "Resource 01"), ("unknown_task", "Survey")])
    t.pacta("link", "add", "task", "Survey", "--task", "SURVEY", "--contract", "A")
    t.equal(by_id(t, "A"), {"1": 60, "2": 120})
    t.pacta("link", "add", "person", "Resource 01", "--resource", "R-01")
    t.equal(by_id(t, "A"), {"1": 60, "2": 120, "3": 240, "4": 480})
    t.equal(waiting(t), [])
    groups = t.pacta("sum", "--by", "task,resource", json=True)["groups"]
    t.equal([(group["task"], group["resource"], group["seconds"]) for group in groups], [("SURVEY", "R-01", 900)])


@checked("rows that wait are listed, shown, tried again and given up")
def quarantine(t):
    add_contracts(t, "A")
    take(t, t.write("toggl.csv", toggl(("Dock", "", "2026-03-02", 1), ("Pier", "", "2026-03-02", 2))), quarantined=2)
    t.equal(t.pacta("quarantine", "retry", "--all", json=True), {"tried": 2, "taken": 0, "seconds": 0, "waiting": 2})
    dock, pier = waiting_rows(t)
    t.holds(t.pacta("quarantine", "show", dock["id"]).out, "Dock")
    t.pacta("contract", "add", "Dock", "--account", "Harbour", "--currency", "EUR", "--set", "starts_on=2026-01-01")
    t.equal(t.pacta("quarantine", "retry", dock["id"], json=True), {"tried": 1, "taken": 1, "seconds": 3600, "waiting": 0})
    t.equal(by_date(t, "Dock"), {"2026-03-02": 3600})
    t.equal(t.pacta("quarantine", "discard", pier["id"], json=True), {"discarded": 1})
    t.equal(waiting(t), [])
    take(t, t.dir / "toggl.csv", read=2, unchanged=1, quarantined=1)
    t.equal(waiting(t), [], "what was discarded does not come back with the same file")


@checked("a row that waited is resolved when its repaired version comes")
def repaired(t):
    add_contracts(t, "A")
    take(t, t.write("hours.csv", HEADER + "1,A,,Resource 01,2026-03-02,sixty\n2,A,,Resource 01,2026-03-32,60\n"), quarantined=2)
    t.equal([(row["line"], row["column"], row["raw"]) for row in waiting_rows(t)],
            [(2, "seconds", "1,A,,Resource 01,2026-03-02,sixty"), (3, "work_date", "2,A,,Resource 01,2026-03-32,60")])
    take(t, t.write("hours.csv", HEADER + "1,A,,Resource 01,2026-03-02,60\n2,A,,Resource 01,2026-03-31,60\n"), accepted=2)
    t.equal((waiting(t), by_id(t, "A")), ([], {"1": 60, "2": 60}))


# --- again, otherwise, elsewhere ---

def hours(*rows):
    """(id, contract, day, seconds) each, as a file of our own."""
    return "external_id,contract,resource,work_date,seconds\n" + "".join(
        f"{number},{contract},Resource 01,{day},{length}\n" for number, contract, day, length in rows)


@checked("a file that comes again changes nothing, whatever its rows' order and its name")
def again(t):
    add_contracts(t, "A")
    rows = [(number, "A", f"2026-03-{number % 28 + 1:02}", 60 * number) for number in range(1, 201)]
    take(t, t.write("hours.csv", hours(*rows)), accepted=200)
    before, known = everything(t), head(t)
    random.Random(4).shuffle(rows)
    for name in ("hours.csv", "other.csv"):
        summary = take(t, t.write(name, hours(*rows)), unchanged=200, accepted=0, corrected=0)
        t.equal(summary["import"], None)
    t.equal((everything(t), head(t)), (before, known))
    t.equal(len(t.pacta("import", "list", json=True)["imports"]), 1)


@checked("a row that changed replaces what it was; as known before, it is what it was; undo restores it")
def changed(t):
    add_contracts(t, "A")
    first = take(t, t.write("a.csv", hours((1, "A", "2026-03-02", 600), (2, "A", "2026-03-31", 700))), accepted=2)
    early = entries(t, "A")[0]["known_at"]
    before = everything(t)
    second = take(t, t.write("b.csv", hours((1, "A", "2026-03-02", 600), (2, "A", "2026-04-01", 900))), unchanged=1,
                  corrected=1, accepted=0)
    t.equal(by_date(t, "A"), {"2026-03-02": 600, "2026-04-01": 900})
    t.equal(by_date(t, "A", "--known-at", early), {"2026-03-02": 600, "2026-03-31": 700})
    t.equal(seconds(t, "--known-at", early), 1300)
    t.equal([group["seconds"] for group in t.pacta("sum", "--by", "month", "--known-at", early, json=True)["groups"]],
            [1300])
    late = entries(t, "A")[-1]["known_at"]
    t.pacta("import", "undo", second["import"])
    t.equal(everything(t), before)
    t.equal(seconds(t, "--known-at", late), 1500, "what was known in between stays known")
    t.pacta("import", "undo", first["import"])
    t.equal((seconds(t), seconds(t, "--known-at", early)), (0, 1300))
    t.refused("import", "undo", first["import"], says="undone already", code=5)
    take(t, t.dir / "a.csv", accepted=2)
    t.equal(everything(t), before)


@checked("an entry that moves to another contract is in one of them at any time, and comes back by undo")
def moved(t):
    add_contracts(t, "A", "B")
    take(t, t.write("a.csv", hours((1, "A", "2026-03-02", 600), (2, "A", "2026-03-02", 700))), accepted=2)
    early = entries(t, "A")[0]["known_at"]
    move = take(t, t.write("b.csv", hours((1, "B", "2026-03-02", 600), (2, "A", "2026-03-02", 700))), corrected=1, unchanged=1)
    late = entries(t, "B")[0]["known_at"]
    t.equal((by_id(t, "A"), by_id(t, "B")), ({"2": 700}, {"1": 600}))
    for known, wanted in ((early, (1300, 0)), (late, (700, 600))):
        t.equal((seconds(t, "--contract", "A", "--known-at", known), seconds(t, "--contract", "B", "--known-at", known)), wanted)
        t.equal((sum(by_id(t, "A", "--known-at", known).values()), sum(by_id(t, "B", "--known-at", known).values())), wanted)
    t.pacta("import", "undo", move["import"])
    t.equal((by_id(t, "A"), by_id(t, "B")), ({"1": 600, "2": 700}, {}))


@checked("an entry that grows over midnight, shrinks and grows again has the days of its newest version")
def parts(t):
    add_contracts(t, "A")
    def file(start, length):
        return t.write("a.csv", "external_id,contract,resource,work_date,seconds,start\n"
                                f"1,A,Resource 01,2026-03-02,{length},{start}\n")
    take(t, file("22:00:00", 3600), accepted=1)
    take(t, file("22:00:00", 30 * 3600), corrected=1)
    t.equal(by_date(t, "A"), {"2026-03-02": 7200, "2026-03-03": 86400, "2026-03-04": 14400})
    take(t, file("22:00:00", 3 * 3600), corrected=1)
    t.equal(by_date(t, "A"), {"2026-03-02": 7200, "2026-03-03": 3600})
    take(t, file("22:00:00", 3600), corrected=1)
    t.equal(by_date(t, "A"), {"2026-03-02": 3600})
    sound(t)
    newest, = t.pacta("import", "list", json=True)["imports"][:1]
    t.pacta("import", "undo", newest["id"])
    t.equal(by_date(t, "A"), {"2026-03-02": 7200, "2026-03-03": 3600})


@checked("--complete deletes what the file lacks of its source and days, and nothing else; undo brings it back")
def complete(t):
    add_contracts(t, "A", "B")
    take(t, t.write("march.csv", hours(*((number, "A", f"2026-03-{number:02}", 60) for number in range(1, 11)))), accepted=10)
    take(t, t.write("april.csv", hours((20, "A", "2026-04-01", 60), (21, "B", "2026-03-05", 60))), accepted=2)
    take(t, t.write("other.csv", hours((5, "A", "2026-03-05", 90))), "--source", "other", accepted=1)
    before = everything(t)
    kept = [(number, "A", f"2026-03-{number:02}", 60) for number in (2, 4, 9)]
    summary = take(t, t.write("again.csv", hours(*kept)), "--contract", "A", "--complete", unchanged=3, deleted=5)
    t.equal(by_id(t, "A", "--source", "pacta"), {"1": 60, "2": 60, "4": 60, "9": 60, "10": 60, "20": 60})
    t.equal((by_id(t, "A", "--source", "other"), by_id(t, "B")), ({"5": 90}, {"21": 60}))
    t.pacta("import", "undo", summary["import"])
    t.equal(everything(t), before)
    take(t, t.dir / "again.csv", "--complete", deleted=6)  # of all contracts
    t.equal(by_id(t, "B"), {})
    take(t, t.write("none.csv", hours()), "--complete", read=0, deleted=0)


@checked("a dry run says the same as the import, and writes nothing")
def dry_run(t):
    add_contracts(t, "A")
    take(t, t.write("a.csv", hours((1, "A", "2026-03-02", 600), (2, "A", "2026-03-03", 700))), accepted=2)
    before, known = everything(t), head(t)
    file = t.write("b.csv", hours((1, "A", "2026-03-02", 900), (3, "A", "2026-03-03", 50), (4, "NONE", "2026-03-03", 60),
                                  (5, "A", "never", 60)))
    dry = take(t, file, "--dry-run", "--complete", read=4, accepted=1, corrected=1, quarantined=2, deleted=1, waiting_seconds=60)
    t.equal((dry["import"], dry["dry_run"]), (None, True))
    t.equal((everything(t), head(t), waiting(t)), (before, known, []))
    t.equal(len(t.pacta("import", "list", json=True)["imports"]), 1)
    t.equal(t.pacta("resource", "list", json=True)["resources"][0]["key"], "Resource 01")
    wet = take(t, file, "--complete")
    ignored = ("import", "dry_run")
    t.equal({name: value for name, value in wet.items() if name not in ignored},
            {name: value for name, value in dry.items() if name not in ignored})


@checked("files of other facts are replaced, kept as known before, and undone like hours")
def money(t):
    add_contracts(t, "A", "B")
    take(t, t.write("cost.csv", MONEY + "1,A,2026-03-02,100.00,expense\n2,A,2026-03-03,50.00,subcontractor\n"), accepted=2)
    def amounts(*options):
        facts = t.pacta("fact", "list", "cost", *options, json=True)["facts"]
        return sorted((fact["external_id"], fact["contract"], fact["amount"]) for fact in facts)
    early = t.pacta("fact", "list", "cost", json=True)["facts"][0]["known_at"]
    old = amounts()
    summary = take(t, t.write("cost.csv", MONEY + "1,A,2026-03-02,110.00,expense\n2,B,2026-03-03,50.00,subcontractor\n"),
                   corrected=2)
    t.equal(amounts(), [("1", "A", "110.00"), ("2", "B", "50.00")])
    t.equal(amounts("--known-at", early), old)
    t.equal(len(t.pacta("fact", "list", "cost", "--versions", json=True)["facts"]), 4)
    take(t, t.dir / "cost.csv", unchanged=2)
    t.pacta("import", "undo", summary["import"])
    t.equal(amounts(), old)
    take(t, t.write("cost.csv", MONEY + "1,A,2026-03-02,100.00,expense\n3,A,2026-03-09,1.00,expense\n"), "--complete",
         accepted=1, unchanged=1, deleted=1)
    t.equal(amounts(), [("1", "A", "100.00"), ("3", "A", "1.00")])


@checked("a reversal waits for what it reverses, in any order of files")
def reversals(t):
    add_contracts(t, "A")
    header = "external_id,contract,recognized_on,amount,service_from,service_to,reverses\n"
    take(t, t.write("b.csv", header + "R2,A,2026-04-02,-100.00,,,R1\nR3,A,2026-04-03,50.00,,,R2\n"), quarantined=2)
    take(t, t.write("a.csv", header + "R1,A,2026-03-31,100.00,2026-03-01,2026-04-01,\n"), accepted=1)
    t.equal(waiting(t), [])
    facts = t.pacta("fact", "list", "recognition", json=True)["facts"]
    t.equal({fact["external_id"]: fact["amount"] for fact in facts}, {"R1": "100.00", "R2": "-100.00", "R3": "50.00"})
    take(t, t.dir / "b.csv", unchanged=2)


@checked("random versions of a file, undone in between, leave what the newest says")
def random_versions(t):
    add_contracts(t, "A", "B")
    chance = random.Random(20)
    model, stack = {}, []
    for step in range(25):
        if stack and chance.random() < 0.3:
            summary, model = stack.pop()
            t.pacta("import", "undo", summary["import"])
        else:
            ids = chance.sample(range(1, 60), chance.randrange(1, 25))
            rows = [(number, chance.choice("AB"), f"2026-0{chance.randrange(1, 7)}-{chance.randrange(1, 29):02}",
                     chance.randrange(0, 40000)) for number in ids]
            summary = take(t, t.write(f"{step}.csv", hours(*rows)), quarantined=0)
            changed_model = {**model, **{str(row[0]): (row[1], row[3]) for row in rows}}
            if summary["import"]:
                stack.append((summary, model))
            model = changed_model
        for key in "AB":
            t.equal(by_id(t, key), {number: length for number, (contract, length) in model.items() if contract == key},
                    f"step {step}, {key}")
        t.equal(seconds(t), sum(length for _, length in model.values()), f"step {step}")
        sound(t)


@checked("undo in any order leaves hours and costs as the newest import says that is not undone")
def undo_orders(t):
    add_contracts(t, "A")
    chance = random.Random(21)

    def costs(t):
        facts = t.pacta("fact", "list", "cost", json=True)["facts"]
        return {fact["external_id"]: int(fact["amount"].split(".")[0]) for fact in facts}

    def cost_file(rows):
        return MONEY + "".join(f"{number},A,2026-03-02,{amount},expense\n" for number, amount in rows.items())

    def hours_file(rows):
        return hours(*((number, "A", "2026-03-02", length) for number, length in rows.items()))

    for content, told in ((hours_file, lambda t: by_id(t, "A")), (cost_file, costs)):
        imports = []
        for number in range(6):
            rows = {str(key): 100 * number + key for key in chance.sample(range(1, 7), 3)}
            imports.append((take(t, t.write(f"{number}.csv", content(rows)))["import"], rows))
        for step in range(6):
            gone = imports.pop(chance.randrange(len(imports)))
            t.pacta("import", "undo", gone[0])
            wanted = {}
            for _, rows in imports:
                wanted.update(rows)
            t.equal(told(t), wanted, f"{content.__name__}, undo {step}")


@checked("what --complete deleted does not come back from an import that is undone")
def undo_complete(t):
    add_contracts(t, "A")
    first = take(t, t.write("a.csv", hours((1, "A", "2026-03-02", 1), (2, "A", "2026-03-02", 2))), accepted=2)
    second = take(t, t.write("b.csv", hours((3, "A", "2026-03-02", 3))), "--complete", accepted=1, deleted=2)
    t.pacta("import", "undo", first["import"])
    t.equal(by_id(t, "A"), {"3": 3})
    t.pacta("import", "undo", second["import"])
    t.equal(by_id(t, "A"), {})


@checked("rows that an import left waiting go with it, and rows that it took wait again")
def undo_waiting(t):
    add_contracts(t, "A")
    first = take(t, t.write("a.csv", hours((1, "NONE", "2026-03-02", 60), (2, "A", "2026-03-02", 70))), quarantined=1)
    second = take(t, t.write("b.csv", hours((1, "A", "2026-03-02", 60))), accepted=1)
    t.equal(waiting(t), [])
    t.pacta("import", "undo", second["import"])
    t.equal((waiting(t), by_id(t, "A")), ([("unknown_contract", "NONE", 1, 60)], {"2": 70}))
    t.pacta("import", "undo", first["import"])
    t.equal((waiting(t), by_id(t, "A")), ([], {}))


@checked("a month that finance has closed may still change, and the import says so")
def closed_month(t):
    add_contracts(t, "A")
    t.pacta("import", t.write("close.csv", "month,closed_on,closed_by\n2026-03,2026-04-05,Finance\n"))
    summary = take(t, t.write("a.csv", hours((1, "A", "2026-03-31", 60), (2, "A", "2026-04-01", 60))), accepted=2)
    t.equal(summary["warnings"]["closed_month"], 1)
    t.equal(by_id(t, "A"), {"1": 60, "2": 60})


@checked("pacta check finds sums, keys, entries and facts that were changed behind its back")
def behind_its_back(t):
    add_contracts(t, "A", "B")
    rows = [(number, "AB"[number % 2], f"2026-0{1 + number % 6}-{1 + number % 28:02}", 3600) for number in range(1, 200)]
    take(t, t.write("a.csv", hours(*rows)), accepted=199)
    take(t, t.write("b.csv", hours((1, "A", "2026-03-02", 7200), (2, "B", "2026-03-02", 7200))), corrected=2)
    take(t, t.write("cost.csv", MONEY + "1,A,2026-03-02,100.00,expense\n"), accepted=1)
    report = sound(t)
    t.equal((report["time_entries"], report["facts"]), (199, 1))
    t.equal(t.sql("SELECT COUNT(*), SUM(seconds) FROM entry_row"), [["199", str(199 * 3600 + 7200)]])
    damages = [
        ("entry_sum_month", "sums = replace(sums, '00]', '01]')"),
        ("entry_sum_week", "sums = replace(sums, '00]', '01]')"),
        ("entry_sum_week", "from_week = from_week + 1300"),
        ("entry_tile", "rows = replace(rows, '3600', '3601')"),
        ("entry_tile", "rows = replace(rows, '\"199\"', '\"399\"')"),
        ("entry_tile", "entries = entries + 1"),
        ("entry_tile", "past = 0"),
        ("entry_key", "first_key = '~'"),
        ("fact_cost", "amount = amount + 1"),
    ]
    for table, change in damages:
        t.sql(f"CREATE TABLE saved AS SELECT * FROM {table}")
        t.sql(f"UPDATE {table} SET {change}")
        report = t.pacta("check", "--json", check=False)
        assert report.code > 0 and '"ok":false' in report.out, (table, change, report)
        t.sql(f"DELETE FROM {table}")
        t.sql(f"INSERT INTO {table} SELECT * FROM saved")
        t.sql("DROP TABLE saved")
        sound(t)


# --- rows that nobody would wish for ---

@checked("a wrong delimiter is told at once, and the right one is found")
def delimiters(t):
    add_contracts(t, "A")
    line = "1,A,Resource 01,2026-03-02,60\n"
    header = hours()
    for number, separator in enumerate(",;\t|"):
        take(t, t.write("a.csv", (header + line).replace(",", separator)), "--source", f"s{number}", accepted=1)
    t.refused("import", t.write("b.csv", (header + line).replace(",", ":")), says="b.csv", code=3)
    take(t, t.write("c.csv", header + line.replace(",", ";")), read=1, quarantined=1, accepted=0)
    row, = waiting_rows(t)
    t.holds(row["reason"], "1 fields where the header has 5")
    t.equal(row["raw"], line.strip().replace(",", ";"))
    t.equal(seconds(t), 240)


@checked("a file of a header only is taken as no rows; an empty one is refused")
def header_only(t):
    add_contracts(t, "A")
    known = head(t)
    for content in (hours(), hours().strip(), "\ufeff" + hours().replace("\n", "\r\n"), hours() + "\n\n", TOGGL):
        take(t, t.write("a.csv", content), read=0, accepted=0, quarantined=0, seconds=0)
        take_raw(t, content.encode())
    t.equal(head(t), known)
    t.refused("import", t.write("b.csv", ""), says="empty", code=3)
    t.refused("import", "-", says="empty", code=3)


@checked("an id twice in a file: the same content counts once, another waits")
def twice(t):
    add_contracts(t, "A")
    file = t.write("a.csv", hours((1, "A", "2026-03-02", 60), (2, "A", "2026-03-02", 70), (1, "A", "2026-03-02", 60),
                                  (2, "A", "2026-03-03", 80), (2, "A", "2026-03-02", 70)))
    take(t, file, read=5, accepted=2, unchanged=2, quarantined=1)
    t.equal(by_id(t, "A"), {"1": 60, "2": 70})
    row, = waiting_rows(t)
    t.equal((row["line"], row["code"], row["seconds"]), (5, "repeated", 80))
    t.holds(row["reason"], "line 3")
    again_ = take(t, file, read=5, accepted=0, corrected=0, unchanged=4, quarantined=1)
    t.equal((again_["import"], len(waiting_rows(t)), by_id(t, "A")), (None, 1, {"1": 60, "2": 70}))


@checked("an id twice, with more rows between than are written at once, is treated the same", engines=("sqlite",))
def twice_far_apart(t):
    add_contracts(t, "A")
    count = 600000
    first = [(number, "A", f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}", number % 5000) for number in range(1, count + 1)]
    file = t.write("a.csv", hours(*first, first[0], (2, "A", "2026-03-03", 80)))
    take(t, file, read=count + 2, accepted=count, unchanged=1, quarantined=1)
    row, = waiting_rows(t)
    t.equal((row["line"], row["code"], row["seconds"]), (count + 3, "repeated", 80))
    t.equal(seconds(t), sum(number % 5000 for number in range(1, count + 1)))


@checked("rows without ids that are alike are as many as they are, and again none")
def alike(t):
    add_contracts(t, "A")
    row = toggl(("A", "", "2026-03-02", 1)).splitlines(keepends=True)[1]
    take(t, t.write("a.csv", TOGGL + row * 3), accepted=3)
    take(t, t.dir / "a.csv", unchanged=3)
    take(t, t.write("b.csv", TOGGL + row * 4), unchanged=3, accepted=1)
    t.equal(by_date(t, "A"), {"2026-03-02": 4 * 3600})


@checked("25 hours in a day are kept and told; with a time of day they go on to the next")
def long_day(t):
    add_contracts(t, "A")
    rows = ("1,A,Resource 01,2026-03-02,25,\n2,A,Resource 02,2026-03-02,25,00:00:00\n"
            "3,A,Resource 03,2026-03-02,13,\n4,A,Resource 03,2026-03-02,12,\n")
    summary = take(t, t.write("a.csv", "external_id,contract,resource,work_date,hours,start\n" + rows), accepted=4)
    t.equal(summary["warnings"]["over_24h"], 1)
    t.equal(by_date(t, "A", "--resource", "Resource 01"), {"2026-03-02": 90000})
    t.equal(by_date(t, "A", "--resource", "Resource 02"), {"2026-03-02": 86400, "2026-03-03": 3600})
    found = t.pacta("discrepancies", "--kind", "over_24h", json=True)["discrepancies"]
    t.equal(sorted((one["resource"], one["left"]["seconds"], one["difference"]) for one in found),
            [("Resource 01", 90000, 3600), ("Resource 03", 90000, 3600)])


@checked("negative times wait with the reason, in every unit and clock", engines=("sqlite",))
def negative(t):
    add_contracts(t, "A")
    take(t, t.write("a.csv", hours((1, "A", "2026-03-02", -30), (2, "A", "2026-03-02", 0))), accepted=1, quarantined=1)
    take(t, t.write("b.csv", "external_id,contract,resource,work_date,hours\n3,A,Resource 01,2026-03-02,-0.5\n"), quarantined=1)
    minutes = "Project,Issue Key,Author,Started,Time Spent (m),Worklog ID\nA,H-1,Resource 01,2026-02-03 09:00,-30,9\n"
    take(t, t.write("c.csv", minutes), mapping="jira", quarantined=1)
    row = toggl(("A", "", "2026-03-02", 1)).replace("01:00:00,,", "-01:00:00,,")
    take(t, t.write("d.csv", row), quarantined=1)
    for one in waiting_rows(t):
        t.holds(one["reason"], "negative")
    t.equal(by_id(t, "A"), {"2": 0})


@checked("days far ahead, before a contract and after its end are kept, flagged and listed")
def far_days(t):
    add_contracts(t, "A")
    file = t.write("a.csv", hours((1, "A", "2099-12-31", 60), (2, "A", "2009-12-31", 70), (3, "A", "2029-12-31", 80),
                                  (4, "A", "2030-01-01", 90), (5, "A", "2200-01-01", 1), (6, "A", "1899-12-31", 1)))
    summary = take(t, file, accepted=4, quarantined=2)
    t.equal({name: summary["warnings"][name] for name in ("after_end", "before_start")}, {"after_end": 2, "before_start": 1})
    assert summary["warnings"]["future"] >= 1, summary
    t.equal(by_id(t, "A"), {"1": 60, "2": 70, "3": 80, "4": 90})
    found = t.pacta("discrepancies", "--kind", "outside_term", json=True)["discrepancies"]
    t.equal(sorted((one["date"], one["left"]["seconds"]) for one in found),
            [("2009-12-01", 70), ("2030-01-01", 90), ("2099-12-01", 60)])
    t.equal(sum(one["left"]["seconds"] for one in t.pacta("discrepancies", "--kind", "future", json=True)["discrepancies"]
                if one["date"] >= "2099"), 60)


@checked("amounts with more decimals than the currency wait; zeros at the end are no decimals")
def decimals(t):
    add_contracts(t, "A")
    t.pacta("contract", "add", "YEN", "--account", "Harbour", "--currency", "JPY", "--set", "starts_on=2010-01-01")
    rows = ("1,A,2026-03-02,1.00005,expense\n2,A,2026-03-02,1.50000,expense\n3,YEN,2026-03-02,100.5,expense\n"
            "4,YEN,2026-03-02,100,expense\n5,A,2026-03-02,99999999999999999999,expense\n")
    take(t, t.write("a.csv", MONEY + rows), read=5, accepted=2, quarantined=3)
    facts = t.pacta("fact", "list", "cost", json=True)["facts"]
    t.equal(sorted((fact["external_id"], fact["amount"], fact["currency"]) for fact in facts),
            [("2", "1.50", "EUR"), ("4", "100", "JPY")])
    t.equal([(row["line"], row["column"]) for row in waiting_rows(t)], [(2, "amount"), (4, "amount"), (6, "amount")])
    bill = "external_id,contract,resource,work_date,seconds,bill_amount\n1,A,Resource 01,2026-03-02,60,1.23456\n"
    take(t, t.write("b.csv", bill), quarantined=1, waiting_seconds=60)
    t.equal(seconds(t), 0)


@checked("texts of spreadsheets' formulas, quotes and all scripts come out as they went in, and harmless in CSV")
def texts(t):
    add_contracts(t, "A")
    notes = ["=1+1", "+cmd|' /C calc'!A0", "-2", "@sum", 'a "b", c', "two\nlines", "港 — ñ – 🛟", "\u202eevil", "'x"]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["external_id", "contract", "resource", "work_date", "seconds", "note"])
    writer.writerows([place, "A", "Resource 01", "2026-03-02", 60, note] for place, note in enumerate(notes))
    take(t, t.write("a.csv", out.getvalue()), read=len(notes), accepted=len(notes))
    told = {entry["external_id"]: entry["note"] for entry in entries(t, "A")}
    t.equal([told[str(place)] for place in range(len(notes))], notes)
    for row in csv.DictReader(io.StringIO(t.pacta("entries", "A", "--csv").out)):
        assert row["note"][0] not in "=+-@" or row["note"] == "-2", row  # a number is none
    take(t, t.dir / "a.csv", unchanged=len(notes))


@checked("the six counts add up for a file in which everything happens")
def all_at_once(t):
    add_contracts(t, "A", "B")
    take(t, t.write("a.csv", hours(*((number, "A", "2026-03-02", 60) for number in range(1, 9)))), accepted=8)
    rows = [(1, "A", "2026-03-02", 60), (2, "A", "2026-03-02", 61), (3, "B", "2026-03-02", 60), (20, "A", "2026-03-02", 60),
            (21, "NONE", "2026-03-02", 60), (22, "A", "soon", 60), (20, "A", "2026-03-02", 61), (1, "A", "2026-03-02", 60)]
    broken = hours(*rows) + "\n,,,,\n23,A\n\"24,A,Resource 01,2026-03-02,60\n25,A,Resource 01,2026-03-02,60\n"
    summary = take(t, t.write("b.csv", broken), accepted=2, corrected=2, unchanged=2)
    t.equal(summary["read"], summary["quarantined"] + 6)
    t.equal(len(waiting_rows(t)), summary["quarantined"])
    t.equal(by_id(t, "A"), {"1": 60, "2": 61, "4": 60, "5": 60, "6": 60, "7": 60, "8": 60, "20": 60, "25": 60})
    t.equal(by_id(t, "B"), {"3": 60})
    again_ = balanced(t.pacta("import", t.dir / "b.csv", json=True))
    t.equal((again_["accepted"], again_["corrected"], again_["import"]), (0, 0, None))


if __name__ == "__main__":
    run()

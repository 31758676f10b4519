"""Exports of time trackers and ledgers as they lie on people's disks: found out by themselves, and counted to the second."""

import json
import resource
import subprocess

from fact_files import (DATE, HEADER, LENGTH, MOMENT, TIME, add_contracts, balanced, by_date, by_id, checked, column_name,
                        entries, sheet_xml, take, take_raw, waiting, waiting_rows, workbook)
from scenario import PACTA, ROOT, SANITIZED, Skip, run

DATA = ROOT / "tests" / "data" / "time"

# By the name of the file and of the mapping: seconds by local date.
PUBLIC = {
    "toggl": {"2016-01-18": 4783, "2016-01-19": 48},
    "clockify": {"2026-08-18": 28800},
    "harvest": {"2015-01-26": 27000},
    "jira": {"2023-06-30": 12600},
    "redmine": {"2017-10-12": 35892},
    "kimai": {"2019-06-16": 360},
}
SHARED_NAMES = {"toggl_detailed": "toggl", "clockify_detailed_de_24h": "clockify", "harvest_detailed_fi": "harvest",
                "jira_worklogs_addon": "jira", "redmine_timelog_cs": "redmine", "kimai_csv_en": "kimai"}

TOGGL = ("User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags,"
         "Amount (EUR)\n")
CLOCKIFY = ("Project,Client,Description,Task,User,Group,Email,Tags,Billable,Start Date,Start Time,End Date,End Time,"
            "Duration (h),Duration (decimal),Billable Rate (EUR),Billable Amount (EUR),Date of creation\n")
OWN = ["external_id", "resource", "work_date", "seconds"]

# What the tools write in other languages, clocks and numbers: mapping, file, seconds by date, counts of the summary.
TOOLS = {
    "Toggl, 12 hours, a running timer, a total": (
        "toggl", TOGGL + "Resource 01,r1@example.com,,P,,d,Yes,03/02/2026,10:40 PM,03/03/2026,12:10 AM,01:30:00,,0\n"
                         "Resource 01,r1@example.com,,P,,d,Yes,03/14/2026,8:00 AM,,,,,\n"
                         "Total,,,,,,,,,,,1:30:00,,\n",
        {"2026-03-02": 4800, "2026-03-03": 600}, {"read": 1, "totals_rows": 1, "running_timers": 1}),
    "Clockify, 12 hours, h:mm, a total": (
        "clockify", CLOCKIFY + "P,C,,,Resource 01,,r@x.y,,Yes,09/15/2026,02:00 PM,09/15/2026,03:30 PM,1:30,1.50,10.00,"
                               "15.00,09/15/2026\n"
                               "P,C,,,Resource 01,,r@x.y,,No,09/15/2026,11:00 PM,09/16/2026,01:00 AM,2:00,2.00,0.00,0.00,"
                               "09/15/2026\n"
                               "Total (09/01/2026 - 09/30/2026),,,,,,,,,,,,,3:30,3.50,,15.00,\n",
        {"2026-09-15": 5400 + 3600, "2026-09-16": 3600}, {"read": 2, "totals_rows": 1}),
    "Harvest in German with money": (
        "harvest", "Datum;Kunde;Projekt;Projektcode;Aufgabe;Notizen;Stunden;Abrechenbar?;In Rechnung gestellt?;Genehmigt?;"
                   "Vorname;Nachname;Abteilung;Mitarbeiter?;Stundensatz;Abrechenbarer Betrag;Kostensatz;Kostenbetrag;"
                   "Währung\n"
                   "04.08.2026;A;W;C1;Dev;x;6,5;Ja;Nein;Ja;Resource;01;;Ja;160,00;1.040,00;50,00;325,00;Euro - EUR\n",
        {"2026-08-04": 23400}, {"read": 1}),
    "Jira, text of days and hours, a total": (
        "jira", "Project;Issue Key;Summary;Author;Started;Time Spent;Comment\n"
                "P;H-1;s;Resource 01;2026-02-03 09:00;1d 2h 30m;x\n"
                "P;H-2;s;Resource 01;2026-02-04 09:00;45m;x\n"
                "Total;;;;;1d 3h 15m;\n",
        {"2026-02-03": 37800, "2026-02-04": 2700}, {"read": 2, "totals_rows": 1}),
    "Tempo": (
        "tempo", "Issue Key,Issue summary,Hours,Work date,Username,Full name,Account Key,Account Name,Project Key,"
                 "Project Name,Work Description,Billed Hours\n"
                 "DOCK-7,Berth survey,1.75,2026-03-02 22:30,r1,Resource 01,HARBOUR,Harbour,DOCK,Dock works,Sounding,1.75\n"
                 "DOCK-8,Berth report,0.5,2026-03-03 09:00,r1,Resource 01,HARBOUR,Harbour,DOCK,Dock works,Draft,0\n",
        {"2026-03-02": 5400, "2026-03-03": 900 + 1800}, {"read": 2}),
    "Kimai in German": (
        "kimai", "Datum;Von;Bis;Dauer;Währung;Preis;Interner Preis;Stundenpreis;Festpreis;Name;Benutzer;E-Mail;"
                 "Personalnummer;Kunde;Projekt;Tätigkeit;Beschreibung;Abrechenbar;Schlagworte;Typ;Kategorie\n"
                 "16.06.2025;12:00;12:06;0:06;EUR;10,00;0;100;;Resource 01;r1;;;K;P;T;;Ja;;timesheet;work\n"
                 "17.06.2025;23:30;00:45;1:15;EUR;0;0;0;;Resource 01;r1;;;K;P;T;;Ja;;timesheet;work\n",
        {"2025-06-16": 360, "2025-06-17": 1800, "2025-06-18": 2700}, {"read": 2}),
    "Kimai, decimal durations": (
        "kimai", "Date,From,To,Duration,Currency,Price,Internal price,Name,User,Customer,Project,Activity,Description,"
                 "Billable\n2019-06-16,12:00,12:06,0.11,EUR,0,0,Resource 01,r1,C,P,A,,1\n",
        {"2019-06-16": 396}, {"read": 1}),
    "Redmine in German": (
        "redmine", "#;Datum;Benutzer;Aktivität;Projekt;Ticket;Kommentar;Stunden\n"
                   "17;02.03.2026;Resource 01;Entwicklung;Hafen;Aufgabe #4: Mole;x;8,25\n",
        {"2026-03-02": 29700}, {"read": 1}),
    "Redmine in French, the day first": (
        "redmine", "Date,Utilisateur,Activité,Projet,Demande,Commentaire,Heures\n"
                   "02/03/2026,Resource 01,Dév,Port,Tâche #4,x,\"8,25\"\n"
                   "13/03/2026,Resource 01,Dév,Port,Tâche #4,x,\"1,50\"\n",
        {"2026-03-02": 29700, "2026-03-13": 5400}, {"read": 2}),
    "Redmine in Japanese": (
        "redmine", "#,日付,ユーザー,作業分類,プロジェクト,チケット,コメント,時間\n"
                   "4,2026-03-02,Resource 01,開発,港,#4,x,1.5\n",
        {"2026-03-02": 5400}, {"read": 1}),
    "timeclock": (
        "timeclock", "i 2026/03/02 22:00:00 harbour:survey  sounding\n"
                     "o 2026/03/03 01:30:00\n"
                     "i 2026-03-03 09:00:00 harbour:report\n"
                     "o 2026-03-03 09:45:00\n"
                     "i 2026-03-04 09:00:00 harbour:report\n",
        {"2026-03-02": 7200, "2026-03-03": 5400 + 2700}, {"read": 2, "running_timers": 1}),
    "timewarrior": (
        "timewarrior", '[\n{"id":2,"start":"20260302T233000Z","end":"20260303T004500Z","tags":["Dock","Survey"]},\n'
                       '{"id":1,"start":"20260304T080000Z","tags":["Dock"]}\n]\n',
        {"2026-03-02": 1800, "2026-03-03": 2700}, {"read": 1, "running_timers": 1}),
    "timewarrior as JSON lines": (
        "timewarrior", '{"id":2,"start":"20260302T213000Z","end":"20260302T220000Z","tags":["Dock"]}\n'
                       '{"id":1,"start":"20260303T213000Z","end":"20260303T220000Z","tags":["Dock"]}\n',
        {"2026-03-02": 1800, "2026-03-03": 1800}, {"read": 2}),
    "Harvest as JSON": (
        "harvest-json", '{"time_entries":[{"id":7,"spent_date":"2026-03-02","user":{"id":1,"name":"Resource 01"},'
                        '"client":{"id":5,"name":"C"},"project":{"id":1,"name":"P","code":"OS1"},'
                        '"task":{"id":3,"name":"T"},"hours":2.11,"notes":"n","billable":true,"is_running":false}]}\n',
        {"2026-03-02": 7596}, {"read": 1}),
}


def forms(content):
    """The same file as people have it: bytes by what is different."""
    data = content if isinstance(content, bytes) else content.encode()
    yield "as it is", data
    yield "CRLF", data.replace(b"\n", b"\r\n")
    yield "a byte order mark", b"\xef\xbb\xbf" + data
    yield "both, and no last line end", b"\xef\xbb\xbf" + data.rstrip(b"\n").replace(b"\n", b"\r\n")


def read_in_all_forms(t, key, mapping, content, days, counts):
    """Each form as a source of its own, from a file and from standard input; and again as one source."""
    for number, (form, data) in enumerate(forms(content)):
        label = f"{mapping}, {form}"
        summary = take(t, t.write("export.data", data), "--contract", key, "--source", f"{key}-{number}",
                       mapping=mapping, quarantined=0, **counts)
        t.equal(summary["accepted"], summary["read"], label)
        t.equal(by_date(t, key, "--source", f"{key}-{number}"), days, label)
        summary = take_raw(t, data, "--contract", key, "--source", f"{key}-{number}")
        t.equal((summary["mapping"], summary["unchanged"], summary["import"]), (mapping, summary["read"], None),
                f"{label}, standard input")
        again = balanced(t.pacta("import", t.dir / "export.data", "--contract", key, "--source", f"{key}-0", json=True))
        t.equal(again["unchanged"], again["read"], f"{label}: rows are told apart by the same ids")


for _name, _days in PUBLIC.items():
    def _public(t, name=_name, days=_days):
        add_contracts(t, "HARBOUR")
        read_in_all_forms(t, "HARBOUR", name, (DATA / f"{name}.csv").read_bytes(), days, {"read": 1})
    checked(f"a row of a real export of {_name} is counted to the second, whatever ends its lines")(_public)


@checked("the public rows have exactly the seconds that are known of them")
def shared_rows(t):
    formats = json.loads(t.shared("time/formats.json").read_text(encoding="utf-8"))["formats"]
    t.equal(len(formats), 6)
    add_contracts(t, *(one["format"] for one in formats))
    for one in formats:
        gap = "\n" if one["note"].startswith("file starts with an empty line") else ""
        file = t.write(f"{one['format']}.csv", f"{gap}{one['header']}\n{one['row']}\n")
        take(t, file, "--contract", one["format"], mapping=SHARED_NAMES[one["format"]], read=1, accepted=1,
             seconds=one["total_seconds"])
        t.equal(by_date(t, one["format"]), {day["date"]: day["seconds"] for day in one["expected"]}, one["format"])


for _name, _case in TOOLS.items():
    def _tool(t, case=_case):
        add_contracts(t, "HARBOUR")
        read_in_all_forms(t, "HARBOUR", *case)
    checked(f"{_name}: recognised and counted")(_tool)


@checked("a folder of exports of all tools is taken at once, and again without any change")
def folder(t):
    add_contracts(t, "HARBOUR")
    exports = t.dir / "exports"
    exports.mkdir()
    for name in PUBLIC:
        (exports / f"{name}.csv").write_bytes((DATA / f"{name}.csv").read_bytes())
    wanted = {}
    for days in PUBLIC.values():
        wanted.update(days)
    done = t.pacta("import", exports, "--contract", "HARBOUR", json=True)
    t.equal({one["mapping"]: one["accepted"] for one in map(balanced, done)}, dict.fromkeys(sorted(PUBLIC), 1))
    t.equal(by_date(t, "HARBOUR"), wanted)
    again = t.pacta("import", exports, "--contract", "HARBOUR", json=True)
    t.equal([(one["unchanged"], one["import"]) for one in map(balanced, again)], [(1, None)] * len(PUBLIC))
    t.equal(by_date(t, "HARBOUR"), wanted)


@checked("several files are each on their own: one that cannot be read holds up no other")
def several(t):
    add_contracts(t, "HARBOUR")
    bad = t.write("bad.csv", "apples,pears\n1,2\n")
    result = t.pacta("import", DATA / "toggl.csv", bad, DATA / "jira.csv", "--contract", "HARBOUR", "--json", check=3)
    t.holds(result.err, "bad.csv")
    t.equal(sum(by_date(t, "HARBOUR").values()), 4831 + 12600)


@checked("midnight is that of the file's time zone, also where clocks change")
def zones(t):
    add_contracts(t, "A", "B", "C", "D")
    night = '[{"id":1,"start":"20260328T213000Z","end":"20260329T020000Z","tags":["Dock"]}]'
    take(t, t.write("night.json", night), "--contract", "A", "--time-zone", "Europe/Helsinki")
    t.equal(by_date(t, "A"), {"2026-03-28": 1800, "2026-03-29": 14400})
    # Clocks are set forward between: the tool says 7 hours, and that is no disagreement.
    row = "Resource 01,r1@example.com,,P,,d,Yes,2026-03-28,22:00:00,2026-03-29,06:00:00,07:00:00,,0\n"
    take(t, t.write("toggl.csv", TOGGL + row), "--contract", "B", "--time-zone", "Europe/Helsinki",
         warnings={"new_name": 1})
    t.equal(by_date(t, "B"), {"2026-03-28": 7200, "2026-03-29": 18000})
    t.pacta("setting", "set", "time_zone", "Europe/Helsinki")
    take(t, t.dir / "night.json", "--contract", "C", "--source", "own")
    t.equal(by_date(t, "C"), {"2026-03-28": 1800, "2026-03-29": 14400})
    t.refused("import", t.dir / "night.json", "--contract", "D", "--time-zone", "Mars/Base", says="Mars/Base", code=3)


@checked("an instant that carries its offset has its own midnight when no zone is named")
def offsets(t):
    add_contracts(t, "A")
    entry = {"id": 1, "workspace_id": 2, "project_id": 3, "billable": True, "start": "2026-01-18T22:40:17+02:00",
             "stop": "2026-01-19T00:00:48+02:00", "duration": 4831, "description": "d", "user_id": 9}
    take(t, t.write("toggl.json", json.dumps([entry])), "--contract", "A", mapping="toggl-json", accepted=1)
    t.equal(by_date(t, "A"), {"2026-01-18": 4783, "2026-01-19": 48})


@checked("a day on which clocks change has 23 or 25 hours")
def long_days(t):
    add_contracts(t, "SPRING", "AUTUMN")
    spring = '[{"id":1,"start":"20260328T213000Z","end":"20260330T000000Z","tags":["Dock"]}]'
    take(t, t.write("spring.json", spring), "--contract", "SPRING", "--time-zone", "Europe/Helsinki", seconds=95400)
    t.equal(by_date(t, "SPRING"), {"2026-03-28": 1800, "2026-03-29": 82800, "2026-03-30": 10800})
    autumn = '[{"id":1,"start":"20261024T203000Z","end":"20261026T000000Z","tags":["Dock"]}]'
    take(t, t.write("autumn.json", autumn), "--contract", "AUTUMN", "--time-zone", "Europe/Helsinki", seconds=99000)
    t.equal(by_date(t, "AUTUMN"), {"2026-10-24": 1800, "2026-10-25": 90000, "2026-10-26": 7200})


@checked("the duration counts where start and end tell another, and a warning says so")
def durations(t):
    add_contracts(t, "A")
    row = "Resource 01,r1@example.com,,P,,d,Yes,2026-03-02,22:00:00,2026-03-03,01:00:00,02:30:00,,0\n"
    take(t, t.write("toggl.csv", TOGGL + row), "--contract", "A", seconds=9000, warnings={"duration_differs": 1, "new_name": 1})
    t.equal(by_date(t, "A"), {"2026-03-02": 7200, "2026-03-03": 1800})
    found, = t.pacta("discrepancies", "--kind", "duration_differs", json=True)["discrepancies"]
    t.equal((found["left"]["seconds"], found["right"]["seconds"], found["difference"]), (9000, 10800, -1800))


@checked("totals that repeat for each ticket are not summed")
def repeated_totals(t):
    add_contracts(t, "A")
    header, row = (DATA / "jira.csv").read_text(encoding="utf-8").splitlines()
    second = row.replace("08:30:00 AM", "01:00:00 PM").replace(",3.5,,8.5,", ",5,,8.5,")
    assert second.count(",5,,8.5,") == 1, second
    take(t, t.write("jira.csv", f"{header}\n{row}\n{second}\n"), "--contract", "A", accepted=2, seconds=8 * 3600 + 1800)
    t.equal(by_date(t, "A"), {"2023-06-30": 30600})


@checked("slashed dates are read by what the whole file tells, by --dates, or with a warning")
def slashed(t):
    add_contracts(t, "A", "B", "C")
    def rows(*days):
        return TOGGL + "".join(f"Resource 01,a@b.c,,P,,d{place},Yes,{day},08:00:00,{day},09:00:00,01:00:00,,0\n"
                               for place, day in enumerate(days))
    take(t, t.write("day.csv", rows("02/03/2026", "13/03/2026")), "--contract", "A", "--source", "a", accepted=2)
    t.equal(sorted(by_date(t, "A")), ["2026-03-02", "2026-03-13"])
    summary = take(t, t.write("open.csv", rows("02/03/2026")), "--contract", "B", "--source", "b", accepted=1)
    t.equal((sorted(by_date(t, "B")), summary["warnings"].get("ambiguous_date")), (["2026-02-03"], 1))
    take(t, t.dir / "open.csv", "--contract", "C", "--source", "c", "--dates", "DD/MM/YYYY", accepted=1)
    t.equal(sorted(by_date(t, "C")), ["2026-03-02"])


@checked("what is recognised can be told instead, and what is told wrongly is refused")
def told(t):
    add_contracts(t, "A")
    take(t, DATA / "toggl.csv", "--contract", "A", "--preset", "toggl", accepted=1)
    t.refused("import", DATA / "toggl.csv", "--contract", "A", "--preset", "jira", says="Ticket No", code=3)
    t.refused("import", DATA / "toggl.csv", "--contract", "A", "--preset", "none", says="none", code=4)
    t.refused("import", DATA / "toggl.csv", "--contract", "NONE", says="NONE", code=4)
    t.equal(len(entries(t, "A")), 2)


@checked("the books of hledger and ledger become revenue, costs and invoices")
def books(t):
    add_contracts(t, "HARBOUR")
    hledger = ('"txnidx","date","date2","status","code","description","comment","account","amount","commodity","credit",'
               '"debit","posting-status","posting-comment"\n'
               '"1","2026-03-31","","","F-1","March","","assets:receivable:HARBOUR","1200.00","EUR","","1200.00","",""\n'
               '"1","2026-03-31","","","F-1","March","","income:services:HARBOUR","-1200.00","EUR","1200.00","","",""\n'
               '"2","2026-03-20","","","","Divers","","expenses:subcontractors:HARBOUR","300.00","EUR","","300.00","",""\n'
               '"2","2026-03-20","","","","Divers","","assets:bank","-300.00","EUR","300.00","","",""\n')
    take(t, t.write("books.csv", hledger), mapping="hledger", read=3, accepted=3)
    for fact, amount in (("recognition", "1200.00"), ("invoice", "1200.00"), ("cost", "300.00")):
        found, = t.pacta("fact", "list", fact, json=True)["facts"]
        t.equal((found["contract"], found["amount"], found["currency"]), ("HARBOUR", amount, "EUR"), fact)
    t.equal(t.pacta("fact", "list", "cost", json=True)["facts"][0]["kind"], "subcontractor")
    ledger = ('"2026/04/30","F-2","April","income:services:HARBOUR","EUR","-800.00","",""\n'
              '"2026/04/30","F-2","April","assets:receivable:HARBOUR","EUR","800.00","",""\n')
    take(t, t.write("ledger.csv", ledger), mapping="ledger", read=2, accepted=2)
    amounts = sorted(one["amount"] for one in t.pacta("fact", "list", "recognition", json=True)["facts"])
    t.equal(amounts, ["1200.00", "800.00"])


@checked("a template filled in is recognised, and says what it is", engines=("sqlite",))
def own_templates(t):
    add_contracts(t, "HARBOUR")
    header = t.pacta("template", "time_entry").out.strip().split(",")
    values = {"external_id": "1", "contract": "HARBOUR", "resource": "Resource 01", "work_date": "2026-03-02", "seconds": "90",
              "approval": "draft"}
    for number, separator in enumerate(",;\t|"):
        line = separator.join(values.get(name, "") for name in header)
        take(t, t.write("own.csv", f"{separator.join(header)}\n{line}\n"), "--source", f"own-{number}",
             mapping="pacta-time-entry", accepted=1)
    t.equal(by_date(t, "HARBOUR"), {"2026-03-02": 360})


# --- workbooks ---

def sheet_of_days(from_1904=False):
    """Dates as serials, a formula with its value and one without, a day that never was, blanks."""
    shift = 1462 if from_1904 else 0
    return [
        OWN + ["note"],
        ["1", "Resource 01", (46023 - shift, DATE), 3600, "a"],
        ["2", "Resource 01", (46024 - shift, DATE), {"formula": "60*60", "value": 3600}, "b"],
        ["3", "Resource 01", (46025 - shift, DATE), {"formula": "60*60"}, "never calculated"],
        ["4", "Resource 01", "2026-01-05", 60, None],
        [None, None, (None, DATE), None, None],
        [6, "Resource 01", (46026 - shift, MOMENT), 60, {"formula": '"a"&"b"', "value": "ab"}],
    ]


DAYS = {"1": 3600, "2": 3600, "4": 60, "6": 60}
WORK_DATES = {"2026-01-01": 3600, "2026-01-02": 3600, "2026-01-04": 60, "2026-01-05": 60}


@checked("a workbook means the same in both date systems; formulas count by their stored value")
def date_systems(t):
    add_contracts(t, "A", "B")
    for key, old in (("A", False), ("B", True)):
        file = t.write(f"{key}.xlsx", workbook(("Hours", sheet_of_days(old), "visible"), from_1904=old))
        summary = take(t, file, "--contract", key, "--source", key, read=5, accepted=4, quarantined=1)
        reject, = summary["rejects"]
        t.equal((reject["line"], reject["column"]), (4, "seconds"))
        t.holds(reject["reason"], "cell D4: a formula without a stored value")
        t.equal(by_id(t, key), DAYS)
        t.equal(by_date(t, key), WORK_DATES)
        t.equal(sorted((entry["external_id"], entry["line"]) for entry in entries(t, key)),
                [("1", 2), ("2", 3), ("4", 5), ("6", 7)])
        summary = take_raw(t, file.read_bytes(), "--contract", key, "--source", key)
        t.equal((summary["unchanged"], summary["quarantined"], summary["import"]), (4, 1, None), "standard input")
    t.equal(len(waiting_rows(t)), 2)


@checked("a serial that is no day waits, and the others count")
def no_day(t):
    add_contracts(t, "A")
    rows = [OWN, ["1", "Resource 01", (60, DATE), 60], ["2", "Resource 01", (-5, DATE), 60],
            ["3", "Resource 01", (46023, DATE), 60], ["4", "Resource 01", (9999999, DATE), 60],
            ["5", "Resource 01", {"formula": "1/0", "value": "#DIV/0!"}, 60]]
    take(t, t.write("days.xlsx", workbook(("S", rows, "visible"))), "--contract", "A", read=5, accepted=1, quarantined=4)
    t.equal(by_id(t, "A"), {"3": 60})
    t.equal([(row["line"], row["column"]) for row in waiting_rows(t)],
            [(2, "work_date"), (3, "work_date"), (5, "work_date"), (6, "work_date")])


@checked("hidden sheets are passed over, and a workbook of nothing else is refused")
def hidden(t):
    add_contracts(t, "A")
    ghost = [OWN, ["99", "Resource 01", "2026-01-01", 1]]
    file = t.write("a.xlsx", workbook(("H", ghost, "hidden"), ("V", ghost, "veryHidden"), ("S", sheet_of_days(), "visible")))
    take(t, file, "--contract", "A", accepted=4)
    t.equal(by_id(t, "A"), DAYS)
    t.refused("import", t.write("b.xlsx", workbook(("H", ghost, "hidden"))), "--contract", "A", says="no visible sheet",
              code=3)


@checked("of merged cells the first has the value, and no row is guessed")
def merged(t):
    add_contracts(t, "A")
    sheet = sheet_xml([OWN, ["1", "Resource 01", "2026-01-01", 60], ["2", None, "2026-01-02", 60],
                       ["3", "Resource 02", "2026-01-02", 90]], merged=["B2:B3"])
    take(t, t.write("a.xlsx", workbook(("S", sheet, "visible"))), "--contract", "A", read=3, accepted=2, quarantined=1)
    t.equal(by_id(t, "A"), {"1": 60, "3": 90})
    row, = waiting_rows(t)
    t.equal((row["line"], row["column"]), (3, "resource"))


@checked("Clockify as a workbook: times and lengths are numbers, and the total is no entry")
def clockify_workbook(t):
    add_contracts(t, "A")
    header = CLOCKIFY.strip().split(",")[:-1]
    row = ["P", "C", "d", "", "Resource 01", "", "r@x.y", "", "Yes", (46023, DATE), (0.9375, TIME), (46024, DATE),
           (0.0625, TIME), (0.125, LENGTH), 3, 26.25, 78.75]
    total = ["Total"] + [None] * 12 + [(1.125, LENGTH), 27, None, 78.75]
    take(t, t.write("clockify.xlsx", workbook(("Detailed", [header, row, total], "visible"))), "--contract", "A",
         mapping="clockify", read=1, accepted=1, totals_rows=1)
    t.equal(by_date(t, "A"), {"2026-01-01": 5400, "2026-01-02": 5400})
    t.equal(t.pacta("sum", "--contract", "A", json=True)["total"]["bill_amount"], "78.75")


@checked("a workbook that was cut off anywhere, or damaged, is refused and leaves nothing", engines=("sqlite",))
def cut_off(t):
    add_contracts(t, "A")
    whole = workbook(("Hours", sheet_of_days(), "visible"))
    for end in list(range(0, len(whole), 61)) + [len(whole) - 1]:
        t.refused("import", t.write("cut.xlsx", whole[:end]), "--contract", "A", says="cut.xlsx", code=3)
    damaged = bytearray(whole)
    place = whole.index(b"xl/worksheets/sheet1.xml") + 60
    damaged[place:place + 8] = bytes(8)
    result = t.pacta("import", t.write("damaged.xlsx", bytes(damaged)), "--contract", "A", check=False)
    assert result.code == 3 and "damaged.xlsx" in result.err, result
    t.equal((entries(t, "A"), waiting(t)), ([], []))


def bounded(t, file, says):
    """An import that must be refused within 512 MiB of address space and a minute of processor time."""
    def limit():
        resource.setrlimit(resource.RLIMIT_AS, (512 * 1024**2, 512 * 1024**2))
        resource.setrlimit(resource.RLIMIT_CPU, (60, 60))

    done = subprocess.run([PACTA, "--db", t.db, "import", str(file), "--contract", "A"], preexec_fn=limit, check=False,
                          capture_output=True, text=True, stdin=subprocess.DEVNULL, cwd=t.dir, timeout=300)
    assert done.returncode in (3, 9), done
    t.holds(done.stderr, says)


@checked("bombs of workbooks are refused in little memory", engines=("sqlite",))
def bombs(t):
    if SANITIZED:
        raise Skip("the sanitizers need more address space than this test allows")
    add_contracts(t, "A")
    head, tail = sheet_xml([OWN]).split("</sheetData>")
    blanks = f"{head}{' ' * (200 * 1024**2)}</sheetData>{tail}"
    bounded(t, t.write("blanks.xlsx", workbook(("S", blanks, "visible"))), "blanks.xlsx")
    text = "<row><c t=\"inlineStr\"><is><t>" + "x" * (100 * 1024**2) + "</t></is></c></row>"
    bounded(t, t.write("text.xlsx", workbook(("S", f"{head}{text}</sheetData>{tail}", "visible"))), "text.xlsx")
    laughs = ('<!DOCTYPE s [<!ENTITY a "ha">' +
              "".join(f'<!ENTITY {chr(98 + level)} "{("&" + chr(97 + level) + ";") * 10}">' for level in range(10)) + "]>")
    bounded(t, t.write("laughs.xlsx", workbook(("S", laughs + sheet_xml([OWN]).replace("external_id", "&k;"), "visible"))),
            "laughs.xlsx")
    deep = "<g>" * 100000 + "</g>" * 100000
    bounded(t, t.write("deep.xlsx", workbook(("S", f"{head}{deep}</sheetData>{tail}", "visible"))), "deep.xlsx")
    t.equal((entries(t, "A"), waiting(t)), ([], []))


@checked("rows and sheets that are far too wide are told, and hold up nobody", engines=("sqlite",))
def wide(t):
    add_contracts(t, "A")
    good = "7,,,Resource 01,2026-03-02,60\n"
    take(t, t.write("row.csv", HEADER + "1," + "x," * 65534 + "x\n" + good), "--contract", "A", read=2, accepted=1,
         quarantined=1)
    row, = waiting_rows(t)
    t.equal(row["line"], 2)
    t.holds(row["reason"], "more than 4096 fields")
    t.equal(by_id(t, "A"), {"7": 60})
    empty = t.write("commas.csv", HEADER + "2," + "," * 65534 + "\n")
    take(t, empty, "--contract", "A", read=1, quarantined=1)
    header = t.write("header.csv", HEADER.strip() + "".join(f",c{number}" for number in range(65530)) + "\n" + good)
    t.refused("import", header, "--contract", "A", says="4096", code=3)
    cells = "".join(f'<c r="{column_name(place)}2"><v>1</v></c>' for place in range(65536))
    sheet = sheet_xml([OWN]).replace("</sheetData>", f'<row r="2">{cells}</row></sheetData>')
    result = t.pacta("import", t.write("wide.xlsx", workbook(("S", sheet, "visible"))), "--contract", "A", "--json",
                     check=False)
    if result.code == 0:
        t.equal((balanced(json.loads(result.out))["quarantined"]), 1)
    else:
        assert result.code in (3, 9) and "wide.xlsx" in result.err, result
    t.equal(by_id(t, "A"), {"7": 60})


if __name__ == "__main__":
    run()

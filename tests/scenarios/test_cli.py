"""The command line: what its commands print, for people and for machines, and what they refuse."""

import csv
import fcntl
import io
import json
import os
import pty
import re
import struct
import subprocess
import termios

from scenario import PACTA, Result, run, scenario

KEY = "HARBOUR-2009"

# domain.md §8: effective day, then revenue and profit of the first year, the last year and the total.
EPICOM_TABLE = [
    ("2009-03-01", "100000.00", "0.6", "83561.00 33424.00 16164.00 6465.00 200000.00 80000.00"),
    ("2009-09-01", "100000.00", "0.7", "83561.00 30109.00 16164.00 4849.00 200000.00 65041.00"),
    ("2010-01-01", "130000.00", "0.7", "83561.00 30109.00 21013.00 6304.00 234849.00 75495.00"),
]
DEFAULT_TABLE = [
    ("2009-03-01", "100000.00", "0.6", "83835.62 33534.25 16164.38 6465.75 200000.00 80000.00"),
    ("2009-09-01", "100000.00", "0.7", "83835.62 30191.78 16164.38 4849.32 200000.00 65041.10"),
    ("2010-01-01", "130000.00", "0.7", "83835.62 30191.78 21013.70 6304.11 234849.32 75495.89"),
]


def add_published(t, known=True):
    """The contract of §8; every change is known on its effective day, or all of them now."""
    def since(day):
        return ("--known-at", day) if known else ()
    t.pacta("account", "add", "Harbour")
    t.pacta("contract", "add", KEY, "--account", "Harbour", "--currency", "USD", "--set", "starts_on=2009-03-01",
            "--set", "ends_on=2011-03-01", "--set", "annual_value=100000", "--set", "direct_labor=60%",
            *since("2009-03-01"))
    t.pacta("contract", "amend", KEY, "--effective-on", "2009-09-01", "--set", "direct_labor=70%", "--reason",
            "new rates", *since("2009-09-01"))
    t.pacta("contract", "amend", KEY, "--effective-on", "2010-01-01", "--set", "annual_value=130000", "--reason",
            "more sites", *since("2010-01-01"))


def table_of(history):
    return [(row["effective_on"], row["annual_value"]["amount"], row["direct_labor"],
             " ".join(row[span][what]["amount"] for span in ("first_year", "last_year", "total")
                      for what in ("revenue", "profit")))
            for row in history["snapshots"]]


def on_terminal(t, width, *arguments, env=None):
    """Runs pacta on the case's store with a terminal as its output; returns its lines."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 40, width, 0, 0))
    settings = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR", "LC_ALL")}
    child = subprocess.Popen([PACTA, "--db", t.db, *arguments], stdin=subprocess.DEVNULL, stdout=follower,
                             stderr=follower, env={**settings, "TERM": "xterm", **(env or {})})
    os.close(follower)
    printed = b""
    try:
        while piece := os.read(leader, 65536):
            printed += piece
    except OSError:  # the other end is closed
        pass
    os.close(leader)
    t.equal(child.wait(), 0, f"exit code of {arguments}: {printed.decode()}")
    return printed.decode().replace("\r\n", "\n").splitlines()


def commands(t):
    return t.pacta("help", db="", json=True)["commands"]


@scenario("the published contract gives the published table, in both conventions")
def published(t):
    add_published(t)
    t.equal(table_of(t.pacta("history", KEY, "--convention", "epicom2011", json=True)), EPICOM_TABLE)
    history = t.pacta("history", KEY, "--by", "year", json=True)
    t.equal(table_of(history), DEFAULT_TABLE)
    t.equal([(row["from"], row["to"], row["revenue"]["amount"], row["profit"]["amount"])
             for row in history["periods"]],
            [("2009-03-01", "2010-01-01", "83835.62", "30191.78"), ("2010-01-01", "2011-01-01", "130000.00", "39000.00"),
             ("2011-01-01", "2011-03-01", "21013.70", "6304.11")])
    t.equal([row["revisions"] for row in history["snapshots"]], [[1], [2], [3]])
    t.equal((history["convention"], history["by"], history["as_of"], history["known_at"], history["recorded_at"]),
            ("default", "year", None, None, None))
    for convention in ("default", "epicom2011"):
        t.holds(t.pacta("history", KEY, "--convention", convention).out, f"known now · {convention} convention")
    as_of = t.pacta("history", KEY, "--as-of", "2009-12-31", json=True)
    t.equal(table_of(as_of), DEFAULT_TABLE[:2], "as of")


@scenario("a backfill changes the total for known dates from its own on, and its retraction restores it")
def backfill(t):
    add_published(t)

    def profit(known=None, **options):
        arguments = ("--known-at", known) if known else ()
        return t.pacta("history", KEY, *arguments, json=True, **options)["snapshots"][-1]["total"]["profit"]["amount"]

    before = profit()
    t.equal(before, "75495.89")
    effect = t.pacta("contract", "amend", KEY, "--effective-on", "2009-07-01", "--set", "direct_labor=65%",
                     "--known-at", "2010-03-10", "--reason", "audit", json=True)
    t.equal(effect["number"], 4)
    t.equal(effect["changes"], [{"field": "direct_labor", "old": "0.6", "new": "0.65"}])
    after = profit()
    t.equal((effect["before"]["profit"]["amount"], effect["after"]["profit"]["amount"]), (before, after))
    t.equal(after, "74646.58")
    t.equal(effect["effect"], {"revenue": {"amount": "0.00", "currency": "USD"},
                               "profit": {"amount": "-849.31", "currency": "USD"}})
    t.equal([profit(day) for day in ("2010-03-09", "2010-03-10", "2010-03-11")], [before, after, after])
    t.equal([profit(at) for at in ("2010-03-09T23:59:59.999999Z", "2010-03-10T00:00:00Z")], [before, after],
            "an instant is exact")
    t.pacta("contract", "retract", KEY, "--revision", "4", "--reason", "audit withdrawn")
    t.equal(profit(), before, "after the retraction")
    t.equal(profit("2010-03-10"), after, "as it was known before the retraction")


@scenario("every command explains itself, and names each of its options", engines=())
def explained(t):
    listed = commands(t)
    assert len(listed) > 20
    for command in listed:
        words = command["name"].split()
        told = t.pacta(*words, "--help", db="").out
        t.equal(t.pacta("help", *words, db="").out, told, command["name"])
        t.equal(t.pacta("--help", *words, db="").out, told, command["name"])
        for parameter in command["parameters"]:
            t.holds(told, parameter["option"] or parameter["metavar"])
        t.holds(t.pacta("help", db="").out, command["name"])
        t.holds(t.pacta("man", db="").out, command["name"])
    for group in {command["name"].split()[0] for command in listed}:
        t.holds(t.pacta(group, "-h", db="").out, group)
    assert t.pacta(db="").out == t.pacta("help", db="").out == t.pacta("--help", db="").out
    t.equal(t.pacta("--version", db="").out, t.pacta("version", db="").out)


@scenario("words that are not known are refused with the nearest one that is", engines=())
def unknown(t):
    for words, says in {
            ("contrcat", "list"): "did you mean 'contract'?",
            ("contract", "ammend"): "did you mean 'contract amend'?",
            ("contract",): "contract needs one of: add, amend, retract, list, show",
            ("contract", "--help", "nonsense"): "contract takes one of",
            ("nonsense",): "'pacta help' lists them",
            ("contract", "list", "--jsno"): "did you mean '--json'?",
            ("contract", "list", "--nonsense"): "'pacta contract list --help' lists the options",
            ("--set", "a=b", "contract", "list"): "options of a command stand behind its name",
            ("history",): "history needs KEY",
            ("contract", "amend", "K"): "contract amend needs --effective-on D, --reason R",
            ("contract", "amend", "K", "--effective-on", "2009-01-01", "--reason", "r"): "--set F=V or --add F=V",
            ("contract", "amend", "K", "--reason"): "--reason needs a value",
            ("contract", "amend", "K", "--reason", "--dry-run"): "--reason needs a value before '--dry-run'",
            ("contract", "show", "K", "L"): "contract show does not take 'L'",
            ("contract", "show", "K", "--as-of", "2009-01-01", "--as-of", "2010-01-01"): "--as-of is given twice",
            ("contract", "list", "--json=yes"): "--json takes no value",
            ("contract", "add", "K", "--account", "A", "--currency", "USD", "--set", "x"): "not of the form FIELD=VALUE",
            ("account", "edit", "A"): "--name or --note",
            ("man", "--json"): "leave --json out",
            ("history-report", "--json", "--format", "csv"): "exclude each other",
            ("-x",): "unknown option '-x'",
    }.items():
        t.refused(*words, says=says, code=2, db="")
    t.refused("contract", "list", says="not named as", code=2, db="mysql://here")


@scenario("an option's value may be joined to it, and words behind -- are no options")
def written(t):
    t.pacta("account", "add", "--note=a note", "--", "--odd name--")
    account, = t.pacta("account", "list", json=True)["accounts"]
    t.equal((account["name"], account["note"]), ("--odd name--", "a note"))
    t.pacta("account", "edit", "--note=", "--", "--odd name--")
    t.equal(t.pacta("account", "list", json=True)["accounts"][0]["note"], None)
    t.equal(t.pacta("account", "--json", "list").out, t.pacta("--json", "account", "list").out)


@scenario("values that cannot be are refused, and change nothing")
def refused(t):
    add_published(t)
    t.pacta("contract", "retract", KEY, "--number", "3", "--reason", "wrong")
    head = t.pacta("check", json=True)["head"]
    amend = ("contract", "amend", KEY, "--reason", "r", "--effective-on")
    cases = [
        ((*amend, "2010-02-31", "--set", "annual_value=1"), 3, "February 2010 has no day 31"),
        ((*amend, "2010-01-01", "--set", "ends_on=2010-02-31"), 3, "February 2010 has no day 31"),
        ((*amend, "2010-01-01", "--set", "annual_value=92233720368547758.08"), 3, "too large"),
        ((*amend, "2010-01-01", "--add", "annual_value=92233720368547758.07"), 3, "annual_value"),
        ((*amend, "2010-01-01", "--set", "annual_value=1.005"), 3, "more than 2 decimals"),
        ((*amend, "2010-01-01", "--set", "direct_labor=170%"), 3, "outside 0 to 100 %"),
        ((*amend, "2010-01-01", "--add", "direct_labor=40%"), 3, "direct_labor"),
        ((*amend, "2010-01-01", "--set", "anual_value=1"), 4, "no field 'anual_value'"),
        ((*amend, "2010-01-01", "--set", "status=gone"), 3, "none of draft"),
        ((*amend, "2010-01-01", "--add", "status=ended"), 3, "cannot add"),
        ((*amend, "2010-01-01", "--add", "annual_value=1", "--set", "annual_value=2"), 3, "annual_value"),
        ((*amend, "2010-01-01", "--set", "annual_value=1", "--known-at", "2190-01-01"), 3, "future"),
        ((*amend, "2010-01-01", "--set", "annual_value=1", "--known-at", "noon"), 3, "--known-at"),
        (("contract", "retract", KEY, "--revision", "4", "--reason", "r"), 5, "retraction"),
        (("contract", "retract", KEY, "--revision", "3", "--reason", "r"), 5, "already"),
        (("contract", "retract", KEY, "--revision", "9", "--reason", "r"), 4, "9"),
        (("contract", "retract", KEY, "--revision", "99999999999", "--reason", "r"), 4, "99999999999"),
        (("contract", "retract", KEY, "--revision", "0", "--reason", "r"), 3, "--revision"),
        (("contract", "retract", KEY, "--revision", "2", "--reason", "r", "--known-at", "2009-01-01"), 3, "known"),
        (("contract", "show", "NONE"), 4, "no contract 'NONE'"),
        (("contract", "list", "--account", "None"), 4, "None"),
        (("contract", "add", KEY, "--account", "Harbour", "--currency", "USD", "--set", "starts_on=2009-01-01"), 5, KEY),
        (("contract", "add", "N", "--account", "None", "--currency", "USD", "--set", "starts_on=2009-01-01"), 4, "None"),
        (("contract", "add", "N", "--account", "Harbour", "--currency", "ZZZ", "--set", "starts_on=2009-01-01"), 3, "ZZZ"),
        (("contract", "add", "N", "--account", "Harbour", "--currency", "USD", "--kind", "friend"), 3, "friend"),
        (("account", "add", "Harbour"), 5, "Harbour"),
        (("account", "add", b"\xff\xfe"), 3, "not UTF-8"),
        (("account", "add", "A", "--by", " "), 3, "--by"),
        (("history", KEY, "--by", "decade"), 3, "decade"),
        (("history", KEY, "--convention", "mine"), 3, "default, epicom2011"),
        (("movements", "--from", "2010-01-01", "--to", "2009-01-01"), 3, ""),
        (("field", "add", "annual_value", "--type", "money"), 5, "annual_value"),
        (("field", "add", "x", "--type", "colour"), 3, "colour"),
        (("field", "add", "x", "--type", "text", "--whole"), 3, "whole"),
        (("setting", "set", "nonsense", "1"), 4, "nonsense"),
        (("setting", "set", "fiscal_month", "13"), 3, "13"),
        (("import", "undo", "7"), 4, "7"),
        (("import", t.write("a.csv", "a,b\n1,2\n"), "--mapping", "nonsense"), 4, "nonsense"),
        (("import", "missing.csv"), 4, "missing.csv"),
        (("quarantine", "show", "7"), 4, "7"),
        (("check", "--expect-head", "nonsense"), 3, "head"),
        (("demo",), 5, "holds 1 contract"),
    ]
    for words, code, says in cases:
        words = [os.fsdecode(word) for word in words]
        t.refused(*words, code=code, says=says)
        error = json.loads(t.refused(*words, "--json", code=code, says="").err)["error"]
        t.equal(error["code"], {2: "usage", 4: "not-found", 5: "conflict"}.get(code, error["code"]))
        assert says in error["text"], (words, error)
    t.equal(t.pacta("check", json=True)["head"], head, "head")


@scenario("every command that can answer in JSON does, also when its answer is empty")
def machines(t):
    t.pacta("setting", "set", "fiscal_month", "1", json=True)
    empty = [("contract", "list"), ("history-report",), ("movements", "--from", "2024-01-01", "--to", "2025-01-01"),
             ("account", "list"), ("import", "list"), ("quarantine", "list"), ("sum",), ("fact", "list", "cost"),
             ("link", "list"), ("link", "suggest"), ("quarantine", "retry", "--all"), ("discrepancies",),
             ("source", "list"), ("resource", "list"), ("metrics", "portfolio"), ("tie-out",), ("tie-out", "2026-03"),
             ("metric", "list"), ("restate", "portfolio", "--known-at", "2024-01-01"),
             ("explain", "recognized", "portfolio"),
             ("field", "list"), ("setting", "list"), ("check",)]
    for words in empty:
        assert isinstance(t.pacta(*words, json=True), dict), words
    t.pacta("demo", json=True)
    t.pacta("account", "add", "Bare")
    file = t.write("a.csv", "a,b\n1,2\n")
    t.refused("import", file, "--json", says='{"error":{')
    answers = {
        "contract add": ("contract", "add", "J", "--account", "Bare", "--currency", "JPY", "--kind", "vendor", "--name",
                         "Quote \" and \\ slash", "--set", "starts_on=2024-01-01", "--set", "annual_value=5000"),
        "contract amend": ("contract", "amend", "J", "--effective-on", "2024-02-01", "--add", "annual_value=-1",
                           "--reason", "r"),
        "contract retract": ("contract", "retract", "J", "--revision", "2", "--reason", "r"),
        "contract list": ("contract", "list"),
        "contract show": ("contract", "show", "J"),
        "history": ("history", "J", "--by", "month"),
        "history-report": ("history-report", "--contract", "J"),
        "movements": ("movements", "--from", "2024-06-01", "--to", "2025-06-01"),
        "account add": ("account", "add", "Other", "--note", "n"),
        "account edit": ("account", "edit", "Other", "--name", "Another"),
        "account list": ("account", "list"),
        "account show": ("account", "show", "Bare"),
        "field add": ("field", "add", "tier", "--type", "choice", "--choice", "a", "--choice", "b"),
        "field list": ("field", "list"),
        "setting set": ("setting", "set", "fiscal_month", "4"),
        "setting list": ("setting", "list"),
        "document add": ("document", "add", "J", file),
        "document list": ("document", "list", "J"),
        "import list": ("import", "list"),
        "mapping list": ("mapping", "list"),
        "quarantine list": ("quarantine", "list"),
        "quarantine retry": ("quarantine", "retry", "--all"),
        "template": ("template", "cost"),
        "entries": ("entries", "J"),
        "sum": ("sum", "--by", "contract"),
        "fact put": ("fact", "put", "cost", "external_id=K1", "contract=J", "date=2024-02-01", "amount=5",
                     "kind=expense"),
        "fact list": ("fact", "list", "cost"),
        "fact delete": ("fact", "delete", "cost", "external_id=K1"),
        "link add": ("link", "add", "project", "J's own", "--contract", "J"),
        "link list": ("link", "list"),
        "link suggest": ("link", "suggest"),
        "discrepancies": ("discrepancies",),
        "source list": ("source", "list"),
        "resource list": ("resource", "list"),
        "metrics": ("metrics", "J", "--period", "2024-06"),
        "explain": ("explain", "revenue_by_terms", "J", "--period", "2024-06", "--vs", "2024-05"),
        "drill": ("drill", "J", "--by", "task"),
        "restate": ("restate", "J", "--period", "2024-06", "--known-at", "2024-01-01"),
        "close": ("close", "2024-06"),
        "tie-out": ("tie-out",),
        "metric list": ("metric", "list"),
        "metric show": ("metric", "show", "burn"),
        "check": ("check",),
        "help": ("help",),
        "version": ("version",),
    }
    got = {name: t.pacta(*words, json=True) for name, words in answers.items()}
    t.equal({command["name"] for command in commands(t)} - set(got),
            {"demo", "document get", "document remove", "import", "import undo", "ingest", "link remove", "mapping add",
             "mapping remove", "mapping show", "quarantine discard", "quarantine show", "serve", "man", "completion"},
            "commands left out here")
    assert "pacta-contracts" in [mapping["name"] for mapping in got["mapping list"]["mappings"]]
    shown = got["contract show"]
    t.equal((shown["annual_value"], shown["kind"], shown["name"], shown["entries"], shown["ends_on"]),
            ({"amount": "5000", "currency": "JPY"}, "vendor", "Quote \" and \\ slash", 3, None))
    t.equal(shown["total"]["revenue"], {"na": "no_end"})
    t.equal(got["history"]["periods"], {"na": "no_end"})
    t.equal([warning["code"] for warning in shown["warnings"] if warning["code"] == "blank_end"], ["blank_end"])
    t.equal([entry["kind"] for entry in got["history-report"]["entries"]].count("retraction"), 1)
    retraction, = [entry for entry in got["history-report"]["entries"] if entry["kind"] == "retraction"]
    t.equal((retraction["target"], retraction["effective_on"], retraction["effect"]["revenue"]),
            (2, "2024-02-01", {"na": "no_end"}))
    t.equal(got["contract amend"]["changes"][0]["new"], {"amount": "4999", "currency": "JPY"})
    assert "kind" in shown and set(shown) == set(got["contract list"]["contracts"][0]) | {"warnings"}


@scenario("errors are told on the standard error, as text or as JSON")
def told(t):
    plain = t.refused("contract", "show", "NONE", says="pacta: ", db=f"sqlite:{t.dir}/none.db" if t.engine == "sqlite"
                      else t.db, code=4)
    t.equal(plain.out, "")
    error = json.loads(t.refused("history", "--json", says="", code=2).err)
    t.equal(error["error"]["code"], "usage")


@scenario("periods of every kind tile the term and add up to the total")
def periods(t):
    add_published(t)
    t.pacta("setting", "set", "fiscal_month", "10")
    counts = {"year": 3, "fiscal": 3, "contract-year": 2, "quarter": 9, "month": 24, "week": 106, "day": 730}
    for by, count in counts.items():
        history = t.pacta("history", KEY, "--by", by, json=True)
        rows = history["periods"]
        t.equal(len(rows), count, by)
        t.equal([row["to"] for row in rows[:-1]], [row["from"] for row in rows[1:]], by)
        for what in ("revenue", "profit"):
            total = sum(int(row[what]["amount"].replace(".", "")) for row in rows)
            t.equal(total, int(history["snapshots"][-1]["total"][what]["amount"].replace(".", "")), f"{by} {what}")
    months = t.pacta("history", KEY, "--by", "month", "--from", "2010-01-15", "--to", "2010-03-01", json=True)["periods"]
    t.equal([(row["from"], row["to"]) for row in months], [("2010-01-15", "2010-02-01"), ("2010-02-01", "2010-03-01")])
    printed = t.pacta("history", KEY, "--by", "month", "--from", "2010-01-15", "--to", "2010-03-01").out
    assert re.search(r"15 Jan 2010 +31 Jan 2010 +17 ", printed), printed
    t.equal(t.pacta("history", KEY, json=True)["periods"], [], "not asked for")


@scenario("who recorded is the system's user, or who is named")
def recorded_by(t):
    t.pacta("account", "add", "One", env={"USER": "forged", "LOGNAME": "forged"})
    t.pacta("--by", "Registrar", "account", "add", "Two")
    by = {account["name"]: account["created_by"] for account in t.pacta("account", "list", json=True)["accounts"]}
    t.equal(by["Two"], "Registrar")
    assert by["One"] not in ("forged", ""), by
    t.pacta("contract", "add", "K", "--account", "One", "--currency", "USD", "--set", "starts_on=2024-01-01",
            "--set", "ends_on=2025-01-01", "--by", "Registrar", "--signed-on", "2023-12-20", "--change-order", "CO-1")
    entry, = t.pacta("history-report", json=True)["entries"]
    t.equal((entry["recorded_by"], entry["signed_on"], entry["change_order"]), ("Registrar", "2023-12-20", "CO-1"))
    t.equal(len(t.pacta("--by", "quarter", "history", "K", json=True)["periods"]), 4, "the command's own --by")


@scenario("a dry run shows the effect and records nothing; F= clears a field")
def dry_run(t):
    add_published(t)
    head = t.pacta("check", json=True)["head"]
    printed = t.pacta("contract", "amend", KEY, "--effective-on", "2010-07-01", "--set", "annual_value=", "--reason", "r",
                      "--dry-run").out
    t.holds(printed, "Dry run, nothing is recorded: it would be revision 4")
    assert re.search(r"annual value +130,000\.00 +→ +– +USD per year", printed), printed
    assert re.search(r"revenue +234,849\.32 +→ +148,301\.37 +−86,547\.95", printed), printed
    assert re.search(r"profit +75,495\.89 +→ +49,531\.51 +−25,964\.38", printed), printed
    t.pacta("contract", "retract", KEY, "--revision", "1", "--reason", "r", "--dry-run")
    t.equal(t.pacta("check", json=True)["head"], head)
    effect = t.pacta("contract", "amend", KEY, "--effective-on", "2010-07-01", "--set", "annual_value=", "--reason", "r",
                     json=True)
    t.equal((effect["dry_run"], effect["changes"][0]["new"]), (False, None))
    t.equal(t.pacta("contract", "show", KEY, json=True)["annual_value"], None)


@scenario("the history report comes as a table, as CSV that no spreadsheet takes for formulas, and as JSON")
def report(t):
    add_published(t)
    t.pacta("contract", "amend", KEY, "--effective-on", "2010-06-01", "--add", "annual_value=-1000.50", "--reason",
            "=HYPERLINK(\"http://x\")", "--set", "manager=@SUM(1,2)")
    t.pacta("contract", "retract", KEY, "--revision", "4", "--reason", "wrong, \"really\"")
    rows = list(csv.DictReader(io.StringIO(t.pacta("history-report", "--format", "csv").out)))
    t.equal(len(rows), 4 + 1 + 1 + 2 + 2)
    assert not [value for row in rows for value in row.values() if value[:1] in ("=", "@", "+")], rows
    t.equal([(row["number"], row["kind"], row["target"], row["field"], row["old"], row["new"], row["effect_revenue"])
             for row in rows[-4:] if row["field"] == "annual_value"],
            [("4", "revision", "", "annual_value", "130000.00", "128999.50", "-748.32"),
             ("5", "retraction", "4", "annual_value", "128999.50", "130000.00", "748.32")])
    t.equal(rows[-1]["reason"], "wrong, \"really\"")
    as_json = t.pacta("history-report", "--format", "json").out
    t.equal(json.loads(as_json), t.pacta("history-report", json=True))
    entries = json.loads(as_json)["entries"]
    t.equal([(entry["number"], entry["effect"]["profit"]["amount"]) for entry in entries],
            [(1, "80000.00"), (2, "-14958.90"), (3, "10454.79"), (4, "-224.50"), (5, "224.50")])
    t.equal([entry["number"] for entry in t.pacta("history-report", "--from", "2009-09-01", "--to", "2010-06-01",
                                                 json=True)["entries"]], [2, 3])
    t.equal(t.pacta("history-report", "--to", "2020-01-01", "--by", "recorded", json=True)["entries"], [])
    t.holds(t.pacta("history-report", "--account", "Harbour").out, "5 retracts 4")


@scenario("figures for people: real minus signs, last days, marks, reasons; never cut when they go to a file")
def people(t):
    add_published(t)
    name = "A very long name of a contract that no terminal of eighty columns could ever hold in one of its lines"
    t.pacta("contract", "add", "OPEN", "--account", "Harbour", "--currency", "BHD", "--name", name, "--set",
            "starts_on=2024-01-01", "--set", "annual_value=-1234567.891", "--set", f"manager={name}")
    shown = t.pacta("contract", "show", "OPEN").out
    t.holds(shown, name)
    for piece in ("−1,234,567.891", "BHD per year", "n/a · no end", "Latest state · known now · effective 1 Jan 2024",
                  "! blank_end: "):
        t.holds(shown, piece)
    history = t.pacta("history", KEY).out
    for piece in ("Throughout: from 1 Mar 2009 · to 28 Feb 2011", "130,000.00*", "70 %*", "* changed on that day",
                  "────"):
        t.holds(history, piece)
    t.holds(t.pacta("history", KEY, "--as-of", "2009-12-31", "--known-at", "2010-03-10").out,
            "As of 31 Dec 2009 · known by the end of 10 Mar 2010")
    assert "\x1b" not in history
    ascii_only = t.pacta("contract", "show", "OPEN", env={"LC_ALL": "C"}).out
    assert ascii_only.isascii(), ascii_only
    t.holds(ascii_only, "-1,234,567.891")
    t.holds(t.pacta("contract", "show", "OPEN", env={"LC_ALL": "de_DE.UTF-8"}).out, "−1,234,567.891")


@scenario("on a terminal lines keep to its width, and no digit of a number is lost")
def terminal(t):
    add_published(t)
    name = "An account with a name of remarkable length, for which there is no room"
    t.pacta("account", "edit", "Harbour", "--name", name)
    t.pacta("contract", "amend", KEY, "--effective-on", "2010-02-01", "--set", "manager=" + "long " * 20, "--reason",
            "a reason of some length, which is cut where it does not fit")
    for width in (60, 80, 100, 140):
        for words in (("contract", "list"), ("history", KEY, "--by", "quarter"), ("history-report",), ("field", "list"),
                      ("account", "list")):
            lines = on_terminal(t, width, *words, env={"NO_COLOR": "1"})
            # Lines of running text may be longer than the screen; those of tables have gaps or are rules.
            wide = [line for line in lines if len(line) > width and ("  " in line or line[0] == "─")]
            assert not wide, (width, words, wide)
            if words[0] in ("contract", "history"):
                assert any("234,849.32" in line for line in lines) and any("75,495.89" in line for line in lines), lines
    assert any("…" in line for line in on_terminal(t, 80, "account", "list"))
    assert any("Too narrow for: " in line for line in on_terminal(t, 90, "contract", "list"))
    assert "\x1b[1m" in "".join(on_terminal(t, 100, "history", KEY))
    assert "\x1b" not in "".join(on_terminal(t, 100, "history", KEY, env={"NO_COLOR": "1"}))
    assert "\x1b" not in "".join(on_terminal(t, 100, "history", KEY, env={"TERM": "dumb"}))
    t.equal(max(len(line) for line in on_terminal(t, 200, "field", "list", env={"COLUMNS": "70", "NO_COLOR": "1"})), 70)


@scenario("a contract that a view sees nothing of has no figures, rather than zeros")
def unseen(t):
    t.pacta("account", "add", "Harbour")
    t.pacta("contract", "add", "K", "--account", "Harbour", "--currency", "USD", "--set", "starts_on=2024-01-01",
            "--set", "ends_on=2025-01-01", "--set", "annual_value=100")
    for words in (("--as-of", "2023-12-31"), ("--known-at", "2001-01-01")):
        state, = t.pacta("contract", "list", *words, json=True)["contracts"]
        shown = t.pacta("contract", "show", "K", *words, json=True)
        t.equal((state["total"]["revenue"], shown["total"]["profit"]), ({"na": "no_terms"}, {"na": "no_terms"}))
        t.equal((state["effective_on"], shown["annual_value"]), (None, None))


@scenario("what a user wrote cannot command the terminal")
def harmless(t):
    evil = "Evil \x1b[31mred\x1b[0m \u202etxt.exe\u202c \x07\tname"
    turned = "Evil \u202etxt.exe\u202c name"
    for name in (evil, turned, "two\nlines"):
        t.refused("account", "add", name, says="control characters", code=3)
    t.pacta("account", "add", "A", "--note", evil)
    begin = ("--account", "A", "--currency", "USD", "--set", "starts_on=2024-01-01")
    for name in (evil, turned):
        t.refused("contract", "add", name, *begin, says="control characters", code=3)
        t.refused("contract", "add", "K", "--name", name, *begin, says="control characters", code=3)
    t.pacta("contract", "add", "K", *begin, "--set", f"manager={evil}", "--reason", evil + turned)
    for words in (("account", "list"), ("account", "show", "A"), ("contract", "list"), ("contract", "show", "K"),
                  ("history", "K"), ("history-report",)):
        out = t.pacta(*words).out
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e]", out), repr(out)
    t.equal(t.pacta("account", "list", json=True)["accounts"][0]["note"], evil)
    error = t.refused("contract", "show", evil, says="no contract", code=4).err
    assert "\x1b" not in error and "\x07" not in error, repr(error)


@scenario("an answer that cannot be written is an error, and says that the command is done")
def unwritable(t):
    def into(output, *words):
        done = subprocess.run([PACTA, "--db", t.db, *words], stdin=subprocess.DEVNULL, stdout=output,
                              stderr=subprocess.PIPE, check=False)
        return Result(done.returncode, "", done.stderr.decode())

    t.pacta("account", "add", "Harbour")
    with open("/dev/full", "w", encoding="utf-8") as full:
        got = into(full, "account", "list")
        t.equal(got.code, 6, got.err)
        t.holds(got.err, "cannot write the answer: No space left on device")
        got = into(full, "account", "add", "Other")
        t.equal(got.code, 6, got.err)
        t.holds(got.err, "the command is done, but")
    t.equal(len(t.pacta("account", "list", json=True)["accounts"]), 2)
    reader, writer = os.pipe()
    os.close(reader)
    got = into(writer, "account", "list")
    os.close(writer)
    t.equal(got.code, 6, "a reader that went away")
    closed = subprocess.run(["/bin/sh", "-c", 'exec "$@" >&-', "sh", PACTA, "--db", t.db, "account", "list"],
                            stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    t.equal(closed.returncode, 6, "a closed standard output")
    closed = subprocess.run(["/bin/sh", "-c", 'exec "$@" >&- 2>&- <&-', "sh", PACTA, "--db", t.db, "account", "add", "Third"],
                            check=False)
    t.equal(closed.returncode, 6)
    t.equal(t.pacta("check", json=True)["ok"], True, "nothing of it went into the store")


@scenario("the store is named by --db, by PACTA_DB, or lies in pacta.db", engines=("sqlite",))
def named(t):
    environment = {"PACTA_DB": f"{t.dir}/by env.db"}
    t.pacta("account", "add", "A", db="", env={"PACTA_DB": ""})
    t.pacta("account", "add", "B", db="", env=environment)
    t.pacta("account", "add", "C", db=f"{t.dir}/plain.db", env=environment)
    t.pacta("account", "add", "D", db=f"sqlite:{t.dir}/url.db", env=environment)
    for file, account in (("pacta.db", "A"), ("by env.db", "B"), ("plain.db", "C"), ("url.db", "D")):
        t.equal([row["name"] for row in t.pacta("account", "list", db=t.dir / file, json=True)["accounts"]], [account])
    for words in (("contract", "list"), ("contract", "show", "K"), ("check",), ("history-report",),
                  ("contract", "add", "K", "--account", "A", "--currency", "USD")):
        t.refused(*words, says="no such database", code=4, db=t.dir / "none.db")
        assert not (t.dir / "none.db").exists(), words


@scenario("of several files each is imported on its own, and the exit code tells of the one that failed")
def several(t):
    header = "contract,account,currency,effective_on,annual_value,ends_on,order\n"
    t.write("one.csv", header + "A,Harbour,USD,2024-01-01,1000,2025-01-01,1\n")
    t.write("two.csv", "what,is,this\n1,2,3\n")
    t.write("three.csv", header + "B,Harbour,USD,2024-01-01,2000,2025-01-01,1\nB,Harbour,USD,never,2000,2025-01-01,2\n")
    result = t.pacta("import", "one.csv", "two.csv", "three.csv", "missing.csv", "--mapping", "pacta-contracts",
                     "--json", check=False)
    answer = json.loads(result.out)
    t.equal([(part["file"], "error" in part) for part in answer],
            [("one.csv", False), ("two.csv", True), ("three.csv", False), ("missing.csv", True)])
    t.equal((answer[0]["accepted"], answer[2]["accepted"], answer[2]["quarantined"]), (1, 1, 1))
    t.equal((answer[1]["error"]["code"], answer[3]["error"]["code"], result.code), ("input", "not-found", 3))
    t.holds(json.loads(result.err)["error"]["text"], "2 of 4 files not imported, the first: two.csv: ")
    t.equal([contract["key"] for contract in t.pacta("contract", "list", json=True)["contracts"]], ["A", "B"])
    printed = t.pacta("import", "one.csv", "three.csv", "--mapping", "pacta-contracts").out
    t.holds(printed, "one.csv · mapping pacta-contracts · import ")
    row, = t.pacta("quarantine", "list", json=True)["rows"]
    t.equal((row["file"], row["line"], row["column"]), ("three.csv", 3, "effective_on"))
    t.holds(t.pacta("quarantine", "show", row["id"]).out, "never")
    t.holds(t.pacta("import", "list").out, "three.csv")
    t.write("four.csv", header + "C,Harbour,USD,2024-01-01,-5,2023-01-01,1\n")
    told = t.pacta("import", "four.csv", "--mapping", "pacta-contracts", json=True)["warnings"]
    t.equal(told["negative"], 1)
    t.equal(t.pacta("import", "list", json=True)["imports"][0]["warnings"], told)
    t.holds(t.pacta("import", "list").out, "negative ×1")


@scenario("movements between two days: classes, retention, who is left out")
def movements(t):
    t.pacta("account", "add", "Steady")
    t.pacta("account", "add", "Gone")
    t.pacta("account", "add", "New")
    for key, account, start, end in (("S", "Steady", "2023-01-01", "2027-01-01"), ("G", "Gone", "2023-01-01", "2024-09-01"),
                                     ("N", "New", "2024-08-01", "2027-01-01")):
        t.pacta("contract", "add", key, "--account", account, "--currency", "USD", "--set", f"starts_on={start}", "--set",
                f"ends_on={end}", "--set", "annual_value=1000", "--set", "recurring=yes", "--set", "direct_labor=0.5")
    t.pacta("contract", "amend", "S", "--effective-on", "2024-10-01", "--add", "annual_value=250", "--reason", "more")
    answer = t.pacta("movements", "--from", "2024-06-01", "--to", "2025-06-01", json=True)
    dollars, = answer["currencies"]
    sums = {name: value["amount"] for name, value in dollars["sum"].items()}
    t.equal(sums, {"from": "2000.00", "new": "1000.00", "reactivation": "0.00", "expansion": "250.00",
                   "contraction": "0.00", "churn": "1000.00", "to": "2250.00"})
    t.equal((dollars["nrr"], dollars["grr"], dollars["left_out"]), ("0.625", "0.5", []))
    printed = t.pacta("movements", "--from", "2024-06-01", "--to", "2025-06-01").out
    t.holds(printed, "net retention 62.5 % · gross retention 50 %")
    t.holds(printed, "−1,000.00")
    before = t.pacta("movements", "--from", "2022-06-01", "--to", "2023-06-01", json=True)["currencies"][0]
    t.equal((before["nrr"], before["grr"]), ({"na": "no_base"}, {"na": "no_base"}))
    t.holds(t.pacta("movements", "--from", "2022-06-01", "--to", "2023-06-01").out, "net retention n/a · no base")
    value, = t.pacta("account", "show", "Steady", "--as-of", "2025-01-01", json=True)["values"]
    parts = [int(value[part]["revenue"]["amount"].replace(".", "")) for part in ("earned", "remaining", "total")]
    t.equal(parts[0] + parts[1], parts[2])


@scenario("shells complete commands, options and values", engines=())
def completion(t):
    script = t.write("pacta.bash", t.pacta("completion", "bash", db="").out)

    def offers(*words):
        told = subprocess.run(["bash", "-c", 'source "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _pacta; '
                               'echo "${COMPREPLY[@]}"', str(script), *words],
                              capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL)
        assert not told.stderr, told.stderr
        return told.stdout.split()

    t.equal(offers("pacta", "con"), ["contract"])
    t.equal(offers("pacta", "contract", "a"), ["add", "amend"])
    t.equal(offers("pacta", "--db", "x.db", "--json", "contract", "am"), ["amend"])
    t.equal(offers("pacta", "history", "X", "--by", "fi"), ["fiscal"])
    t.equal(offers("pacta", "history-report", "--by", ""), ["effective", "recorded"])
    t.equal(offers("pacta", "contract", "amend", "X", "--eff"), ["--effective-on"])
    t.equal(offers("pacta", "completion", "z"), ["zsh"])
    t.equal(offers("pacta", "import", ""), [], "files are the shell's own matter")
    for command in commands(t):
        options = [parameter["option"] for parameter in command["parameters"] if parameter["option"]]
        missing = set(options) - set(offers("pacta", *command["name"].split(), "--"))
        assert not missing, (command["name"], missing)
    t.holds(t.pacta("completion", "zsh", db="").out, "bashcompinit")


@scenario("the manual page holds every option, and nothing that roff would take for a request", engines=())
def manual(t):
    page = t.pacta("man", db="").out
    assert page.isascii()
    requests = {line.split()[0] for line in page.splitlines() if line[:1] in (".", "'")}
    assert requests <= {".TH", ".SH", ".SS", ".TP", ".B", ".PP", ".nf", ".fi", ".nh", ".ad"}, requests
    for command in commands(t):
        for parameter in command["parameters"]:
            if parameter["option"]:
                t.holds(page, parameter["option"].replace("-", "\\-"))
    for code in range(0, 9):
        if code != 1:
            t.holds(page, f".B {code}\n")


if __name__ == "__main__":
    run()

"""Imports: the real modification files, corrections, undoing, quarantine, and files that nobody would wish for."""

import csv
import decimal
import random

from scenario import SHARED, Skip, drop_store, new_store, run, scenario

CONTRACTS = SHARED / "data" / "contracts"
MOVING = "id,contract,account,currency,effective_on,known_at,reason,+annual_value,direct_labor,ends_on\n"
HEADER = "contract,account,currency,effective_on,known_at,order,reason,annual_value,direct_labor,ends_on\n"


def real(name):
    if not (CONTRACTS / name).exists():
        raise Skip(f"{name} is not beside this checkout")
    return CONTRACTS / name


def total(states, field):
    return sum(decimal.Decimal(state[field]["amount"]) for state in states if state[field])


def states(t):
    return t.pacta("contract", "list", json=True)["contracts"]


def without_ids(state):
    return {name: value for name, value in state.items() if name not in ("id", "created_at")}


@scenario("the FPDS file is taken whole, and again without any change")
def fpds(t):
    file = real("fpds_modifications.csv")
    first = t.pacta("import", file, json=True)
    expected = {"read": 6187, "accepted": 6187, "corrected": 0, "unchanged": 0, "quarantined": 0, "contracts": 4085}
    assert {name: first[name] for name in expected} == expected, first
    warnings = first["warnings"]
    assert (warnings["blank_end"], warnings["end_before_effective"], warnings["backdated"], warnings["no_first"]) \
        == (210, 795, 1353, 1756), warnings
    listed = states(t)
    assert len(listed) == 4085
    assert total(listed, "total_value") == decimal.Decimal("2260769932.96")
    assert total(listed, "obligation") == decimal.Decimal("1558919900.05")
    again = t.pacta("import", file, json=True)
    assert (again["unchanged"], again["accepted"], again["import"]) == (6187, 0, None), again
    assert states(t) == listed
    assert t.pacta("check", json=True)["entries"] == 6187


@scenario("the FPDS file with its lines shuffled gives the same contracts")
def shuffled(t):
    with open(real("fpds_modifications.csv"), encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    other = t.dir / "other"
    other.mkdir()
    stores = {"straight": t.db, "shuffled": new_store(t.engine, other)}
    try:
        seen = {}
        for name, order in (("straight", rows), ("shuffled", random.Random(11).sample(rows, len(rows)))):
            with open(t.dir / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([header, *order])
            store = stores[name]
            t.pacta("import", t.dir / f"{name}.csv", "--mapping", "fpds", db=store)
            listed = t.pacta("contract", "list", db=store, json=True)["contracts"]
            busiest = t.pacta("history", "2100||W912QR04C0004", db=store, json=True)
            seen[name] = ([without_ids(state) for state in listed], busiest["snapshots"])
        assert seen["straight"] == seen["shuffled"]
    finally:
        drop_store(stores["shuffled"])


@scenario("the USAspending chains end at their published values")
def usaspending(t):
    t.pacta("import", real("usaspending_chains.csv"))
    values = sorted(decimal.Decimal((state["total_value"] or {"amount": "0"})["amount"]) for state in states(t))
    assert values == [0, 42699619, 55910000, 106690553], values


@scenario("OCDS releases become contracts with their amendments")
def ocds(t):
    one = t.pacta("import", real("ocds-fictional-05-contract.json"), json=True)
    assert (one["read"], one["accepted"]) == (1, 1), one
    two = t.pacta("import", real("ocds-fictional-06-implementation.json"), json=True)
    assert (two["read"], two["accepted"] + two["unchanged"]) == (1, 1), two
    state, = states(t)
    assert state["total_value"] == {"amount": "11000000.00", "currency": "GBP"}
    assert (state["starts_on"], state["ends_on"]) == ("2010-07-01", "2011-07-01")
    assert state["account"] == "London Borough of Barnet"


def write(t, name, *rows, header=HEADER):
    (t.dir / name).write_text(header + "".join(row + "\n" for row in rows), encoding="utf-8")
    return t.dir / name


@scenario("a row that changed at its source becomes a retraction and a new revision, known from now on")
def corrected(t):
    rows = ["K,Harbour,USD,2024-01-01,2023-12-20,1,begins,100000,60%,2026-01-01",
            "K,Harbour,USD,2024-07-01,2024-06-20,2,more,130000,,"]
    t.pacta("import", write(t, "a.csv", *rows))
    before = t.pacta("contract", "show", "K", json=True)
    rows[1] = rows[1].replace("130000", "125000")
    summary = t.pacta("import", write(t, "b.csv", *rows), json=True)
    assert (summary["corrected"], summary["unchanged"], summary["accepted"]) == (1, 1, 0), summary
    assert t.pacta("contract", "show", "K", json=True)["annual_value"]["amount"] == "125000.00"
    past = t.pacta("contract", "show", "K", "--known-at", "2024-12-31", json=True)
    assert past["annual_value"] == before["annual_value"]
    again = t.pacta("import", t.dir / "b.csv", json=True)
    assert (again["unchanged"], again["corrected"]) == (2, 0), again
    undo = t.pacta("import", "list", json=True)["imports"][0]["id"]
    t.pacta("import", "undo", undo, "--reason", "wrong file")
    assert t.pacta("contract", "show", "K", json=True)["annual_value"] == before["annual_value"]
    t.refused("import", "undo", undo, says="undone already", code=5)
    once_more = t.pacta("import", t.dir / "b.csv", json=True)
    assert (once_more["corrected"], once_more["unchanged"]) == (1, 1), once_more
    t.pacta("check")


@scenario("an import that is undone leaves no trace in today's figures, and can be repeated")
def undone(t):
    file = write(t, "a.csv", "K,Harbour,USD,2024-01-01,2023-12-20,1,begins,100000,60%,2026-01-01",
                 "L,Harbour,USD,2024-01-01,2023-12-20,1,begins,5,60%,2026-01-01")
    summary = t.pacta("import", file, json=True)
    t.pacta("import", "undo", summary["import"])
    assert all(state["annual_value"] is None for state in states(t))
    again = t.pacta("import", file, json=True)
    assert again["accepted"] == 2, again
    assert t.pacta("contract", "show", "K", json=True)["total"]["revenue"]["amount"] == "200273.97"
    assert t.pacta("check", json=True)["ok"] is True


@scenario("undoing one of several imports of a row leaves what the newest that is not undone says")
def undone_in_turn(t):
    row = "K,Harbour,USD,2024-01-01,2023-12-20,1,begins,{},60%,2026-01-01"
    imports = []
    for value in (1000, 1500, 1700):
        imports.append(t.pacta("import", write(t, f"{value}.csv", row.format(value)), json=True)["import"])

    def value():
        amount = t.pacta("contract", "show", "K", json=True)["annual_value"]
        return amount and amount["amount"]

    assert value() == "1700.00"
    t.pacta("import", "undo", imports[1])
    assert value() == "1700.00"
    t.pacta("import", "undo", imports[2])
    assert value() == "1000.00"
    t.pacta("import", "undo", imports[0])
    assert value() is None
    t.pacta("check")


@scenario("a row that moves to another contract leaves its old one, also when that one is corrected in the same file")
def moved(t):
    rows = ["1,A,Harbour,USD,2024-01-01,2023-12-20,begins,1000,60%,2026-01-01",
            "2,A,Harbour,USD,2024-02-01,2023-12-20,more,500,,"]
    t.pacta("import", write(t, "a.csv", *rows, header=MOVING))
    changed = [rows[0].replace(",1000,", ",1100,"), rows[1].replace(",A,", ",B,")]
    summary = t.pacta("import", write(t, "b.csv", *changed, header=MOVING), json=True)
    assert (summary["corrected"], summary["accepted"]) == (2, 0), summary
    values = {state["key"]: state["annual_value"]["amount"] for state in states(t)}
    assert values == {"A": "1100.00", "B": "500.00"}, values
    t.pacta("check")
    t.pacta("import", "undo", summary["import"])
    values = {state["key"]: state["annual_value"] and state["annual_value"]["amount"] for state in states(t)}
    assert values == {"A": "1500.00", "B": None}, values
    t.pacta("check")


@scenario("a row that its new contract does not take stays where it was")
def not_moved(t):
    rows = ["1,A,Harbour,USD,2024-01-01,2023-12-20,begins,1000,60%,2026-01-01",
            "2,A,Harbour,USD,2024-02-01,2023-12-20,more,500,,", "3,E,Harbour,EUR,2024-01-01,2023-12-20,begins,1,,"]
    t.pacta("import", write(t, "a.csv", *rows, header=MOVING))
    rows[1] = rows[1].replace(",A,", ",E,")
    summary = t.pacta("import", write(t, "b.csv", *rows, header=MOVING), json=True)
    assert (summary["corrected"], summary["unchanged"], summary["quarantined"]) == (0, 2, 1), summary
    values = {state["key"]: state["annual_value"]["amount"] for state in states(t)}
    assert values == {"A": "1500.00", "E": "1.00"}, values
    t.pacta("check")


@scenario("undo in any order leaves a row where the newest import that is not undone put it")
def undone_moves(t):
    row = "1,{},Harbour,USD,2024-02-01,2023-12-20,more,{},,"
    bases = [f"{key}0,{key},Harbour,USD,2024-01-01,2023-12-20,begins,100,60%,2026-01-01" for key in ("A", "B")]
    for order in ((1, 2), (2, 1)):
        store = f"{t.db}-{order[0]}" if t.engine == "sqlite" else t.db
        done = [t.pacta("import", write(t, f"{i}.csv", *bases, row.format(*form), header=MOVING), db=store, json=True)["import"]
                for i, form in enumerate((("A", 10), ("B", 10), ("B", 20)))]
        for place in order:
            t.pacta("import", "undo", done[place], db=store)
        listed = t.pacta("contract", "list", db=store, json=True)["contracts"]
        values = {state["key"]: state["annual_value"]["amount"] for state in listed}
        assert values == {"A": "110.00", "B": "100.00"}, (order, values)
        t.pacta("check", db=store)
        again = t.pacta("import", write(t, "0.csv", *bases, row.format("A", 10), header=MOVING), db=store, json=True)
        assert (again["unchanged"], again["corrected"]) == (3, 0), again
        if t.engine == "postgres":
            break


SHARES = "id,contract,account,currency,effective_on,known_at,reason,annual_value,direct_labor,+direct_labor,ends_on\n"


@scenario("an undo whose two steps are sound only together is done")
def undone_shares(t):
    later = "2,A,Harbour,USD,2024-06-01,2023-12-20,less,,,-40%,"
    first = "1,A,Harbour,USD,2024-01-01,2023-12-20,begins,100,{},,2026-01-01"
    t.pacta("import", write(t, "a.csv", first.format("50%"), later, header=SHARES))
    second = t.pacta("import", write(t, "b.csv", first.format("60%"), later, header=SHARES), json=True)
    t.pacta("import", "undo", second["import"])
    assert t.pacta("contract", "show", "A", json=True)["direct_labor"] == "0.1"
    t.pacta("check")


@scenario("a row that its contract cannot do without waits, and the rest of the file is taken; a dry run says so")
def cannot_leave(t):
    rows = ["0,A,Harbour,USD,2024-01-01,2023-12-20,begins,100,50%,,2026-01-01",
            "1,A,Harbour,USD,2024-02-01,2023-12-20,less,,,-40%,",
            "2,B,Harbour,USD,2024-01-01,2023-12-20,begins,100,60%,,2026-01-01"]
    t.pacta("import", write(t, "a.csv", *rows, header=SHARES))
    changed = [rows[1].replace(",A,", ",B,"), "3,A,Harbour,USD,2024-03-01,2023-12-20,more,,,80%,",
               "4,Z,Harbour,USD,2024-01-01,2023-12-20,begins,7,60%,,2026-01-01"]
    file = write(t, "b.csv", *changed, header=SHARES)
    dry = t.pacta("import", file, "--dry-run", json=True)
    real = t.pacta("import", file, json=True)
    counts = ("read", "accepted", "corrected", "unchanged", "quarantined")
    assert [dry[name] for name in counts] == [real[name] for name in counts] == [3, 2, 0, 0, 1], (dry, real)
    assert "cannot leave" in t.pacta("quarantine", "list", json=True)["rows"][0]["reason"]
    assert t.pacta("contract", "show", "Z", json=True)["annual_value"]["amount"] == "7.00"
    t.pacta("check")


@scenario("importing again writes nothing, also where rows wait or contradict each other")
def nothing_new(t):
    row = "1,A,Harbour,USD,2024-01-01,2023-12-20,begins,100,60%,2026-01-01"
    file = write(t, "a.csv", row, row.replace(",100,", ",200,"), header=MOVING)
    future = write(t, "b.csv", row.replace("2023-12-20", "2999-01-01"), header=MOVING)
    for _ in range(3):
        t.pacta("import", file)
        t.pacta("import", future)
    assert len(t.pacta("import", "list", json=True)["imports"]) == 2
    assert t.pacta("contract", "show", "A", json=True)["entries"] == 1


@scenario("a new contract is made after its first row that can be taken")
def first_row(t):
    rows = ["1,A,Wrong,USD,2024-01-01,2999-01-01,begins,100,60%,2026-01-01",
            "2,A,Right,USD,2024-02-01,2023-12-20,begins,100,60%,2026-01-01"]
    summary = t.pacta("import", write(t, "a.csv", *rows, header=MOVING), json=True)
    assert (summary["accepted"], summary["quarantined"]) == (1, 1), summary
    assert t.pacta("contract", "show", "A", json=True)["account"] == "Right"


@scenario("rows that cannot be taken wait in quarantine with line, column, reason and bytes, and hold nobody up")
def quarantined(t):
    file = write(t, "bad.csv",
                 "K,Harbour,USD,2024-01-01,2023-12-20,1,begins,100000,60%,2026-01-01",
                 "K,Harbour,USD,2024-02-31,2023-12-20,2,no such day,1,,",
                 "K,Harbour,USD,2024-03-01,2023-12-20,3,too much labour,1,170%,",
                 "K,Harbour,USD,2024-03-01,2023-12-20,4,too large,99999999999999999999,,",
                 "K,Harbour,EUR,2024-03-01,2023-12-20,5,other currency,1,,",
                 "K,Harbour,USD,2024-03-01,2999-01-01,6,from the future,1,,",
                 "K,Harbour,USD,2024-03-01,2023-12-20,7,too many decimals,1.005,,",
                 "K,Harbour,USD,2024-03-01,2023-12-20,8,two,many,fields,here,and,there",
                 ",Harbour,USD,2024-03-01,2023-12-20,9,no key,1,,",
                 "K,Harbour,USD,2024-04-01,2023-12-20,10,fine,110000,,")
    summary = t.pacta("import", file, json=True)
    assert summary["read"] == 10 and summary["accepted"] == 2 and summary["quarantined"] == 8, summary
    rows = t.pacta("quarantine", "list", json=True)["rows"]
    assert sorted(row["line"] for row in rows) == [3, 4, 5, 6, 7, 8, 9, 10]
    by_line = {row["line"]: row for row in rows}
    assert by_line[3]["column"] == "effective_on" and "31" in by_line[3]["reason"], by_line[3]
    assert by_line[8]["column"] == "annual_value" and "decimals" in by_line[8]["reason"], by_line[8]
    shown = t.pacta("quarantine", "show", by_line[4]["id"], json=True)
    assert "170%" in shown["raw"], shown
    again = t.pacta("import", file, json=True)
    assert (again["unchanged"], again["quarantined"]) == (2, 8), again
    assert len(t.pacta("quarantine", "list", json=True)["rows"]) == 8
    repaired = file.read_text(encoding="utf-8").replace("2024-02-31", "2024-02-29")
    file.write_text(repaired, encoding="utf-8")
    assert t.pacta("import", file, json=True)["accepted"] == 1
    assert len(t.pacta("quarantine", "list", json=True)["rows"]) == 8, "a row with another key waits on"


@scenario("a row that waited is resolved once it is taken, also if it was recorded already")
def resolved(t):
    row = "1,A,Harbour,USD,2024-01-01,2023-12-20,begins,{},60%,2026-01-01"
    t.pacta("import", write(t, "good.csv", row.format(1000), header=MOVING))
    t.pacta("import", write(t, "bad.csv", row.format("nothing"), header=MOVING))
    assert len(t.pacta("quarantine", "list", json=True)["rows"]) == 1
    t.pacta("import", t.dir / "good.csv")
    assert not t.pacta("quarantine", "list", json=True)["rows"]


@scenario("two lines of a file that contradict each other: the first counts, the other waits")
def contradiction(t):
    row = "1,K,Harbour,USD,2024-01-01,2023-12-20,begins,100000,60%,2026-01-01"
    file = write(t, "twice.csv", row, row, row.replace("100000", "200000"), header=MOVING)
    summary = t.pacta("import", file, json=True)
    assert (summary["read"], summary["accepted"], summary["unchanged"], summary["quarantined"]) == (3, 1, 1, 1), summary
    assert "line 2" in t.pacta("quarantine", "list", json=True)["rows"][0]["reason"]


@scenario("rows without an identity of their own that are alike are revisions of their own, also in another order")
def alike(t):
    header = MOVING.removeprefix("id,")
    rows = ["K,Harbour,USD,2024-01-01,2023-12-20,begins,100,60%,2026-01-01",
            "K,Harbour,USD,2024-02-01,2023-12-20,more,50,,", "K,Harbour,USD,2024-02-01,2023-12-20,more,50,,",
            "K,Harbour,USD,2024-02-01,2023-12-20,more,7,,"]
    summary = t.pacta("import", write(t, "a.csv", *rows, header=header), json=True)
    assert (summary["accepted"], summary["quarantined"], summary["warnings"]["duplicate"]) == (4, 0, 1), summary
    assert states(t)[0]["annual_value"]["amount"] == "207.00"
    again = t.pacta("import", write(t, "b.csv", *reversed(rows), header=header), json=True)
    assert (again["unchanged"], again["accepted"], again["corrected"]) == (4, 0, 0), again


@scenario("a row that names another account than its contract's is taken with a warning")
def other_account(t):
    rows = ["1,K,Harbour,USD,2024-01-01,2023-12-20,begins,100,60%,2026-01-01",
            "2,K,Quay,USD,2024-02-01,2023-12-20,more,50,,"]
    summary = t.pacta("import", write(t, "a.csv", *rows, header=MOVING), json=True)
    assert (summary["accepted"], summary["warnings"]["other_account"]) == (2, 1), summary


@scenario("a dry run says what an import would do, and does nothing")
def dry_run(t):
    file = write(t, "a.csv", "K,Harbour,USD,2024-01-01,2023-12-20,1,begins,100000,60%,2026-01-01", "K,,,,,,,,,")
    t.pacta("account", "add", "Other")
    head = t.pacta("check", json=True)["head"]
    summary = t.pacta("import", file, "--dry-run", json=True)
    assert (summary["accepted"], summary["quarantined"], summary["import"]) == (1, 1, None), summary
    assert not states(t) and len(t.pacta("account", "list", json=True)["accounts"]) == 1
    assert t.pacta("check", json=True)["head"] == head


@scenario("ten thousand additions to one contract are taken, and one more amendment")
def many(t):
    rows = ["BIG,Harbour,USD,2010-01-01,2009-12-01,0,begins,1000,60%,2040-01-01"]
    rows += [f"BIG,Harbour,USD,{2010 + i // 336}-{i // 28 % 12 + 1:02}-{i % 28 + 1:02},2009-12-01,{i + 1},more,0.01,,"
             for i in range(10000)]
    file = write(t, "many.csv", *rows, header=HEADER.replace("annual_value", "+annual_value"))
    summary = t.pacta("import", file, json=True)
    assert (summary["accepted"], summary["quarantined"]) == (10001, 0), summary
    effect = t.pacta("contract", "amend", "BIG", "--effective-on", "2039-12-31", "--add", "annual_value=1",
                     "--reason", "one more", json=True)
    assert effect["number"] == 10002
    assert t.pacta("contract", "show", "BIG", json=True)["annual_value"]["amount"] == "1101.00"
    t.pacta("check")


@scenario("what the world writes is read: semicolons, decimal commas, Windows-1252, dates with dots", engines=("sqlite",))
def world(t):
    header = "Contract;Account;Currency;Effective on;Known at;Order;Reason;Annual value;Direct labor;Ends on\r\n"
    text = header + 'K;"Hafen & Söhne";EUR;2024-01-01;2023-12-20;1;"neu;\r\nzweite Zeile";"1.234.567,89 €";60%;2026-01-01\r\n'
    (t.dir / "de.csv").write_bytes(text.encode("cp1252"))
    summary = t.pacta("import", t.dir / "de.csv", "--mapping", "pacta-contracts", json=True)
    assert summary["accepted"] == 1, (summary, t.pacta("quarantine", "list").out)
    state, = states(t)
    assert (state["account"], state["annual_value"]["amount"]) == ("Hafen & Söhne", "1234567.89")


@scenario("files that are none: missing, empty, a folder, a header only, another format", engines=("sqlite",))
def no_files(t):
    t.refused("import", t.dir / "nothing.csv", says="nothing.csv", code=4)
    (t.dir / "empty.csv").write_bytes(b"")
    t.refused("import", t.dir / "empty.csv", "--mapping", "fpds", says="empty")
    t.refused("import", t.dir, "--mapping", "fpds", says=str(t.dir))
    assert t.pacta("import", write(t, "header.csv"), json=True)["read"] == 0
    (t.dir / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    t.refused("import", t.dir / "other.csv", says="name a mapping")
    t.refused("import", t.dir / "other.csv", "--mapping", "nonesuch", says="nonesuch", code=4)
    (t.dir / "own.json").write_text('{"name": "own", "surprise": 1}', encoding="utf-8")
    t.refused("import", t.dir / "other.csv", "--mapping", t.dir / "own.json", says="surprise")


if __name__ == "__main__":
    run()

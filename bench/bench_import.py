"""How fast files of contract modifications go into both stores, durably; and an amendment after ten thousand."""

import csv
import datetime
import json
import random
import tempfile

from measure import PACTA, SHARED, Row, add_run, stores

RUNS = 3
AMENDMENTS = 9
COLUMNS = ["contract", "account", "currency", "effective_on", "order", "reason", "annual_value", "+annual_value",
           "direct_labor", "starts_on", "ends_on"]
FIRST_DAY = datetime.date(2000, 1, 1)
SEED = 2


def write_rows(path, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)


def opening(key, account, first, value):
    return {"contract": key, "account": account, "currency": "USD", "reason": "award", "effective_on": first,
            "order": 0, "annual_value": value, "direct_labor": "0.6", "starts_on": first,
            "ends_on": datetime.date(2040, 1, 1)}


def one_contract(adds):
    """An award, and then an add on each of the following days."""
    yield opening("ONE", "Harbour", FIRST_DAY, 100000)
    for number in range(1, adds):
        yield {"contract": "ONE", "account": "Harbour", "currency": "USD", "reason": "change order",
               "effective_on": FIRST_DAY + datetime.timedelta(number), "order": number, "+annual_value": "1.25"}


def many_contracts(contracts, each):
    """As files come: sorted by contract, `each` rows for every one."""
    chance = random.Random(SEED)
    for number in range(contracts):
        key, account = f"C-{number:06}", f"Account {number % 500}"
        day = FIRST_DAY + datetime.timedelta(chance.randrange(3000))
        yield opening(key, account, day, chance.randrange(10000, 5000000))
        for order in range(1, each):
            day += datetime.timedelta(chance.randrange(1, 200))
            yield {"contract": key, "account": account, "currency": "USD", "reason": "change order",
                   "effective_on": day, "order": order, "+annual_value": chance.randrange(-5000, 20000)}


def import_file(row, db, path, mapping, **wanted):
    """Imports the file, as another run of the row. The summary must say what is wanted."""
    summary = json.loads(add_run(row, [PACTA, "--db", db, "import", path, "--mapping", mapping, "--json"]))
    got = {name: summary.get(name) for name in wanted}
    if got != wanted:
        raise SystemExit(f"bench: the import says {got}, not {wanted}: {summary}")


def measure_file(all_stores, engine, key, scale, path, mapping, count):
    """Rows of the first import and of the same file again; and the last store."""
    suffix = engine.lower()
    first = Row(f"{key}_{suffix}", f"import, {engine}", scale, "s", items=count)
    again = Row(f"{key}_again_{suffix}", f"the same file again, {engine}", scale, "s", items=count)
    for _ in range(RUNS):
        db = all_stores.new(engine)
        import_file(first, db, path, mapping, read=count, accepted=count, quarantined=0)
        import_file(again, db, path, mapping, read=count, accepted=0, unchanged=count)
    return [first, again], db


def measure_amendments(engine, db, adds):
    """The next amendment of the long contract, at its end and at its beginning."""
    for key, place, day in (("amend", "behind all others", FIRST_DAY + datetime.timedelta(adds)),
                            ("amend_early", "effective before nearly all", FIRST_DAY + datetime.timedelta(1))):
        row = Row(f"{key}_{engine.lower()}", f"amendment {place}, {engine}", f"contract of {adds:,} revisions", "ms")
        for _ in range(AMENDMENTS):
            add_run(row, [PACTA, "--db", db, "contract", "amend", "ONE", "--effective-on", day,
                          "--add", "annual_value=1", "--reason", "bench"])
        yield row


def measure(tenth):
    share = 10 if tenth else 1
    adds, contracts, each = 10000 // share, 20000 // share, 5
    fpds = SHARED / "data" / "contracts" / "fpds_modifications.csv"
    with tempfile.TemporaryDirectory() as folder, stores(folder) as all_stores:
        one, many = f"{folder}/one.csv", f"{folder}/many.csv"
        write_rows(one, one_contract(adds))
        write_rows(many, many_contracts(contracts, each))
        for engine in all_stores.engines:
            rows, db = measure_file(all_stores, engine, "import_adds", f"{adds:,} revisions of one contract", one,
                                    "pacta-contracts", adds)
            yield from rows
            yield from measure_amendments(engine, db, adds)
            scale = f"{contracts * each:,} of {contracts:,} contracts"
            rows, _ = measure_file(all_stores, engine, "import_many", scale, many, "pacta-contracts", contracts * each)
            yield from rows
            if fpds.exists():
                rows, _ = measure_file(all_stores, engine, "import_fpds", "FPDS: 6,187 of 4,085 contracts", fpds,
                                       "fpds", 6187)
                yield from rows

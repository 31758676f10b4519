"""pacta check finds every changed byte of an audited row, lost entries, and snapshots that are not a rebuild."""

import shutil
import sqlite3

from scenario import run, scenario

# Every audited table, with the columns that name one of its rows.
AUDITED = {
    "contract": ["id"],
    "revision": ["contract_id", "number"],
    "revision_change": ["contract_id", "number", "place"],
    "chain_head": ["contract_id"],
}


def two_contracts(t):
    t.pacta("account", "add", "Harbour")
    for key in ("A", "B"):
        t.pacta("contract", "add", key, "--account", "Harbour", "--currency", "USD", "--set", "starts_on=2024-01-01",
                "--set", "ends_on=2026-01-01", "--set", "annual_value=100000", "--set", "direct_labor=60%",
                "--signed-on", "2023-12-11", "--change-order", "CO-1", "--reason", "begins")
    t.pacta("contract", "amend", "A", "--effective-on", "2024-07-01", "--add", "annual_value=5000.25",
            "--set", "status=active", "--set", "manager=Account manager 3", "--reason", "much more of it")
    t.pacta("contract", "retract", "A", "--revision", "2", "--reason", "not so")


def columns(t, table):
    if t.engine == "sqlite":
        rows = t.sql(f"SELECT name, type FROM pragma_table_info('{table}')")
    else:
        rows = t.sql("SELECT column_name, data_type FROM information_schema.columns"
                     f" WHERE table_name = '{table}' ORDER BY ordinal_position")
    kinds = {"bigint": "int", "text": "text", "blob": "bytes", "bytea": "bytes"}
    return [(name, kinds[kind.lower()]) for name, kind in rows]


NULL = "(null)"


def shown(t, name, kind):
    text = f"CAST({name} AS TEXT)"
    if kind == "bytes":
        text = f"hex({name})" if t.engine == "sqlite" else f"encode({name}, 'hex')"
    return f"COALESCE({text}, '{NULL}')"


def literal(t, value, kind):
    if kind == "int":
        return str(value)
    if kind == "text":
        return "'" + value.replace("'", "''") + "'"
    return f"X'{value.hex()}'" if t.engine == "sqlite" else f"decode('{value.hex()}', 'hex')"


def flipped(value, kind):
    """The value with each of its bytes changed in turn; texts stay ASCII without NUL."""
    if kind == "int":
        number = int(value) & (2**64 - 1)
        for byte in range(8):
            changed = number ^ (1 << 8 * byte)
            yield changed - 2**64 if changed >= 2**63 else changed
    elif kind == "text":
        for i, character in enumerate(value):
            yield value[:i] + chr(ord(character) ^ 1) + value[i + 1:]
        yield value + "x"
    else:
        data = bytes.fromhex(value)
        for i, byte in enumerate(data):
            yield data[:i] + bytes([byte ^ 1]) + data[i + 1:]


def without_foreign_keys(t, statement):
    if t.engine == "postgres":
        statement = f"SET session_replication_role = replica; {statement}"
    t.sql(statement)


def findings(t):
    result = t.pacta("check", "--json", check=False)
    return result.code, result.out


@scenario("each changed byte of an audited row is found and its contract and number are named")
def every_byte(t):
    two_contracts(t)
    t.pacta("check")
    tried = 0
    for table, names in AUDITED.items():
        kinds = columns(t, table)
        for row in t.sql(f"SELECT {', '.join(shown(t, name, kind) for name, kind in kinds)} FROM {table}"
                         f" ORDER BY {', '.join(names)} LIMIT 4"):
            values = dict(zip([name for name, _ in kinds], row))
            where = " AND ".join(f"{name} = {values[name]}" for name in names)
            for (name, kind), value in zip(kinds, row):
                if value == NULL:
                    continue
                for change in flipped(value, kind):
                    tried += 1
                    check_change(t, table, name, kind, values, where, change)
    t.pacta("check")
    assert tried > 500, tried


def check_change(t, table, name, kind, values, where, change):
    new = literal(t, change, kind)
    before = literal(t, bytes.fromhex(values[name]) if kind == "bytes" else values[name], kind)
    after = where.replace(f"{name} = {values[name]}", f"{name} = {new}") if name in where.split() else where
    try:
        without_foreign_keys(t, f"UPDATE {table} SET {name} = {new} WHERE {where}")
    except AssertionError as refused:
        if "constraint" in str(refused).lower():
            return  # the database itself does not hold such a row
        raise
    code, out = findings(t)
    assert code == 8, f"{table}.{name} = {new} was not found: {out}"
    number = values.get("number", "") if table != "chain_head" else ""
    assert "contract" in out and (not number or number in out), out
    without_foreign_keys(t, f"UPDATE {table} SET {name} = {before} WHERE {after}")


@scenario("each changed byte in the file of an audited row is found", engines=("sqlite",))
def every_byte_of_the_file(t):
    two_contracts(t)
    plain = t.dir / "plain.db"
    with sqlite3.connect(t.db.removeprefix("sqlite:")) as store:
        store.execute(f"VACUUM INTO '{plain}'")
    data = plain.read_bytes()
    at = data.index(b"much more of it")
    start, end = at - 60, at + 60  # the row, and parts of its neighbours, which are audited, too
    t.pacta("check", db=f"sqlite:{plain}")
    for place in range(start, end):
        broken = t.dir / "broken.db"
        shutil.rmtree(broken, ignore_errors=True)
        for extra in t.dir.glob("broken.db*"):
            extra.unlink()
        broken.write_bytes(data[:place] + bytes([data[place] ^ 0x01]) + data[place + 1:])
        code = t.pacta("check", db=f"sqlite:{broken}", check=False).code
        assert code == 8, f"byte {place} ({place - at:+} from the reason): exit code {code}"


@scenario("entries cut off at the end of a chain, with its head set back, are found by an earlier head")
def truncation(t):
    two_contracts(t)
    head = t.pacta("check", json=True)["head"]
    t.pacta("check", "--expect-head", head)
    contract = t.sql("SELECT id FROM contract WHERE key = 'A'")[0][0]
    hash_before = shown(t, "hash", "bytes")
    previous = t.sql(f"SELECT {hash_before} FROM revision WHERE contract_id = {contract} AND number = 2")[0][0]
    t.sql(f"DELETE FROM revision WHERE contract_id = {contract} AND number = 3")
    t.sql(f"UPDATE chain_head SET number = 2, hash = {literal(t, bytes.fromhex(previous), 'bytes')}"
          f" WHERE contract_id = {contract}")
    code, out = findings(t)
    assert code == 8 and "snapshots" in out, "the snapshots still show what the retraction took back"
    result = t.pacta("check", "--expect-head", head, check=8)
    assert "head" in result.out + result.err


@scenario("a head stays true while more is recorded")
def growing(t):
    two_contracts(t)
    head = t.pacta("check", json=True)["head"]
    t.pacta("contract", "amend", "B", "--effective-on", "2025-01-01", "--set", "annual_value=1", "--reason", "less")
    t.pacta("check", "--expect-head", head)
    assert t.pacta("check", json=True)["head"] != head
    for nonsense in ("nonsense", ""):
        t.refused("check", "--expect-head", nonsense, says="is not a head", code=3)


@scenario("a recording clock that was set back is found")
def clock(t):
    two_contracts(t)
    before = t.sql("SELECT recorded_at FROM recording_clock")[0][0]
    t.sql("UPDATE recording_clock SET recorded_at = 1")
    code, out = findings(t)
    assert code == 8 and "clock" in out, out
    t.sql(f"UPDATE recording_clock SET recorded_at = {before}")
    t.pacta("check")


@scenario("stored snapshots that differ from a rebuild are found")
def snapshots(t):
    two_contracts(t)
    for change in ("total_revenue = total_revenue + 1", "direct_labor = 600001", "effective_on = effective_on + 1",
                   "status = 'ended'"):
        name = change.split()[0]
        kind = dict(columns(t, "snapshot"))[name]
        row = "contract_id = (SELECT MAX(contract_id) FROM snapshot)"
        before = t.sql(f"SELECT {shown(t, name, kind)} FROM snapshot WHERE {row}")[0][0]
        without_foreign_keys(t, f"UPDATE snapshot SET {change} WHERE {row}")
        code, out = findings(t)
        assert code == 8 and "rebuild" in out, (change, out)
        back = "NULL" if before == NULL else literal(t, before, kind)
        without_foreign_keys(t, f"UPDATE snapshot SET {name} = {back} WHERE {row}")
    t.pacta("check")
    t.sql("DELETE FROM snapshot")
    code, out = findings(t)
    assert code == 8 and "there are none" in out, out


if __name__ == "__main__":
    run()

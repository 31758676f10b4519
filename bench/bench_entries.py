"""Time entries: how fast they go in, durably and only once, and how soon they are summed; beside peers on the same file."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import urllib.request

from measure import PACTA, PROGRAMS, SERVER, Row, add_run, run, stores

RUNS = 3
FOLDER = pathlib.Path(__file__).resolve().parent

# A table with a key, and a file taken into it: what a careful programmer would write for the peer.
COLUMNS = "external_id, contract, task, resource, work_date, seconds, billable, note"
TABLE = ("(external_id BIGINT {key}, contract TEXT, task TEXT, resource TEXT, work_date {date}, seconds INTEGER, "
         "billable TEXT, note TEXT)")
UPSERT = (f"INSERT INTO entry SELECT {COLUMNS} FROM staged WHERE true ON CONFLICT (external_id) DO UPDATE SET "
          + ", ".join(f"{name} = excluded.{name}" for name in COLUMNS.split(", ")[1:]))


def entries_of(words):
    """--entries=N among the words of bench/run."""
    given = [word.split("=", 1)[1] for word in words if word.startswith("--entries=")]
    return int(given[-1]) if given else 1000000


def told_by(command):
    return [json.loads(line) for line in run(command).splitlines()]


def measure_floor(path, scale, count):
    for key, words, work in (("entries_floor", [], "L: parsed and summed by a plain loop, nothing stored"),
                             ("entries_floor_ids", ["ids"], "the same, each id once")):
        told = told_by([PROGRAMS / "bench_entries_floor", path, *words])[0]
        if told["entries"] != count:
            raise SystemExit(f"bench: the plain loop counts {told['entries']} entries, not {count}")
        yield Row(key, work, scale, "s", told["values"], items=count)


def import_entries(row, db, path, **wanted):
    summary = json.loads(add_run(row, [PACTA, "--db", db, "import", path, "--json"]))
    got = {name: summary.get(name) for name in wanted}
    if got != wanted:
        raise SystemExit(f"bench: the import says {got}, not {wanted}: {summary}")
    return summary


def peak_of(command):
    """MiB that a command held at most."""
    with subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = status
    if status:
        raise SystemExit(f"bench: {command} ended with {status}")
    return usage.ru_maxrss / 1024


def measure_ingest(all_stores, engine, contracts, path, scale, count):
    suffix = engine.lower()
    first = Row(f"entries_{suffix}", f"ingest, roll-ups kept, {engine}", scale, "s", items=count)
    again = Row(f"entries_again_{suffix}", f"the same file again, {engine}", scale, "s", items=count)
    for _ in range(RUNS if count <= 1000000 else 1):
        db = all_stores.new(engine)
        run([PACTA, "--db", db, "import", contracts])
        import_entries(first, db, path, read=count, accepted=count, quarantined=0)
        import_entries(again, db, path, read=count, accepted=0, unchanged=count)
    return [first, again], db


def measure_sums(engine, db, scale):
    for told in told_by([PROGRAMS / "bench_entries_sums", db, "C-000007"]):
        yield Row(f"{told['key']}_{engine.lower()}", f"{told['work']}, {engine}", f"{scale}: {told['groups']:,} sums",
                  "ms", told["values"])


def measure_served(db, scale):
    """Memory of a server over the store, after it was asked for sums and entries."""
    with subprocess.Popen([PACTA, "--db", db, "serve", "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, text=True) as server:
        address = re.search(r"http://[\w.:]+", server.stdout.readline())[0]
        for path in ("sums?by=contract,month", "entries?contract=C-000007", "contracts"):
            urllib.request.urlopen(f"{address}/api/v1/{path}").read()
        status = pathlib.Path(f"/proc/{server.pid}/status").read_text(encoding="utf-8")
        server.terminate()
    yield Row("memory_served", "memory of the server, at most", scale, "MiB",
              [int(re.search(r"VmHWM:\s*(\d+)", status)[1]) / 1024])


def measure_sqlite_shell(folder, path, scale, count):
    if not shutil.which("sqlite3"):
        return
    db = f"{folder}/peer.db"
    run(["sqlite3", db, "PRAGMA journal_mode = WAL; CREATE TABLE entry "
         + TABLE.format(key="PRIMARY KEY", date="TEXT")])
    row = Row("entries_peer_sqlite", "the same into a keyed table, SQLite shell", scale, "s", items=count)
    script = ["PRAGMA synchronous = FULL", "PRAGMA temp_store = MEMORY",
              "CREATE TEMP TABLE staged " + TABLE.format(key="", date="TEXT"), ".mode csv",
              f".import --skip 1 {path} temp.staged", UPSERT]
    add_run(row, ["sqlite3", db, *script])
    again = Row("entries_again_peer_sqlite", "the same again, SQLite shell", scale, "s", items=count)
    add_run(again, ["sqlite3", db, *script])
    yield from (row, again)


def measure_postgres(all_stores, path, scale, count):
    if not SERVER:
        return
    db = all_stores.new("PostgreSQL")
    run(["psql", "-Xqc", "CREATE TABLE entry " + TABLE.format(key="PRIMARY KEY", date="DATE"), db])
    script = ["psql", "-Xqv", "ON_ERROR_STOP=1", "-c",
              "CREATE TEMP TABLE staged " + TABLE.format(key="", date="DATE"),
              "-c", f"\\copy staged FROM '{path}' CSV HEADER", "-c", UPSERT, db]
    row = Row("entries_peer_postgresql", "COPY and ON CONFLICT into a keyed table, PostgreSQL", scale, "s", items=count)
    add_run(row, script)
    again = Row("entries_again_peer_postgresql", "the same again, PostgreSQL", scale, "s", items=count)
    add_run(again, script)
    yield from (row, again)


def measure_duckdb(folder, path, scale, count, versions):
    if not (FOLDER / "node_modules" / "@duckdb").is_dir():
        return
    for told in told_by(["node", FOLDER / "peer_duckdb.mjs", folder, path]):
        if "peer" in told:
            versions[told["peer"]] = told["version"]
        elif told["key"] in ("ingest", "again"):
            yield Row(f"entries_{told['key']}_duckdb", f"{told['key']}, into a keyed table, DuckDB", scale, "s",
                      told["values"], items=count)
        else:
            yield Row(f"sum_{told['key']}_duckdb", f"{told['key']} from a table, DuckDB", f"{scale}: {told['rows']:,} sums", "ms",
                      [1000 * value for value in told["values"]])


def measure(tenth, words, versions):
    count = entries_of(words) // (10 if tenth else 1)
    scale = f"{count:,} entries"
    with tempfile.TemporaryDirectory() as folder, stores(folder) as all_stores:
        contracts, path = f"{folder}/contracts.csv", f"{folder}/entries.csv"
        run([PROGRAMS / "bench_entries_make", str(count), contracts, path])
        yield from measure_floor(path, scale, count)
        for engine in all_stores.engines:
            rows, db = measure_ingest(all_stores, engine, contracts, path, scale, count)
            yield from rows
            yield from measure_sums(engine, db, scale)
            if engine == "SQLite":
                yield from measure_served(db, scale)
                fresh = all_stores.new(engine)
                run([PACTA, "--db", fresh, "import", contracts])
                yield Row("memory_ingest", "memory of an import, at most", scale, "MiB",
                          [peak_of([PACTA, "--db", fresh, "import", path])])
                size = sum(file.stat().st_size for file in pathlib.Path(folder).glob(db.rsplit("/", 1)[1] + "*"))
                yield Row("entries_size", "size of the store", scale, "MiB", [size / 1024 / 1024])
        yield from measure_sqlite_shell(folder, path, scale, count)
        yield from measure_postgres(all_stores, path, scale, count)
        yield from measure_duckdb(folder, path, scale, count, versions)

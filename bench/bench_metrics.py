"""Figures of 10,000 contracts: by month, drill-downs, utilization, and how many are computed in a second; beside a peer."""

import pathlib
import tempfile

from bench_entries import FOLDER, entries_of, peak_of, told_by
from measure import PACTA, PROGRAMS, Row, run, stores

CONTRACTS = 10000
FILES = ("contracts", "resources", "budgets", "recognitions", "entries")


def measure_figures(engine, db, scale):
    for told in told_by([PROGRAMS / "bench_metrics", db, "C-000007"]):
        given = f"{told['figures']:,} figures" if "figures" in told else f"{told['rows']:,} rows"
        yield Row(f"{told['key']}_{engine.lower()}", f"{told['work']}, {engine}", f"{scale}: {given}", "ms", told["values"],
                  items=told.get("figures", 0))


def measure_duckdb(folder, scale, versions):
    if not (FOLDER / "node_modules" / "@duckdb").is_dir():
        return
    for told in told_by(["node", FOLDER / "peer_duckdb_metrics.mjs", folder]):
        if "peer" in told:
            versions[told["peer"]] = told["version"]
        else:
            yield Row(f"metrics_{told['key']}_duckdb", f"{told['work']}, DuckDB", f"{scale}: {told['rows']:,} rows", "ms",
                      told["values"])


def measure(tenth, words, versions):
    count = CONTRACTS // (10 if tenth else 1)
    each = max(1, entries_of(words) // CONTRACTS)
    scale = f"{count * each:,} entries"
    with tempfile.TemporaryDirectory() as folder, stores(folder) as all_stores:
        run([PROGRAMS / "bench_metrics_make", str(count), str(each), folder])
        for engine in all_stores.engines:
            db = all_stores.new(engine)
            for name in FILES:
                run([PACTA, "--db", db, "import", pathlib.Path(folder) / f"{name}.csv"])
            yield from measure_figures(engine, db, scale)
            if engine == "SQLite":
                months = [PACTA, "--db", db, "metrics", "portfolio", "--period", "2024", "--json"]
                yield Row("memory_metrics", "memory of every metric of the portfolio, at most", scale, "MiB",
                          [peak_of(months)])
        yield from measure_duckdb(folder, scale, versions)


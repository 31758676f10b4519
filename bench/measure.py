"""What the benchmarks share: where things are, one measured row, timing of commands, stores to be thrown away."""

import contextlib
import dataclasses
import os
import pathlib
import resource
import statistics
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PACTA = os.environ.get("PACTA_BIN") or str(ROOT / "build" / "pacta")
PROGRAMS = pathlib.Path(os.environ.get("PACTA_BENCH") or ROOT / "build" / "bench")
SERVER = os.environ.get("PACTA_TEST_PG", "")
SHARED = pathlib.Path(os.environ.get("PACTA_SHARED") or ROOT.parent / "shared")


@dataclasses.dataclass
class Row:
    key: str  # names it in results.json, and its goals in bench/run
    work: str
    scale: str  # how much of it
    unit: str  # of the values: ms, s or KiB
    values: list = dataclasses.field(default_factory=list)
    items: int = 0  # done in each run, where a rate is of interest
    cpu: list = dataclasses.field(default_factory=list)  # of the processes started; a busy machine is slower, not this

    @property
    def median(self):
        return statistics.median(self.values)

    @property
    def rate(self):
        """Items a second, by the median."""
        return self.items / (self.median / {"s": 1, "ms": 1000}[self.unit]) if self.items else None


def run(command, **options):
    """Runs a command that must succeed; returns what it printed."""
    done = subprocess.run([str(word) for word in command], stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, check=False, **options)
    if done.returncode:
        raise SystemExit(f"bench: {command} ended with {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def add_run(row, command):
    """Runs a command and adds to the row how long it took, from its start to its end; returns what it printed."""
    factor = {"s": 1, "ms": 1000}[row.unit]
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    printed = run(command)
    row.values.append(factor * (time.monotonic() - started))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    row.cpu.append(factor * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime))
    return printed


class Stores:
    """New, empty stores of both engines. PostgreSQL's databases are dropped at the end."""

    def __init__(self, folder):
        self.folder = folder
        self.made = 0
        self.databases = []
        self.engines = ["SQLite"] + (["PostgreSQL"] if SERVER else [])

    def new(self, engine):
        self.made += 1
        if engine == "SQLite":
            return f"sqlite:{self.folder}/{self.made}.db"
        name = f"bench_{os.getpid()}_{self.made}"
        run(["psql", "-Xqc", f"CREATE DATABASE {name}", SERVER])
        self.databases.append(name)
        return SERVER.replace("/postgres?", f"/{name}?")

    def close(self):
        for name in self.databases:
            run(["psql", "-Xqc", f"DROP DATABASE {name} WITH (FORCE)", SERVER])


@contextlib.contextmanager
def stores(folder):
    made = Stores(folder)
    try:
        yield made
    finally:
        made.close()

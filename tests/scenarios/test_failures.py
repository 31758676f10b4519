"""Full disks, killed processes, lost servers, two writers, hostile files: nothing acknowledged is lost, nothing half written."""

import json
import pathlib
import random
import resource
import signal
import subprocess
import threading
import time

from disasters import small_disk, wait_for_writer
from scenario import PACTA, SANITIZED, Gate, Skip, run, scenario

HEADER = "contract,account,currency,effective_on,known_at,order,reason,annual_value,direct_labor,ends_on\n"


def modifications(count, contracts=50):
    return HEADER + "".join(
        f"C{i % contracts},Harbour,USD,2024-{i // contracts % 12 + 1:02}-01,2023-12-01,{i},more,{1000 + i},60%,2030-01-01\n"
        for i in range(count))


@scenario("a full disk during an import is a clear error and leaves the store as it was", engines=("sqlite",))
def full_disk(t):
    file = t.dir / "big.csv"
    file.write_text(modifications(60000, contracts=3000), encoding="utf-8")
    with small_disk(t, "8m") as disk:
        store = f"sqlite:{disk}/pacta.db"
        t.pacta("account", "add", "Before", db=store)
        head = t.pacta("check", db=store, json=True)["head"]
        t.refused("import", file, db=store, says="full", code=6)
        assert t.pacta("check", db=store, json=True)["head"] == head
        t.pacta("account", "add", "After", db=store)


@scenario("an import that is killed at any moment is there whole or not at all, and completes when repeated")
def killed(t):
    file = t.dir / "rows.csv"
    count = 3000
    file.write_text(modifications(count), encoding="utf-8")
    t.pacta("account", "add", "Harbour")
    chance = random.Random(5)
    command = [PACTA, "--db", t.db, "import", str(file)]
    started = time.monotonic()
    t.pacta("import", file, "--dry-run")
    span = time.monotonic() - started
    for _ in range(12):
        with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL) as child:
            try:
                child.wait(timeout=chance.uniform(0.005, 1.5 * span))
            except subprocess.TimeoutExpired:
                child.send_signal(signal.SIGKILL)
        entries = t.pacta("check", json=True)["entries"]
        assert entries in (0, count), entries
    t.pacta("import", file)
    assert t.pacta("check", json=True)["entries"] == count
    assert t.pacta("import", file, json=True)["unchanged"] == count


@scenario("two processes that write at once both succeed, one after the other")
def two_writers(t):
    t.pacta("account", "add", "Harbour")
    files = []
    for name in ("one", "two"):
        files.append(t.dir / f"{name}.csv")
        files[-1].write_text(modifications(1500).replace("\nC", f"\n{name}-"), encoding="utf-8")
    results = {}

    def import_file(file):
        results[file] = t.pacta("import", file, json=True)

    threads = [threading.Thread(target=import_file, args=(file,)) for file in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [results[file]["accepted"] for file in files] == [1500, 1500], results
    assert t.pacta("check", json=True)["entries"] == 3000


@scenario("the same file from two processes at once is taken once")
def same_file(t):
    t.pacta("account", "add", "Harbour")
    file = t.dir / "same.csv"
    file.write_text(modifications(1500), encoding="utf-8")
    children = [subprocess.Popen([PACTA, "--db", t.db, "import", str(file), "--json"], stdout=subprocess.PIPE,
                                 stdin=subprocess.DEVNULL) for _ in range(2)]
    outs = [json.loads(child.communicate()[0]) for child in children]
    assert [child.returncode for child in children] == [0, 0]
    assert sorted(out["accepted"] for out in outs) == [0, 1500], outs
    assert t.pacta("check", json=True)["entries"] == 1500


@scenario("a PostgreSQL that goes away is a clear error, and all is well when it comes back", engines=("postgres",))
def server_gone(t):
    gate = Gate(t.db)
    try:
        t.pacta("account", "add", "Harbour", db=gate.url)
        gate.shut()
        t.refused("account", "add", "Other", db=gate.url, says="", code=7)
        gate.open()
        t.pacta("account", "add", "Other", db=gate.url)
        assert len(t.pacta("account", "list", db=gate.url, json=True)["accounts"]) == 2
    finally:
        gate.close()


@scenario("a PostgreSQL that goes away in mid-import loses nothing that was acknowledged", engines=("postgres",))
def server_gone_in_import(t):
    file = t.dir / "rows.csv"
    file.write_text(modifications(20000, contracts=500), encoding="utf-8")
    t.pacta("account", "add", "Harbour")
    gate = Gate(t.db)
    try:
        child = subprocess.Popen([PACTA, "--db", gate.url, "import", str(file)], stdin=subprocess.DEVNULL,
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        wait_for_writer(t)
        gate.shut()
        _, err = child.communicate(timeout=60)
        assert child.returncode == 7, (child.returncode, err)
    finally:
        gate.close()
    entries = t.pacta("check", json=True)["entries"]
    assert entries in (0, 20000), entries
    t.pacta("import", file)
    assert t.pacta("check", json=True)["entries"] == 20000


@scenario("a file of two gigabytes in one line is refused in little memory", engines=("sqlite",))
def one_line(t):
    if SANITIZED:
        raise Skip("the sanitizers need more address space than this test allows")
    file = t.dir / "line.csv"
    with open(file, "wb") as out:
        out.write(HEADER.encode())
        out.seek(2 * 1024**3)
        out.write(b"x\n")

    def limit():
        resource.setrlimit(resource.RLIMIT_AS, (512 * 1024**2, 512 * 1024**2))

    done = subprocess.run([PACTA, "--db", t.db, "import", str(file), "--json"], preexec_fn=limit, check=False,
                          capture_output=True, text=True, stdin=subprocess.DEVNULL, cwd=t.dir)
    assert done.returncode == 0, done
    summary = json.loads(done.stdout)
    assert (summary["read"], summary["quarantined"]) == (1, 1), summary
    row, = t.pacta("quarantine", "list", json=True)["rows"]
    assert row["line"] == 2, row


@scenario("invalid UTF-8 and NUL bytes reject their row alone", engines=("sqlite",))
def bytes_in_text(t):
    good = b"K,Harbour,USD,2024-01-01,2023-12-20,1,begins,100000,60%,2026-01-01\n"
    (t.dir / "odd.csv").write_bytes(HEADER.encode() + good + good.replace(b",1,begins", b",2,be\0gins") +
                                    good.replace(b",1,begins", b",3,be\x81gins"))
    summary = t.pacta("import", t.dir / "odd.csv", json=True)
    assert (summary["accepted"], summary["quarantined"]) == (1, 2), summary


@scenario("a newer database is refused with both versions named, and nothing is changed")
def newer(t):
    t.pacta("account", "add", "Harbour")
    t.sql("INSERT INTO schema_migration (version, name, applied_at)"
          " SELECT MAX(version) + 1, 'later', 0 FROM schema_migration")
    (newest,), = t.sql("SELECT MAX(version) FROM schema_migration")
    result = t.refused("account", "add", "Other", says=f"version {newest}, this pacta knows {int(newest) - 1}", code=5)
    assert "newer" in result.err, result.err


@scenario("a store that is no database is refused and left alone", engines=())
def no_database(t):
    other = pathlib.Path(t.dir) / "notes.txt"
    other.write_text("dear diary\n" * 1000, encoding="utf-8")
    t.refused("contract", "list", db=f"sqlite:{other}", says="notes.txt", code=8)
    assert other.read_text(encoding="utf-8") == "dear diary\n" * 1000
    t.refused("contract", "list", db="mysql://x", says="sqlite:FILE", code=2)
    t.refused("contract", "list", db="postgres:///none?host=/nonexistent", says="", code=7)


if __name__ == "__main__":
    run()

"""Hours and failures: killed processes, full disks, growing files, two at once. At the end there are the rows of the file."""

import os
import random
import signal
import subprocess
import threading
import time

from disasters import small_disk, wait_for_writer
from fact_files import add_contracts, answer, balanced, by_id, checked, seconds, sound, start, take, waiting, waiting_rows
from scenario import PACTA, Gate, run

HEADER = "external_id,contract,project,resource,work_date,seconds\n"


def rows(count, version=0, contract="A", project=""):
    """{id: seconds}, and the file. Every version has other seconds in every row."""
    told = {str(number): 60 + number % 997 + 1000 * version for number in range(count)}
    lines = "".join(f"{number},{contract},{project},Resource {number % 30:02},2026-{number % 12 + 1:02}-{number % 28 + 1:02},"
                    f"{length}\n" for number, length in ((int(number), length) for number, length in told.items()))
    return told, HEADER + lines


def killed(t, delay, *arguments):
    """Starts pacta and kills it after a delay; whether it was still running."""
    with subprocess.Popen([PACTA, "--db", t.db, *[str(one) for one in arguments]], stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
        try:
            child.wait(timeout=delay)
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
    assert child.returncode in (0, -signal.SIGKILL), child.returncode
    return child.returncode != 0


def time_of(function):
    started = time.monotonic()
    function()
    return time.monotonic() - started


@checked("imports that are killed again and again are there whole or not at all; at the end exactly the file's rows are")
def kill_loop(t):
    add_contracts(t, "A")
    count, chance = 2500, random.Random(30)
    files = []
    for version in range(2):
        told, content = rows(count, version)
        files.append((t.write(f"{version}.csv", content), told))
    span = time_of(lambda: t.pacta("import", files[0][0], "--dry-run"))
    now, kills, version = 0, 0, 0
    for _ in range(400):
        if kills == 32:
            break
        file, told = files[version]
        whole = sum(told.values())
        dead = killed(t, chance.uniform(0.002, 1.3 * span), "import", file)
        kills += dead
        found = seconds(t)
        assert found in (now, whole) and (dead or found == whole), (found, now, whole, dead)
        if found == whole:
            version = 1 - version
        now = found
        if kills % 8 == 0:
            sound(t)
    assert kills == 32, kills
    file, told = files[version]
    take(t, file, read=count, quarantined=0)
    t.equal(by_id(t, "A"), told)
    t.equal(take(t, file, unchanged=count)["import"], None)
    t.equal(sound(t)["time_entries"], count)


@checked("a link that is killed while it releases has released all or nothing")
def kill_release(t):
    add_contracts(t, "A")
    count = 3000
    told, content = rows(count, contract="", project="Dock")
    take(t, t.write("a.csv", content), quarantined=count)
    chance = random.Random(31)
    span = time_of(lambda: t.pacta("link", "add", "project", "Dock", "--contract", "A", "--dry-run"))
    for _ in range(8):
        done = not killed(t, chance.uniform(0.01, span), "link", "add", "project", "Dock", "--contract", "A")
        linked = len(t.pacta("link", "list", json=True)["links"])
        t.equal((linked, seconds(t), [group[2] for group in waiting(t)]),
                (1, sum(told.values()), []) if linked else (0, 0, [count]))
        assert linked or not done
        sound(t)
        if linked:
            break
    else:
        t.pacta("link", "add", "project", "Dock", "--contract", "A")
    t.equal(by_id(t, "A"), told)


@checked("an undo that is killed has undone all or nothing")
def kill_undo(t):
    add_contracts(t, "A")
    old, content = rows(2000)
    take(t, t.write("a.csv", content), accepted=2000)
    new, content = rows(2000, 1)
    summary = take(t, t.write("b.csv", content), corrected=2000)
    chance = random.Random(32)
    for _ in range(8):
        killed(t, chance.uniform(0.01, 0.3), "import", "undo", summary["import"])
        found = seconds(t)
        assert found in (sum(old.values()), sum(new.values())), found
        sound(t)
        if found == sum(old.values()):
            break
    else:
        t.pacta("import", "undo", summary["import"])
    t.equal(by_id(t, "A"), old)


@checked("the same file from two processes at once is there once, also where it corrects and where rows wait")
def same_file(t):
    add_contracts(t, "A")
    for version in range(3):
        told, content = rows(3000, version)
        file = t.write("a.csv", content + f"x{version},,Nowhere,Resource 01,2026-03-02,60\n")
        children = [start(t, "import", file) for _ in range(2)]
        done = [balanced(answer(child)) for child in children]
        t.equal(sorted((one["accepted"], one["corrected"], one["unchanged"]) for one in done),
                [(0, 0, 3000), (0, 3000, 0) if version else (3000, 0, 0)])
        t.equal(by_id(t, "A"), told)
        t.equal(waiting(t)[0][2:], (version + 1, 60 * (version + 1)))
    t.equal(len(t.pacta("import", "list", json=True)["imports"]), 3)


@checked("two processes with different versions of a file end with one of them, whole")
def two_versions(t):
    add_contracts(t, "A")
    files = []
    for version in range(2):
        told, content = rows(3000, version)
        files.append((t.write(f"{version}.csv", content), told))
    for one in [start(t, "import", file) for file, _ in files]:
        balanced(answer(one))
    found = by_id(t, "A")
    assert found in [told for _, told in files], sum(found.values())


@checked("two processes that release the same name do it once")
def two_links(t):
    add_contracts(t, "A", "B")
    told, content = rows(1500, contract="", project="Dock")
    take(t, t.write("a.csv", content), quarantined=1500)
    children = [start(t, "link", "add", "project", "Dock", "--contract", key) for key in "AB"]
    for child in children:
        child.communicate(timeout=600)
    t.equal(sorted(child.returncode for child in children), [0, 5])
    key = "AB"[[child.returncode for child in children].index(0)]
    t.equal(by_id(t, key), told)
    t.equal(seconds(t), sum(told.values()))


@checked("a file that grows while it is read is taken as far as it was there, and wholly when it comes again")
def growing(t):
    add_contracts(t, "A")
    told, content = rows(120000)
    data = content.encode()
    file = t.write("a.csv", data[:len(data) // 3])
    stop = threading.Event()

    def grow():
        """In pieces that end anywhere."""
        with open(file, "ab") as out:
            place = len(data) // 3
            while place < len(data) and not stop.is_set():
                piece = data[place:place + 1021]
                out.write(piece)
                out.flush()
                place += len(piece)
            out.write(data[place:])

    writer = threading.Thread(target=grow)
    writer.start()
    summary = balanced(t.pacta("import", file, json=True))
    stop.set()
    writer.join()
    assert file.read_bytes() == data
    assert 0 < summary["read"] <= len(told), summary
    found = by_id(t, "A")
    wrong = [number for number, length in found.items() if told.get(number) != length]
    assert len(wrong) <= 1, wrong[:10]  # the last row may have been cut, and still be one
    sound(t)
    last = take(t, file, read=len(told), quarantined=0)
    assert last["corrected"] == len(wrong) and last["accepted"] >= len(told) - len(found), last
    t.equal(by_id(t, "A"), told)
    assert len(waiting_rows(t)) <= 1, waiting(t)


@checked("a file that is cut short while it is read leaves a store that is sound")
def shrinking(t):
    add_contracts(t, "A")
    told, content = rows(60000)
    file = t.write("a.csv", content)
    child = start(t, "import", file)
    time.sleep(0.02)
    os.truncate(file, len(content) // 2)
    out, err = child.communicate(timeout=600)
    assert child.returncode in (0, 3, 6), (child.returncode, out, err)
    sound(t)
    take(t, t.write("a.csv", content), read=len(told), quarantined=0)
    t.equal(by_id(t, "A"), told)


@checked("a disk that is full in the middle of an import: nothing of it is there, and it is taken when there is room",
         engines=("sqlite",))
def full_disk(t):
    count = 60000
    old, small = rows(500)
    told, big = rows(count, 1)
    first, second = t.write("small.csv", small), t.write("big.csv", big)
    add_contracts(t, "A")
    t.pacta("import", first)
    log = t.dir / "pacta.db-wal"
    before = log.stat().st_size
    t.pacta("import", second)
    needed = log.stat().st_size - before  # until it is durable; to tidy up takes more
    assert needed > 1024 * 1024, needed
    with small_disk(t, "128m") as disk:
        store, filler, log = f"sqlite:{disk}/pacta.db", disk / "filler", disk / "pacta.db-wal"
        add_contracts(t, "A", db=store)
        balanced(t.pacta("import", first, db=store, json=True))
        head, before = sound(t, db=store)["head"], log.stat().st_size

        def leave(share):
            """The log keeps the room that it had in an attempt before."""
            room = os.statvfs(disk)
            left = before + int(needed * share) - log.stat().st_size
            with open(filler, "wb") as out:
                os.posix_fallocate(out.fileno(), 0, room.f_bavail * room.f_frsize - left)

        for share in (0.05, 0.5, 0.9):
            leave(share)
            t.refused("import", second, db=store, says="full", code=6)
            t.equal(by_id(t, "A", db=store), old)
            filler.unlink()
            t.equal(sound(t, db=store)["head"], head)
        leave(1.2)  # enough to be durable, too little to tidy up
        summary = balanced(t.pacta("import", second, db=store, json=True))
        t.equal((summary["corrected"], summary["accepted"]), (500, count - 500))
        t.equal(by_id(t, "A", db=store), told)
        filler.unlink()
        sound(t, db=store)
        t.equal(balanced(t.pacta("import", second, db=store, json=True))["unchanged"], count)


@checked("a PostgreSQL that goes away in the middle of an import loses nothing and halves nothing", engines=("postgres",))
def server_gone(t):
    add_contracts(t, "A")
    told, content = rows(40000)
    file = t.write("a.csv", content)
    gate = Gate(t.db)
    try:
        child = start(t, "import", file, db=gate.url)
        wait_for_writer(t)
        gate.shut()
        _, err = child.communicate(timeout=60)
        assert child.returncode in (0, 7), (child.returncode, err)
    finally:
        gate.close()
    assert seconds(t) in (0, sum(told.values())), seconds(t)
    sound(t)
    take(t, file, read=len(told), quarantined=0)
    t.equal(by_id(t, "A"), told)


@checked("standard input that ends in the middle of a row leaves that row waiting, and the whole file repairs it")
def cut_pipe(t):
    add_contracts(t, "A")
    told, content = rows(300)
    end = content.index("\n250,") + len("\n250,A,,Reso")
    summary = balanced(t.pacta("import", "-", json=True, stdin=content[:end]))
    t.equal((summary["accepted"], summary["quarantined"]), (250, 1))
    take(t, t.write("a.csv", content), read=300, accepted=50, unchanged=250)
    t.equal(by_id(t, "A"), told)


if __name__ == "__main__":
    run()

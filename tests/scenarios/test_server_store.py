"""`pacta serve` and its store: killed while it writes, a store that goes away and comes back, other writers."""

import contextlib
import fcntl
import http.client
import pathlib
import random
import shutil
import threading
import time

from http_server import PATIENCE, SLOW, Server, within
from scenario import Gate, run, scenario

CONTRACT = {"key": "C", "account": "Harbour", "currency": "USD", "reason": "new",
            "changes": [{"field": "starts_on", "value": "2024-01-01"}, {"field": "annual_value", "value": "1000"}]}


@scenario("a server that is killed while it writes loses nothing that it acknowledged")
def killed(t):
    chance = random.Random(11)
    t.pacta("account", "add", "Harbour")
    acknowledged, lock = set(), threading.Lock()
    for round_number in range(4):
        stopped = threading.Event()
        with Server(t) as server:
            if round_number == 0:
                t.equal(server.post("/api/v1/contracts", CONTRACT).status, 201)

            def write(worker, number=round_number, server=server, stopped=stopped):
                for count in range(100000):
                    if stopped.is_set():
                        return
                    name = f"R{number}-{worker}-{count}"
                    try:
                        answer = server.post("/api/v1/contracts/C/revisions", {
                            "effective_on": "2024-06-01", "reason": name, "changes": [
                                {"field": "annual_value", "op": "add", "value": "1"}]})
                    except (OSError, http.client.HTTPException):
                        return
                    assert answer.status == 201, answer
                    with lock:
                        acknowledged.add(name)

            threads = [threading.Thread(target=write, args=(worker,)) for worker in range(6)]
            for thread in threads:
                thread.start()
            time.sleep(chance.uniform(0.1, 0.5) * SLOW)
            server.process.kill()
            server.process.wait()
            stopped.set()
            for thread in threads:
                thread.join()
            server.process.returncode = 0  # it was us
    assert len(acknowledged) > 20, len(acknowledged)
    t.equal(t.pacta("check", json=True)["ok"], True)
    recorded = {entry["reason"] for entry in t.pacta("history-report", json=True)["entries"]}
    assert acknowledged <= recorded, acknowledged - recorded
    with Server(t) as server:
        t.equal(server.get("/api/v1/check").json["ok"], True)
        total = server.get("/api/v1/contracts/C").json["entries"]
        assert total >= len(acknowledged) + 1, total


@scenario("a database server that goes away and comes back: quick 503s meanwhile, then all is as before", engines=("postgres",))
def lost_server(t):
    t.pacta("account", "add", "Harbour")
    gate = Gate(t.db)
    try:
        with Server(t, db=gate.url) as server:
            t.equal(server.get("/api/v1/accounts").json["total"], 1)
            for _ in range(3):
                gate.shut()
                lost_and_found(t, server, gate.open)
    finally:
        gate.close()


@scenario("a database file that goes away and comes back: quick 503s meanwhile, then all is as before", engines=("sqlite",))
def lost_file(t):
    t.pacta("account", "add", "Harbour")
    path = pathlib.Path(t.db.removeprefix("sqlite:"))
    away = t.dir / "away"
    with Server(t) as server:
        t.equal(server.get("/api/v1/accounts").json["total"], 1)
        for _ in range(3):
            path.rename(away)
            lost_and_found(t, server, lambda: away.rename(path))


def lost_and_found(t, server, find):
    within(3 * SLOW, "the loss is noticed", lambda: server.get("/healthz").status == 503)
    health = server.get("/healthz").json
    t.equal(health["status"], "unavailable")
    assert len(health["store"]) > 10, health
    for method, path, body in (("GET", "/api/v1/accounts", None), ("GET", "/api/v1/contracts", None),
                               ("POST", "/api/v1/accounts", {"name": "Lost"}), ("GET", "/api/v1/events", None)):
        began = time.monotonic()
        answer = server.request(method, path, body)
        t.equal((answer.status, answer.header("content-type")), (503, "application/problem+json"), path)
        t.equal(answer.json["code"], "unavailable")
        assert int(answer.header("retry-after")) > 0
        assert time.monotonic() - began < 1 * SLOW, path
    t.equal(server.get("/").status, 200)  # pages need no store
    find()
    within(5 * SLOW, "the store is back", lambda: server.get("/healthz").status == 200)
    t.equal(server.get("/api/v1/accounts").json["total"], 1)
    assert "store lost" in server.log() and "store is back" in server.log()


@scenario("another file that takes the database's place is read, and no answer of the old one is sent", engines=("sqlite",))
def replaced_file(t):
    path = pathlib.Path(t.db.removeprefix("sqlite:"))
    for name, folder in (("Old", "old"), ("New", "new")):
        (t.dir / folder).mkdir()
        t.pacta("account", "add", name, db=f"sqlite:{t.dir}/{folder}/x.db")
    shutil.copy(t.dir / "old/x.db", path)
    with contextlib.suppress(FileNotFoundError):
        shutil.copy(t.dir / "old/x.db-wal", f"{path}-wal")
    with Server(t) as server:
        def names():
            return [account["name"] for account in server.get("/api/v1/accounts").json.get("accounts", [])]

        t.equal(names(), ["Old"])
        for name in ("-wal", "-shm"):
            pathlib.Path(f"{path}{name}").unlink(missing_ok=True)
        for name in ("-wal", ""):
            source = pathlib.Path(f"{t.dir}/new/x.db{name}")
            if source.exists():
                shutil.copy(source, f"{path}{name}.next")
                pathlib.Path(f"{path}{name}.next").rename(f"{path}{name}")
        within(5 * SLOW, "the new file is read", lambda: names() == ["New"])
        t.equal(server.post("/api/v1/accounts", {"name": "More"}).status, 201)
        t.equal(names(), ["More", "New"])


@scenario("the command line writes beside a server that reads and writes; nobody loses anything")
def beside_others(t):
    count = 25
    failures = []
    with Server(t) as server:
        def by_server():
            for number in range(count):
                answer = server.post("/api/v1/accounts", {"name": f"S{number}"})
                if answer.status != 201:
                    failures.append(answer)
                server.get("/api/v1/accounts")

        thread = threading.Thread(target=by_server)
        thread.start()
        for number in range(count):
            t.pacta("account", "add", f"C{number}")
        thread.join()
        t.equal(failures, [])
        t.equal(server.get("/api/v1/accounts").json["total"], 2 * count)
    t.equal(t.pacta("check", json=True)["ok"], True)


@scenario("while another program holds the writer's lock, reading goes on and writing waits", engines=("sqlite",))
def reads_beside_a_writer(t):
    t.pacta("account", "add", "Harbour")
    with Server(t) as server:
        done = []
        with open(f"{t.db.removeprefix('sqlite:')}-lock", "r+b") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            thread = threading.Thread(target=lambda: done.append(server.post("/api/v1/accounts", {"name": "Later"})))
            thread.start()
            within(PATIENCE, "the write has begun", lambda: server.metric("pacta_http_requests_in_flight") == 2)
            for _ in range(20):
                t.equal(server.get("/api/v1/accounts").json["total"], 1)
            t.equal(done, [])
        thread.join()
        t.equal([answer.status for answer in done], [201])


@scenario("writes that wait for another program's lock wait together and are then told, reading goes on", engines=("sqlite",))
def writes_behind_a_lock(t):
    t.pacta("account", "add", "Harbour")
    with Server(t) as server:
        answers = []
        with open(f"{t.db.removeprefix('sqlite:')}-lock", "r+b") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            began = time.monotonic()
            threads = [threading.Thread(target=lambda name=f"N{number}": answers.append(
                server.request("POST", "/api/v1/accounts", {"name": name}, timeout=100 * SLOW))) for number in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            took = time.monotonic() - began
            t.equal(server.get("/api/v1/accounts").json["total"], 1)
        t.equal([(answer.status, answer.json["code"]) for answer in answers], [(503, "unavailable")] * 4)
        assert 25 < took < 40 * SLOW, took
        t.equal(server.post("/api/v1/accounts", {"name": "Later"}).status, 201)


if __name__ == "__main__":
    run()

"""`pacta serve` and who wants too much of it: slow, huge, endless, nested, truncated, never reading."""

import contextlib
import hashlib
import json
import signal
import socket
import struct
import subprocess
import threading
import time

from http_server import PATIENCE, SLOW, Server, within
from scenario import SANITIZED, Skip, run, scenario

HOST = b"Host: localhost\r\n"
JSON = HOST + b"Content-Type: application/json\r\n"
MIB = 1024 * 1024
CONTRACT = {"key": "C", "account": "Harbour", "currency": "USD",
            "changes": [{"field": "starts_on", "value": "2024-01-01"}, {"field": "annual_value", "value": "1000"}]}


def drip(wire, data, pause=0.05):
    """Sends a byte now and then until the other side closes; returns the seconds that it took."""
    began = time.monotonic()
    for at in range(len(data)):
        if not wire.poll() or not wire.send(data[at:at + 1]):
            break
        time.sleep(pause)
    return time.monotonic() - began


def told_too_slow(t, wire):
    wire.read()
    assert b"HTTP/1.1 408 " in wire.received, wire.received[-400:]
    assert b"nosniff" in wire.received
    t.equal(json.loads(wire.received.rsplit(b"\r\n\r\n", 1)[1])["code"], "timeout")


@scenario("who sends headers one byte after the other is cut off after their time, others are served", engines=("sqlite",))
def slow_headers(t):
    with Server(t, "--header-timeout", 1) as server:
        wires = [server.wire() for _ in range(50)]
        for wire in wires[1:]:
            wire.send(b"GET / HTTP/1.1\r\nHost: loc")
        took = drip(wires[0], b"GET / HTTP/1.1\r\n" + HOST + b"X: " + b"y" * 400)
        assert 0.9 < took < 3 * SLOW, took
        for wire in wires:
            told_too_slow(t, wire)
            wire.close()
        t.equal(server.get("/healthz").status, 200)
        assert server.metric('pacta_connections_ended_total{phase="headers"}') >= 50


@scenario("the deadline of a later request on a connection begins with its first byte", engines=("sqlite",))
def slow_second_request(t):
    with Server(t, "--header-timeout", 1, "--idle-timeout", 30) as server, contextlib.closing(server.wire()) as wire:
        for _ in range(2):
            wire.send(b"GET /healthz HTTP/1.1\r\n" + HOST + b"\r\n")
            wire.read_until(b'"store":"ok"}\n')
            time.sleep(1.3)  # longer than headers may take: an idle connection stays
            assert wire.poll(), "an idle connection was closed"
        took = drip(wire, b"GET /healthz HTTP/1.1\r\n" + HOST + b"X: " + b"y" * 400)
        assert 0.9 < took < 3 * SLOW, took
        told_too_slow(t, wire)


@scenario("a connection without a request, and one that waits for another, are closed after their time", engines=("sqlite",))
def idle(t):
    with Server(t, "--header-timeout", 1, "--idle-timeout", 1) as server:
        with contextlib.closing(server.wire()) as wire:
            told_too_slow(t, wire)
        with contextlib.closing(server.wire()) as wire:
            wire.send(b"GET /healthz HTTP/1.1\r\n" + HOST + b"\r\n")
            began = time.monotonic()
            t.equal([answer.status for answer in wire.answers()], [200])
            assert 0.9 < time.monotonic() - began < 3 * SLOW


@scenario("a body that comes too slowly is cut off, in one piece or in chunks, and nothing is recorded", engines=("sqlite",))
def slow_body(t):
    with Server(t, "--body-timeout", 1) as server:
        body = json.dumps({"name": "Slow", "note": "x" * 400}).encode()
        for head in (b"Content-Length: %d\r\n\r\n" % len(body), b"Transfer-Encoding: chunked\r\n\r\n190\r\n"):
            with contextlib.closing(server.wire()) as wire:
                wire.send(b"POST /api/v1/accounts HTTP/1.1\r\n" + JSON + head)
                took = drip(wire, body)
                assert 0.9 < took < 3 * SLOW, took
                told_too_slow(t, wire)
        t.equal(server.get("/api/v1/accounts").json["total"], 0)


def send_endlessly(server, path, limit):
    """Sends chunks until the server closes; returns how many bytes went out, and what it said."""
    chunk = b"100000\r\n" + b"z" * MIB + b"\r\n"
    with contextlib.closing(server.wire()) as wire:
        wire.send(b"POST " + path + b" HTTP/1.1\r\n" + JSON + b"Transfer-Encoding: chunked\r\n\r\n")
        sent = 0
        while sent < limit and wire.send(chunk):
            sent += MIB
        wire.poll()
        return sent, wire.received


@scenario("a body of 10 GiB costs neither memory nor disk, whether it is announced or comes in chunks", engines=("sqlite",))
def huge_bodies(t):
    with Server(t, "--upload-limit", 8) as server:
        t.equal(server.post("/api/v1/accounts", {"name": "Harbour"}).status, 201)
        t.equal(server.post("/api/v1/contracts", CONTRACT).status, 201)
        before = server.memory()
        for path in (b"/api/v1/accounts", b"/api/v1/contracts/C/documents?name=x", b"/api/v1/imports?file=x.csv"):
            for expect in (b"", b"Expect: 100-continue\r\n"):
                with contextlib.closing(server.wire()) as wire:
                    wire.send(b"POST " + path + b" HTTP/1.1\r\n" + JSON + expect + b"Content-Length: 10737418240\r\n\r\n")
                    answers = wire.answers()
                    t.equal([answer.status for answer in answers], [413], path.decode())
                    t.equal(answers[0].header("connection"), "close")
            sent, told = send_endlessly(server, path, 10 * 1024 * MIB)
            assert sent < 200 * MIB, f"{path} took {sent} bytes"
            assert b"HTTP/1.1 413 " in told, told[:200]
        within(PATIENCE, "no file is left", lambda: server.spooled() == 0)
        assert SANITIZED or server.memory() < before + 32 * MIB, server.memory()
        t.equal(server.get("/healthz").status, 200)


@scenario("a million nested brackets are a clear error at once", engines=("sqlite",))
def nested(t):
    with Server(t) as server:
        for text in (b"[" * 1000000, b'{"a":' * 200000, b'{"name":' + b"[" * 500000 + b"]" * 500000 + b"}"):
            began = time.monotonic()
            answer = server.post("/api/v1/accounts", text, Content_Type="application/json")
            assert 400 <= answer.status < 500, answer
            t.equal(answer.header("content-type"), "application/problem+json")
            assert time.monotonic() - began < 2 * SLOW
        t.equal(server.get("/api/v1/accounts").json["total"], 0)


@scenario("an upload that is cut off in the middle leaves nothing; a whole one arrives byte for byte")
def truncated(t):
    content = bytes(range(256)) * 16384  # 4 MiB
    with Server(t) as server:
        server.post("/api/v1/accounts", {"name": "Harbour"})
        t.equal(server.post("/api/v1/contracts", CONTRACT).status, 201)
        head = b"POST /api/v1/contracts/C/documents?name=a.bin HTTP/1.1\r\n" + HOST
        for part, framing in ((content[:MIB], b"Content-Length: %d\r\n\r\n" % len(content)),
                              (b"100000\r\n" + content[:1000], b"Transfer-Encoding: chunked\r\n\r\n")):
            with contextlib.closing(server.wire()) as wire:
                wire.send(head + framing + part)
                within(PATIENCE, "the part is here", lambda: server.spooled() > 0)
            within(PATIENCE, "the part is gone", lambda: server.spooled() == 0)
        t.equal(server.get("/api/v1/contracts/C/documents").json["total"], 0)
        made = server.post("/api/v1/contracts/C/documents?name=a.bin", content, Content_Type="application/x-test")
        t.equal((made.status, made.json["sha256"]), (201, hashlib.sha256(content).hexdigest()))
        got = server.get(f"/api/v1/contracts/C/documents/{made.json['id']}")
        t.equal(hashlib.sha256(got.body).hexdigest(), hashlib.sha256(content).hexdigest())
        assert got.header("content-disposition").startswith("attachment"), got.headers
        within(PATIENCE, "the file is gone", lambda: server.spooled() == 0)
    t.pacta("check")


@scenario("a download that its client leaves before the first byte leaves no open file")
def left_downloads(t):
    with Server(t) as server:
        server.post("/api/v1/accounts", {"name": "Harbour"})
        server.post("/api/v1/contracts", CONTRACT)
        made = server.post("/api/v1/contracts/C/documents?name=a.bin", b"x" * 300000)
        path = f"/api/v1/contracts/C/documents/{made.json['id']}".encode()
        for _ in range(200):
            with contextlib.closing(server.wire()) as wire:
                wire.send(b"GET " + path + b" HTTP/1.1\r\n" + HOST + b"\r\n")
        t.equal(server.get(path.decode()).status, 200)
        within(PATIENCE, "the files are closed", lambda: server.spooled() == 0)


@scenario("a full disk under an upload is told, and the server goes on", engines=("sqlite",))
def full_disk(t):
    folder = t.dir / "tiny"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], check=False,
                             capture_output=True, text=True)
    if mounted.returncode:
        raise Skip(f"no file system can be mounted here: {mounted.stderr.strip()}")
    try:
        with Server(t, env={"TMPDIR": str(folder)}) as server:
            server.post("/api/v1/accounts", {"name": "Harbour"})
            server.post("/api/v1/contracts", CONTRACT)
            with contextlib.closing(server.wire()) as wire:
                wire.send(b"POST /api/v1/contracts/C/documents?name=x HTTP/1.1\r\n" + HOST
                          + b"Content-Length: 8388608\r\n\r\n")
                while wire.poll() and wire.send(b"x" * 65536):
                    pass
                wire.read()
                assert b"HTTP/1.1 507 " in wire.received, wire.received[:300]
            t.equal(server.get("/api/v1/contracts/C/documents").json["total"], 0)
            t.equal(server.post("/api/v1/contracts/C/documents?name=x", b"small").status, 201)
            within(PATIENCE, "the file is gone", lambda: server.spooled() == 0)
            assert "disk is full" in server.log()
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@scenario("an answer that is not taken is cut off after its time", engines=("sqlite",))
def unread_answer(t):
    with Server(t, "--answer-timeout", 1) as server, contextlib.closing(server.wire()) as wire:
        # Answers of a megabyte that nobody reads: more than sockets hold.
        wire.send((b"GET /api/v1/openapi.json HTTP/1.1\r\n" + HOST + b"\r\n") * 100)
        within(10 * SLOW, "it is cut off", lambda: server.metric('pacta_connections_ended_total{phase="answer"}') == 1)
        within(PATIENCE, "it is closed", lambda: server.metric("pacta_connections") == 1)


@scenario("a stream of events that is never read costs little while 10,000 changes happen, and is closed", engines=("sqlite",))
def unread_stream(t):
    with Server(t, "--answer-timeout", 1) as server, contextlib.closing(server.wire()) as wire:
        wire.send(b"GET /api/v1/events HTTP/1.1\r\n" + HOST + b"\r\n")
        within(PATIENCE, "the stream is open", lambda: server.metric("pacta_event_streams") == 1)
        before = server.memory()
        # One write each, as the command line makes them, without its waiting for the disk.
        change = ("BEGIN IMMEDIATE; UPDATE store_version SET version = version + 1 WHERE id = 1; "
                  "INSERT INTO change_log (version, place, topic, subject, changed_at) "
                  f"SELECT version, 0, 'contract', 'CONTRACT-{'X' * 60}', 0 FROM store_version; COMMIT;\n")
        subprocess.run(["sqlite3", t.db.removeprefix("sqlite:")], check=True, text=True,
                       input="PRAGMA synchronous = OFF; PRAGMA busy_timeout = 10000;\n" + change * 10000,
                       stdout=subprocess.DEVNULL)
        within(30 * SLOW, "the stream is closed", lambda: server.metric("pacta_event_streams") == 0)
        # The address sanitizer keeps what is freed for a while.
        assert SANITIZED or server.memory() < before + 8 * MIB, (before, server.memory())
        t.equal(server.get("/healthz").status, 200)


@scenario("no more than 200 streams of events are open at once; ended ones make room", engines=("sqlite",))
def many_streams(t):
    with Server(t) as server, contextlib.ExitStack() as stack:
        wires = []
        for _ in range(200):
            wire = stack.enter_context(contextlib.closing(server.wire()))
            wire.send(b"GET /api/v1/events HTTP/1.1\r\n" + HOST + b"\r\n")
            wires.append(wire)
        for wire in wires:
            wire.read_until(b"event: hello")
        refused = server.get("/api/v1/events")
        t.equal((refused.status, refused.json["code"]), (503, "busy"))
        assert int(refused.header("retry-after")) > 0
        for wire in wires[:10]:
            wire.close()
        server.post("/api/v1/accounts", {"name": "Harbour"})  # an event shows who is gone
        server.post("/api/v1/accounts", {"name": "Again"})
        within(PATIENCE, "there is room again", lambda: server.metric("pacta_event_streams") < 200)


@scenario("readers that leave streams on which nothing happens do not keep others out", engines=("sqlite",))
def left_streams(t):
    with Server(t) as server:
        for number in range(200):
            with contextlib.closing(server.wire()) as wire:
                wire.send(b"GET /api/v1/events HTTP/1.1\r\n" + HOST + b"\r\n")
                wire.read_until(b"event: hello")
                if number % 2:  # broken off, not ended
                    wire.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

        def has_room():
            with contextlib.closing(server.wire()) as wire:
                wire.send(b"GET /api/v1/events HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n")
                return b" 200 " in wire.read_until(b"\r\n")

        within(3 * SLOW, "there is room", has_room)  # long before a heartbeat
        within(3 * SLOW, "all have ended", lambda: has_room() and server.metric("pacta_event_streams") < 10)


@scenario("a thousand connections are the most; one more waits until another ends", engines=("sqlite",))
def many_connections(t):
    with Server(t, "--header-timeout", 3) as server, contextlib.ExitStack() as stack:
        for _ in range(1100):
            stack.enter_context(contextlib.closing(server.wire()))
        began = time.monotonic()
        t.equal(server.get("/healthz").status, 200)  # as soon as the silent ones are cut off
        assert time.monotonic() - began < 12 * SLOW


@scenario("requests whose bodies together are too large for memory are refused, not held", engines=("sqlite",))
def memory_of_bodies(t):
    with Server(t) as server, contextlib.ExitStack() as stack:
        wires = []
        for _ in range(120):
            wire = stack.enter_context(contextlib.closing(server.wire()))
            wire.send(b"POST /api/v1/accounts HTTP/1.1\r\n" + JSON + b"Content-Length: 1000000\r\n\r\n" + b" " * 999000)
            wires.append(wire)
        within(PATIENCE, "some are refused", lambda: sum(wire.poll() is False for wire in wires) >= 40)
        refused = [wire for wire in wires if wire.ended]
        for wire in refused:
            assert b"HTTP/1.1 503 " in wire.received, wire.received[:100]
        assert len(refused) <= 70, len(refused)
        assert SANITIZED or server.memory() < 200 * MIB, server.memory()
        t.equal(server.get("/healthz").status, 200)


@scenario("it is ended by a signal while hundreds of clients hold it, in less than two seconds", engines=("sqlite",))
def stop_under_load(t):
    with Server(t) as server, contextlib.ExitStack() as stack:
        ended = threading.Event()

        def ask():
            while not ended.is_set():
                with contextlib.suppress(OSError, AssertionError, ValueError, IndexError):
                    server.raw(b"GET /api/v1/accounts HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n")

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for _ in range(100):
            wire = stack.enter_context(contextlib.closing(server.wire()))
            wire.send(b"GET /api/v1/events HTTP/1.1\r\n" + HOST + b"\r\n")
            stack.enter_context(contextlib.closing(server.wire()))
        for thread in threads:
            thread.start()
        within(PATIENCE, "streams are open", lambda: server.metric("pacta_event_streams") == 100)
        began = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        t.equal(server.process.wait(PATIENCE), 0)
        took = time.monotonic() - began
        ended.set()
        for thread in threads:
            thread.join()
        assert took < 2 * SLOW, took


if __name__ == "__main__":
    run()

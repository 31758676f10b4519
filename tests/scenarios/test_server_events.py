"""The stream of events: what changes elsewhere is told within a second, and nothing is told twice or lost."""

import contextlib
import json
import time

from http_server import PATIENCE, SLOW, Server, within
from scenario import run, scenario

HOST = b"Host: localhost\r\n"


class Events:
    """Reads a stream of events; its wire must speak HTTP/1.0, so that no chunks are mixed in."""

    def __init__(self, server, last=None):
        self.wire = server.wire()
        header = f"Last-Event-ID: {last}\r\n".encode() if last is not None else b""
        self.wire.send(b"GET /api/v1/events HTTP/1.0\r\n" + HOST + header + b"\r\n")
        self.head = self.wire.read_until(b"\r\n\r\n").decode()

    def next(self, seconds=5 * SLOW):
        """The next event as (name, id, data)."""
        lines = self.wire.read_until(b"\n\n", seconds).decode().split("\n")
        fields = dict(line.split(": ", 1) for line in lines if not line.startswith(":"))
        return (fields["event"], fields.get("id"), json.loads(fields["data"])) if fields else self.next(seconds)

    def close(self):
        self.wire.close()


def subjects(event):
    return [(change["topic"], change["subject"]) for change in event[2]["changes"]]


@scenario("a change made by the command line or another client is told within a second, with what it is about")
def live(t):
    with Server(t) as server, contextlib.closing(Events(server)) as events:
        assert "Content-Type: text/event-stream" in events.head, events.head
        assert "nosniff" in events.head and "no-store" in events.head
        name, first, data = events.next()
        t.equal((name, data), ("hello", {"version": first}))
        for command, expected in (
                (("account", "add", "Harbour"), ("account", "Harbour")),
                (("contract", "add", "A|B/ü", "--account", "Harbour", "--currency", "USD", "--set", "starts_on=2024-01-01",
                  "--set", "annual_value=1"), ("contract", "A|B/ü")),
                (("field", "add", "region", "--type", "text"), ("field", "region")),
                (("setting", "set", "fiscal_month", "4"), ("setting", "fiscal_month"))):
            t.pacta(*command)
            told = time.monotonic()
            event = events.next()
            assert time.monotonic() - told < 1 * SLOW, f"{command}: {time.monotonic() - told}"
            t.equal(subjects(event), [expected])
            t.equal((event[0], int(event[1]), event[2]["version"]), ("change", int(first) + 1, str(int(first) + 1)))
            first = event[1]
        began = time.monotonic()
        server.post("/api/v1/accounts", {"name": "Own"})
        t.equal(subjects(events.next()), [("account", "Own")])
        assert time.monotonic() - began < 1 * SLOW
        # What changes nothing tells nothing.
        t.pacta("contract", "amend", "A|B/ü", "--effective-on", "2024-02-01", "--set", "annual_value=2", "--reason", "x",
                "--dry-run")
        t.pacta("account", "add", "Last")
        t.equal(subjects(events.next()), [("account", "Last")])


@scenario("who comes back with Last-Event-ID gets exactly what was missed, or is told to begin anew")
def resumed(t):
    with Server(t) as server:
        with contextlib.closing(Events(server)) as events:
            start = int(events.next()[1])
        for name in ("One", "Two", "Three"):
            t.pacta("account", "add", name)
        within(2 * SLOW, "the server has seen them", lambda: server.metric("pacta_store_version") == start + 3)
        for missed, expected in ((start, ["One", "Two", "Three"]), (start + 2, ["Three"]), (start + 3, [])):
            with contextlib.closing(Events(server, missed)) as events:
                t.equal(events.next(), ("hello", None, {"version": str(start + 3)}))
                t.equal([subjects(events.next()) for _ in expected], [[("account", name)] for name in expected])
                assert b"event" not in events.wire.received, events.wire.received
        for unknown in (start + 1000, "x", "-1", 99999999999999999999999999):
            with contextlib.closing(Events(server, unknown)) as events:
                t.equal(events.next()[0], "hello")
                name, told, data = events.next()
                t.equal((name, data), ("reset", {"version": told}))


@scenario("a restarted server and many clients: each change reaches each stream once, in order")
def many_readers(t):
    with Server(t) as server, contextlib.ExitStack() as stack:
        streams = [stack.enter_context(contextlib.closing(Events(server))) for _ in range(20)]
        for events in streams:
            t.equal(events.next()[0], "hello")
        names = [f"N{number}" for number in range(30)]
        for name in names:
            t.equal(server.post("/api/v1/accounts", {"name": name}).status, 201)
        for events in streams:
            t.equal([subjects(events.next())[0][1] for _ in names], names)
    with Server(t) as server, contextlib.closing(Events(server, 1)) as events:
        t.equal(events.next()[0], "hello")
        t.equal(events.next()[0], "reset")


@scenario("a silent stream is kept alive by comments and ended when the server stops", engines=("sqlite",))
def silent(t):
    with Server(t) as server:
        with contextlib.closing(Events(server)) as events:
            events.next()
            t.equal(events.wire.read_until(b"\n\n", 20 * SLOW), b":")
            server.process.terminate()
            t.equal(events.wire.read(), b"")
            t.equal(server.process.wait(PATIENCE), 0)


if __name__ == "__main__":
    run()

"""The Singer target: what it takes, what it refuses, and which states it tells."""

import json
import select
import signal
import subprocess

from scenario import PACTA, SANITIZED, run, scenario

GOOD = {  # file: records that wait afterwards, the newest of each key
    "array_data": 4, "camelcase": 2, "duplicate_records": 2, "encoded_string_data": None, "multiple_state_messages": 12,
    "no_primary_keys": 3, "optional_attributes": 4, "schema_updates": 6, "special_chars_in_attributes": 1,
}
BAD = {
    "invalid_schema": "line 1: the schema of stream 'test_invalid_schema' is invalid: it has no 'properties'",
    "record_before_schema": "line 1: a RECORD of stream 'test_record_before_schema' comes before its SCHEMA",
    "record_missing_key_property":
        "line 2: a record of stream 'test_record_missing_key_property' lacks its key property 'id'",
}
PATIENCE = 60  # seconds until a thing that should come at once counts as missing


def lines(*messages):
    return "".join(json.dumps(message) + "\n" for message in messages)


def schema(stream, keys, **properties):
    return {"type": "SCHEMA", "stream": stream, "key_properties": keys,
            "schema": {"type": "object", "properties": {name: {} for name in [*keys, *properties]}}}


def record(stream, version=None, **values):
    message = {"type": "RECORD", "stream": stream, "record": values}
    return message if version is None else {**message, "version": version}


def state(value):
    return {"type": "STATE", "value": value}


def ingest(t, *arguments, text, **options):
    return t.pacta("ingest", "--singer", *arguments, stdin=text, **options)


def states(result):
    return [json.loads(line) for line in result.out.splitlines()]


def waiting(t):
    """The rows that wait: stream, record and the row itself."""
    rows = t.pacta("quarantine", "list", "--rows", json=True)["rows"]
    return sorted(((row["unknown"], json.loads(row["raw"])) for row in rows if row["subject"] == "stream"), key=repr)


def mapping(t, name="hours", stream="hours", source="tracker"):
    """A mapping of the records that hour() makes."""
    return t.write(f"{name}.json", json.dumps({
        "name": name, "title": "hours of a tracker", "source": source, "format": "json", "record": "",
        "fact": "time_entry", "stream": stream,
        "fields": {"contract": "/contract", "resource": "/who", "work_date": "/day", "seconds": "/seconds",
                   "note": {"pointer": "/note", "optional": True}}}))


def hour(number, seconds=3600, **values):
    return {"id": number, "contract": "HARBOUR-2009", "who": "Resource 01", "day": "2010-03-01", "seconds": seconds,
            **values}


HOURS = schema("hours", ["id"], contract=1, who=1, day=1, seconds=1, note=1)


def contract(t):
    t.pacta("account", "add", "Harbour")
    t.pacta("contract", "add", "HARBOUR-2009", "--account", "Harbour", "--currency", "USD",
            "--set", "starts_on=2009-03-01", "--set", "ends_on=2011-03-01", "--set", "annual_value=100000")


def entries(t):
    found = t.pacta("entries", "HARBOUR-2009", json=True)["entries"]
    return sorted((json.loads(entry["external_id"])[-1], entry["seconds"]) for entry in found)


class Running:
    """A target whose input stays open."""

    def __init__(self, t, *arguments):
        # What runs in the background of a shell is started deaf to SIGINT, and pacta leaves that as it is.
        def hear():
            signal.signal(signal.SIGINT, signal.SIG_DFL)

        self.process = subprocess.Popen([PACTA, "--db", t.db, "ingest", "--singer", *arguments], cwd=t.dir,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0,
                                        preexec_fn=hear)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            stream.close()

    def send(self, *messages):
        self.process.stdin.write(lines(*messages).encode())
        self.process.stdin.flush()

    def next_state(self):
        ready, _, _ = select.select([self.process.stdout], [], [], PATIENCE)
        if not ready:
            raise AssertionError("no state was told")
        return json.loads(self.process.stdout.readline())

    def end(self):
        self.process.stdin.close()
        code = self.process.wait(PATIENCE)
        return code, self.process.stdout.read().decode(), self.process.stderr.read().decode()


def good(name, count):
    @scenario(f"the public file {name} is taken, kept whole, and its states are told in their order")
    def case(t):
        text = t.shared(f"singer/{name}.singer").read_text()
        messages = [json.loads(line) for line in text.splitlines()]
        result = ingest(t, text=text)
        t.equal(states(result), [message["value"] for message in messages if message["type"] == "STATE"])
        records = {}
        for message in messages:
            if message["type"] == "RECORD":
                key = message["record"].get("id", message["record"].get("Id", message["record"].get("_id")))
                records[message["stream"], key] = message["record"]
        t.equal(waiting(t), sorted(((stream, value) for (stream, _), value in records.items()), key=repr))
        if count is not None:
            t.equal(len(records), count)
        before = t.pacta("check", json=True)
        t.equal(states(ingest(t, text=text)), states(result), "the same again")
        t.equal(len(waiting(t)), len(records), "the same again")
        t.equal(t.pacta("check", json=True), before)


def bad(name, says):
    @scenario(f"the public file {name} is refused, with the line and the reason")
    def case(t):
        result = t.refused("ingest", "--singer", stdin=t.shared(f"singer/{name}.singer").read_text(), says=says)
        t.equal(result.out, "")
        t.equal(waiting(t), [])


for _name, _count in GOOD.items():
    good(_name, _count)
for _name, _says in BAD.items():
    bad(_name, _says)


@scenario("what came before a bad line is stored, and the states before it are told")
def before_a_fault(t):
    text = lines(schema("s", ["id"]), record("s", id=1), state(1), record("s", id=2)) + "{broken\n" + lines(state(2))
    result = t.refused("ingest", "--singer", stdin=text, says="line 5, column 2:")
    t.equal(result.out, "1\n")
    t.equal(waiting(t), [("s", {"id": 1}), ("s", {"id": 2})])


@scenario("a state is told when all before it is stored, and while the tap is silent")
def told_when_stored(t):
    with Running(t) as target:
        target.send(schema("s", ["id"]), record("s", id=1), state({"at": 1}))
        t.equal(target.next_state(), {"at": 1})
        t.equal(waiting(t), [("s", {"id": 1})])
        target.send(record("s", id=2), state({"at": 2}), state({"at": 3}))
        t.equal(target.next_state(), {"at": 2})
        t.equal(len(waiting(t)), 2)
        t.equal(target.next_state(), {"at": 3})
        target.send(state(None))
        t.equal(target.next_state(), None)
        t.equal(target.end()[:2], (0, ""))


@scenario("a target that is told to stop stores what it has, tells its states, and says that it was stopped")
def stopped(t):
    for number in (signal.SIGTERM, signal.SIGINT):
        with Running(t) as target:
            target.send(schema("s", ["id"]), record("s", id=1), state(number))
            t.equal(target.next_state(), number)
            target.send(record("s", id=int(number)), state("late"))
            # What is in the pipe may be read or not; what is told must be stored.
            target.process.send_signal(number)
            code, out, err = target.end()
            t.holds(err, f"stopped by signal {int(number)} before the input has ended")
            t.equal(code > 0, True, f"exit code {code}")
            if out:
                t.equal(out, '"late"\n')
                t.holds(repr(waiting(t)), f"{{'id': {int(number)}}}")


@scenario("a target that is killed has told no state that is not stored")
def killed(t):
    rounds = 4 if SANITIZED else 12
    for count in range(rounds):
        with Running(t) as target:
            target.send(schema("s", ["id"]))
            for number in range(count * 3):
                target.send(record("s", id=number, round=count), state(number))
            if count % 2:
                target.next_state()
            target.process.kill()
            target.process.wait()
            told = target.process.stdout.read().decode().splitlines()
        if told:
            rows = [value for _, value in waiting(t) if value["round"] == count]
            t.equal(len(rows) > int(told[-1]), True, f"{told[-1]} was told, {len(rows)} rows are there")
    t.equal(t.pacta("check", json=True)["ok"], True)


@scenario("a state is passed on as it was received, byte by byte")
def states_as_received(t):
    text = '{"type": "STATE", "value": {"b":1,  "a": "\\u00e9 é", "n": 1.50}}\n{"value":[ ],"type":"STATE"}'
    t.equal(ingest(t, text=text).out, '{"b":1,  "a": "\\u00e9 é", "n": 1.50}\n[ ]\n')


@scenario("empty lines, other types and an input without messages are no failure")
def harmless(t):
    t.equal(ingest(t, text="").out, "")
    result = ingest(t, text="\n\r\n" + lines({"type": "LOG", "text": "x"}, state(1)))
    t.equal(result.out, "1\n")
    t.holds(result.err, "line 3: a message of type 'LOG' is passed over")


@scenario("BATCH, a version without number and lines that are too long are refused")
def refusals(t):
    t.refused("ingest", "--singer", stdin=lines(schema("s", []), {"type": "BATCH", "stream": "s"}),
              says="line 2: BATCH messages are not taken")
    t.refused("ingest", "--singer", stdin=lines(schema("s", []), {"type": "ACTIVATE_VERSION", "stream": "s"}),
              says="line 2: the ACTIVATE_VERSION message lacks 'version'")
    t.refused("ingest", "--singer", stdin=lines(state(1)) + "x" * (17 << 20), says="line 2: longer than 16 MiB")
    t.refused("ingest", stdin="", says="--singer", code=2)


@scenario("a mapping says which stream is which fact, and the newest word of a key counts")
def mapped(t):
    contract(t)
    text = lines(HOURS, record("hours", **hour(1)), record("hours", **hour(2)), state(1),
                 record("hours", **hour(1, seconds=1800)), state(2))
    ingest(t, "--mapping", mapping(t), text=text)
    t.equal(entries(t), [(1, 1800), (2, 3600)])
    ingest(t, "--mapping", mapping(t), text=lines(HOURS, record("hours", **hour(2, seconds=60))))
    t.equal(entries(t), [(1, 1800), (2, 60)])
    before = t.pacta("check", json=True)["head"]
    ingest(t, "--mapping", mapping(t), text=lines(HOURS, record("hours", **hour(2, seconds=60))))
    t.equal(t.pacta("check", json=True)["head"], before)
    t.equal(len(t.pacta("import", "list", json=True)["imports"]), 2, "a run that changes nothing is no import")


@scenario("a record that the mapping cannot read waits, and the others are taken")
def unreadable(t):
    contract(t)
    result = ingest(t, "--mapping", mapping(t),
                    text=lines(HOURS, record("hours", **hour(1, seconds="soon")), record("hours", **hour(2)), state(1)))
    t.equal(states(result), [1])
    t.equal(entries(t), [(2, 3600)])
    t.equal([value["seconds"] for _, value in waiting(t)], ["soon"])
    ingest(t, "--mapping", mapping(t), text=lines(HOURS, record("hours", **hour(1, seconds=5))))
    t.equal((entries(t), waiting(t)), ([(1, 5), (2, 3600)], []))


@scenario("records without a mapping are released when it is added")
def released(t):
    contract(t)
    ingest(t, text=lines(HOURS, record("hours", **hour(1)), record("hours", **hour(2, contract="UNKNOWN")),
                         schema("other", ["id"]), record("other", id=1), state(1)))
    t.equal((entries(t), len(waiting(t))), ([], 3))
    added = t.pacta("mapping", "add", mapping(t), json=True)
    t.equal(added, {"name": "hours", "outcome": "added", "tried": 2, "taken": 1, "waiting": 1})
    t.equal((entries(t), waiting(t)), ([(1, 3600)], [("other", {"id": 1})]))
    ingest(t, text=lines(HOURS, record("hours", **hour(1)), record("hours", **hour(3))))
    t.equal(entries(t), [(1, 3600), (3, 3600)], "sent again it is the same entry")


@scenario("records that waited are taken when a run is given their mapping")
def released_by_a_run(t):
    contract(t)
    ingest(t, text=lines(HOURS, record("hours", **hour(1)), record("hours", **hour(2))))
    result = ingest(t, "--mapping", mapping(t), text=lines(HOURS, record("hours", **hour(2, seconds=7))))
    t.holds(result.err, "2 records of the stream 'hours' had waited for its mapping: 2 taken, 0 wait on")
    t.equal((entries(t), waiting(t)), ([(1, 3600), (2, 7)], []))


@scenario("an activated version deletes what was not sent with it, in this run or before")
def versions(t):
    contract(t)
    own = mapping(t)

    def send(*messages):
        ingest(t, "--mapping", own, text=lines(HOURS, *messages))

    def activate(version):
        return {"type": "ACTIVATE_VERSION", "stream": "hours", "version": version}

    send(activate(1), *(record("hours", 1, **hour(number)) for number in (1, 2, 3)), activate(1))
    t.equal(entries(t), [(1, 3600), (2, 3600), (3, 3600)])
    send(activate(1), record("hours", 1, **hour(4)))
    t.equal(len(entries(t)), 4, "an incremental run keeps what it does not send")
    send(record("hours", 2, **hour(1)))
    t.equal(len(entries(t)), 4, "nothing goes before the version is activated")
    send(record("hours", 2, **hour(2)), record("hours", 2, **hour(9, contract="UNKNOWN")), activate(2))
    t.equal(entries(t), [(1, 3600), (2, 3600)])
    send(activate(3))
    t.equal((entries(t), t.pacta("quarantine", "list", "--rows", json=True)["rows"]), ([], []))
    send(record("hours", 3, **hour(9, contract="UNKNOWN")), record("hours", 3, **hour(1)))
    t.equal((entries(t), len(t.pacta("quarantine", "list", "--rows", json=True)["rows"])), ([(1, 3600)], 1))
    t.equal(t.pacta("check", json=True)["ok"], True)


@scenario("an activated version also takes what waits without a mapping")
def versions_without_mapping(t):
    activate = {"type": "ACTIVATE_VERSION", "stream": "s", "version": 2}
    ingest(t, text=lines(schema("s", ["id"]), schema("s2", ["id"]), record("s", 1, id=1), record("s", 2, id=2),
                         record("s2", 1, id=1), activate))
    t.equal(waiting(t), [("s", {"id": 2}), ("s2", {"id": 1})])


@scenario("records without keys are told apart by what they hold, and a replay does not double them")
def without_keys(t):
    contract(t)
    keyless = {**HOURS, "key_properties": []}
    text = lines(keyless, record("hours", **hour(1)), record("hours", **hour(1)), record("hours", **hour(2)), state(1))
    for _ in range(2):
        ingest(t, "--mapping", mapping(t), text=text)
        t.equal(len(t.pacta("entries", "HARBOUR-2009", json=True)["entries"]), 3)


@scenario("taps with streams of one name are kept apart by their source")
def sources(t):
    contract(t)
    for source in ("east", "west"):
        ingest(t, "--mapping", mapping(t), "--source", source, text=lines(HOURS, record("hours", **hour(1))))
    found = t.pacta("entries", "HARBOUR-2009", json=True)["entries"]
    t.equal(sorted(entry["source"] for entry in found), ["east", "west"])


@scenario("a run is listed once for each source, and can be taken back")
def undone(t):
    contract(t)
    for seconds in (3600, 60):
        ingest(t, "--mapping", mapping(t), text=lines(HOURS, schema("other", ["id"]), record("other", id=seconds),
                                                      record("hours", **hour(1, seconds=seconds)), state(1)))
    runs = t.pacta("import", "list", json=True)["imports"]
    t.equal(sorted((run["mapping"], run["source"]) for run in runs), [("singer", "singer")] * 2 + [("singer", "tracker")] * 2)
    newest = [run for run in runs if run["source"] == "tracker"][0]
    t.pacta("import", "undo", newest["id"])
    t.equal((entries(t), len(waiting(t))), ([(1, 3600)], 2))
    t.equal(t.pacta("check", json=True)["ok"], True)
    t.refused("ingest", "--singer", "--source", "a\tb", stdin="", says="a source's name is plain text", code=3)


@scenario("messages that come in pieces are put together")
def pieces(t):
    contract(t)
    with Running(t, "--mapping", str(mapping(t))) as target:
        target.send(HOURS)
        rest = b""
        for number in range(8):
            text = lines(record("hours", **hour(number, seconds=number + 1))).encode()
            # The state tells that all before its end is read: what follows comes as a piece of its own.
            target.process.stdin.write(rest + lines(state(number)).encode() + text[:20 * number])
            t.equal(target.next_state(), number)
            rest = text[20 * number:]
        target.process.stdin.write(rest.rstrip(b"\n"))
        t.equal(target.end()[:2], (0, ""))
    t.equal(entries(t), [(number, number + 1) for number in range(8)])


@scenario("own mappings are added, listed, shown, replaced and removed")
def own_mappings(t):
    path = mapping(t)
    t.pacta("mapping", "add", path)
    t.equal(t.pacta("mapping", "add", path, json=True)["outcome"], "unchanged")
    t.holds(t.pacta("mapping", "list").out, "hours of a tracker")
    t.equal(t.pacta("mapping", "show", "hours").out.strip(), path.read_text().strip())
    path.write_text(path.read_text().replace("a tracker", "the tracker"))
    t.refused("mapping", "add", path, says="--replace puts this one in its place", code=5)
    t.equal(t.pacta("mapping", "add", path, "--replace", json=True)["outcome"], "replaced")
    other = mapping(t, name="other")
    t.refused("mapping", "add", other, says="the mapping 'hours' reads the stream 'hours' already", code=5)
    t.pacta("mapping", "remove", "hours")
    t.refused("mapping", "remove", "hours", says="there is no mapping 'hours'")
    t.refused("mapping", "remove", "fpds", says="is built in", code=5)
    t.pacta("mapping", "add", other)
    t.refused("mapping", "add", t.write("broken.json", "{"), says="broken.json: line 1")
    t.refused("mapping", "add", mapping(t, name="fpds"), says="the built-in mapping 'fpds' has this name", code=5)


@scenario("what is given as a mapping of streams must be one")
def given_mappings(t):
    for name, says in (("fpds", "the mapping 'fpds' reads no stream"), ("missing", "there is no mapping 'missing'")):
        t.refused("ingest", "--singer", "--mapping", name, stdin="", says=says)
    contract(t)
    first, second = mapping(t), mapping(t, name="second")
    t.refused("ingest", "--singer", "--mapping", first, "--mapping", second, stdin=lines(HOURS),
              says="two mappings read the stream 'hours'")


if __name__ == "__main__":
    run()

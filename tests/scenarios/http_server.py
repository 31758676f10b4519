"""A running `pacta serve` for scenarios, and requests to it as bytes or as JSON.

    with Server(t) as server:
        answer = server.get("/api/v1/accounts")
        t.equal(answer.status, 200)
        server.post("/api/v1/accounts", {"name": "Harbour"})

The server is stopped at the end of the block, and must then end by itself with exit code 0.
"""

import contextlib
import dataclasses
import http.client
import json as json_reader
import os
import select
import signal
import socket
import subprocess
import time

from scenario import PACTA, SANITIZED, SANITIZER_SAYS

SLOW = 10 if SANITIZED else 1  # how much longer everything may take
PATIENCE = 20 * SLOW  # seconds after which something that must happen has not


@dataclasses.dataclass
class Answer:
    status: int
    headers: dict  # names in small letters
    body: bytes

    def header(self, name):
        return self.headers.get(name.lower())

    @property
    def json(self):
        return json_reader.loads(self.body)


def parse_answers(data):
    """All whole answers in the bytes of a connection, and what is left."""
    answers = []
    while b"\r\n\r\n" in data:
        head, rest = data.split(b"\r\n\r\n", 1)
        lines = head.decode("latin-1").split("\r\n")
        headers = {name.strip().lower(): value.strip() for name, value in (line.split(":", 1) for line in lines[1:])}
        status = int(lines[0].split()[1])
        length = 0 if status in (100, 304) else int(headers.get("content-length", 0))
        if len(rest) < length:
            break
        answers.append(Answer(status, headers, rest[:length]))
        data = rest[length:]
    return answers, data


class Wire:
    """A connection that sends and receives bytes as it is told."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.settimeout(PATIENCE)
        self.received = b""
        self.ended = False

    def send(self, data):
        """False where the other side has closed."""
        try:
            self.socket.sendall(data)
            return True
        except OSError:
            return False

    def _receive(self):
        try:
            data = self.socket.recv(65536)
        except ConnectionError:
            data = b""
        self.ended = self.ended or not data
        self.received += data

    def poll(self):
        """Takes what is there; whether the other side still has the connection open."""
        while not self.ended and select.select([self.socket], [], [], 0)[0]:
            self._receive()
        return not self.ended

    def read(self):
        """Everything up to the other side's end."""
        while not self.ended:
            self._receive()
        return self.received

    def read_until(self, piece, seconds=PATIENCE):
        """Everything up to `piece`, which is taken off; fails when it does not come in time."""
        deadline = time.monotonic() + seconds
        while piece not in self.received:
            left = deadline - time.monotonic()
            if left <= 0 or self.ended:
                raise AssertionError(f"{piece!r} did not come; got {self.received[-500:]!r}")
            if select.select([self.socket], [], [], left)[0]:
                self._receive()
        before, self.received = self.received.split(piece, 1)
        return before

    def answers(self):
        return parse_answers(self.read())[0]

    def close(self):
        self.socket.close()


class Server:
    def __init__(self, t, *options, db=None, env=None, prefix=()):
        self.log_path = t.dir / f"server-{time.monotonic_ns()}.log"
        self.command = [*prefix, PACTA, "--db", db or t.db, "--by", "Scenario", "serve", "--listen", "127.0.0.1:0",
                        *(str(option) for option in options)]
        with open(self.log_path, "wb") as log:
            self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=log, cwd=t.dir,
                                            stdin=subprocess.DEVNULL, env={**os.environ, **(env or {})})
        self.line = self.process.stdout.readline().decode()
        if not self.line.startswith("pacta serves http://127.0.0.1:"):
            self.process.kill()
            self.process.wait()
            raise AssertionError(f"the server does not start: {self.line!r} {self.log()}")
        self.port = int(self.line.rsplit(":", 1)[1])

    def __enter__(self):
        return self

    def __exit__(self, kind, _error, _trace):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
                if kind is None:
                    raise AssertionError(f"the server does not stop\n{self.log()}") from None
            if kind is None and self.process.returncode != 0:
                raise AssertionError(f"the server ended with {self.process.returncode}\n{self.log()}")
        self.process.stdout.close()
        if any(word in self.log() for word in SANITIZER_SAYS):
            raise AssertionError(self.log())

    def log(self):
        return self.log_path.read_text(encoding="utf-8", errors="replace")

    def log_lines(self):
        return [json_reader.loads(line) for line in self.log().splitlines()]

    def wire(self):
        return Wire(self.port)

    def raw(self, data):
        """Sends bytes on a new connection and returns the answers that come until it is closed."""
        with contextlib.closing(self.wire()) as wire:
            wire.send(data)
            return wire.answers()

    def request(self, method, path, body=None, headers=None, connection=None, timeout=PATIENCE):
        """One request; a body that is not bytes is sent as JSON."""
        own = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        given = {"Host": f"localhost:{self.port}", **(headers or {})}
        if body is not None and not isinstance(body, bytes):
            body = json_reader.dumps(body).encode()
            given.setdefault("Content-Type", "application/json")
        try:
            own.request(method, path, body=body, headers=given)
            got = own.getresponse()
            return Answer(got.status, {name.lower(): value for name, value in got.getheaders()}, got.read())
        finally:
            if connection is None:
                own.close()

    def get(self, path, **headers):
        return self.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    def post(self, path, body, **headers):
        return self.request("POST", path, body, {name.replace("_", "-"): value for name, value in headers.items()})

    def metric(self, name):
        """A value of /metrics by its whole name, with its labels; 0 where it is not there."""
        for line in self.get("/metrics").body.decode().splitlines():
            if line.rsplit(" ", 1)[0] == name:
                return float(line.rsplit(" ", 1)[1])
        return 0.0

    def memory(self):
        """Resident bytes."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as lines:
            return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS"))

    def spooled(self):
        """Bytes of files without a name that the server has open."""
        total = 0
        folder = f"/proc/{self.process.pid}/fd"
        for name in os.listdir(folder):
            with contextlib.suppress(OSError):
                if os.readlink(f"{folder}/{name}").endswith(" (deleted)"):
                    total += os.stat(f"{folder}/{name}").st_size
        return total


def within(seconds, what, check):
    """Asks until `check` gives something true, and returns that."""
    deadline = time.monotonic() + seconds
    while True:
        found = check()
        if found:
            return found
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds} s: {what}")
        time.sleep(0.01)

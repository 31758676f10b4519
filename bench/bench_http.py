"""The server beside the least that can answer HTTP: requests a second, p99, CPU; its start and its memory."""

import contextlib
import http.client
import os
import pathlib
import re
import signal
import subprocess
import tempfile
import time

from measure import PACTA, PROGRAMS, Row, run

SECONDS = 4
RUNS = 5
STARTS = 10
REQUESTS = 100_000
CLIENTS = 32
BODY = 20 * 1024  # bytes of the answer, about


class Process:
    """A server that prints its address or port on its first line."""

    def __init__(self, *command):
        self.process = subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, text=True)
        self.port = int(self.process.stdout.readline().strip().rsplit(":", 1)[-1])

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()
        self.process.stdout.close()

    def cpu(self):
        """Seconds of CPU so far."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self):
        """Resident KiB."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1])

    def get(self, path):
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.request("GET", path)
            answer = connection.getresponse()
            body = answer.read()
            if answer.status != 200:
                raise SystemExit(f"bench: {path} gave {answer.status}: {body[:200]}")
            return answer, body


@contextlib.contextmanager
def started(*command):
    server = Process(*command)
    try:
        yield server
    finally:
        server.stop()


def load(port, path, seconds):
    """What wrk says: (requests a second, p99 in ms, requests)."""
    told = run(["wrk", "-t1", f"-c{CLIENTS}", f"-d{seconds}s", "--latency", f"http://127.0.0.1:{port}{path}"])
    if "Non-2xx" in told or "Socket errors" in told:
        raise SystemExit(f"bench: wrk met errors\n{told}")
    amount, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", told).groups()
    p99 = float(amount) * {"us": 0.001, "ms": 1, "s": 1000}[unit]
    return float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1]), p99, int(re.search(r"(\d+) requests in", told)[1])


def address_of_size(server):
    """A list of contracts whose answer has about BODY bytes, and those bytes as a whole HTTP message."""
    best = None
    for limit in range(1, 43):
        path = f"/api/v1/contracts?limit={limit}"
        _, body = server.get(path)
        if best is None or abs(len(body) - BODY) < abs(len(best[1]) - BODY):
            best = (path, body)
    path, body = best
    answer, _ = server.get(path)
    head = "HTTP/1.1 200 OK\r\n" + "".join(f"{name}: {value}\r\n" for name, value in answer.getheaders()) + "\r\n"
    return path, head.encode() + body


def first_answer(db, path):
    """Milliseconds from the process's start to its first answer, here and on the network."""
    began = time.monotonic()
    with started(PACTA, "--db", db, "serve", "--listen", "127.0.0.1:0", "--log", "off") as server:
        server.get(path)
        return 1000 * (time.monotonic() - began)


def measure(tenth):
    seconds = SECONDS / 4 if tenth else SECONDS
    with tempfile.TemporaryDirectory() as folder:
        db, message = f"sqlite:{folder}/demo.db", f"{folder}/message"
        run([PACTA, "--db", db, "demo"])
        with started(PACTA, "--db", db, "serve", "--listen", "127.0.0.1:0", "--log", "off") as pacta:
            path, bytes_of_it = address_of_size(pacta)
            pathlib.Path(message).write_bytes(bytes_of_it)
            idle = pacta.memory()
            with started(PROGRAMS / "bench_http_floor", message) as floor:
                yield from rates({"floor": floor, "pacta": pacta}, path, max(1, round(seconds)), len(bytes_of_it))
        yield from starts(db, path)
        yield from memory(db, path, idle, REQUESTS // (10 if tenth else 1))


def rates(servers, path, seconds, size):
    names = {"floor": "a bare epoll loop", "pacta": "pacta serve, an answer kept by version"}
    rows = {}
    for key, name in names.items():
        scale = f"{size / 1024:.1f} KiB, {CLIENTS} clients"
        rows[key] = (Row(f"http_{key}", f"{name}: 1,000 requests", scale, "ms", items=1000),
                     Row(f"http_{key}_p99", f"{name}: p99", scale, "ms"))
    for _ in range(RUNS):  # in turns, so that a busy moment meets both
        for key, server in servers.items():
            before = server.cpu()
            per_second, p99, count = load(server.port, path, seconds)
            rows[key][0].values.append(1e6 / per_second)
            rows[key][0].cpu.append(1e6 * (server.cpu() - before) / count)
            rows[key][1].values.append(p99)
    for pair in rows.values():
        yield from pair


def starts(db, path):
    row = Row("http_first_answer", "pacta serve: start to first answer", "demo firm", "ms")
    for _ in range(STARTS):
        row.values.append(first_answer(db, path))
    yield row


def memory(db, path, idle, requests):
    yield Row("http_memory_idle", "pacta serve: memory, a few requests", "demo firm", "KiB", [idle])
    with started(PACTA, "--db", db, "serve", "--listen", "127.0.0.1:0", "--log", "off") as server:
        count = 0
        while count < requests:
            count += load(server.port, path, 1)[2]
            count += load(server.port, f"{path}&as_of=2010-01-0{count % 9 + 1}", 1)[2]
        yield Row("http_memory_after", "pacta serve: memory after", f"{requests:,} requests", "KiB", [server.memory()])

"""`pacta serve`: start and stop, what is refused before it is read, headers, pages, health, metrics, log."""

import contextlib
import gzip
import http.client
import json
import signal
import socket
import subprocess
import threading
import time

from http_server import PATIENCE, SLOW, Answer, Server, within
from scenario import PACTA, run, scenario

SECURITY = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                               "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; "
                               "frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
HOST = b"Host: localhost\r\n"


def secured(t, answer):
    for name, value in SECURITY.items():
        t.equal(answer.header(name), value, f"{name} of a {answer.status}")
    assert "camera=()" in answer.header("permissions-policy"), answer.headers


@scenario("it tells its address, answers, and ends with 0 in less than two seconds when it is told to")
def start_and_stop(t):
    for kind in (signal.SIGTERM, signal.SIGINT):
        with Server(t) as server:
            t.equal(server.get("/healthz").json, {"status": "ok", "version": t.pacta("version").out.split()[-1],
                                                  "store": "ok"})
            with contextlib.closing(server.wire()) as idle, contextlib.closing(server.wire()) as stream:
                idle.send(b"GET /healthz HTTP/1.1\r\n" + HOST + b"\r\n")
                idle.read_until(b"\r\n\r\n")
                stream.send(b"GET /api/v1/events HTTP/1.1\r\n" + HOST + b"\r\n")
                stream.read_until(b"event: hello")
                began = time.monotonic()
                server.process.send_signal(kind)
                t.equal(server.process.wait(PATIENCE), 0)
                assert time.monotonic() - began < 2 * SLOW
    # The store that it made is one.
    t.pacta("check")


@scenario("a port that is taken, and an address that others reach, are refused", engines=("sqlite",))
def refused_addresses(t):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        t.refused("serve", "--listen", f"127.0.0.1:{taken.getsockname()[1]}", says="another program does", code=7)
    for address in ("0.0.0.0:0", "[::]:0", "192.0.2.1:80", "example.org:80"):
        t.refused("serve", "--listen", address, says="not an address of this machine alone", code=2)
    for address in ("nowhere", "127.0.0.1:", "127.0.0.1:65536", "[::1:80", "localhost:x"):
        t.refused("serve", "--listen", address, says="is no address to listen at", code=2)
    t.refused("serve", "--header-timeout", 86401, says="at most 86400 seconds", code=2)
    t.refused("serve", "--upload-limit", 9223372036854775807, says="at most 1048576 MiB", code=2)
    t.refused("serve", db=f"sqlite:{t.dir}/no/folder.db", says="folder", code=4)


@scenario("it listens at localhost and at [::1], and prints the address as JSON when asked", engines=("sqlite",))
def other_addresses(t):
    for listen, host in (("localhost:0", "127.0.0.1"), ("127.1.2.3:0", "127.1.2.3"), ("[::1]:0", "::1")):
        command = [PACTA, "--db", t.db, "--json", "serve", "--log", "off", "--listen", listen]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            try:
                address = json.loads(process.stdout.readline())["address"]
                port = int(address.rsplit(":", 1)[1])
                connection = http.client.HTTPConnection(host, port, timeout=PATIENCE)
                connection.request("GET", "/healthz")
                t.equal(connection.getresponse().status, 200)
                connection.close()
            finally:
                process.terminate()
            t.equal(process.stderr.read(), b"", "--log off")
        t.equal(process.returncode, 0)


@scenario("running requests end before the server does; a second signal ends it at once", engines=("sqlite",))
def drained(t):
    body = json.dumps({"name": "Slowly"}).encode()
    head = b"POST /api/v1/accounts HTTP/1.1\r\n" + HOST + b"Content-Length: %d\r\nContent-Type: application/json\r\n\r\n"
    with Server(t) as server:
        with contextlib.closing(server.wire()) as wire:
            wire.send(head % len(body) + body[:5])
            within(PATIENCE, "the request has begun", lambda: server.metric("pacta_http_requests_in_flight") >= 2)
            server.process.send_signal(signal.SIGTERM)
            within(PATIENCE, "no new connections", lambda: not can_connect(server.port))
            wire.send(body[5:])
            t.equal(wire.answers()[0].status, 201)
        t.equal(server.process.wait(PATIENCE), 0)
    t.equal([account["name"] for account in t.pacta("account", "list", json=True)["accounts"]], ["Slowly"])
    with Server(t) as server:
        with contextlib.closing(server.wire()) as wire:
            wire.send(head % len(body) + body[:5])
            within(PATIENCE, "the request has begun", lambda: server.metric("pacta_http_requests_in_flight") >= 2)
            server.process.send_signal(signal.SIGTERM)
            within(PATIENCE, "no new connections", lambda: not can_connect(server.port))
            server.process.send_signal(signal.SIGTERM)
            t.equal(server.process.wait(PATIENCE), 128 + signal.SIGTERM)


def can_connect(port):
    try:
        with socket.create_connection(("127.0.0.1", port)):
            return True
    except OSError:
        return False


@scenario("every answer has the headers of security, also those to what is no request", engines=("sqlite",))
def security_headers(t):
    with Server(t) as server:
        for method, path, status in (
                ("GET", "/", 200), ("GET", "/contracts/a%2Fb", 200), ("GET", "/no/page", 404),
                ("GET", "/assets/none.js", 404), ("GET", "/healthz", 200), ("GET", "/metrics", 200),
                ("GET", "/api/v1/accounts", 200), ("GET", "/api/v1/nothing", 404),
                ("GET", "/api/v1/accounts/nobody", 404), ("DELETE", "/api/v1/accounts", 405),
                ("POST", "/contracts", 405), ("BREW", "/", 501), ("POST", "/api/v1/imports?file=x.csv", 411)):
            with contextlib.closing(http.client.HTTPConnection("127.0.0.1", server.port)) as connection:
                connection.putrequest(method, path, skip_accept_encoding=True)
                connection.endheaders()
                got = connection.getresponse()
                got.read()
                t.equal(got.status, status, f"{method} {path}")
                secured(t, Answer(got.status, {name.lower(): value for name, value in got.getheaders()}, b""))
        for data, status in (
                (b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n", 400),
                (b"GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", 421),
                (b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n", 414),
                (b"GET / HTTP/1.1\r\n" + HOST + b"X: " + b"a" * 34000 + b"\r\nConnection: close\r\n\r\n", 431),
                (b"GET /?" + b"a&" * 1000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", 400),
                (b"GET /a b HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n", 400),
                (b"GET http://localhost?x=/healthz HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n", 400),
                (b"GET / HTTP/1.1\r\n" + HOST + HOST + b"\r\n", 400),
                (b"POST /api/v1/accounts HTTP/1.1\r\n" + HOST + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", 400),
                (b"POST /api/v1/accounts HTTP/1.1\r\n" + HOST
                 + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", 400),
                (b"POST /api/v1/accounts HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: gzip\r\n\r\n", 400),
                (b"POST /api/v1/accounts HTTP/1.1\r\n" + HOST + b"Content-Length : 2\r\n\r\n{}", 400)):
            answers = server.raw(data)
            t.equal([answer.status for answer in answers], [status], data[:60].decode())
            secured(t, answers[0])
            t.equal(answers[0].header("content-type"), "application/problem+json")
            t.equal(answers[0].json["status"], status)
        whole = server.raw(b"GET http://localhost/healthz HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n")
        t.equal([(answer.status, answer.json["status"]) for answer in whole], [(200, "ok")])


@scenario("a page of another site can neither read nor write, whatever name it gives this machine", engines=("sqlite",))
def other_sites(t):
    with Server(t) as server:
        own = f"localhost:{server.port}"
        for host in (own, "localhost", f"127.0.0.1:{server.port}", "127.9.9.9", f"[::1]:{server.port}", "LOCALHOST"):
            t.equal(server.get("/api/v1/accounts", Host=host).status, 200, host)
        for host in ("evil.example", f"evil.example:{server.port}", "localhost.evil.example", "127.0.0.1.evil.example", "",
                     "localhost:x", "[::1", "10.0.0.1"):
            answer = server.get("/api/v1/accounts", Host=host)
            t.equal(answer.status, 421, host)
            t.equal(answer.json["code"], "host")
        for number, (headers, status) in enumerate((
                ({}, 201),
                ({"Origin": f"http://{own}"}, 201),
                ({"Origin": f"https://{own}"}, 403),
                ({"Origin": "http://evil.example"}, 403),
                ({"Origin": "null"}, 403),
                ({"Sec-Fetch-Site": "same-origin"}, 201),
                ({"Sec-Fetch-Site": "none"}, 201),
                ({"Sec-Fetch-Site": "same-site"}, 403),
                ({"Sec-Fetch-Site": "cross-site"}, 403),
                ({"Sec-Fetch-Site": "cross-site", "Origin": f"http://{own}"}, 403))):
            answer = server.request("POST", "/api/v1/accounts", {"name": f"N{number}"}, {"Host": own, **headers})
            t.equal(answer.status, status, headers)
        names = [account["name"] for account in t.pacta("account", "list", json=True)["accounts"]]
        t.equal(names, ["N0", "N1", "N5", "N6"])


@scenario("HEAD is answered as GET without its body, and If-None-Match with 304")
def conditional(t):
    t.pacta("account", "add", "Harbour")
    with Server(t) as server:
        for path in ("/api/v1/accounts", "/", "/favicon.svg", "/api/v1/openapi.json"):
            whole = server.get(path)
            head = server.request("HEAD", path)
            t.equal((head.status, head.body), (200, b""), path)
            t.equal(head.header("content-length"), str(len(whole.body)))
            t.equal(head.header("etag"), whole.header("etag"))
            etag = whole.header("etag")
            for given in (etag, f"W/{etag}".replace("W/W/", "W/"), f'"other", {etag}', "*"):
                again = server.get(path, If_None_Match=given)
                t.equal((again.status, again.body), (304, b""), f"{path} {given}")
                t.equal(again.header("etag"), etag)
                secured(t, again)
            t.equal(server.get(path, If_None_Match='"other"').status, 200)
        etag = server.get("/api/v1/accounts").header("etag")
        t.pacta("account", "add", "Elsewhere")
        changed = server.get("/api/v1/accounts", If_None_Match=etag)
        t.equal((changed.status, changed.json["total"]), (200, 2))


@scenario("an answer that was kept is never sent for a version of the store that has passed")
def kept_answers(t):
    with Server(t) as server:
        for count in range(1, 30):
            if count % 2:
                t.pacta("account", "add", f"A{count}")
            else:
                t.equal(server.post("/api/v1/accounts", {"name": f"A{count}"}).status, 201)
            for _ in range(3):
                t.equal(server.get("/api/v1/accounts").json["total"], count)
        assert server.metric("pacta_kept_answer_hits_total") >= 29, "nothing was kept"


@scenario("keep-alive and pipelined requests are answered in their order on one connection", engines=("sqlite",))
def pipelined(t):
    with Server(t) as server, contextlib.closing(server.wire()) as wire:
        body = json.dumps({"name": "Piped"}).encode()
        get = b"GET /api/v1/accounts HTTP/1.1\r\n" + HOST + b"\r\n"
        wire.send(get + b"POST /api/v1/accounts HTTP/1.1\r\n" + HOST
                  + b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body
                  + get + b"GET /healthz HTTP/1.1\r\n" + HOST + b"\r\nGET /none HTTP/1.1\r\n" + HOST
                  + b"Connection: close\r\n\r\n")
        answers = wire.answers()
        t.equal([answer.status for answer in answers], [200, 201, 200, 200, 404])
        t.equal([answers[0].json["total"], answers[2].json["total"]], [0, 1])
        within(PATIENCE, "it is closed", lambda: server.metric("pacta_connections") == 1)


@scenario("the pages are one shell; assets never change and come compressed to who takes that", engines=("sqlite",))
def pages(t):
    with Server(t) as server:
        shell = server.get("/")
        t.equal(shell.header("content-type"), "text/html; charset=utf-8")
        t.equal(shell.header("cache-control"), "no-cache")
        t.equal(shell.header("x-robots-tag"), "noindex")
        for path in ("/contracts", "/contracts/new", "/contracts/A%2FB%20%E2%9C%93", "/contracts/X/amend", "/report",
                     "/accounts", "/accounts/Harbour", "/fields", "/imports", "/imports/7", "/contracts?q=x"):
            page = server.get(path)
            t.equal((page.status, page.body), (200, shell.body), path)
        for path in ("/contracts/a/b/c", "/nothing", "/Contracts", "/index", "/imports/1/2", "/contracts//amend"):
            t.equal(server.get(path).status, 404, path)
        assets = {piece.split('"')[0] for piece in shell.body.decode().split('"/assets/')[1:]}
        assert assets, "the shell names no asset"
        for name in assets:
            plain = server.get(f"/assets/{name}", Accept_Encoding="identity")
            t.equal(plain.status, 200, name)
            t.equal(plain.header("cache-control"), "public, max-age=31536000, immutable")
            packed = server.get(f"/assets/{name}", Accept_Encoding="br;q=1.0, gzip;q=0.8")
            if packed.header("content-encoding") == "gzip":
                t.equal(gzip.decompress(packed.body), plain.body)
                t.equal(packed.header("vary"), "Accept-Encoding")
                assert packed.header("etag") != plain.header("etag")
                t.equal(server.get(f"/assets/{name}", Accept_Encoding="gzip;q=0").header("content-encoding"), None)
        t.equal(server.get("/assets/../index.html").status, 404)
        t.equal(server.get("/index.html.gz").status, 404)


@scenario("texts with HTML and script come back as texts, with a type that is not HTML")
def hostile_texts(t):
    name = "<script>alert('1')</script> \" & ' <b>bold</b>"
    text = name + "\u2028\u202e\n"
    with Server(t) as server:
        t.equal(server.post("/api/v1/accounts", {"name": name, "note": text}).status, 201)
        for spoof in ("a\u202eb", "a\u2028b", "a\nb", "..", " "):
            refused = server.post("/api/v1/accounts", {"name": spoof})
            t.equal((refused.status, refused.json["field"]), (422, "name"), repr(spoof))
        listed = server.get("/api/v1/accounts")
        t.equal(listed.header("content-type"), "application/json")
        t.equal(listed.json["accounts"][0]["name"], name)
        t.equal(listed.json["accounts"][0]["note"], text)
        unknown = server.get("/api/v1/accounts/%3Cscript%3Ealert(1)%3C%2Fscript%3E")
        t.equal((unknown.status, unknown.header("content-type")), (404, "application/problem+json"))
        missing = server.get("/%3Cscript%3Ealert(1)%3C/script%3E")
        assert b"<script>alert" not in missing.body
        report = server.get("/api/v1/history-report.csv")
        assert report.header("content-type").startswith("text/csv"), report.headers


@scenario("the log has a line for each request, and none tells what people look for", engines=("sqlite",))
def logged(t):
    with Server(t, "--log", "requests") as server:
        server.get("/api/v1/accounts?q=secret", Idempotency_Key="hush")
        server.get("/contracts/<b>%22?x=secret")
        server.post("/api/v1/accounts", {"name": "secret"})
        within(PATIENCE, "three requests are logged",
               lambda: sum(line["msg"] == "request" for line in server.log_lines()) == 3)
        lines = server.log_lines()
        t.equal([line["msg"] for line in lines], ["start", "request", "request", "request"])
        by_path = {(line["method"], line["path"]): line for line in lines[1:]}
        t.equal(set(by_path), {("GET", "/api/v1/accounts"), ("GET", "/contracts/<b>%22"), ("POST", "/api/v1/accounts")})
        first = by_path[("GET", "/api/v1/accounts")]
        t.equal((first["status"], first["operation"], first["level"]), (200, "listAccounts", "info"))
        assert first["ms"] >= 0 and first["bytes"] > 0 and first["ts"].endswith("Z") and first["id"], first
        assert "secret" not in server.log() and "hush" not in server.log()
    t.equal([line["msg"] for line in server.log_lines()][-1], "stop")


@scenario("who does not read the log loses lines; nobody waits for him, also not at the end", engines=("sqlite",))
def unread_log(t):
    command = [PACTA, "--db", t.db, "serve", "--log", "requests", "--listen", "127.0.0.1:0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        try:
            port = int(process.stdout.readline().decode().rsplit(":", 1)[1])
            with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
                for _ in range(2000):  # more lines than a pipe holds
                    connection.request("GET", "/" + "x" * 7000)
                    got = connection.getresponse()
                    got.read()
                    t.equal(got.status, 404)
            process.terminate()
            t.equal(process.wait(PATIENCE), 0)
        finally:
            process.kill()
        for line in process.stderr.read().splitlines():
            json.loads(line)


@scenario("metrics count requests by operation, method and status, and tell what is open", engines=("sqlite",))
def metrics(t):
    with Server(t) as server:
        for _ in range(3):
            server.get("/api/v1/accounts")
        server.get("/api/v1/accounts/nobody")
        server.get("/contracts")
        with contextlib.closing(server.wire()) as stream:
            stream.send(b"GET /api/v1/events HTTP/1.1\r\n" + HOST + b"\r\n")
            stream.read_until(b"event: hello")
            t.equal(server.metric("pacta_event_streams"), 1.0)
        for name, value in (
                ('pacta_http_requests_total{operation="listAccounts",method="GET",status="200"}', 3),
                ('pacta_http_requests_total{operation="page",method="GET",status="200"}', 1),
                ('pacta_http_request_duration_seconds_count{operation="listAccounts"}', 3),
                ('pacta_http_request_duration_seconds_bucket{operation="listAccounts",le="+Inf"}', 3),
                ("pacta_store_reachable", 1)):
            t.equal(server.metric(name), float(value), name)
        text = server.get("/metrics")
        assert text.header("content-type").startswith("text/plain; version=0.0.4"), text.headers
        assert server.metric("pacta_process_resident_memory_bytes") > 1e6
        for line in text.body.decode().splitlines():
            if not line.startswith("#"):
                float(line.rsplit(" ", 1)[1])


@scenario("500 requests at once, reading and writing, are all answered")
def many_at_once(t):
    count, failures, lock = 500, [], threading.Lock()
    with Server(t) as server:
        t.pacta("account", "add", "Harbour")
        gate = threading.Barrier(count)

        def ask(number):
            try:
                with contextlib.closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)) as connection:
                    connection.connect()
                    gate.wait(60)
                    if number % 10:
                        answer = server.request("GET", f"/api/v1/accounts?limit={number % 50 + 1}", connection=connection)
                    else:
                        answer = server.request("POST", "/api/v1/accounts", {"name": f"N{number}"}, connection=connection)
                assert answer.status == (200 if number % 10 else 201), answer
            except Exception as error:  # pylint: disable=broad-except
                with lock:
                    failures.append(f"{number}: {error!r}")

        threads = [threading.Thread(target=ask, args=(number,)) for number in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        t.equal(failures, [])
        t.equal(server.get("/api/v1/accounts").json["total"], 1 + count // 10)


if __name__ == "__main__":
    run()

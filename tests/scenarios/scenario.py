"""Scenarios: they drive the built binary as a person would, once per engine, and print TAP.

    from scenario import run, scenario

    @scenario("a contract that was added is listed")
    def listed(t):
        t.pacta("account", "add", "Harbour")
        t.equal(t.pacta("account", "list", json=True), [...])

    if __name__ == "__main__":
        run()

The label is a sentence. Each case has a new folder `t.dir`, and a new, empty store `t.db` on `t.engine`.
`engines=("sqlite",)` limits a case to an engine; `engines=()` runs it once, without a store.

The environment (tools/run-tests sets it): PACTA_BIN the binary (default build/pacta), PACTA_TEST_PG the URL
of a PostgreSQL server (tools/pg-run), PACTA_ENGINES the engines to use (default: those there are),
PACTA_SHARED the folder with the real data, PACTA_SANITIZED is set when the binary is slow and maps much
address space. Words on a script's command line choose the cases whose label holds one of them.
"""

import dataclasses
import json as json_reader
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import traceback

ROOT = pathlib.Path(__file__).resolve().parents[2]
PACTA = os.environ.get("PACTA_BIN") or str(ROOT / "build" / "pacta")
SERVER = os.environ.get("PACTA_TEST_PG", "")
SHARED = pathlib.Path(os.environ.get("PACTA_SHARED") or ROOT.parent / "shared")
SANITIZED = bool(os.environ.get("PACTA_SANITIZED"))
SANITIZER_SAYS = ("Sanitizer: ", "runtime error: ")

_cases = []
_databases_made = 0


class Skip(Exception):
    """Raised by a case that cannot run here; says why."""


@dataclasses.dataclass
class Result:
    code: int  # exit code; negative: the signal that ended it
    out: str
    err: str


def scenario(label, engines=("sqlite", "postgres")):
    def register(function):
        _cases.append((label, engines, function))
        return function
    return register


class Case:
    def __init__(self, engine, folder):
        self.engine = engine
        self.dir = pathlib.Path(folder)
        self.db = new_store(engine, self.dir) if engine else ""

    def pacta(self, *arguments, db=None, check=True, json=False, stdin=None, env=None, timeout=600):
        """Runs pacta on the case's store, or on `db` ("" for no --db).

        check   True: it must exit with 0; a number: with that; False: however it likes
        json    adds --json and returns what was printed, parsed (amounts are strings in it)
        stdin   text or bytes
        Returns a Result where json is False.
        """
        url = self.db if db is None else db
        command = [PACTA] + (["--db", url] if url else []) + [str(argument) for argument in arguments]
        if json:
            command.append("--json")
        given = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run(command, cwd=self.dir, env={**os.environ, **(env or {})}, timeout=timeout,
                              capture_output=True, check=False,
                              **({"input": given} if given is not None else {"stdin": subprocess.DEVNULL}))
        result = Result(done.returncode, done.stdout.decode("utf-8", "replace"),
                        done.stderr.decode("utf-8", "replace"))
        told = f"{command}\nexit code {result.code}\n{result.out}{result.err}"
        if any(word in result.err for word in SANITIZER_SAYS):
            raise AssertionError(f"a sanitizer stopped {told}")
        if check is not False and result.code != int(check is not True and check):
            raise AssertionError(f"unexpected exit of {told}")
        if not json:
            return result
        try:
            return json_reader.loads(result.out)
        except ValueError as error:
            raise AssertionError(f"no JSON ({error}) from {told}") from None

    def refused(self, *arguments, says, code=None, **options):
        """Runs pacta, which must fail with an error that holds `says` (and exit with `code`); returns its Result."""
        result = self.pacta(*arguments, check=False, **options)
        if result.code <= 0 or (code is not None and result.code != code) or says not in result.err:
            raise AssertionError(f"pacta {arguments} should fail saying {says!r}"
                                 f"{'' if code is None else f' with exit code {code}'}; got {result}")
        return result

    def sql(self, statement):
        """Runs SQL on the store beside pacta; returns rows of texts, NULL as an empty text."""
        if self.engine == "sqlite":
            command = ["sqlite3", "-bail", "-ascii", self.db.removeprefix("sqlite:"), statement]
        else:
            command = ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-F", "\x1f", "-R", "\x1e",
                       "-c", statement, self.db]
        done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
        if done.returncode:
            raise AssertionError(f"{statement}\n{done.stderr}")
        return [row.split("\x1f") for row in done.stdout.strip("\x1e\n").split("\x1e") if row]

    def write(self, name, content):
        """Makes a file in the case's folder and returns its path."""
        path = self.dir / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def shared(self, name):
        """A file of the real data; the case is skipped where that is absent."""
        path = SHARED / "data" / name
        if not path.exists():
            raise Skip(f"the real data are not here: {name}")
        return path

    def equal(self, got, wanted, what=""):
        if got != wanted:
            raise AssertionError(f"{what + ': ' if what else ''}got\n  {got!r}\nwanted\n  {wanted!r}")

    def holds(self, text, piece):
        if piece not in text:
            raise AssertionError(f"{piece!r} is not in\n{text}")


def new_store(engine, folder):
    """The URL of a store that does not exist yet (SQLite) or is empty (PostgreSQL)."""
    global _databases_made
    if engine == "sqlite":
        return f"sqlite:{folder}/pacta.db"
    _databases_made += 1
    name = f"case_{os.getpid()}_{_databases_made}"
    _psql(f"CREATE DATABASE {name} TEMPLATE template0")
    return SERVER.replace("///postgres?", f"///{name}?", 1)


def drop_store(url):
    if url and not url.startswith("sqlite:"):
        _psql(f"DROP DATABASE IF EXISTS {url.split('///', 1)[1].split('?', 1)[0]} WITH (FORCE)")


def _psql(statement):
    done = subprocess.run(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-c", statement, SERVER],
                          capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise AssertionError(f"{statement}: {done.stderr}")


class Gate:
    """A door before the PostgreSQL server. While it is shut, the server has gone away for who uses `gate.url`."""

    def __init__(self, url):
        server = url.split("host=", 1)[1].split("&", 1)[0]
        self.server = f"{server}/.s.PGSQL.5432"
        self.folder = tempfile.mkdtemp(dir="/tmp")  # a socket's path must be short
        self.url = url.replace(f"host={server}", f"host={self.folder}", 1)
        self.open_ends, self.lock, self.listener = set(), threading.Lock(), None
        self.open()

    def open(self):
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(f"{self.folder}/.s.PGSQL.5432")
        listener.listen()
        self.listener = listener
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()

    def shut(self):
        """Ends every connection at once and takes no new one."""
        os.unlink(f"{self.folder}/.s.PGSQL.5432")
        listener, self.listener = self.listener, None
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        with self.lock:
            for end in self.open_ends:
                _shut_down(end)

    def close(self):
        if self.listener:
            self.shut()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _accept(self, listener):
        while True:
            try:
                client = listener.accept()[0]
                server = socket.socket(socket.AF_UNIX)
                server.connect(self.server)
            except OSError:
                return
            with self.lock:
                self.open_ends |= {client, server}
            for source, target in ((client, server), (server, client)):
                threading.Thread(target=self._pump, args=(source, target), daemon=True).start()

    def _pump(self, source, target):
        try:
            while data := source.recv(65536):
                target.sendall(data)
        except OSError:
            pass
        _shut_down(source)
        _shut_down(target)


def _shut_down(end):
    try:
        end.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass


def _engines_here():
    chosen = os.environ.get("PACTA_ENGINES", "").replace(",", " ").split()
    return chosen or ["sqlite"] + (["postgres"] if SERVER else [])


def _run_case(function, engine):
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        case = Case(engine, folder)
        try:
            function(case)
        finally:
            drop_store(case.db)


def run():
    """Runs the registered cases and exits: 0 when none failed."""
    sys.stdout.reconfigure(encoding="utf-8", errors="replace", line_buffering=True)
    words = sys.argv[1:]
    here = _engines_here()
    plan = [(label, engine, function) for label, engines, function in _cases
            if not words or any(word in label for word in words)
            for engine in ([engine for engine in here if engine in engines] if engines else [""])]
    failures = 0
    print(f"1..{len(plan)}")
    for number, (label, engine, function) in enumerate(plan, 1):
        title = f"{number} - {label}" + (f" [{engine}]" if engine else "")
        try:
            _run_case(function, engine)
            print(f"ok {title}")
        except Skip as reason:
            print(f"ok {title} # SKIP {reason}")
        except Exception:  # pylint: disable=broad-except
            failures += 1
            print(f"not ok {title}")
            print("\n".join(f"# {line}" for line in traceback.format_exc().splitlines()))
    sys.exit(1 if failures else 0)

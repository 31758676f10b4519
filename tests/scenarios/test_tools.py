"""The tools that tests and build rely on: a runner that missed a failure would make every test worthless."""

import os
import pathlib
import subprocess

from scenario import ROOT, SERVER, Skip, run, scenario

PASSES = "printf '1..1\\nok 1 - fine\\n'"


def run_suite(t, script, kind="unit", **env):
    """Runs one suite, a shell script, by tools/run-tests; returns its exit code and what it printed."""
    path = t.dir / "build" / "tests" / kind / "test_probe"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n" + script + "\n", encoding="utf-8")
    path.chmod(0o755)
    done = subprocess.run([str(ROOT / "tools" / "run-tests"), "--build", str(t.dir / "build"), f"{kind} probe"],
                          capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
                          env={**os.environ, **env})
    return done.returncode, done.stdout + done.stderr


def judged(label, script, code, last, *pieces):
    @scenario(label, engines=())
    def case(t):
        got, out = run_suite(t, script)
        t.equal((got, out.splitlines()[-1]), (code, last), out)
        for piece in pieces:
            t.holds(out, piece)


judged("a suite whose cases pass is counted", PASSES, 0, "1 passed, 0 failed")
judged("skipped cases are counted apart and named",
       "printf '1..2\\nok 1 - fine\\nok 2 - dark # SKIP no lamp\\n'", 0, "1 passed, 0 failed, 1 skipped",
       "skipped: dark : no lamp")
judged("a case that fails is named, with what it printed",
       "printf '1..2\\nok 1 - fine\\nnot ok 2 - sums add up\\n# 3 is not 4\\n'; exit 1", 1, "1 passed, 1 failed",
       "failed: sums add up", "| # 3 is not 4")
judged("a case that fails fails the run even if the suite exits with 0",
       "printf '1..1\\nnot ok 1 - sums add up\\n'", 1, "0 passed, 1 failed")
judged("a failure on the error stream counts, as cmocka prints it there",
       "printf '1..1\\n'; printf 'not ok 1 - sums add up\\n' >&2", 1, "0 passed, 1 failed")
judged("a suite that exits with an error after good cases fails", PASSES + "; exit 3", 1, "1 passed, 1 failed",
       "the suite exited with 3")
judged("a suite that crashes fails", PASSES + "; kill -ABRT $$", 1, "1 passed, 1 failed",
       "the suite was ended by SIGABRT")
judged("a suite that stops before its plan fails", "printf '1..3\\nok 1 - fine\\n'", 1, "1 passed, 1 failed",
       "only 1 of 3 cases ran")
judged("a suite that prints no case fails", "echo hello", 1, "0 passed, 1 failed", "the suite printed no case")


@scenario("what a suite leaves running is ended with it", engines=())
def left_behind(t):
    code, out = run_suite(t, f"sleep 1000 & echo $! >{t.dir}/pid; {PASSES}")
    t.equal(code, 0, out)
    status = pathlib.Path("/proc", (t.dir / "pid").read_text(encoding="ascii").strip(), "stat")
    state = status.read_text(encoding="ascii").rsplit(")", 1)[1].split()[0] if status.exists() else "gone"
    t.equal(state in ("gone", "Z", "X"), True, f"the process it left is in state {state}")


@scenario("a suite that does not end is ended, and fails", engines=())
def endless(t):
    code, out = run_suite(t, PASSES + "; sleep 1000", PACTA_SUITE_SECONDS="1")
    t.equal((code, out.splitlines()[-1]), (1, "1 passed, 1 failed"), out)
    t.holds(out, "the suite did not end within 1 s")


@scenario("a store suite runs on each engine, and its absence on PostgreSQL is a failure", engines=())
def both_engines(t):
    script = 'echo "1..1"; echo "ok 1 - ${PACTA_TEST_DB%%:*}"; test "$PACTA_TEST_DB"'
    code, out = run_suite(t, script, kind="store", PACTA_TEST_PG="")
    t.equal((code, out.splitlines()[-1]), (1, "1 passed, 1 failed"), out)
    t.holds(out, "PACTA_TEST_PG is not set")
    if not SERVER:
        raise Skip("no PostgreSQL server")
    code, out = run_suite(t, script, kind="store")
    t.equal((code, out.splitlines()[-1]), (0, "2 passed, 0 failed"), out)


@scenario("words that choose no suite are a failure, not a success of nothing", engines=())
def nothing_chosen(t):
    done = subprocess.run([str(ROOT / "tools" / "run-tests"), "--build", str(t.dir), "no such suite"],
                          capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    t.equal((done.returncode, done.stdout.splitlines()[-1]), (1, "0 passed, 1 failed"))


@scenario("any byte can be embedded, files are sorted, and a NUL follows each", engines=())
def embedded(t):
    folder = t.dir / "files"
    files = [("a.sql", b""), ("b.sql", bytes(range(256))), ("deep/c.sql", "“quoted” \\ ??/\n".encode())]
    (folder / "deep").mkdir(parents=True)
    for name, data in [("left.out", b"x"), *files]:
        (folder / name).write_bytes(data)
    t.write("all.h", '#include "base/embed.h"\nextern const EmbeddedFiles all;\n')
    t.write("main.c", '#include <stdio.h>\n#include "all.h"\nint main(void)\n{\n'
                      '\tfor (size_t i = 0; i < all.len; i++) {\n'
                      '\t\tprintf("%s %zu %d ", all.at[i].name, all.at[i].len, all.at[i].bytes[all.at[i].len]);\n'
                      '\t\tfor (size_t at = 0; at < all.at[i].len; at++)\n'
                      '\t\t\tprintf("%02x", (unsigned)(unsigned char)all.at[i].bytes[at]);\n'
                      '\t\tputchar(10);\n\t}\n\treturn 0;\n}\n')
    subprocess.run([str(ROOT / "tools" / "embed"), "all", "all.h", str(folder), ".sql", str(t.dir / "all.c")],
                   check=True)
    subprocess.run(["cc", "-std=c17", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Werror", "-funsigned-char",
                    "-I", str(ROOT / "src"), "-I", str(t.dir), "-o", str(t.dir / "probe"),
                    str(t.dir / "all.c"), str(t.dir / "main.c")], check=True)
    done = subprocess.run([str(t.dir / "probe")], capture_output=True, text=True, check=True)
    t.equal(done.stdout.splitlines(), [f"{name} {len(data)} 0 {data.hex()}" for name, data in files])


@scenario("pg-run gives the exit code of its command, and leaves no server and no folder", engines=())
def server_stops(t):
    done = subprocess.run([str(ROOT / "tools" / "pg-run"), "sh", "-c",
                           'psql -X -A -t -c "SHOW data_directory" "$PACTA_TEST_PG"; exit 7'],
                          capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    t.equal(done.returncode, 7, done.stderr)
    data = done.stdout.strip()
    t.equal((data.endswith("/data"), os.path.exists(data), os.path.exists(os.path.dirname(data))),
            (True, False, False), data)


if __name__ == "__main__":
    run()

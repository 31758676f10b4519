"""How soon the binary answers, and how large it is."""

import os
import shutil
import tempfile

from measure import PACTA, Row, add_run, run

RUNS = 20


def measure(_tenth):
    with tempfile.TemporaryDirectory() as folder:
        db = f"sqlite:{folder}/demo.db"
        run([PACTA, "--db", db, "demo"])
        for key, work, command in (
                ("start_nothing", "starting a program that does nothing", [shutil.which("true")]),
                ("start_version", "pacta version", [PACTA, "version"]),
                ("start_list", "pacta contract list, demo firm", [PACTA, "--db", db, "contract", "list"])):
            row = Row(key, work, "process start to end", "ms")
            for _ in range(RUNS):
                add_run(row, command)
            yield row
        stripped = f"{folder}/pacta"
        run(["strip", "-o", stripped, PACTA])
        yield Row("size_stripped", "binary, stripped", "", "KiB", [os.path.getsize(stripped) / 1024])
        yield Row("size", "binary with its symbols", "", "KiB", [os.path.getsize(PACTA) / 1024])

"""The library and the oracle answer alike: tests/oracle/generate.py makes histories, the program
tests/differential compares.

The program is PACTA_DIFFERENTIAL, else that beside PACTA_BIN. PACTA_DIFFERENTIAL_SEED (a number) runs
another seed and PACTA_DIFFERENTIAL_COUNT more contracts of it:

    PACTA_DIFFERENTIAL_SEED=$RANDOM PACTA_DIFFERENTIAL_COUNT=20000 python3 tests/scenarios/test_differential.py
"""

import os
import pathlib
import re
import subprocess
import sys

from scenario import PACTA, ROOT, run, scenario

PROGRAM = os.environ.get("PACTA_DIFFERENTIAL") or str(
    pathlib.Path(PACTA).parent / "tests" / "differential" / "differential")
SEED = int(os.environ.get("PACTA_DIFFERENTIAL_SEED", "2011"))
COUNT = int(os.environ.get("PACTA_DIFFERENTIAL_COUNT", "400"))
AGREED = re.compile(r"^ok \d+ - (\d+) cases of ", re.MULTILINE)


def agree(label, seed, count, *options):
    """A case: `count` generated lines, on each of which both must give the same answers."""
    @scenario(f"{label} (seed {seed}, {count} lines)", engines=())
    def agreed(t):
        cases = t.dir / "cases.jsonl"
        subprocess.run([sys.executable, "-B", str(ROOT / "tests" / "oracle" / "generate.py"), "--seed", str(seed),
                        "--count", str(count), *options, "--out", str(cases)], check=True)
        done = subprocess.run([PROGRAM, str(cases)], capture_output=True, text=True, check=False)
        if done.returncode:
            differences = "".join(line for line in done.stdout.splitlines(True) if not line.startswith("ok "))
            raise AssertionError(f"exit code {done.returncode}\n{differences}{done.stderr}")
        t.equal(sum(int(found) for found in AGREED.findall(done.stdout)), count, "cases that agree")


for _n in range(4):
    agree("a short history has the oracle's snapshots, periods, warnings, report and lifetime value",
          SEED + _n, COUNT)
agree("a long history has the oracle's answers", SEED, max(1, COUNT // 10), "--size", "40")
agree("a portfolio has the oracle's movements and retention", SEED, COUNT, "--portfolio")


@scenario("the comparison finds a wrong figure and names its place", engines=())
def found(t):
    cases = t.dir / "cases.jsonl"
    subprocess.run([sys.executable, "-B", str(ROOT / "tests" / "oracle" / "generate.py"), "--seed", "1",
                    "--count", "1", "--out", str(cases)], check=True)
    right = cases.read_text(encoding="utf-8")
    wrong = right.replace('"warnings":[', '"warnings":["no_luck",', 1)
    cases.write_text(wrong, encoding="utf-8")
    done = subprocess.run([PROGRAM, str(cases)], capture_output=True, text=True, check=False)
    t.equal(done.returncode, 1, "exit code")
    t.holds(done.stdout, "# 1/0: expect/0/warnings/0\n#   expected \"no_luck\"\n")
    t.holds(done.stdout, "not ok 1 - 1 of 1 cases of ")


if __name__ == "__main__":
    run()

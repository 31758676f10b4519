"""Documents of contracts: stored, listed, saved again, removed, and proved by check."""

import hashlib
import os
import random

from scenario import run, scenario

KEY = "A/ä|1"


def contract(t, key=KEY):
    t.pacta("account", "add", "Harbour", check=False)  # it may be there already
    t.pacta("contract", "add", key, "--account", "Harbour", "--currency", "USD", "--set", "starts_on=2024-01-01",
            "--set", "annual_value=1000")


def documents(t, key=KEY):
    return t.pacta("document", "list", key, json=True)["documents"]


@scenario("a document is stored, listed, saved and printed as it was")
def stored(t):
    contract(t)
    content = random.Random(3).randbytes(700_001)
    added = t.pacta("--by", "anna", "document", "add", KEY, t.write("offer ä.pdf", content), "--type", "application/pdf",
                    json=True)
    t.equal({name: added[name] for name in ("name", "type", "bytes", "sha256", "created_by", "removed_at", "reason")},
            {"name": "offer ä.pdf", "type": "application/pdf", "bytes": 700_001,
             "sha256": hashlib.sha256(content).hexdigest(), "created_by": "anna", "removed_at": None, "reason": None})
    t.pacta("document", "add", KEY, t.write("b", "second"), "--name", "letter.txt")
    listed = t.pacta("document", "list", KEY, json=True)
    t.equal(([each["name"] for each in listed["documents"]], listed["total"]), (["letter.txt", "offer ä.pdf"], 2))
    t.equal(listed["documents"][1], added)
    t.equal(listed["documents"][0]["type"], "application/octet-stream")
    shown = t.pacta("document", "list", KEY).out
    t.holds(shown, "700,001")
    t.holds(shown, "letter.txt")

    saved = t.pacta("document", "get", KEY, added["id"], "--output", t.dir / "saved.pdf", json=True)
    t.equal(saved, added)
    t.equal((t.dir / "saved.pdf").read_bytes(), content)
    t.equal(sorted(path.name for path in t.dir.iterdir() if "part" in path.name), [])
    t.equal(t.pacta("document", "get", KEY, listed["documents"][0]["id"]).out, "second")
    checked = t.pacta("check", json=True)
    t.equal((checked["ok"], checked["documents"]), (True, 2))


@scenario("a removed document leaves a tombstone, and its bytes are gone from the store")
def removed(t):
    contract(t)
    mark = "a sentence that stands nowhere else "
    document = t.pacta("document", "add", KEY, t.write("a.txt", mark * 20_000), json=True)["id"]
    t.refused("document", "remove", KEY, document, says="--reason", code=2)
    t.refused("document", "remove", KEY, document, "--reason", " ", says="needs a reason", code=3)
    gone = t.pacta("--by", "bo", "document", "remove", KEY, document, "--reason", "wrong <file>", json=True)
    t.equal((gone["removed_by"], gone["reason"], gone["bytes"]), ("bo", "wrong <file>", len(mark) * 20_000))
    t.equal(documents(t), [gone])
    t.holds(t.pacta("document", "list", KEY).out, "by bo: wrong <file>")
    for command in (("get", KEY, document), ("remove", KEY, document, "--reason", "x")):
        t.refused("document", *command, says="was removed by bo", code=5)
    t.equal(t.sql("SELECT COUNT(*) FROM document_chunk"), [["0"]])
    t.equal(t.pacta("check", json=True)["documents"], 0)
    if t.engine == "sqlite":
        t.sql("PRAGMA wal_checkpoint(TRUNCATE)")
        assert mark.encode() not in (t.dir / "pacta.db").read_bytes(), "the bytes are still in the file"


@scenario("what is no document is refused, and nothing is left of it")
def refused(t):
    contract(t)
    file = t.write("a.txt", "x" * ((1 << 20) + 1))
    t.refused("document", "add", "B", file, says="there is no contract 'B'", code=4)
    t.refused("document", "add", KEY, t.dir, says="is not a file", code=3)
    t.refused("document", "add", KEY, t.dir / "none", says="No such file", code=6)
    t.refused("document", "add", KEY, t.write("empty", ""), says="is empty", code=3)
    for name in ("a/b", "a\\b", "a\nb", "n" * 256, "..", "a\u202efdp.exe"):
        t.refused("document", "add", KEY, file, "--name", name, says="the name of a document", code=3)
    t.pacta("setting", "set", "document_limit_mib", "1")
    t.refused("document", "add", KEY, file, says="has 1.1 MiB, a document at most 1 MiB", code=3)
    t.refused("setting", "set", "document_limit_mib", "1025", says="1 to 1024", code=3)
    big = t.dir / "big"
    with open(big, "wb") as sparse:
        sparse.truncate(10 << 30)
    t.refused("document", "add", KEY, big, says="never has more than 1024", code=3)
    t.equal(documents(t), [])
    t.refused("document", "get", KEY, 7, says="has no document 7", code=4)
    t.refused("document", "get", KEY, 7, "--json", says="--output", code=2)
    t.equal(t.sql("SELECT COUNT(*) FROM document_chunk"), [["0"]])


@scenario("a failed save leaves what was there")
def failed_save(t):
    contract(t)
    document = t.pacta("document", "add", KEY, t.write("a.txt", "stored"), json=True)["id"]
    kept = t.write("kept.txt", "mine")
    t.sql("UPDATE document SET bytes = 7")
    t.refused("document", "get", KEY, document, "--output", kept, says="its size is not", code=8)
    t.equal((kept.read_text(), os.path.exists(f"{kept}.part")), ("mine", False))
    t.sql("UPDATE document SET bytes = 6")
    t.pacta("document", "get", KEY, document, "--output", kept)
    t.equal(kept.read_text(), "stored")
    t.refused("document", "get", KEY, document, "--output", t.dir, says="is not a file", code=6)
    t.refused("document", "get", KEY, document, "--output", t.dir / "none" / "x", says="cannot be made", code=6)


@scenario("check names the contract and the document whose bytes were changed")
def harmed(t):
    contract(t)
    contract(t, "B")
    t.pacta("document", "add", "B", t.write("b.txt", "of B"))
    t.pacta("document", "add", KEY, t.write("a.txt", "stored"))
    blob = "x'53746f726564'" if t.engine == "sqlite" else "'\\x53746f726564'::bytea"
    t.sql(f"UPDATE document_chunk SET content = {blob} WHERE length(content) = 6")
    found = t.pacta("check", json=True, check=8)
    t.equal((found["ok"], len(found["findings"])), (False, 1))
    t.holds(found["findings"][0], f"contract '{KEY}'")
    t.holds(found["findings"][0], "('a.txt'): its bytes are not what was stored")


if __name__ == "__main__":
    run()

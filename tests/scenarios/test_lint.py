"""The project's own checks: the tree passes them, and each rule rejects what breaks it."""

import subprocess

from scenario import ROOT, run, scenario


def check(tool, root=None):
    done = subprocess.run([str(ROOT / "tools" / tool)] + ([str(root)] if root else []),
                          capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    if done.stderr:
        raise AssertionError(done.stderr)
    return done.returncode, done.stdout


def reject(label, tool, files, *says):
    """A case: `tool` must fail on a project of these files, with one line for each of `says`."""
    @scenario(label, engines=())
    def rejected(t):
        lay(t, files)
        code, out = check(tool, t.dir)
        t.equal(code, 1, f"exit code of {tool}, which said {out!r}")
        lines = out.splitlines()
        t.equal(len(lines), len(says), f"complaints {lines}")
        for line, piece in zip(lines, says):
            t.holds(line, piece)


def accept(label, tool, files):
    @scenario(label, engines=())
    def accepted(t):
        lay(t, files)
        t.equal(check(tool, t.dir), (0, ""), tool)


def lay(t, files):
    for name, content in files.items():
        (t.dir / name).parent.mkdir(parents=True, exist_ok=True)
        t.write(name, content)


for _tool in ("check-layers", "check-sql", "check-words"):
    @scenario(f"this project passes {_tool}", engines=())
    def passes(t, tool=_tool):
        t.equal(check(tool), (0, ""), tool)

# --- check-layers ---------------------------------------------------------------------------------

BASE = {"src/base/err.h": "", "src/base/err.c": '#include "base/err.h"\n#include <stdio.h>\n'}

accept("a folder may include itself and every floor below", "check-layers", {
    **BASE,
    "src/history/fold.h": '#include "base/err.h"\n',
    "src/store/facts.c": '#include "history/fold.h"\n#include "base/err.h"\n',
    "src/store/sqlite.c": "#include <sqlite3.h>\n",
    "src/main.c": '#include "cli/cli.h"\n',
    "src/cli/cli.h": '/* #include "main/x.h" */\nchar *s = "//";\n',
})
reject("base may not include a floor above it", "check-layers",
       {"src/base/err.h": '\n#include "history/fold.h"\n', "src/history/fold.h": ""},
       "src/base/err.h:2: 'base' may not include 'history'")
reject("the store and ingest, on one floor, may not include each other", "check-layers",
       {"src/store/a.c": '#include "ingest/b.h"\n', "src/ingest/b.h": ""},
       "src/store/a.c:1: 'store' may not include 'ingest'")
reject("a command may not include a face of the server", "check-layers",
       {"src/cli/a.c": '#include "http/b.h"\n', "src/http/b.h": ""}, "'cli' may not include 'http'")
reject("nobody may include main", "check-layers",
       {"src/app/a.c": '#include "main/b.h"\n', "src/main/b.h": ""}, "'app' may not include 'main'")
reject("an include without its folder is refused", "check-layers",
       {**BASE, "src/base/str.c": '#include "err.h"\n'}, 'write the include as "folder/file.h", not "err.h"')
reject("an include that climbs folders is refused", "check-layers",
       {**BASE, "src/base/str.c": '#include "../base/err.h"\n'}, 'write the include as "folder/file.h"')
reject("an include by a macro is refused", "check-layers",
       {"src/base/str.c": "#include HEADER\n"}, "an include by macro cannot be checked: HEADER")
reject("an include of a file that is not there is refused", "check-layers",
       {"src/base/str.c": '#include "base/none.h"\n'}, "there is no src/base/none.h")
reject("a folder without a floor is refused", "check-layers",
       {"src/attic/a.c": ""}, "there is no floor for 'attic'")
reject("two headers that include each other are a cycle", "check-layers",
       {"src/base/a.h": '#include "base/b.h"\n', "src/base/b.h": '#include "base/a.h"\n'},
       "files include each other: base/a.h > base/b.h > base/a.h")
reject("only the drivers name a database library", "check-layers",
       {"src/store/facts.c": "#include <sqlite3.h>\n", "src/app/a.c": "#include <libpq-fe.h>\n"},
       "src/app/a.c:1: <libpq-fe.h> belongs to the drivers", "src/store/facts.c:1: <sqlite3.h> belongs to the drivers")
reject("in app only app/app.c begins and ends transactions", "check-layers",
       {"src/app/app.c": "db_begin_read(db); db_commit(db);", "src/store/a.c": "db_begin_write(db);",
        "src/app/a.c": "/* db_commit */\ndb_begin_write(db);\nmy_db_commit(db);\ndb_rollback(db);"},
       "src/app/a.c:2: db_begin_write in app", "src/app/a.c:4: db_rollback in app")
reject("a pure floor names no clock and no file", "check-layers",
       {"src/history/a.c": "#include <time.h>\n#include <sys/stat.h>\n"},
       "'history' is pure: no I/O and no clock, so no <time.h>", "no <sys/stat.h>")

# --- check-sql ------------------------------------------------------------------------------------

TABLES = """CREATE TABLE contract ( -- reference table
	id BIGINT PRIMARY KEY,
	name TEXT NOT NULL UNIQUE
);
CREATE TABLE fact (
	contract_id BIGINT NOT NULL REFERENCES contract (id),
	id BIGINT NOT NULL,
	amount BIGINT NOT NULL CHECK (amount <> 0), -- now() in a comment is fine; and so is a::b
	PRIMARY KEY (contract_id, id)
);
"""
C_FINE = """/* "INSERT INTO fact VALUES (1) ON CONFLICT DO NOTHING" in a comment is not SQL */
#define COLUMNS "contract_id, id, " \\
	"amount"
static const char PUT[] =
	"INSERT INTO fact (" COLUMNS ")\\n"
	"SELECT contract_id, id, amount FROM staged\\n"
	"WHERE true\\n"
	"ON CONFLICT (contract_id, id) DO UPDATE\\n"
	"SET amount = excluded.amount";
static const char SUM_UP[] =
	"SELECT contract_id, CAST(SUM(amount) OVER (PARTITION BY contract_id) AS BIGINT), COALESCE(CAST(SUM(1) AS BIGINT), 0)\\n"
	"FROM fact WHERE note <> 'SUM(x) :: now()'";
static const char MOVE[] = "UPDATE fact SET amount = $1 WHERE contract_id = $2";
"""


def migration(sql):
    return {"src/store/migrations/0001_first.sql": sql}


def with_tables(sql):
    return migration(TABLES + sql)


def in_store(sql):
    return {**migration(TABLES), "src/store/facts.c": f'static const char SQL[] =\n\t"{sql}";\n'}


accept("tables, upserts, sums and updates in the house's form are accepted", "check-sql",
       {**migration(TABLES), "src/store/facts.c": C_FINE})
accept("words that look like SQL but are prose are accepted above the store", "check-sql", {
    **migration(TABLES),
    "src/cli/help.c": 'const char *a = "Select one from the list; update or delete from there.\\n";\n'
                      'const char *b = "insert a row";\n'.replace("Select one from", "Choose one of")})

reject("a primary key without contract_id is refused", "check-sql",
       with_tables("CREATE TABLE t (contract_id BIGINT, id BIGINT, PRIMARY KEY (id));"),
       "0001_first.sql:11: keys: the key (id) of t lacks contract_id")
reject("a primary key in a column's own definition is refused as well", "check-sql",
       migration("CREATE TABLE t (\n\tid BIGINT PRIMARY KEY,\n\tcontract_id BIGINT\n);"),
       "0001_first.sql:2: keys: the key (id) of t lacks contract_id")
reject("a distributed table without a primary key is refused", "check-sql",
       migration("CREATE TABLE t (contract_id BIGINT, id BIGINT);"), "keys: t has no primary key")
reject("a unique key without contract_id is refused", "check-sql",
       migration("CREATE TABLE t (contract_id BIGINT, a TEXT, PRIMARY KEY (contract_id, a), CONSTRAINT u UNIQUE (a));"),
       "keys: the key (a) of t lacks contract_id")
reject("a unique column of a distributed table is refused", "check-sql",
       migration("CREATE TABLE t (contract_id BIGINT, a TEXT UNIQUE, PRIMARY KEY (contract_id, a));"),
       "keys: the key (a) of t lacks contract_id")
reject("a unique index without contract_id is refused", "check-sql",
       with_tables("CREATE UNIQUE INDEX fact_id ON fact (id);"), "keys: the key (id) of fact lacks contract_id")

for _word, _text, _says in [
        ("a trigger", "CREATE TRIGGER t AFTER INSERT ON fact BEGIN SELECT 1; END;", "'CREATE TRIGGER'"),
        ("a sequence", "CREATE SEQUENCE ids;", "'CREATE SEQUENCE'"),
        ("a merge", "MERGE INTO fact USING staged ON true WHEN MATCHED THEN DELETE;", "'MERGE INTO'"),
        ("a serial column", "CREATE TABLE t (id BIGSERIAL PRIMARY KEY);", "'BIGSERIAL'"),
        ("an autoincrement", "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT);", "'AUTOINCREMENT'"),
        ("an identity column", "CREATE TABLE t (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY);", "'AS IDENTITY'"),
        ("the clock as a default", "CREATE TABLE t (id BIGINT PRIMARY KEY, at TEXT DEFAULT CURRENT_TIMESTAMP);",
         "'CURRENT_TIMESTAMP'")]:
    reject(f"{_word} in a migration is refused", "check-sql", with_tables(_text), f"0001_first.sql:11: words: {_says}")
for _word, _text, _says in [
        ("the server's clock", "SELECT now() FROM fact", "'now('"),
        ("SQLite's clock", "SELECT datetime('now') FROM fact", "datetime('now')"),
        ("a cast by colons", "SELECT amount::text FROM fact", "'::'"),
        ("a sequence's value", "SELECT nextval('ids')", "'nextval'"),
        ("a random order", "SELECT id FROM fact ORDER BY random()", "'random('")]:
    reject(f"{_word} in a statement is refused", "check-sql", in_store(_text.replace("nextval", "NEXTVAL")),
           f"src/store/facts.c:2: words: {_says.replace('nextval', 'NEXTVAL')}")
for _type in ("REAL", "DOUBLE PRECISION", "NUMERIC(18,2)", "float8", "decimal(9, 2)"):
    reject(f"a stored column of type {_type} is refused", "check-sql",
           migration(f"CREATE TABLE t (id BIGINT PRIMARY KEY,\n amount {_type} NOT NULL);"),
           f"0001_first.sql:2: types: column amount is {_type.split('(', maxsplit=1)[0].split()[0]}")
reject("a fraction that a later migration adds is refused", "check-sql",
       with_tables("ALTER TABLE contract ADD COLUMN share REAL;"), "0001_first.sql:11: types: column share is REAL")

reject("a sum without a cast is refused", "check-sql", in_store("SELECT SUM(amount) FROM fact"),
       "src/store/facts.c:2: sums: write CAST(SUM(x) AS BIGINT)")
reject("a sum cast to something else is refused", "check-sql", in_store("SELECT CAST(SUM(amount) AS TEXT) FROM fact"),
       "sums: write CAST(SUM(x) AS BIGINT)")
reject("a sum in a view is refused as well", "check-sql", with_tables("CREATE VIEW v AS\nSELECT sum(amount) FROM fact;"),
       "0001_first.sql:12: sums: write CAST(SUM(x) AS BIGINT)")

reject("an upsert of values is refused", "check-sql",
       in_store("INSERT INTO fact VALUES ($1, $2) ON CONFLICT (contract_id, id) DO NOTHING"),
       "upserts: write INSERT INTO … SELECT … WHERE true ON CONFLICT")
reject("an upsert whose select has no WHERE is refused", "check-sql",
       in_store("INSERT INTO fact SELECT * FROM (SELECT 1 WHERE true) ON CONFLICT (contract_id, id) DO NOTHING"),
       "upserts: write INSERT INTO … SELECT … WHERE true ON CONFLICT")
reject("an upsert that names no key is refused", "check-sql",
       in_store("INSERT INTO fact SELECT $1, $2 WHERE true ON CONFLICT DO NOTHING"), "upserts: name the key")
reject("an upsert by a key without contract_id is refused", "check-sql",
       in_store("INSERT INTO fact SELECT $1, $2 WHERE true ON CONFLICT (id) DO NOTHING"),
       "upserts: the key of fact lacks contract_id")
reject("an upsert with a subquery in SET is refused", "check-sql",
       in_store("INSERT INTO fact SELECT $1, $2 WHERE true ON CONFLICT (contract_id, id) DO UPDATE "
                "SET amount = (SELECT 1)"), "upserts: no subquery in SET")
reject("a conflict clause apart from its insert is refused", "check-sql",
       in_store(" ON CONFLICT (contract_id, id) DO NOTHING"), "upserts: write INSERT INTO … SELECT")

reject("an update of contract_id is refused", "check-sql",
       in_store("UPDATE fact SET amount = 1,\\n\"\n\t\"contract_id = $1 WHERE id = $2"),
       "src/store/facts.c:3: moves: contract_id is never updated")
reject("an update of contract_id in a list is refused", "check-sql",
       in_store("UPDATE fact SET (id, contract_id) = ($1, $2)"), "moves: contract_id is never updated")
reject("an upsert that sets contract_id is refused", "check-sql",
       in_store("INSERT INTO fact SELECT $1, $2 WHERE true ON CONFLICT (contract_id, id) DO UPDATE "
                "SET contract_id = excluded.contract_id"), "moves: contract_id is never updated")

reject("a foreign key to a distributed table without contract_id is refused", "check-sql",
       with_tables("CREATE TABLE t (contract_id BIGINT, id BIGINT REFERENCES fact (id), PRIMARY KEY (contract_id, id));"),
       "references: t refers to the distributed fact without contract_id")
reject("a foreign key from a reference table to a distributed one is refused", "check-sql",
       with_tables("CREATE TABLE t (id BIGINT PRIMARY KEY, contract_id BIGINT, -- reference table\n"
                   "FOREIGN KEY (contract_id, id) REFERENCES fact (contract_id, id));"),
       "references: t refers to the distributed fact without contract_id")
reject("a foreign key to a table that is not there is refused", "check-sql",
       with_tables("CREATE TABLE t (id BIGINT PRIMARY KEY REFERENCES nothing);"),
       "references: t refers to nothing, which no migration creates")
accept("a foreign key that holds contract_id may go to a distributed table", "check-sql",
       with_tables("CREATE TABLE t (contract_id BIGINT, id BIGINT, PRIMARY KEY (contract_id, id),\n"
                   "FOREIGN KEY (contract_id, id) REFERENCES fact (contract_id, id));"))

for _folder, _text in [("app", "SELECT 1 FROM fact"), ("cli", "INSERT INTO fact VALUES (1)"),
                       ("ingest", "delete from fact where id = 1"), ("base", "UPDATE fact SET id = 1"),
                       ("history", "CREATE TABLE fact (id BIGINT)")]:
    reject(f"the statement “{_text}” in src/{_folder} is refused", "check-sql",
           {f"src/{_folder}/a.c": f'const char *sql = "{_text}";\n'}, f"src/{_folder}/a.c:1: elsewhere: SQL stands in src/store")

# --- check-words ----------------------------------------------------------------------------------

accept("plain words, relative paths and temporary folders are accepted", "check-words", {
    "a.c": "/* mktemp /tmp/pacta." + "X" * 6 + ", ../" + "work/x, https://example.org/" + "home/x </worksheet> */\n",
    "tests/data/real.csv": "TO" "DO,1\n"})
for _word in ("TO" "DO", "FIX" "ME", "X" "XX", "Not " "implemented"):
    reject(f"a file that says “{_word.lower()}” is refused", "check-words", {"a.c": f"\n/* {_word}: later */\n"},
           f"a.c:2: '{_word}' says that something is left undone")
for _path in ("/wo" "rk/main/x", "/ro" "ot/.cache", "/ho" "me/ann/x", "/tmp/" "build-ann"):
    reject(f"a path such as {_path[:4]}… of one machine is refused", "check-words", {"run.sh": f"cp {_path} .\n"},
           "run.sh:1:")


@scenario("git decides which files are read: what it ignores is left out", engines=())
def ignored(t):
    subprocess.run(["git", "init", "-q", str(t.dir)], check=True)
    lay(t, {".gitignore": "/out/\n", "out/a.c": "TO" "DO\n", "new.c": "FIX" "ME\n"})
    code, out = check("check-words", t.dir)
    t.equal((code, out), (1, f"new.c:1: '{'FIX' 'ME'}' says that something is left undone\n"))


if __name__ == "__main__":
    run()

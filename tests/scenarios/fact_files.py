"""What scenarios about files of facts share: contracts, files, counts that must add up, and workbooks of our own.

    from fact_files import add_contracts, checked, take

    @checked("hours are taken")  # as @scenario, and then pacta check must find nothing
    def taken(t):
        add_contracts(t, "HARBOUR")
        take(t, t.write("hours.csv", HEADER + "1,Dock,Survey,Resource 01,2026-03-02,3600\n"))
"""

import io
import json
import subprocess
import zipfile
from xml.sax.saxutils import escape

from scenario import PACTA, scenario

HEADER = "external_id,project,task,resource,work_date,seconds\n"


def checked(label, **options):
    """A scenario after which the store must prove sound."""
    def register(function):
        @scenario(label, **options)
        def whole(t):
            function(t)
            sound(t)
        return whole
    return register


def sound(t, **options):
    report = t.pacta("check", json=True, **options)
    t.equal((report["ok"], report["findings"]), (True, []))
    return report


def add_contracts(t, *keys, currency="EUR", **options):
    """Contracts of the account Harbour that run from 2010 to the end of 2029."""
    t.pacta("account", "add", "Harbour", **options)
    for key in keys:
        t.pacta("contract", "add", key, "--account", "Harbour", "--currency", currency, "--set", "starts_on=2010-01-01",
                "--set", "ends_on=2030-01-01", "--set", "annual_value=100000", **options)


def balanced(summary):
    """What was read is accounted for, row by row."""
    counted = sum(summary[name] for name in ("accepted", "corrected", "unchanged", "quarantined"))
    assert counted == summary["read"], summary
    return summary


def take(t, file, *options, **wanted):
    """Imports a file; `wanted` are counts that the summary must tell. Returns the summary."""
    summary = balanced(t.pacta("import", file, *options, json=True))
    t.equal({name: summary[name] for name in wanted}, wanted, f"{file} {options}: {summary}\n")
    return summary


def take_raw(t, data, *options):
    """Imports bytes from standard input."""
    return balanced(t.pacta("import", "-", *options, json=True, stdin=data))


def entries(t, key, *options, **how):
    return t.pacta("entries", key, *options, json=True, **how)["entries"]


def by_date(t, key, *options):
    """Seconds of a contract by work date."""
    days = {}
    for entry in entries(t, key, *options):
        days[entry["work_date"]] = days.get(entry["work_date"], 0) + entry["seconds"]
    return days


def by_id(t, key, *options, **how):
    """Seconds of a contract by external id; an id must not be there twice."""
    listed = entries(t, key, *options, **how)
    found = {entry["external_id"]: entry["seconds"] for entry in listed}
    t.equal(len(found), len(listed), "entries by id")
    return found


def seconds(t, *options):
    return t.pacta("sum", *options, json=True)["total"]["seconds"]


def waiting(t):
    """Groups that wait: (code, unknown name, rows, seconds)."""
    groups = t.pacta("quarantine", "list", "--group", json=True)["groups"]
    return [(group["code"], group["unknown"], group["rows"], group["seconds"]) for group in groups]


def waiting_rows(t):
    return t.pacta("quarantine", "list", "--rows", json=True)["rows"]


def start(t, *arguments, db=None):
    """Starts pacta and does not wait for it; standard output is JSON."""
    return subprocess.Popen([PACTA, "--db", db or t.db, *[str(one) for one in arguments], "--json"],
                            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=t.dir)


def answer(child):
    """What a process that was started has printed. It must have ended well."""
    out, err = child.communicate(timeout=600)
    assert child.returncode == 0, (child.returncode, err)
    return json.loads(out)


# --- workbooks ---

_NAMES = "http://schemas.openxmlformats.org/"
_SHEET = f'xmlns="{_NAMES}spreadsheetml/2006/main"'
_RELATIONS = f'xmlns="{_NAMES}package/2006/relationships"'
_TYPE = f"{_NAMES}officeDocument/2006/relationships"
# Cell formats by their place in styles.xml: general, date, time of day, [h]:mm:ss, date and time.
DATE, TIME, LENGTH, MOMENT = 1, 2, 3, 4
_STYLES = (f'<styleSheet {_SHEET}><numFmts count="1"><numFmt numFmtId="170" formatCode="dd\\.mm\\.yyyy"/></numFmts>'
           '<cellXfs count="5">' + "".join(f'<xf numFmtId="{number}"/>' for number in (0, 170, 21, 46, 22)) +
           "</cellXfs></styleSheet>")


def column_name(place):
    """0 is A, 26 is AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _cell(reference, value):
    style = ""
    if isinstance(value, tuple):  # (value, format)
        value, number = value
        style = f' s="{number}"'
    if value is None:
        return f'<c r="{reference}"{style}/>' if style else ""
    if isinstance(value, dict):  # {"formula": …, "value": number or text; absent: never calculated}
        stored = value.get("value")
        kind = ' t="str"' if isinstance(stored, str) else ""
        kept = "" if stored is None else f"<v>{escape(str(stored))}</v>"
        return f'<c r="{reference}"{style}{kind}><f>{escape(value["formula"])}</f>{kept}</c>'
    if isinstance(value, bool):
        return f'<c r="{reference}"{style} t="b"><v>{int(value)}</v></c>'
    if isinstance(value, (int, float)):
        return f'<c r="{reference}"{style}><v>{value!r}</v></c>'
    return f'<c r="{reference}"{style} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def sheet_xml(rows, merged=()):
    lines = "".join(f'<row r="{number}">' +
                    "".join(_cell(f"{column_name(place)}{number}", value) for place, value in enumerate(row)) +
                    "</row>" for number, row in enumerate(rows, 1))
    ranges = "".join(f'<mergeCell ref="{one}"/>' for one in merged)
    ranges = f'<mergeCells count="{len(merged)}">{ranges}</mergeCells>' if merged else ""
    return f"<worksheet {_SHEET}><sheetData>{lines}</sheetData>{ranges}</worksheet>"


def workbook(*sheets, from_1904=False):
    """The bytes of an XLSX. Sheets are (name, XML or rows, state); a state is "visible", "hidden" or "veryHidden"."""
    parts = {"[Content_Types].xml": f'<Types xmlns="{_NAMES}package/2006/content-types">'
                                    '<Default Extension="xml" ContentType="application/xml"/></Types>',
             "_rels/.rels": f'<Relationships {_RELATIONS}><Relationship Id="rId1" Type="{_TYPE}/officeDocument"'
                            ' Target="xl/workbook.xml"/></Relationships>',
             "xl/styles.xml": _STYLES}
    listed, related = "", ""
    for number, (name, rows, state) in enumerate(sheets, 1):
        listed += (f'<sheet name="{escape(name)}" sheetId="{number}"' +
                   (f' state="{state}"' if state != "visible" else "") + f' r:id="rId{number}"/>')
        related += f'<Relationship Id="rId{number}" Type="{_TYPE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        parts[f"xl/worksheets/sheet{number}.xml"] = rows if isinstance(rows, (str, bytes)) else sheet_xml(rows)
    related += f'<Relationship Id="rId{len(sheets) + 1}" Type="{_TYPE}/styles" Target="styles.xml"/>'
    system = '<workbookPr date1904="1"/>' if from_1904 else ""
    parts["xl/workbook.xml"] = (f'<workbook {_SHEET} xmlns:r="{_TYPE}">{system}<sheets>{listed}</sheets></workbook>')
    parts["xl/_rels/workbook.xml.rels"] = f"<Relationships {_RELATIONS}>{related}</Relationships>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()

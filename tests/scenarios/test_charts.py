"""Charts of the demo firm through the API: well-formed, without styles or scripts, with tables that agree with the history."""

import urllib.parse
import xml.etree.ElementTree as ElementTree

from http_server import Server
from scenario import run, scenario

CHARTS = ("terms", "periods", "cumulative", "events")
SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {"svg", "title", "desc", "g", "line", "path", "rect", "circle", "text", "tspan"}


def path_of(key, chart):
    return f"/api/v1/contracts/{urllib.parse.quote(key, safe='')}/charts/{chart}"


def check_svg(t, label, body, width):
    """The drawing as a public XML parser reads it."""
    root = ElementTree.fromstring(body)
    t.equal((label, root.tag, root.get("width"), root.get("role")), (label, SVG + "svg", str(width), "img"))
    names = {element.get("id") for element in root.iter() if element.get("id")}
    t.equal((label, set(root.get("aria-labelledby").split())), (label, names))
    for element in root.iter():
        t.equal((label, element.tag.removeprefix(SVG) in ALLOWED), (label, True))
        t.equal((label, [name for name in element.keys() if name == "style" or name.startswith("on")]), (label, []))
        if element.get("class") == "c-point":
            t.equal((label, bool(element.get("data-label"))), (label, True))
    return root


@scenario("every chart of the demo firm is well-formed at every width")
def demo(t):
    t.pacta("demo")
    keys = [contract["key"] for contract in t.pacta("contract", "list", json=True)["contracts"]]
    t.equal(len(keys) > 20, True)
    with Server(t) as server:
        for number, key in enumerate(keys):
            for chart in CHARTS:
                width = (300, 350, 480, 760, 1320, 2000)[number % 6]
                answer = server.get(f"{path_of(key, chart)}?width={width}&as_of=2025-06-30")
                t.equal((key, chart, answer.status), (key, chart, 200))
                t.equal(answer.header("content-type").split(";")[0], "image/svg+xml")
                check_svg(t, f"{key} {chart}", answer.body, width)


@scenario("tables of charts hold what the history holds")
def tables(t):
    t.pacta("demo")
    history = t.pacta("history", "HARBOUR-2009", "--by", "year", json=True)
    with Server(t) as server:
        terms = server.get(path_of("HARBOUR-2009", "terms") + "/table").json
        t.equal([column["name"] for column in terms["columns"]],
                ["from", "to", "annual value", "direct labour", "changes"])
        t.equal([row[2].replace(",", "") for row in terms["rows"]],
                [snapshot["annual_value"]["amount"] for snapshot in history["snapshots"]])
        t.equal((terms["rows"][0][0], terms["rows"][-1][1]), ("1 Mar 2009", "28 Feb 2011"))
        periods = server.get(path_of("HARBOUR-2009", "periods") + "/table?by=year").json
        t.equal([(row[2].replace(",", ""), row[3].replace(",", "")) for row in periods["rows"]],
                [(period["revenue"]["amount"], period["profit"]["amount"]) for period in history["periods"]])
        sums = server.get(path_of("HARBOUR-2009", "cumulative") + "/table").json
        total = history["snapshots"][-1]["total"]
        t.equal([cell.replace(",", "") for cell in sums["rows"][-1]],
                ["28 Feb 2011", total["revenue"]["amount"], total["profit"]["amount"]])


@scenario("the as-of day is marked where the page expects it, and the known day limits what is drawn")
def moments(t):
    t.pacta("demo")
    with Server(t) as server:
        answer = server.get(path_of("HARBOUR-2009", "terms") + "?width=1320&as_of=2010-05-21")
        root = check_svg(t, "terms", answer.body, 1320)
        left, right = float(root.get("data-left")), float(root.get("data-right"))
        t.equal((root.get("data-from"), root.get("data-to"), root.get("data-as-of")),
                ("2009-03-01", "2011-03-01", "2010-05-21"))
        line = next(element for element in root.iter(SVG + "line") if element.get("class") == "c-as-of")
        t.equal(abs(float(line.get("x1")) - (left + 447 * (right - left) / 730)) < 0.11, True)
        t.equal(len([1 for element in root.iter(SVG + "circle") if element.get("class") == "c-event"]), 3)
        early = server.get(path_of("HARBOUR-2009", "terms") + "?known_at=2009-09-02")
        t.equal(len(ElementTree.fromstring(early.body).findall(f".//{SVG}circle[@class='c-event']")), 1)
        never = server.get(path_of("HARBOUR-2009", "terms") + "?known_at=2001-01-01")
        t.equal("".join(ElementTree.fromstring(never.body).find(SVG + "text").itertext()),
                "Nothing of it is seen at that moment.")


@scenario("texts of users stay texts in a chart")
def hostile(t):
    key = "<svg onload=alert(1)>&\"'/"
    t.pacta("account", "add", "Harbour")
    t.pacta("contract", "add", key, "--account", "Harbour", "--currency", "USD", "--set", "starts_on=2024-01-01",
            "--set", "ends_on=2025-01-01", "--set", "annual_value=1000")
    t.pacta("contract", "amend", key, "--effective-on", "2024-05-01", "--set", "manager=<script>x</script> & \"y\"",
            "--reason", "<b>why</b>")
    with Server(t) as server:
        for chart in CHARTS:
            root = check_svg(t, chart, server.get(path_of(key, chart)).body, 800)
            t.holds(root.find(SVG + "title").text, key)
        rows = server.get(path_of(key, "events") + "/table").json["rows"]
        t.holds(rows[1][3], "<script>x</script>")
        t.equal(rows[1][4], "<b>why</b>")


@scenario("a width that cannot be drawn is refused with its field")
def refused(t):
    t.pacta("demo")
    with Server(t) as server:
        for width in ("299", "2001", "0"):
            answer = server.get(f"{path_of('HARBOUR-2009', 'terms')}?width={width}")
            t.equal((width, answer.status, answer.json["field"]), (width, 400, "width"))
        t.equal(server.get(path_of("NOBODY-1", "terms")).status, 404)
        t.equal(server.get(path_of("HARBOUR-2009", "pie")).status in (400, 404), True)


if __name__ == "__main__":
    run()

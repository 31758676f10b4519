/*
 * Requests of every kind to every operation of the API, good and bad: what the validating proxy is shown.
 *
 * drive(ways) sends them in order, each by `ways.good` (what the description allows), `ways.bad` (what it does
 * not) or `ways.direct` (what the proxy cannot carry); each of them is (method, path, {headers, body}) → answer
 * as of ask(). Returns the log, [{operation, method, path, way, answer}]. Throws at the end where
 * a status was not the one told.
 */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { driveFacts } from "./fact_traffic.mjs";
import { ROOT } from "./harness.mjs";
import { driveMetrics } from "./metric_traffic.mjs";

const V = "/api/v1";
const HARBOUR = `${V}/contracts/HARBOUR-2009`;
const SCRIPT = '<script>alert("x")</script><img src=x onerror=alert(1)>';
export const HARD_KEYS = [
	"A/B",
	"A|B",
	"100 %",
	"%41",
	"two words",
	"🚢 ship",
	"a?b#c&d=e",
	"Ünïcödé",
	SCRIPT,
	"k".repeat(300),
];

const path = (key) => `${V}/contracts/${encodeURIComponent(key)}`;
const terms = [
	{ field: "starts_on", value: "2026-01-01" },
	{ field: "ends_on", value: "2027-01-01" },
	{ field: "annual_value", value: "120000" },
	{ field: "direct_labor", value: "60%" },
];
const contract = (key) => ({ key, account: "Harbour Foods", currency: "USD", changes: terms });
const amendment = (more) => ({
	effective_on: "2010-06-01",
	reason: "second shift",
	changes: [{ field: "annual_value", op: "add", value: "1000" }],
	...more,
});

export async function drive(ways) {
	const log = [];
	const wrong = [];

	async function send(way, wanted, operation, method, target, given = {}) {
		const answer = await ways[way](method, target, given);
		if (answer.status !== wanted)
			wrong.push(
				`${way} ${method} ${target}: ${answer.status}, not ${wanted}: ${answer.text.slice(0, 400)}`,
			);
		log.push({ operation, method, path: target, way, answer });
		return answer;
	}

	const json = (value, headers = {}) => ({
		body: typeof value === "string" ? value : JSON.stringify(value),
		headers: { "content-type": "application/json", ...headers },
	});
	const good = (...args) => send("good", ...args);
	const bad = (...args) => send("bad", ...args);
	const direct = (...args) => send("direct", ...args);

	const parts = { good, bad, direct, json, log };
	await driveContracts(parts);
	await driveHistory(parts);
	await driveDocuments(parts);
	await driveAccounts(parts);
	await driveImports(parts);
	await driveFacts(parts);
	await driveMetrics(parts);
	await driveInstallation(parts);
	assert.equal(wrong.length, 0, wrong.join("\n"));
	return log;
}

/** Every page of a list. */
async function pages({ good }, operation, target) {
	let next = null;
	let count = 0;
	do {
		const mark = next === null ? "" : `&cursor=${encodeURIComponent(next)}`;
		const { json } = await good(200, operation, "GET", `${target}${mark}`);
		count++;
		next = json.next;
	} while (next !== null);
	return count;
}

async function driveContracts(parts) {
	const { good, bad, json } = parts;
	const list = `${V}/contracts`;
	await good(200, "listContracts", "GET", list);
	assert.equal(await pages(parts, "listContracts", `${list}?limit=20`), 3);
	await good(
		200,
		"listContracts",
		"GET",
		`${list}?q=harbour%20IT&sort=annual_value&order=desc&kind=customer`,
	);
	await good(
		200,
		"listContracts",
		"GET",
		`${list}?status=none&account=Harbour%20Foods&fields=status,manager`,
	);
	await good(
		200,
		"listContracts",
		"GET",
		`${list}?as_of=2025-06-30&known_at=2025-06-30&recorded_at=2199-01-01`,
	);
	await good(200, "listContracts", "GET", `${list}?known_at=2025-06-30T12:00:00Z`);
	await bad(400, "listContracts", "GET", `${list}?limit=0`);
	await bad(400, "listContracts", "GET", `${list}?sort=beauty`);
	await bad(400, "listContracts", "GET", `${list}?colour=red`);
	await bad(400, "listContracts", "GET", `${list}?q=a&q=b`);
	await bad(400, "listContracts", "GET", `${list}?as_of=2026-02-30`);
	await bad(400, "listContracts", "GET", `${list}?cursor=none`);

	for (const key of HARD_KEYS) {
		const made = await good(201, "addContract", "POST", list, json(contract(key)));
		assert.equal(decodeURIComponent(made.headers.location), `${V}/contracts/${key}`);
		const shown = await good(200, "showContract", "GET", path(key));
		assert.equal(shown.json.key, key);
		await good(200, "showHistory", "GET", `${path(key)}/history?by=quarter`);
		await good(
			201,
			"amendContract",
			"POST",
			`${path(key)}/revisions`,
			json(amendment({ effective_on: "2026-07-01" })),
		);
		await good(
			201,
			"retractRevision",
			"POST",
			`${path(key)}/revisions/2/retraction`,
			json({ reason: key }),
		);
		await good(200, "drawChart", "GET", `${path(key)}/charts/terms?width=400`);
	}
	const wide = {
		...contract("WIDE"),
		name: SCRIPT,
		reason: SCRIPT,
		change_order: SCRIPT,
		kind: "vendor",
		known_at: "2026-01-02",
		signed_on: "2025-12-30",
		effective_on: "2026-01-01",
	};
	await good(201, "addContract", "POST", list, json(wide));
	await good(409, "addContract", "POST", list, json(wide));
	await good(422, "addContract", "POST", list, json({ ...contract("X"), account: "Nobody" }));
	await good(422, "addContract", "POST", list, json({ ...contract("X"), currency: "XXQ" }));
	await good(
		422,
		"addContract",
		"POST",
		list,
		json({ ...contract("X"), changes: [{ field: "direct_labor", value: "170%" }] }),
	);
	await good(
		422,
		"addContract",
		"POST",
		list,
		json({ ...contract("X"), changes: [{ field: "colour", value: "red" }] }),
	);
	await bad(422, "addContract", "POST", list, json({ ...contract("X"), effective_on: "2026-02-31" }));
	await bad(422, "addContract", "POST", list, json({ account: "Harbour Foods" }));
	await bad(422, "addContract", "POST", list, json({ ...contract("X"), colour: "red" }));
	await bad(422, "addContract", "POST", list, json({ ...contract("X"), key: 7 }));
	await bad(422, "addContract", "POST", list, json([]));
	await bad(400, "addContract", "POST", list, json('{"key":'));
	await bad(400, "addContract", "POST", list, json("[".repeat(100000)));
	await bad(415, "addContract", "POST", list, {
		body: "<key/>",
		headers: { "content-type": "application/xml" },
	});
	await good(404, "showContract", "GET", path("NOBODY"));
	const unknown = await good(200, "showContract", "GET", `${HARBOUR}?known_at=1999-01-01`);
	assert.equal(unknown.json.effective_on, null);

	const seen = await good(200, "showContract", "GET", HARBOUR);
	await good(304, "showContract", "GET", HARBOUR, { headers: { "if-none-match": seen.headers.etag } });
	await good(200, "amendContract", "POST", `${HARBOUR}/revisions?dry_run=1`, json(amendment()));
	await good(304, "showContract", "GET", HARBOUR, { headers: { "if-none-match": seen.headers.etag } });
	const once = json(amendment(), { "idempotency-key": "amend-1", "if-match": '"3"' });
	const first = await good(201, "amendContract", "POST", `${HARBOUR}/revisions`, once);
	const again = await good(201, "amendContract", "POST", `${HARBOUR}/revisions`, once);
	assert.equal(again.headers["idempotency-replayed"], "true");
	assert.equal(first.headers["idempotency-replayed"], undefined);
	assert.deepEqual(again.json, first.json);
	await good(
		422,
		"amendContract",
		"POST",
		`${HARBOUR}/revisions`,
		json(amendment({ reason: "other" }), { "idempotency-key": "amend-1" }),
	);
	const late = await good(
		412,
		"amendContract",
		"POST",
		`${HARBOUR}/revisions`,
		json(amendment(), { "if-match": '"3"' }),
	);
	assert.equal(late.json.code, "changed");
	assert.equal(late.json.entries, 4);
	await good(200, "showContract", "GET", HARBOUR, { headers: { "if-none-match": seen.headers.etag } });
	await good(
		422,
		"amendContract",
		"POST",
		`${HARBOUR}/revisions`,
		json(amendment({ changes: [{ field: "annual_value", value: "a lot" }] })),
	);
	await good(
		422,
		"amendContract",
		"POST",
		`${HARBOUR}/revisions`,
		json(amendment({ known_at: "2199-01-01" })),
	);
	await bad(
		422,
		"amendContract",
		"POST",
		`${HARBOUR}/revisions`,
		json(amendment({ effective_on: "2010-02-31" })),
	);
	await bad(422, "amendContract", "POST", `${HARBOUR}/revisions`, json(amendment({ reason: "" })));
	await bad(
		400,
		"amendContract",
		"POST",
		`${HARBOUR}/revisions`,
		json(amendment(), { "if-match": "four" }),
	);
	await bad(
		400,
		"amendContract",
		"POST",
		`${HARBOUR}/revisions`,
		json(amendment(), { "idempotency-key": "k".repeat(256) }),
	);
	await good(
		200,
		"retractRevision",
		"POST",
		`${HARBOUR}/revisions/4/retraction?dry_run=1`,
		json({ reason: "an error" }),
	);
	await good(
		412,
		"retractRevision",
		"POST",
		`${HARBOUR}/revisions/4/retraction`,
		json({ reason: "an error" }, { "if-match": '"3"' }),
	);
	await good(
		201,
		"retractRevision",
		"POST",
		`${HARBOUR}/revisions/4/retraction`,
		json({ reason: "an error" }, { "if-match": '"4"' }),
	);
	await good(
		409,
		"retractRevision",
		"POST",
		`${HARBOUR}/revisions/4/retraction`,
		json({ reason: "again" }),
	);
	await good(
		409,
		"retractRevision",
		"POST",
		`${HARBOUR}/revisions/5/retraction`,
		json({ reason: "of a retraction" }),
	);
	await good(
		404,
		"retractRevision",
		"POST",
		`${HARBOUR}/revisions/99/retraction`,
		json({ reason: "of nothing" }),
	);
	await bad(
		404,
		"retractRevision",
		"POST",
		`${HARBOUR}/revisions/four/retraction`,
		json({ reason: "no number" }),
	);
}

async function driveHistory(parts) {
	const { good, bad } = parts;
	for (const by of ["year", "fiscal", "contract-year", "quarter", "month", "week", "day"])
		await good(200, "showHistory", "GET", `${HARBOUR}/history?by=${by}&from=2009-06-01&to=2009-09-01`);
	await good(
		200,
		"showHistory",
		"GET",
		`${HARBOUR}/history?convention=epicom2011&as_of=2009-12-31&known_at=2009-12-31`,
	);
	await good(404, "showHistory", "GET", `${path("NOBODY")}/history`);
	await good(422, "showHistory", "GET", `${HARBOUR}/history?by=month&from=2011-01-01&to=2010-01-01`);
	await bad(400, "showHistory", "GET", `${HARBOUR}/history?by=fortnight`);
	for (const key of [
		"HARBOUR-2009",
		"TIDEWELL-FM-2025",
		"PRAIRIEWIND-EN-2024",
		"DUNEBAY-CO-2025",
		"AOKAZE-EN-2025",
	]) {
		for (const chart of ["terms", "periods", "cumulative", "events"]) {
			const drawn = await good(
				200,
				"drawChart",
				"GET",
				`${path(key)}/charts/${chart}?width=640&form=svg`,
			);
			assert.match(drawn.text, /^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
			await good(200, "tellChart", "GET", `${path(key)}/charts/${chart}/table?by=quarter`);
		}
	}
	await bad(404, "drawChart", "GET", `${HARBOUR}/charts/pie`);
	await bad(400, "drawChart", "GET", `${HARBOUR}/charts/terms?width=1`);
	await good(404, "tellChart", "GET", `${path("NOBODY")}/charts/terms/table`);

	const report = `${V}/history-report`;
	assert.ok((await pages(parts, "reportHistory", `${report}?limit=50`)) > 1);
	await good(200, "reportHistory", "GET", `${report}?contract=HARBOUR-2009&by=recorded&from=2026-01-01`);
	await good(
		200,
		"reportHistory",
		"GET",
		`${report}?account=Harbour%20Foods&from=2010-01-01&to=2010-12-31`,
	);
	await good(404, "reportHistory", "GET", `${report}?contract=NOBODY`);
	await bad(400, "reportHistory", "GET", `${report}?from=yesterday`);
	await good(200, "downloadHistoryReport", "GET", `${report}.csv?contract=HARBOUR-2009`);
	await bad(400, "downloadHistoryReport", "GET", `${report}.csv?limit=1`);
	await good(200, "showMovements", "GET", `${V}/movements?from=2025-01-01&to=2026-01-01`);
	await bad(400, "showMovements", "GET", `${V}/movements?from=2025-01-01`);
	await good(422, "showMovements", "GET", `${V}/movements?from=2026-01-01&to=2025-01-01`);
}

async function driveDocuments({ good, bad, direct }) {
	const list = `${HARBOUR}/documents`;
	const named = (name) => `${list}?name=${encodeURIComponent(name)}`;
	const text = { body: "Terms and conditions\n", headers: { "content-type": "text/plain" } };
	const made = await good(201, "addDocument", "POST", named("terms.txt"), text);
	const { id } = made.json;
	assert.equal(made.headers.location, `${list}/${id}`);
	await good(201, "addDocument", "POST", named(`${SCRIPT.replaceAll("/", "")} ü.txt`), text);
	await good(200, "listDocuments", "GET", list);
	const got = await good(200, "downloadDocument", "GET", `${list}/${id}`);
	assert.equal(got.text, text.body);
	assert.match(got.headers["content-disposition"], /^attachment/);
	/* The proxy reads bodies as text: bytes that are none reach neither side whole. */
	const bytes = randomBytes(600000);
	const binary = await direct(201, "addDocument", "POST", named("scan.pdf"), {
		body: bytes,
		headers: { "content-type": "application/pdf" },
	});
	const back = await direct(200, "downloadDocument", "GET", `${list}/${binary.json.id}`);
	assert.ok(back.bytes.equals(bytes));
	assert.equal(back.headers["content-type"], "application/pdf");
	await good(422, "addDocument", "POST", named("a/b"), text);
	await bad(400, "addDocument", "POST", list, text);
	await good(404, "addDocument", "POST", `${path("NOBODY")}/documents?name=a`, text);
	await good(200, "removeDocument", "DELETE", `${list}/${id}?reason=a%20draft`);
	await good(410, "downloadDocument", "GET", `${list}/${id}`);
	await good(409, "removeDocument", "DELETE", `${list}/${id}?reason=again`);
	await bad(400, "removeDocument", "DELETE", `${list}/${binary.json.id}`);
	await good(404, "downloadDocument", "GET", `${list}/1`);
	await bad(404, "downloadDocument", "GET", `${list}/first`);
	const { json } = await good(200, "listDocuments", "GET", list);
	assert.equal(json.total, 3);
	assert.equal(json.documents.filter((document) => document.removed_at !== null).length, 1);
}

async function driveAccounts(parts) {
	const { good, bad, json } = parts;
	const list = `${V}/accounts`;
	assert.ok((await pages(parts, "listAccounts", `${list}?limit=10`)) > 1);
	await good(200, "listAccounts", "GET", `${list}?q=HARB`);
	await good(201, "addAccount", "POST", list, json({ name: "A/B & Söhne", note: SCRIPT }));
	await good(409, "addAccount", "POST", list, json({ name: "A/B & Söhne" }));
	await bad(422, "addAccount", "POST", list, json({ name: "" }));
	await bad(422, "addAccount", "POST", list, json({ title: "x" }));
	const one = `${list}/${encodeURIComponent("A/B & Söhne")}`;
	await good(200, "showAccount", "GET", one);
	await good(200, "showAccount", "GET", `${list}/Harbour%20Foods?as_of=2010-06-01`);
	await good(404, "showAccount", "GET", `${list}/Nobody`);
	await good(200, "editAccount", "PATCH", one, json({ note: null }));
	await good(200, "editAccount", "PATCH", one, json({ name: "A and B" }));
	await good(404, "editAccount", "PATCH", one, json({ name: "A and B" }));
	await good(409, "editAccount", "PATCH", `${list}/A%20and%20B`, json({ name: "Harbour Foods" }));
	await good(422, "editAccount", "PATCH", `${list}/A%20and%20B`, json({}));
	await bad(422, "editAccount", "PATCH", `${list}/A%20and%20B`, json({ name: 7 }));
}

async function driveImports(parts) {
	const { good, bad, json } = parts;
	const list = `${V}/imports`;
	await good(200, "listMappings", "GET", `${V}/mappings`);
	const file = (name) => ({
		body: readFileSync(join(ROOT, "tests/data/import", name)),
		headers: { "content-type": "application/octet-stream" },
	});
	const ids = [];
	for (const name of ["fpds.csv", "usaspending.csv", "ocds.json"]) {
		const dry = await good(200, "importFile", "POST", `${list}?file=${name}&dry_run=1`, file(name));
		assert.equal(dry.json.import, null);
		const done = await good(201, "importFile", "POST", `${list}?file=${name}`, file(name));
		assert.equal(done.headers.location, `${list}/${done.json.import}`);
		assert.deepEqual({ ...dry.json, dry_run: false, import: done.json.import }, done.json);
		ids.push(done.json.import);
		await good(200, "showImport", "GET", `${list}/${done.json.import}`);
		const again = await good(200, "importFile", "POST", `${list}?file=${name}`, file(name));
		assert.equal(again.json.import, null);
	}
	await good(200, "listImports", "GET", list);
	const { json: all } = await good(200, "listImports", "GET", `${list}?limit=1`);
	assert.ok(all.total >= 3);
	assert.equal(await pages(parts, "listImports", `${list}?limit=2`), Math.ceil(all.total / 2));
	await good(404, "importFile", "POST", `${list}?file=x.csv&mapping=none`, file("fpds.csv"));
	await good(422, "importFile", "POST", `${list}?file=x.csv`, {
		...file("fpds.csv"),
		body: "no,such\n1,2\n",
	});
	await bad(400, "importFile", "POST", list, file("fpds.csv"));

	const { json: waiting } = await good(200, "listQuarantine", "GET", `${V}/quarantine`);
	assert.ok(waiting.total > 0);
	await good(200, "listQuarantine", "GET", `${V}/quarantine?import=${ids[0]}&limit=1`);
	await good(200, "showQuarantineRow", "GET", `${V}/quarantine/${waiting.rows[0].id}`);
	await good(404, "showQuarantineRow", "GET", `${V}/quarantine/1`);
	await bad(404, "showQuarantineRow", "GET", `${V}/quarantine/one`);
	await good(200, "undoImport", "POST", `${list}/${ids[2]}/undo`, json({ reason: "a trial" }));
	await good(409, "undoImport", "POST", `${list}/${ids[2]}/undo`, json({}));
	await good(404, "undoImport", "POST", `${list}/1/undo`, json({}));
	await bad(422, "undoImport", "POST", `${list}/${ids[1]}/undo`, json({ because: "x" }));
	await good(404, "showImport", "GET", `${list}/1`);
}

async function driveInstallation({ good, bad, json }) {
	const fields = `${V}/fields`;
	await good(200, "listFields", "GET", fields);
	await good(
		201,
		"declareField",
		"POST",
		fields,
		json({ name: "risk", type: "choice", choices: ["low", SCRIPT], help: SCRIPT }),
	);
	await good(
		201,
		"declareField",
		"POST",
		fields,
		json({ name: "vans", type: "number", unit: "vans", whole: true }),
	);
	await good(409, "declareField", "POST", fields, json({ name: "risk", type: "text" }));
	await good(422, "declareField", "POST", fields, json({ name: "Not A Name", type: "text" }));
	await bad(422, "declareField", "POST", fields, json({ name: "mood", type: "colour" }));
	const settings = `${V}/settings`;
	const { json: all } = await good(200, "listSettings", "GET", settings);
	const fiscal = all.settings.find((setting) => setting.name === "fiscal_month");
	assert.ok(fiscal);
	await good(200, "changeSetting", "PUT", `${settings}/fiscal_month`, json({ value: "4" }));
	await good(422, "changeSetting", "PUT", `${settings}/fiscal_month`, json({ value: "13" }));
	await good(404, "changeSetting", "PUT", `${settings}/colour`, json({ value: "red" }));
	await bad(422, "changeSetting", "PUT", `${settings}/fiscal_month`, json({ value: 4 }));
	const { json: checked } = await good(200, "checkStore", "GET", `${V}/check`);
	assert.equal(checked.ok, true, checked.findings.join("; "));
	await good(200, "checkStore", "GET", `${V}/check?expect_head=${encodeURIComponent(checked.head)}`);
	const described = await good(200, "describeApi", "GET", `${V}/openapi.json`);
	await good(304, "describeApi", "GET", `${V}/openapi.json`, {
		headers: { "if-none-match": described.headers.etag },
	});
	await good(200, "checkHealth", "GET", "/healthz");
	await good(200, "readMetrics", "GET", "/metrics");
}

/* The part of the traffic (traffic.mjs) that is about facts, links and what waits. */
import assert from "node:assert/strict";

const V = "/api/v1";
const KEY = "HARBOUR-2009";
const HARD_IDS = [
	"A/B",
	"100 %",
	"%41",
	"🚢 ship",
	"a?b#c&d=e",
	'<script>alert("x")</script>',
	"i".repeat(300),
];

const entry = (more = {}) => ({
	contract: KEY,
	resource: "Resource 01",
	work_date: "2010-03-01",
	seconds: 3600,
	...more,
});
const entryPath = (id) => `${V}/entries/prism/${encodeURIComponent(id)}`;

export async function driveFacts(parts) {
	await driveEntries(parts);
	await driveReads(parts);
	await driveKinds(parts);
	await driveWaiting(parts);
}

async function driveEntries({ good, bad, json }) {
	const list = `${V}/entries`;
	const all = `${list}?contract=${KEY}&source=prism`;
	for (const id of HARD_IDS) {
		const put = await good(200, "putEntry", "PUT", entryPath(id), json(entry()));
		assert.deepEqual(put.json, { outcome: "added", source: "prism", external_id: id });
		await good(200, "putEntry", "PUT", entryPath(id), json(entry({ seconds: "60", note: id })));
		const shown = await good(200, "showEntry", "GET", entryPath(id));
		assert.deepEqual(
			shown.json.versions.map(({ seconds, note }) => [seconds, note]),
			[
				[3600, null],
				[60, id],
			],
		);
	}
	const listed = await good(200, "listEntries", "GET", all);
	assert.equal(listed.json.sums.seconds, 60 * HARD_IDS.length);
	let next = null;
	const seen = [];
	do {
		const mark = next === null ? "" : `&cursor=${encodeURIComponent(next)}`;
		const page = await good(200, "listEntries", "GET", `${all}&limit=3${mark}`);
		seen.push(...page.json.entries.map(({ external_id }) => external_id));
		next = page.json.next;
	} while (next !== null);
	assert.deepEqual([...seen].sort(), [...HARD_IDS].sort());
	for (const id of HARD_IDS) await good(200, "deleteEntry", "DELETE", entryPath(id));
	const gone = await good(200, "deleteEntry", "DELETE", entryPath(HARD_IDS[0]));
	assert.equal(gone.json.outcome, "absent");
	const before = (await good(200, "listEntries", "GET", `${all}&known_at=2199-01-01`)).json;
	assert.equal(before.sums.entries, 0);

	const batch = {
		entries: [
			entry({ source: "prism", external_id: "b1", task: null, billable: false, start: "22:40:17" }),
			entry({ category: "internal", contract: null, approval: "draft" }),
		],
	};
	const once = json(batch, { "idempotency-key": "hours-1" });
	const first = await good(200, "writeEntries", "POST", list, once);
	const again = await good(200, "writeEntries", "POST", list, once);
	assert.equal(again.headers["idempotency-replayed"], "true");
	assert.deepEqual(again.json, first.json);
	assert.equal((await good(200, "listEntries", "GET", all)).json.sums.entries, 1);
	const other = json({ entries: [entry()] }, { "idempotency-key": "hours-1" });
	await good(422, "writeEntries", "POST", list, other);
	const refused = await good(
		422,
		"writeEntries",
		"POST",
		list,
		json({ entries: [entry(), entry(), entry(), entry({ seconds: "ten" })] }),
	);
	assert.equal(refused.json.field, "entries[3].seconds");
	assert.ok(refused.json.remedy.length > 0);
	await good(422, "writeEntries", "POST", list, json({ entries: [] }));
	await bad(422, "writeEntries", "POST", list, json({ entries: [{ seconds: 7.5 }] }));
	await bad(422, "writeEntries", "POST", list, json({ facts: [entry()] }));
	await bad(422, "putEntry", "PUT", entryPath("x"), json([]));
	await good(422, "putEntry", "PUT", entryPath("x"), json(entry({ contract: "NOBODY" })));
	await good(404, "showEntry", "GET", entryPath("x"));
	await good(404, "listEntries", "GET", `${list}?contract=NOBODY`);
	await good(404, "listEntries", "GET", `${list}?resource=NOBODY`);
	await bad(400, "listEntries", "GET", `${list}?from=soon`);
	await bad(400, "listEntries", "GET", `${list}?limit=0`);
	await bad(400, "listEntries", "GET", `${list}?order=up`);
	const week = `${list}?from=2025-03-03&to=2025-03-10&limit=1000`;
	const order = async (word) =>
		(await good(200, "listEntries", "GET", `${week}&order=${word}`)).json.entries;
	const ascending = await order("asc");
	assert.ok(ascending.length > 100);
	assert.deepEqual((await order("desc")).reverse(), ascending);
	const lines = (await good(200, "downloadEntries", "GET", `${V}/entries.csv?contract=${KEY}`)).text;
	assert.match(lines, /^work_date,seconds,/);
	const held = await good(200, "listEntries", "GET", `${list}?contract=${KEY}`);
	assert.equal(lines.trim().split("\r\n").length, held.json.sums.entries + 1);
	await bad(400, "downloadEntries", "GET", `${V}/entries.csv?limit=3`);
	await good(404, "downloadEntries", "GET", `${V}/entries.csv?contract=NOBODY`);
}

async function driveReads({ good, bad }) {
	const asked = "from=2025-01-01&to=2025-07-01";
	for (const by of ["", "contract", "task", "resource,week", "contract,month,class", "day"])
		await good(200, "sumEntries", "GET", `${V}/sums?by=${by}&${asked}`);
	await good(200, "sumEntries", "GET", `${V}/sums?contract=${KEY}&as_of=2010-03-31&known_at=2199-01-01`);
	await good(422, "sumEntries", "GET", `${V}/sums?by=week,month`);
	await good(422, "sumEntries", "GET", `${V}/sums?by=colour`);
	await good(404, "sumEntries", "GET", `${V}/sums?source=nowhere`);
	await good(200, "downloadSums", "GET", `${V}/sums.csv?by=contract&${asked}`);
	await bad(400, "downloadSums", "GET", `${V}/sums.csv?limit=3`);
	await good(200, "listResources", "GET", `${V}/resources`);
	const { json: sources } = await good(200, "listSources", "GET", `${V}/sources`);
	assert.ok(sources.sources.some(({ name }) => name === "prism"));
	await good(200, "listDiscrepancies", "GET", `${V}/discrepancies`);
	await good(200, "listDiscrepancies", "GET", `${V}/discrepancies?kind=over_24h&contract=${KEY}`);
	await good(200, "listDiscrepancies", "GET", `${V}/discrepancies?${asked}&known_at=2025-06-30`);
	await good(404, "listDiscrepancies", "GET", `${V}/discrepancies?resource=NOBODY`);
	await bad(400, "listDiscrepancies", "GET", `${V}/discrepancies?kind=mood`);
	const { json: found } = await good(200, "listDiscrepancies", "GET", `${V}/discrepancies`);
	const download = await good(200, "downloadDiscrepancies", "GET", `${V}/discrepancies.csv`);
	assert.equal(download.text.trim().split("\r\n").length, found.discrepancies.length + 1);
	await bad(400, "downloadDiscrepancies", "GET", `${V}/discrepancies.csv?kind=mood`);
}

async function driveKinds({ good, bad, json }) {
	const { json: kinds } = await good(200, "listFactKinds", "GET", `${V}/facts`);
	assert.equal(kinds.facts.length, 15);
	for (const { name, fields } of kinds.facts) {
		const template = await good(200, "downloadTemplate", "GET", `${V}/facts/${name}/template`);
		assert.ok(template.text.startsWith(fields[0].name));
		const list = name === "time_entry" ? 404 : 200;
		await good(list, "listFacts", "GET", `${V}/facts/${name}?limit=5`);
	}
	await good(200, "listFacts", "GET", `${V}/facts/budget?contract=${KEY}&known_at=2025-01-01`);
	await good(200, "listFacts", "GET", `${V}/facts/rate?versions=true&source=prism`);
	await good(404, "listFacts", "GET", `${V}/facts/budget?contract=NOBODY`);
	await bad(404, "listFacts", "GET", `${V}/facts/mood`);
	await bad(404, "downloadTemplate", "GET", `${V}/facts/mood/template`);

	const budget = { contract: KEY, month: "2010-03", revenue: "1000", hours: "7.5" };
	const budgets = `${V}/facts/budget`;
	const added = await good(200, "writeFacts", "POST", budgets, json({ facts: [budget] }));
	assert.equal(added.json.results[0].outcome, "added");
	const revised = { ...budget, revenue: "1200.50" };
	await good(200, "writeFacts", "POST", budgets, json({ facts: [revised] }));
	const { json: listed } = await good(200, "listFacts", "GET", `${budgets}?contract=${KEY}&versions=1`);
	const revenues = listed.facts.filter(({ month }) => month === "2010-03").map(({ revenue }) => revenue);
	assert.deepEqual(revenues, ["1000.00", "1200.50"]);
	const versions = await good(200, "downloadFacts", "GET", `${budgets}/csv?contract=${KEY}&versions=1`);
	assert.equal(versions.text.split("\r\n").filter((line) => line.includes("2010-03")).length, 2);
	await good(404, "downloadFacts", "GET", `${V}/facts/time_entry/csv`);
	await bad(404, "downloadFacts", "GET", `${V}/facts/mood/csv`);
	const wrong = await good(422, "writeFacts", "POST", budgets, json({ facts: [{ contract: KEY }] }));
	assert.equal(wrong.json.field, "facts[0].month");
	await bad(422, "writeFacts", "POST", budgets, json({ facts: budget }));
	const { contract, month } = budget;
	const away = json({ facts: [{ contract, month }] });
	const deleted = await good(200, "deleteFacts", "POST", `${budgets}/deletions`, away);
	assert.equal(deleted.json.results[0].outcome, "deleted");
	await good(422, "deleteFacts", "POST", `${budgets}/deletions`, json({ facts: [{ contract }] }));

	const cost = `${V}/facts/cost/prism/${encodeURIComponent("c/1")}`;
	const spent = { contract: KEY, date: "2010-03-01", amount: "12.50", kind: "expense" };
	await good(200, "putFact", "PUT", cost, json(spent));
	await good(422, "putFact", "PUT", cost, json({ ...spent, amount: "12.505" }));
	await bad(422, "putFact", "PUT", cost, json({ ...spent, amount: {} }));
	await good(200, "deleteFact", "DELETE", cost);
	await good(404, "putFact", "PUT", `${budgets}/prism/1`, json(budget));
	await good(404, "deleteFact", "DELETE", `${V}/facts/exchange_rate/prism/EUR`);
}

async function driveWaiting({ good, bad, json }) {
	const file = {
		body:
			"external_id,project,client,resource,work_date,seconds\n" +
			"1,Harbor 2009,Prism,Resource 01,2010-03-01,3600\n" +
			"2,Harbor 2009,Prism,Resource 01,2010-03-02,1800\n" +
			"3,Nowhere,Prism,Resource 01,2010-03-02,60\n",
		headers: { "content-type": "text/csv" },
	};
	const imports = `${V}/imports?file=times.csv&source=waits`;
	const dry = await good(200, "importFile", "POST", `${imports}&time_zone=Europe/Helsinki&dry_run=1`, file);
	assert.equal(dry.json.waiting_seconds, 5460);
	await good(201, "importFile", "POST", imports, file);
	await good(422, "importFile", "POST", `${imports}&time_zone=Mars/Base`, file);
	await bad(400, "importFile", "POST", `${imports}&complete=maybe`, file);
	const { json: found } = await good(200, "groupQuarantine", "GET", `${V}/quarantine/groups`);
	const group = found.groups.find(({ unknown }) => unknown === "Harbor 2009");
	assert.equal(group.rows, 2);
	const { source, fact, code, subject, unknown, within } = group;
	const rows = new URLSearchParams({ source, fact, code, subject, unknown, within });
	assert.equal((await good(200, "listQuarantine", "GET", `${V}/quarantine?${rows}`)).json.total, 2);
	const ofGroup = `${V}/quarantine?group=${group.first_id}`;
	assert.equal((await good(200, "listQuarantine", "GET", ofGroup)).json.total, 2);
	await good(400, "listQuarantine", "GET", `${ofGroup}&source=waits`);
	await good(404, "listQuarantine", "GET", `${V}/quarantine?group=1`);
	await good(200, "suggestLinks", "GET", `${V}/links/suggestions`);

	const links = `${V}/links`;
	const link = { subject, name: unknown, source, within, target: "contract", contract: KEY };
	const tried = await good(200, "addLink", "POST", `${links}?dry_run=1`, json(link));
	assert.equal(tried.json.link.id, null);
	const made = await good(201, "addLink", "POST", links, json(link, { "idempotency-key": "link-1" }));
	assert.deepEqual(made.json.released, tried.json.released);
	assert.deepEqual(made.json.released, { tried: 2, taken: 2, seconds: 5400, waiting: 0 });
	await good(201, "addLink", "POST", links, json(link, { "idempotency-key": "link-1" }));
	await good(200, "addLink", "POST", links, json(link));
	await good(409, "addLink", "POST", links, json({ ...link, target: "leave", contract: null }));
	await good(422, "addLink", "POST", links, json({ ...link, name: "x", contract: "NOBODY" }));
	await good(422, "addLink", "POST", links, json({ ...link, from: "2026-01-02", to: "2026-01-01" }));
	await bad(422, "addLink", "POST", links, json({ ...link, subject: "mood" }));
	await good(200, "listLinks", "GET", links);
	const removed = await good(200, "removeLink", "DELETE", `${links}/${made.json.link.id}`);
	assert.equal(removed.json.contract, KEY);
	await good(409, "removeLink", "DELETE", `${links}/${made.json.link.id}`);
	await good(404, "removeLink", "DELETE", `${links}/1`);
	await good(200, "listLinks", "GET", `${links}?removed=true`);

	const nowhere = { source, fact, code, subject, unknown: "Nowhere", within };
	const retried = await good(200, "retryQuarantine", "POST", `${V}/quarantine/retry`, json(nowhere));
	assert.deepEqual(retried.json, { tried: 1, taken: 0, seconds: 0, waiting: 1 });
	await good(422, "retryQuarantine", "POST", `${V}/quarantine/retry`, json({}));
	await good(422, "retryQuarantine", "POST", `${V}/quarantine/retry`, json({ id: "1" }));
	await bad(422, "retryQuarantine", "POST", `${V}/quarantine/retry`, json({ all: "yes" }));
	const given = await good(200, "discardQuarantine", "POST", `${V}/quarantine/discard`, json(nowhere));
	assert.equal(given.json.discarded, 1);
	await good(422, "discardQuarantine", "POST", `${V}/quarantine/discard`, json({ unknown: "Nowhere" }));
	await driveGroups({ good, json });
}

const SOURCE = "pacta-contracts";

/* Three groups of one source without a name: two of facts, and rows of contracts. */
async function driveGroups({ good, json }) {
	const post = (body) =>
		good(200, "discardQuarantine", "POST", `${V}/quarantine/discard`, json(body));
	const bring = (body, rest) =>
		good(201, "importFile", "POST", `${V}/imports?file=odd.csv&${rest}`, {
			body,
			headers: { "content-type": "text/csv" },
		});
	await bring(
		"contract,date,amount,kind\nK-1,soon,1,expense\nK-1,later,2,expense\n",
		`source=${SOURCE}&mapping=pacta-cost`,
	);
	await bring("external_id,resource,work_date,seconds\n1,Resource 01,soon,1\n", `source=${SOURCE}`);
	await bring("contract,account,currency,effective_on\nK-1,Prism,EUR,soon\n", `mapping=${SOURCE}`);
	const groups = async () =>
		(await good(200, "groupQuarantine", "GET", `${V}/quarantine/groups`)).json.groups
			.filter(({ source }) => source === SOURCE)
			.map(({ fact, rows }) => [fact, rows]);
	assert.deepEqual(await groups(), [["cost", 2], [null, 1], ["time_entry", 1]]);
	const name = (fact, code) => ({
		source: SOURCE,
		fact,
		code,
		subject: null,
		unknown: null,
		within: null,
	});
	assert.equal((await post(name(null, null))).json.discarded, 1);
	assert.deepEqual(await groups(), [["cost", 2], ["time_entry", 1]]);
	assert.equal((await post(name("time_entry", "bad_value"))).json.discarded, 1);
	assert.deepEqual(await groups(), [["cost", 2]]);
	assert.equal((await post(name("cost", "bad_value"))).json.discarded, 2);
}

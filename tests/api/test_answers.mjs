/* The API tells the same as the command line, and keeps to what HTTP asks of it. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ask, askJson, run, story } from "./harness.mjs";

const V = "/api/v1";

async function get(server, path) {
	const answer = await ask(server.url, "GET", `${V}${path}`);
	assert.equal(answer.status, 200, `${path}: ${answer.text}`);
	return answer.json;
}

/** A page without what only pages have. */
function unpaged({ total, next, ...rest }) {
	assert.equal(next, null);
	assert.equal(typeof total, "number");
	return rest;
}

story(
	"every contract of the demo has the same state, history and periods as on the command line",
	async (t) => {
		const server = await t.serve();
		const { contracts } = await get(server, "/contracts");
		assert.equal(contracts.length, 45);
		for (const { key } of contracts) {
			const at = `/contracts/${encodeURIComponent(key)}`;
			assert.deepEqual(await get(server, at), await t.json("contract", "show", key));
			assert.deepEqual(
				await get(server, `${at}?as_of=2025-06-30&known_at=2025-03-31`),
				await t.json("contract", "show", key, "--as-of", "2025-06-30", "--known-at", "2025-03-31"),
			);
			assert.deepEqual(
				await get(server, `${at}/history?by=quarter`),
				await t.json("history", key, "--by", "quarter"),
			);
		}
	},
);

story("lists, reports and accounts are the same as on the command line", async (t) => {
	const server = await t.serve();
	assert.deepEqual(unpaged(await get(server, "/contracts?limit=1000")), await t.json("contract", "list"));
	assert.deepEqual(
		unpaged(await get(server, "/history-report?limit=1000")),
		await t.json("history-report"),
	);
	assert.deepEqual(unpaged(await get(server, "/accounts")), await t.json("account", "list"));
	assert.deepEqual(await get(server, "/fields"), await t.json("field", "list"));
	assert.deepEqual(await get(server, "/settings"), await t.json("setting", "list"));
	assert.deepEqual(await get(server, "/mappings"), await t.json("mapping", "list"));
	assert.deepEqual(
		await get(server, "/movements?from=2025-01-01&to=2026-01-01"),
		await t.json("movements", "--from", "2025-01-01", "--to", "2026-01-01"),
	);
	for (const { name } of (await get(server, "/accounts")).accounts)
		assert.deepEqual(
			await get(server, `/accounts/${encodeURIComponent(name)}?as_of=2025-12-31`),
			await t.json("account", "show", name, "--as-of", "2025-12-31"),
		);
	const { findings, ...checked } = await get(server, "/check");
	assert.deepEqual({ ...checked, findings }, await t.json("check"));
});

story("facts, their sums and what waits are the same as on the command line", async (t) => {
	const server = await t.serve();
	for (const [path, ...words] of [
		["/sums", "sum"],
		["/sums?by=contract,month,class", "sum", "--by", "contract,month,class"],
		[
			"/sums?by=resource&from=2025-01-01&to=2025-04-01",
			..."sum --by resource --from 2025-01-01 --to 2025-04-01".split(" "),
		],
		["/discrepancies", "discrepancies"],
		[
			"/discrepancies?kind=duration_differs&from=2026-01-01",
			..."discrepancies --kind duration_differs --from 2026-01-01".split(" "),
		],
		["/sources", "source", "list"],
		["/resources", "resource", "list"],
		["/links", "link", "list"],
		["/links/suggestions", "link", "suggest"],
		["/facts", "template"],
	])
		assert.deepEqual(await get(server, path), await t.json(...words), path);
	const { groups } = await t.json("quarantine", "list");
	assert.deepEqual((await get(server, "/quarantine/groups")).groups, groups);
	const { facts, ...page } = await t.json("fact", "list", "task", "--contract", "SUMMITRY-FM-2025");
	assert.ok(facts.length > 0);
	const api = await get(server, "/facts/task?contract=SUMMITRY-FM-2025&limit=1000");
	assert.deepEqual(api.facts, facts);
	assert.deepEqual([api.total, page.fact], [facts.length, "task"]);
	const { more, ...told } = await t.json("entries", "SUMMITRY-FM-2025", "--to", "2026-04-01");
	assert.equal(more, false);
	assert.ok(told.entries.length > 600);
	const entries = [];
	let next = "";
	do {
		const cursor = next && `&cursor=${encodeURIComponent(next)}`;
		const part = await get(
			server,
			`/entries?contract=SUMMITRY-FM-2025&to=2026-04-01&limit=300${cursor}`,
		);
		entries.push(...part.entries);
		({ next } = part);
		assert.deepEqual({ ...told, entries: null, next }, { ...part, entries: null });
	} while (next !== null);
	assert.deepEqual(entries, told.entries);
});

story("figures, what they are made of and what is closed are the same as on the command line", async (t) => {
	const server = await t.serve();
	const key = "SUMMITRY-FM-2025";
	const march = ["--period", "2026-03", "--as-of", "2026-04-20"];
	const query = "period=2026-03&as_of=2026-04-20";
	for (const [path, ...words] of [
		["/metrics", "metric", "list"],
		["/metrics/contract_utilization", "metric", "show", "contract_utilization"],
		[`/figures?scope=${key}&${query}&since_close=true`, "metrics", key, ...march],
		[`/figures?${query}&by=contract`, "metrics", "portfolio", "--by", "contract", ...march],
		[`/figures?scope=resource:Resource%2018&${query}`, "metrics", "resource:Resource 18", ...march],
		[`/contracts/${key}/drill?by=task&${query}`, "drill", key, "--by", "task", ...march],
		[
			`/explanations/delivery_margin?scope=${key}&${query}&vs=2026-02`,
			"explain",
			"delivery_margin",
			key,
			"--vs",
			"2026-02",
			...march,
		],
		[
			`/restatement?scope=${key}&${query}&known_at=2025-06-30`,
			"restate",
			key,
			"--known-at",
			"2025-06-30",
			...march,
		],
		["/period-closes", "tie-out"],
		["/period-closes/2025-06", "tie-out", "2025-06"],
	])
		assert.deepEqual(await get(server, path), await t.json(...words), path);
	for (const [path, ...words] of [
		[`/figures.csv?${query}&by=contract`, "metrics", "portfolio", "--by", "contract", ...march, "--csv"],
		[`/contracts/${key}/drill.csv?by=week`, "drill", key, "--by", "week", "--csv"],
	]) {
		const csv = await ask(server.url, "GET", `${V}${path}`);
		assert.equal(csv.text, await t.pacta(...words), path);
	}
});

story("CSV of sums and templates is the command line's, byte for byte", async (t) => {
	const server = await t.serve();
	const sums = await ask(server.url, "GET", `${V}/sums.csv?by=contract,week`);
	assert.equal(sums.text, await t.pacta("sum", "--by", "contract,week", "--csv"));
	const template = await ask(server.url, "GET", `${V}/facts/recognition/template`);
	assert.equal(template.text.trim(), (await t.pacta("template", "recognition")).trim());
	assert.match(template.headers["content-disposition"], /^attachment; filename="recognition.csv"/);
});

story("entries that are sent many times at once with the same key are written once", async (t) => {
	const server = await t.serve();
	const row = { contract: "HARBOUR-2009", resource: "Resource 01", work_date: "2010-03-01", seconds: 900 };
	const sent = await Promise.all(
		Array.from({ length: 8 }, () =>
			askJson(server.url, "POST", `${V}/entries`, { entries: [row, row] }, { "idempotency-key": "k" }),
		),
	);
	for (const { status, json } of sent) assert.deepEqual([status, json], [200, sent[0].json]);
	assert.equal(sent.filter(({ headers }) => headers["idempotency-replayed"]).length, 7);
	const { sums } = await get(server, "/entries?contract=HARBOUR-2009");
	assert.deepEqual([sums.entries, sums.seconds], [2, 1800]);
	assert.equal((await get(server, "/check")).ok, true);
});

story("a mapping of the installation reads what is uploaded, by name and by itself", async (t) => {
	const server = await t.serve();
	const mapping = JSON.parse(await t.pacta("mapping", "show", "kimai"));
	writeFileSync(join(t.dir, "own.json"), JSON.stringify({ ...mapping, name: "house", source: "house" }));
	await t.pacta("mapping", "add", join(t.dir, "own.json"));
	const { mappings } = await get(server, "/mappings");
	assert.deepEqual(mappings[0], { ...mappings[0], name: "house", own: true, fact: "time_entry" });
	const header = await t.pacta("template", "time_entry");
	const path = `${V}/imports?file=a.csv&dry_run=1`;
	for (const [name, status] of [
		["house", 422],
		["pacta-time-entry", 200],
		["nothing", 404],
		[`${t.dir}/own.json`, 404],
	]) {
		const given = { body: header };
		const answer = await ask(server.url, "POST", `${path}&mapping=${encodeURIComponent(name)}`, given);
		assert.equal(answer.status, status, `${name}: ${answer.text}`);
	}
});

story("the CSV of the history report is the command line's, byte for byte", async (t) => {
	const server = await t.serve();
	for (const [query, words] of [
		["", []],
		["?contract=HARBOUR-2009", ["--contract", "HARBOUR-2009"]],
		["?account=Harbour%20Foods&by=recorded", ["--account", "Harbour Foods", "--by", "recorded"]],
		["?from=2025-01-01&to=2025-07-01", ["--from", "2025-01-01", "--to", "2025-07-01"]],
	]) {
		const csv = await ask(server.url, "GET", `${V}/history-report.csv${query}`);
		assert.equal(csv.text, await t.pacta("history-report", "--format", "csv", ...words));
		assert.match(csv.headers["content-disposition"], /^attachment; filename="history-report.csv"/);
	}
});

story("what a write answers is what the command line tells of the same dry run", async (t) => {
	const server = await t.serve();
	const change = {
		effective_on: "2010-06-01",
		reason: "second shift",
		changes: [{ field: "direct_labor", value: "65%" }],
	};
	const told = await t.json(
		"contract",
		"amend",
		"HARBOUR-2009",
		"--effective-on",
		"2010-06-01",
		"--reason",
		"second shift",
		"--set",
		"direct_labor=65%",
		"--dry-run",
	);
	const path = `${V}/contracts/HARBOUR-2009/revisions`;
	assert.deepEqual((await askJson(server.url, "POST", `${path}?dry_run=1`, change)).json, told);
	assert.deepEqual((await askJson(server.url, "POST", path, change)).json, { ...told, dry_run: false });
	assert.equal((await get(server, "/contracts/HARBOUR-2009")).entries, 4);
});

const SECURITY = {
	"content-security-policy":
		"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
	"x-content-type-options": "nosniff",
	"referrer-policy": "no-referrer",
	"cross-origin-opener-policy": "same-origin",
	"cross-origin-resource-policy": "same-origin",
};

story("every answer, of whatever status, carries the security headers", async (t) => {
	const server = await t.serve();
	const shell = await ask(server.url, "GET", "/");
	const asset = /\/assets\/[^"]+\.js/.exec(shell.text)[0];
	for (const [status, method, path, headers = {}] of [
		[200, "GET", "/"],
		[200, "GET", "/contracts/A%2FB"],
		[200, "GET", asset],
		[200, "GET", "/healthz"],
		[200, "GET", "/metrics"],
		[200, "GET", `${V}/contracts`],
		[200, "GET", `${V}/contracts/HARBOUR-2009/charts/terms`],
		[404, "GET", "/nowhere"],
		[404, "GET", "/assets/nothing.js"],
		[404, "GET", `${V}/nowhere`],
		[405, "DELETE", `${V}/contracts`],
		[400, "GET", `${V}/contracts?limit=0`],
		[421, "GET", `${V}/contracts`, { host: "example.org" }],
		[403, "POST", `${V}/accounts`, { "sec-fetch-site": "cross-site" }],
		[403, "POST", `${V}/accounts`, { origin: "http://example.org" }],
	]) {
		const answer = await ask(server.url, method, path, { headers });
		assert.equal(answer.status, status, `${method} ${path}: ${answer.text.slice(0, 300)}`);
		for (const [name, value] of Object.entries(SECURITY))
			assert.equal(answer.headers[name], value, `${name} of ${method} ${path}`);
		if (status >= 400 && path.startsWith(V)) {
			assert.equal(answer.headers["content-type"], "application/problem+json");
			assert.equal(answer.json.status, status);
			assert.match(answer.json.type, /^urn:pacta:problem:[a-z-]+$/);
		}
	}
});

story("an ETag changes with the store, and only then", async (t) => {
	const server = await t.serve();
	const paths = [
		"/contracts",
		"/contracts/HARBOUR-2009",
		"/history-report.csv",
		"/contracts/HARBOUR-2009/charts/terms",
		"/accounts",
		"/fields",
		"/imports",
	];
	const tags = async () => {
		const answers = await Promise.all(paths.map((path) => ask(server.url, "GET", `${V}${path}`)));
		return answers.map(({ headers }) => headers.etag);
	};
	const before = await tags();
	assert.equal(new Set(before).size, paths.length);
	assert.deepEqual(await tags(), before);
	for (const [index, path] of paths.entries()) {
		const same = await ask(server.url, "GET", `${V}${path}`, {
			headers: { "if-none-match": `"other", ${before[index]}` },
		});
		assert.equal(same.status, 304);
		assert.equal(same.bytes.length, 0);
	}
	await t.pacta("account", "add", "Elsewhere");
	for (const [index, path] of paths.entries()) {
		const now = await ask(server.url, "GET", `${V}${path}`, {
			headers: { "if-none-match": before[index] },
		});
		assert.equal(now.status, 200, path);
	}
	assert.ok((await get(server, "/accounts")).accounts.some(({ name }) => name === "Elsewhere"));
});

await run();

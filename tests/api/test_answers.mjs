/* The API tells the same as the command line, and keeps to what HTTP asks of it. */
import assert from "node:assert/strict";
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
		assert.equal(contracts.length, 42);
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

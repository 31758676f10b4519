/* The API's description: a public linter takes it, and a validating proxy sees the server keep to it. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import http from "node:http";
import { join } from "node:path";
import { ROOT, ask, execute, note, run, story } from "./harness.mjs";
import { startPrism, violation } from "./prism.mjs";
import { drive } from "./traffic.mjs";

const LINTER = join(ROOT, "tests/node_modules/@stoplight/spectral-cli/dist/index.js");
const RULES = join(ROOT, "tests/api/spectral.yaml");

const described = async (server) => (await ask(server.url, "GET", "/api/v1/openapi.json")).json;

async function lint(t, document) {
	const file = join(t.dir, "linted.json");
	writeFileSync(file, JSON.stringify(document));
	const done = await execute(process.execPath, [
		LINTER,
		"lint",
		"-r",
		RULES,
		"-f",
		"json",
		"-F",
		"hint",
		file,
	]);
	const from = done.out.indexOf("[");
	assert.ok(from >= 0, done.out + done.err);
	return JSON.parse(done.out.slice(from, done.out.lastIndexOf("]") + 1));
}

/** Every operation as {operation, method, path, fits}; of paths that fit, the first counts. */
function operations(document) {
	const params = ([path]) => path.split("{").length;
	const paths = Object.entries(document.paths).sort((a, b) => params(a) - params(b));
	return paths.flatMap(([path, item]) =>
		Object.entries(item).map(([method, { operationId }]) => ({
			operation: operationId,
			method: method.toUpperCase(),
			path,
			fits: new RegExp(`^${path.replaceAll(".", "\\.").replaceAll(/\{[^}]+\}/g, "[^/]+")}$`),
		})),
	);
}

const sorted = (list) => [...new Set(list)].sort();

story("a public linter has nothing to say about the description", async (t) => {
	const document = await described(await t.serve());
	assert.ok(operations(document).length > 30);
	assert.deepEqual(await lint(t, document), []);
});

story("the linter finds fault with a description that is broken", async (t) => {
	const document = await described(await t.serve());
	delete document.paths["/api/v1/accounts"].get.responses;
	document.components.schemas.Account.properties.name.type = "word";
	const codes = (await lint(t, document)).map(({ code }) => code);
	assert.ok(codes.includes("oas3-schema"), codes.join());
});

story("a validating proxy passes all traffic, and every operation is part of it", async (t) => {
	const server = await t.serve();
	const strict = await startPrism(t, server);
	const lenient = await startPrism(t, server, { requests: false });
	const through = (base) => async (method, path, given) => {
		const answer = await ask(base, method, path, given);
		assert.equal(violation(answer), null, `${method} ${path}`);
		return answer;
	};
	const log = await drive({
		good: through(strict),
		bad: through(lenient),
		direct: (method, path, given) => ask(server.url, method, path, given),
	});
	/* A stream has no end for the proxy to wait for. */
	log.push({
		operation: "followChanges",
		method: "GET",
		path: "/api/v1/events",
		way: "direct",
		answer: await followed(server),
	});

	const all = operations(await described(server));
	for (const { operation, method, path } of log) {
		const found = all.find((one) => one.method === method && one.fits.test(path.split("?")[0]));
		assert.equal(found?.operation, operation, `${method} ${path}`);
	}
	assert.deepEqual(
		sorted(log.map(({ operation }) => operation)),
		sorted(all.map(({ operation }) => operation)),
	);
	/* What the server itself counted is of the same operations: it has none that the description lacks.
	   A stream counts when it ends. */
	const metrics = (await ask(server.url, "GET", "/metrics")).text;
	const counted = [...metrics.matchAll(/operation="([A-Za-z]+)"/g)].map(([, operation]) => operation);
	assert.deepEqual(sorted([...counted, "followChanges"]), sorted(all.map(({ operation }) => operation)));
	const ways = (way) => log.filter((one) => one.way === way).length;
	note(`requests: ${ways("good")} described, ${ways("bad")} not, ${ways("direct")} beside the proxy`);
});

/** The first event of a stream, which is then left. */
function followed(server) {
	return new Promise((done, failed) => {
		const request = http.get(`${server.url}/api/v1/events`, (response) => {
			assert.equal(response.headers["content-type"], "text/event-stream");
			response.once("data", (part) => {
				request.destroy();
				assert.match(String(part), /^event: hello$/m);
				assert.match(String(part), /^data: \{"version":"\d+"\}$/m);
				done({ status: response.statusCode, text: String(part) });
			});
		});
		request.on("error", failed);
	});
}

story("the proxy refuses requests that the description does not allow", async (t) => {
	const server = await t.serve();
	const strict = await startPrism(t, server);
	const headers = { "content-type": "application/json" };
	for (const [method, path, given] of [
		["GET", "/api/v1/contracts?limit=0", {}],
		["GET", "/api/v1/movements?from=2025-01-01", {}],
		["POST", "/api/v1/accounts", { headers, body: '{"title":"x"}' }],
		["POST", "/api/v1/accounts", { headers, body: '{"name":7}' }],
	])
		assert.ok(violation(await ask(strict, method, path, given)), `${method} ${path}`);
});

/* What is done to an answer on its way; each must be noticed. */
const MUTATIONS = [
	["a text becomes a number", "/api/v1/contracts/HARBOUR-2009", (body) => (body.key = 7)],
	[
		"an amount becomes a number",
		"/api/v1/contracts/HARBOUR-2009",
		(body) => (body.total.revenue.amount = 1.5),
	],
	["a member is missing", "/api/v1/contracts/HARBOUR-2009", (body) => delete body.entries],
	["a member is unknown", "/api/v1/accounts/Harbour%20Foods", (body) => (body.colour = "red")],
	[
		"a member deep inside is unknown",
		"/api/v1/contracts/HARBOUR-2009/history",
		(body) => (body.snapshots[0].total.colour = "red"),
	],
	[
		"a date is no date",
		"/api/v1/contracts/HARBOUR-2009/history",
		(body) => (body.snapshots[0].effective_on = "soon"),
	],
	["a list becomes an object", "/api/v1/fields", (body) => (body.fields = {})],
	[
		"a figure is null",
		"/api/v1/movements?from=2025-01-01&to=2026-01-01",
		(body) => (body.currencies[0].nrr = null),
	],
	["a problem has no code", "/api/v1/contracts/NOBODY", (body) => delete body.code],
];

/** A proxy that passes on to `base`, each answer changed by what `state.mutate` does to it. */
async function mutatingProxy(t, base, state) {
	const proxy = http.createServer(async (request, response) => {
		const answer = await ask(base, request.method, request.url, {});
		const body = answer.json;
		state.mutate(body);
		response.writeHead(answer.status, { "content-type": answer.headers["content-type"] });
		response.end(JSON.stringify(body));
	});
	await new Promise((done) => proxy.listen(0, "127.0.0.1", done));
	t.after(() => proxy.closeAllConnections?.() ?? proxy.close());
	return `http://127.0.0.1:${proxy.address().port}`;
}

story("the proxy refuses answers that are mutated on their way", async (t) => {
	const server = await t.serve();
	const state = { mutate: () => {} };
	const strict = await startPrism(t, server, { upstream: await mutatingProxy(t, server.url, state) });
	for (const [label, path, mutate] of MUTATIONS) {
		state.mutate = () => {};
		assert.equal(violation(await ask(strict, "GET", path)), null, path);
		state.mutate = mutate;
		assert.ok(violation(await ask(strict, "GET", path)), label);
	}
});

await run();

/* The part of the traffic (traffic.mjs) that is about figures, their explanation, and closed months. */
import assert from "node:assert/strict";

const V = "/api/v1";
const KEY = "SUMMITRY-FM-2025";
const CONTRACT = `${V}/contracts/${KEY}`;
const MARCH = "period=2026-03&as_of=2026-04-20";

export async function driveMetrics(parts) {
	await driveRegistry(parts);
	await driveFigures(parts);
	await driveExplanations(parts);
	await driveRestatement(parts);
	await driveCloses(parts);
}

async function driveRegistry({ good, bad }) {
	const list = await good(200, "listMetrics", "GET", `${V}/metrics`);
	for (const metric of list.json.metrics) {
		const one = await good(200, "showMetric", "GET", `${V}/metrics/${metric.metric}`);
		assert.deepEqual(one.json, metric);
	}
	const seen = { headers: { "if-none-match": list.headers.etag } };
	await good(304, "listMetrics", "GET", `${V}/metrics`, seen);
	await good(404, "showMetric", "GET", `${V}/metrics/contract_utilisation`);
	await bad(400, "listMetrics", "GET", `${V}/metrics?group=Hours`);
}

async function driveFigures({ good, bad }) {
	const at = `${V}/figures`;
	for (const query of [
		"",
		`?${MARCH}`,
		`?scope=${KEY}&${MARCH}&since_close=1`,
		`?scope=contract:${KEY}&from=2026-01-01&to=2026-04-01&by=month&known_at=2026-04-01`,
		`?scope=${KEY}&period=CY1&by=quarter`,
		`?scope=${KEY}&period=term&by=contract-year`,
		`?${MARCH}&by=contract&metrics=contract_utilization,value_delivered,run_out,median_lag`,
		"?by=account,quarter&period=2025&metrics=recognized,fx_effect",
		"?by=manager&period=FY2025",
		"?by=team,week&period=2026-Q1&metrics=resource_utilization",
		"?by=resource&period=2026-W12&metrics=available_hours,productive_utilization",
		"?scope=account:Harbour%20Foods&period=2026-01",
		"?scope=resource:Resource%2018&period=2026-01-05..2026-01-12&by=day",
		"?as_of=1950-06-01",
	]) {
		const { json } = await good(200, "showFigures", "GET", `${at}${query}`);
		for (const row of [...json.rows, json.total])
			for (const { value, reason, text } of row.figures) {
				assert.equal(value === null, reason !== null);
				assert.ok(text.length > 0);
			}
		await good(200, "downloadFigures", "GET", `${at}.csv${query}`);
	}
	const table = await good(200, "showFigures", "GET", `${at}?scope=${KEY}&${MARCH}`);
	const seen = { headers: { "if-none-match": table.headers.etag } };
	await good(304, "showFigures", "GET", `${at}?scope=${KEY}&${MARCH}`, seen);
	await good(404, "showFigures", "GET", `${at}?scope=NOBODY`);
	await good(404, "showFigures", "GET", `${at}?scope=team:Nobody`);
	await good(404, "showFigures", "GET", `${at}?metrics=nonsense`);
	await good(422, "showFigures", "GET", `${at}?period=2026-13`);
	await good(422, "showFigures", "GET", `${at}?from=2026-01-01`);
	await good(422, "showFigures", "GET", `${at}?by=fortnight`);
	await good(400, "showFigures", "GET", `${at}?period=2026&from=2026-01-01&to=2026-02-01`);
	await bad(400, "showFigures", "GET", `${at}?as_of=soon`);
	await bad(400, "showFigures", "GET", `${at}?since_close=perhaps`);
	await good(404, "downloadFigures", "GET", `${at}.csv?scope=NOBODY`);
	for (const by of ["task", "resource", "assignment", "week", "month"]) {
		const { json } = await good(200, "drillDown", "GET", `${CONTRACT}/drill?by=${by}&${MARCH}`);
		const sum = json.rows.reduce((all, row) => all + row.seconds, 0);
		assert.equal(sum, json.total.seconds);
		await good(200, "downloadDrill", "GET", `${CONTRACT}/drill.csv?by=${by}`);
	}
	await good(200, "drillDown", "GET", `${CONTRACT}/drill?by=week&task=Repairs&resource=Resource%2018`);
	await good(404, "drillDown", "GET", `${CONTRACT}/drill?by=week&task=None`);
	await good(404, "drillDown", "GET", `${V}/contracts/NOBODY/drill?by=week`);
	await bad(400, "drillDown", "GET", `${CONTRACT}/drill`);
	await bad(400, "drillDown", "GET", `${CONTRACT}/drill?by=colour`);
	await bad(400, "downloadDrill", "GET", `${CONTRACT}/drill.csv?by=colour`);
}

async function driveExplanations({ good, bad, log }) {
	const at = `${V}/explanations`;
	const { metrics } = log.find(({ operation }) => operation === "listMetrics").answer.json;
	for (const { metric, subjects } of metrics) {
		const scope = subjects.includes("contract") ? KEY : "resource:Resource%2018";
		const told = await good(
			200,
			"explainFigure",
			"GET",
			`${at}/${metric}?scope=${scope}&vs=2026-02&rows=3&${MARCH}`,
		);
		assert.equal(told.json.figure.metric, metric);
		for (const { rows } of told.json.inputs) assert.ok(rows.length <= 3);
	}
	await good(200, "explainFigure", "GET", `${at}/recognized?period=2025&as_of=2026-01-31`);
	await good(404, "explainFigure", "GET", `${at}/nonsense`);
	await good(404, "explainFigure", "GET", `${at}/burn?scope=NOBODY`);
	await good(422, "explainFigure", "GET", `${at}/burn?scope=${KEY}&vs=2026-13`);
	await bad(400, "explainFigure", "GET", `${at}/burn?rows=-1`);
}

async function driveRestatement({ good, bad }) {
	const at = `${V}/restatement`;
	const query = `scope=${KEY}&metrics=recognized,contract_utilization&${MARCH}`;
	await good(200, "restateFigures", "GET", `${at}?${query}&known_at=2025-06-30`);
	await good(200, "restateFigures", "GET", `${at}?${query}&known_at=2199-01-01&vs=2025-06-30&changes=2`);
	await good(404, "restateFigures", "GET", `${at}?scope=NOBODY&known_at=2026-01-01`);
	await bad(400, "restateFigures", "GET", `${at}?${query}`);
}

async function driveCloses({ good, bad, json }) {
	const at = `${V}/period-closes`;
	const before = (await good(200, "listPeriodCloses", "GET", at)).json.period_closes;
	const ledger = [{ contract: KEY, recognized: "35604.14" }];
	const close = { month: "2024-02", note: "late", ledger };
	await good(200, "closePeriod", "POST", `${at}?dry_run=1`, json(close));
	assert.deepEqual((await good(200, "listPeriodCloses", "GET", at)).json.period_closes, before);
	const once = json(close, { "idempotency-key": "close-1" });
	const made = await good(201, "closePeriod", "POST", at, once);
	assert.equal(made.headers.location, `${at}/2024-02`);
	const again = await good(201, "closePeriod", "POST", at, once);
	assert.equal(again.headers["idempotency-replayed"], "true");
	assert.equal(made.json.replaced.closed_on, "2024-03-12");
	assert.deepEqual((await good(200, "showPeriodClose", "GET", `${at}/2024-02`)).json, {
		...made.json,
		replaced: null,
	});
	await good(200, "showPeriodClose", "GET", `${at}/2024-01?as_of=2025-01-01&known_at=2025-01-01`);
	await good(422, "showPeriodClose", "GET", `${at}/march`);
	await good(422, "closePeriod", "POST", at, json({ month: "march" }));
	await good(409, "closePeriod", "POST", at, json({ month: "2199-01" }));
	const nobody = [{ contract: "NOBODY", recognized: "1" }];
	await good(422, "closePeriod", "POST", at, json({ ...close, ledger: nobody }));
	const much = [{ contract: KEY, recognized: "a lot" }];
	await good(422, "closePeriod", "POST", at, json({ ...close, ledger: much }));
	await bad(422, "closePeriod", "POST", at, json({}));
	await bad(422, "closePeriod", "POST", at, json({ ...close, ledger: [{ recognized: 1 }] }));
	await bad(422, "closePeriod", "POST", at, json({ ...close, closed_on: "soon" }));
}

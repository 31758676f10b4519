/*
 * peer_duckdb_metrics.mjs FOLDER — the sums behind some figures by DuckDB, on one thread as ours, from tables filled with the same
 * files. Its tables hold no history and round nothing; a line of JSON for each piece, in milliseconds.
 */
import { performance } from "node:perf_hooks";
import { DuckDBInstance } from "@duckdb/node-api";

const [folder] = process.argv.slice(2);
const instance = await DuckDBInstance.create(`${folder}/peer_metrics.duckdb`, { threads: "1" });
const connection = await instance.connect();

async function timed(key, work, sql) {
	const values = [];
	let rows = 0;
	for (let i = 0; i < 5; i++) {
		const started = performance.now();
		const reader = await connection.runAndReadAll(sql);
		values.push(performance.now() - started);
		rows = reader.currentRowCount;
	}
	console.log(JSON.stringify({ key, work, values, rows }));
}

const version = await connection.runAndReadAll("SELECT version()");
console.log(JSON.stringify({ peer: "DuckDB", version: String(version.getRows()[0][0]) }));
for (const name of ["contracts", "resources", "budgets", "recognitions", "entries"]) {
	await connection.run(`CREATE TABLE ${name} AS SELECT * FROM read_csv('${folder}/${name}.csv', header = true)`);
}
await timed(
	"hours",
	"hours of the portfolio by month",
	"SELECT date_trunc('month', work_date), SUM(seconds) FROM entries WHERE billable GROUP BY ALL",
);
await timed(
	"hours_contracts",
	"the same of every contract by month",
	"SELECT contract, date_trunc('month', work_date), SUM(seconds) FROM entries WHERE billable GROUP BY ALL",
);
await timed(
	"people",
	"hours by person and week, one quarter",
	`SELECT resource, date_trunc('week', work_date), SUM(seconds) FROM entries
	 WHERE billable AND work_date >= DATE '2024-04-01' AND work_date < DATE '2024-07-01' GROUP BY ALL`,
);
await timed(
	"money",
	"recognised, budgeted and cost by month",
	`SELECT month, SUM(recognized), SUM(budget), SUM(cost) FROM (
	 SELECT date_trunc('month', service_from) AS month, amount AS recognized, 0 AS budget, 0 AS cost FROM recognitions
	 UNION ALL SELECT CAST(month || '-01' AS DATE), 0, revenue, 0 FROM budgets
	 UNION ALL SELECT date_trunc('month', work_date), 0, 0, e.seconds / 3600.0 * r.cost_rate
	 FROM entries e JOIN resources r ON r.key = e.resource) GROUP BY ALL`,
);
await timed(
	"drill",
	"one contract by task",
	"SELECT task, SUM(seconds) FROM entries WHERE contract = 'C-000007' GROUP BY ALL",
);
connection.closeSync();
instance.closeSync();

/*
 * peer_duckdb.mjs FOLDER ENTRIES-FILE — the same work by DuckDB, on one thread as ours: a keyed, durable table filled
 * from the file, the file again, and the sums. A line of JSON for each piece, in seconds.
 */
import { performance } from "node:perf_hooks";
import { DuckDBInstance } from "@duckdb/node-api";

const [folder, file] = process.argv.slice(2);
const instance = await DuckDBInstance.create(`${folder}/peer.duckdb`, { threads: "1" });
const connection = await instance.connect();
const UPSERT = `INSERT INTO entry SELECT external_id, contract, task, resource, work_date, seconds, billable, note
	FROM read_csv('${file}', header = true) ON CONFLICT (external_id) DO UPDATE SET contract = excluded.contract,
	task = excluded.task, resource = excluded.resource, work_date = excluded.work_date, seconds = excluded.seconds,
	billable = excluded.billable, note = excluded.note`;

async function timed(key, runs, sql) {
	const values = [];
	let rows = 0;
	for (let i = 0; i < runs; i++) {
		const started = performance.now();
		const reader = await connection.runAndReadAll(sql);
		values.push((performance.now() - started) / 1000);
		rows = reader.currentRowCount;
	}
	console.log(JSON.stringify({ key, values, rows }));
}

const version = await connection.runAndReadAll("SELECT version()");
console.log(JSON.stringify({ peer: "DuckDB", version: String(version.getRows()[0][0]) }));
await connection.run(`CREATE TABLE entry (external_id BIGINT PRIMARY KEY, contract VARCHAR, task VARCHAR,
	resource VARCHAR, work_date DATE, seconds INTEGER, billable VARCHAR, note VARCHAR)`);
await timed("ingest", 1, UPSERT);
await timed("again", 1, UPSERT);
await timed("months", 5, "SELECT contract, date_trunc('month', work_date), SUM(seconds) FROM entry GROUP BY ALL");
await timed("task", 5, "SELECT task, SUM(seconds) FROM entry WHERE contract = 'C-000007' GROUP BY ALL");
await timed(
	"weeks",
	5,
	`SELECT resource, date_trunc('week', work_date), SUM(seconds) FROM entry
	 WHERE work_date >= DATE '2024-04-01' AND work_date < DATE '2024-07-01' GROUP BY ALL`,
);
connection.closeSync();
instance.closeSync();

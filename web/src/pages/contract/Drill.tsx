/*
 * Where the hours of the period went: by task, person, assignment, week or month. A row goes one
 * level down, its entries to the entries themselves.
 */
import { apiPath, useApi } from "../../api";
import { formatCount, formatDate, formatMonth, formatMoney, formatTerm, lastDay } from "../../format";
import { momentQuery } from "../../moment";
import { queryText, setQuery, useAddress, useQuery } from "../../router";
import { ChipTabs, Tools } from "../../ui/Chip";
import { DataTable } from "../../ui/DataTable";
import { Hours } from "../../ui/Hours";
import { Link } from "../../ui/Link";
import { RowLink } from "../../ui/RowLink";
import { ErrorPanel, Skeleton } from "../../ui/States";
import type { Column } from "../../ui/table";
import { entriesPath } from "../entries/filter";
import { periodOn, periodText } from "../metrics/period";
import { PeriodSteps } from "../metrics/PeriodControl";
import type { Drill as Answer, DrillBy, DrillRow } from "../metrics/types";
import { DownloadCsv } from "../shared/Download";
import type { OfContract } from "./Performance";
import { useMore } from "./useMore";

const BYS: [DrillBy, string][] = [
	["task", "Task"],
	["resource", "Person"],
	["assignment", "Assignment"],
	["week", "Week"],
	["month", "Month"],
];

const PLANS: Record<DrillBy, string> = {
	task: "Planned in all",
	resource: "Planned",
	assignment: "Assigned",
	week: "Committed",
	month: "Committed",
};

const WIDTH = 168; /* px of the longest bar */

export function Drill({ contract, moment, period }: OfContract & { period: string }) {
	const { drill, task = "", resource = "" } = useQuery();
	const by = BYS.find(([id]) => id === drill)?.[0] ?? "task";
	const { as_of, known_at } = momentQuery(moment);
	const asked = { by, task, resource, period, as_of, known_at };
	const path = apiPath`/contracts/${contract}/drill`;
	const { data, error, stale, reload } = useApi<Answer>(path, asked);
	const isOf = data?.by === by;
	return (
		<>
			<Tools>
				<h2>
					Where the hours went <span class="unit on-paper">{periodText(period)}</span>
				</h2>
				<PeriodSteps period={period} />
				<ChipTabs
					label="Hours by"
					value={by}
					options={BYS}
					onChange={(id) => setQuery({ drill: id === "task" ? null : id }, { push: true })}
				/>
				<Narrowed task={task} resource={resource} />
				<span class="tools-end">
					<DownloadCsv path={path + ".csv"} params={asked} name={`${contract}-by-${by}.csv`} />
				</span>
			</Tools>
			{error && <ErrorPanel problem={error} what="The hours could not be read" retry={reload} />}
			{!isOf && !error && <Skeleton widths={[100, 100, 100, 100]} />}
			{isOf && data.rows.length === 0 && (
				<p class="table-note">
					No hours in this period. <Link href="/data">Import hours</Link>, or choose another one.
				</p>
			)}
			{isOf && data.rows.length > 0 && <Rows contract={contract} data={data} stale={stale} />}
		</>
	);
}

function Narrowed({ task, resource }: { task: string; resource: string }) {
	const both: [string, string][] = [
		["task", task],
		["resource", resource],
	];
	return (
		<>
			{both.map(
				([name, value]) =>
					value && (
						<button
							key={name}
							type="button"
							class="chip on"
							onClick={() => setQuery({ [name]: null }, { push: true })}
						>
							{value} <span aria-hidden="true">×</span>
							<span class="sr">, show all</span>
						</button>
					),
			)}
		</>
	);
}

function labelOf(row: DrillRow, by: DrillBy): string {
	if (by === "month" && row.from) return formatMonth(row.from);
	if (by === "week" && row.from) return `${formatDate(row.from)} – ${formatDate(lastDay(row.to!))}`;
	if (row.key === null) return by === "assignment" ? "no assignment" : by === "task" ? "no task" : "nobody";
	return row.name ?? row.key;
}

/* The query that a row leads to, one level down; null: to its entries. */
function below(row: DrillRow, data: Answer, query: Record<string, string>): Record<string, string | null> | null {
	switch (data.by) {
		case "task":
			return row.key === null || query["resource"]
				? null
				: { task: row.key, drill: "resource" };
		case "resource":
			return row.key === null || query["task"] ? null : { resource: row.key, drill: null };
		case "month":
			return row.from ? { period: periodOn("month", row.from), drill: null } : null;
		default:
			return null;
	}
}

function useLinks(contract: string, data: Answer) {
	const { path } = useAddress();
	const query = useQuery();
	const entries = (row: DrillRow): string => {
		const of = data.by === "task" ? { task: row.key } : { resource: row.key };
		return entriesPath(contract, {
			task: query["task"] ?? null,
			resource: query["resource"] ?? null,
			...(row.key === null ? {} : of),
			from: row.from ?? data.period?.from ?? null,
			to: row.to ?? data.period?.to ?? null,
		});
	};
	const down = (row: DrillRow): string => {
		const patch = below(row, data, query);
		return patch ? path + queryText({ ...query, ...patch }) : entries(row);
	};
	return { entries, down };
}

function Rows({ contract, data, stale }: { contract: string; data: Answer; stale: boolean }) {
	const { by, rows, total, currency } = data;
	const byDay = by === "week" || by === "month";
	const more = useMore(rows, byDay ? 26 : 12, byDay ? `${by}s` : "rows", byDay);
	const links = useLinks(contract, data);
	/* What is planned for a task is for all its days, not for those of the period. */
	const fits = by !== "task" || data.period === null || data.period.name === "term";
	const planOf = (row: DrillRow) => (fits ? (row.planned_seconds ?? 0) : 0);
	const most = Math.max(1, ...rows.map((row) => Math.max(row.seconds, planOf(row))));
	const amount = (value: string | null, reason: string | null) =>
		value === null ? (
			<span class="na" title={`Not available: ${reason?.replaceAll("_", " ")}.`}>
				n/a<span class="sr">, {reason?.replaceAll("_", " ")}</span>
			</span>
		) : (
			formatMoney({ amount: value, currency }, { sign: false, digits: "whole" })
		);
	const planned = rows.some((row) => row.planned_seconds !== null);
	const plan: Column<DrillRow> = {
		id: "planned",
		header: PLANS[by],
		numeric: true,
		from: 900,
		foot:
			total.planned_seconds === null ? "" : <Hours seconds={total.planned_seconds} digits={1} />,
		cell: (row) => <Hours seconds={row.planned_seconds ?? 0} digits={1} quiet />,
	};
	const columns: Column<DrillRow>[] = [
		{
			id: "row",
			header: BYS.find(([id]) => id === by)![1],
			phone: true,
			foot: "In all",
			cell: (row) => (
				<>
					<RowLink href={links.down(row)}>{labelOf(row, by)}</RowLink>
					{row.in_scope === false && <small>out of scope</small>}
					{by === "assignment" && row.from && <small>{formatTerm(row.from, row.to)}</small>}
				</>
			),
		},
		{
			id: "bar",
			header: "Share",
			plain: true,
			width: "200px",
			from: 700,
			cell: (row) => <Parts row={row} plan={planOf(row)} most={most} />,
		},
		{
			id: "hours",
			header: "Hours",
			numeric: true,
			phone: true,
			foot: <Hours seconds={total.seconds} digits={1} />,
			cell: (row) => <Hours seconds={row.seconds} digits={1} />,
		},
		{
			id: "counting",
			header: "Counting",
			numeric: true,
			from: 800,
			foot: <Hours seconds={total.counting_seconds} digits={1} />,
			cell: (row) => <Hours seconds={row.counting_seconds} digits={1} />,
		},
		...(planned ? [plan] : []),
		{
			id: "bill",
			header: "Bill value",
			unit: currency,
			numeric: true,
			foot: amount(total.bill, total.bill_reason),
			cell: (row) => amount(row.bill, row.bill_reason),
		},
		{
			id: "cost",
			header: "Cost",
			unit: currency,
			numeric: true,
			foot: amount(total.cost, total.cost_reason),
			cell: (row) => amount(row.cost, row.cost_reason),
		},
		{
			id: "entries",
			header: "Entries",
			numeric: true,
			foot: formatCount(total.entries),
			cell: (row) =>
				row.entries === 0 ? (
					<span class="unset">–</span>
				) : (
					<Link class="named" href={links.entries(row)} aria-label={`${formatCount(row.entries)} entries of ${labelOf(row, by)}`}>
						{formatCount(row.entries)}
					</Link>
				),
		},
	];
	return (
		<>
			{byDay && more.button}
			<DataTable
				label="Where the hours went"
				columns={columns}
				rows={more.rows}
				rowKey={(row) => `${row.key} ${row.from}`}
				stale={stale}
			/>
			{!byDay && more.button}
			<p class="faint small legend">
				<i class="key key-done" /> counting <i class="key key-pending" /> submitted or draft{" "}
				<i class="key key-other" /> other{planned && fits && ` · the line is what was ${PLANS[by].toLowerCase()}`}
			</p>
		</>
	);
}

/* Dark what counts, lighter what is not approved, lightest the rest; a line where the plan ends. */
function Parts({ row, plan, most }: { row: DrillRow; plan: number; most: number }) {
	const at = (seconds: number): number => Math.round((seconds / most) * WIDTH * 10) / 10;
	const counting = at(row.counting_seconds);
	const pending = at(row.draft_seconds + row.submitted_seconds);
	return (
		<svg class="bar parts" width={WIDTH} height="10" aria-hidden="true">
			<rect class="bar-other" x="0" y="2" width={at(row.seconds)} height="6" />
			<rect class="bar-pending" x={counting} y="2" width={pending} height="6" />
			<rect class="bar-done" x="0" y="2" width={counting} height="6" />
			{plan > 0 && (
				<rect class="bar-tick" x={Math.max(0, at(plan) - 2)} y="0" width="2" height="10" />
			)}
		</svg>
	);
}

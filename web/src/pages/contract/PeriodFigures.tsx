/*
 * A contract's figures period by period up to the as-of day: hours, value, cost, and how far each
 * period is booked.
 */
import type { ComponentChildren } from "preact";
import { useApi } from "../../api";
import { addDays, formatDate } from "../../format";
import { momentQuery, useMoment } from "../../moment";
import { setQuery, useQuery } from "../../router";
import { Button } from "../../ui/Button";
import { ChipSelect, Tools } from "../../ui/Chip";
import { DataTable } from "../../ui/DataTable";
import { Empty, ErrorPanel, Skeleton } from "../../ui/States";
import type { Column } from "../../ui/table";
import { Mark } from "../../ui/Status";
import { DownloadCsv } from "../shared/Download";
import { knownSince } from "../metrics/Lacking";
import { FigureCell, reasonsWords } from "../metrics/parts";
import { changedSince, changeWords, howToList } from "../metrics/SinceClose";
import { setPeriod } from "../metrics/PeriodControl";
import { firstDay, periodOn, periodText, type Kind } from "../metrics/period";
import type { FigureRow, FigureTable, Metric } from "../metrics/types";
import type { OfContract } from "./Performance";
import { addMonths } from "./terms";
import { useMore } from "./useMore";

/* Metric, header, and the width of the window in px from which it has a place of its own. */
const COLUMNS: [string, string, number][] = [
	["counting_hours", "Hours", 0],
	["committed_hours", "Committed", 900],
	["contract_utilization", "Utilization", 0],
	["recognized", "Recognised", 0],
	["budget_revenue", "Budget", 1000],
	["value_delivered", "Value delivered", 0],
	["cost_of_hours", "Cost of hours", 1100],
	["delivery_margin", "Delivery margin", 0],
];

const SPLITS: [Kind, string][] = [
	["month", "month"],
	["quarter", "quarter"],
	["year", "year"],
	["week", "week"],
];

const UNITS: Record<string, string> = { percent: "%", hours: "h" };

interface Props extends OfContract {
	scope: string;
	period: string;
	metrics: Map<string, Metric> | null;
	/** What follows; not drawn where nothing is known of the contract. */
	children: ComponentChildren;
}

/* Neither hours nor money: nothing to divide. */
const isNothing = ({ figures }: FigureRow): boolean =>
	figures.every(({ value }) => value === null || !/[1-9]/.test(value));

/* The first day behind the period that `day` lies in. */
function endOf(kind: Kind, day: string): string {
	const first = firstDay(periodOn(kind, day)) ?? day;
	if (kind === "week") return addDays(first, 7);
	return addMonths(first, kind === "month" ? 1 : kind === "quarter" ? 3 : 12);
}

export function PeriodFigures(props: Props) {
	const { contract, currency, moment, from, to, day, scope, period, metrics, children } = props;
	const { each } = useQuery();
	const split = SPLITS.find(([id]) => id === each)?.[0] ?? "month";
	const { as_of, known_at } = momentQuery(moment);
	const asOfEnd = endOf(split, day);
	const last = to && to < asOfEnd ? to : asOfEnd;
	const begun = from !== null && from < last;
	const asked = {
		scope,
		metrics: COLUMNS.map(([id]) => id).join(","),
		from,
		to: last,
		by: split,
		as_of,
		known_at,
	};
	const { data, error, stale, reload } = useApi<FigureTable>(begun ? "/figures" : null, {
		...asked,
		since_close: true,
	});
	if (!begun) return <>{children}</>;
	if (data && !stale && isNothing(data.total)) return <NothingKnown />;
	const rows = data?.by.includes(split) ? data.rows : undefined;
	return (
		<>
			<Tools>
				<h2>
					Period by period
					<span class="unit"> {currency}</span>
				</h2>
				<span class="tools-end">
					<ChipSelect
						label="Each"
						value={split}
						chosen={false}
						options={SPLITS}
						onChange={(id) => setQuery({ each: id === "month" ? null : id }, { push: true })}
					/>
					<DownloadCsv path="/figures.csv" params={asked} name={`${contract}-figures.csv`} />
				</span>
			</Tools>
			{error && (
				<ErrorPanel problem={error} what="The periods could not be read" retry={reload} />
			)}
			{!rows && !error && <Skeleton widths={[100, 100, 100, 100, 100, 100]} />}
			{data && rows && (
				<Table rows={rows} total={data.total} split={split} {...{ period, metrics, stale }} />
			)}
			{(data ?? error) && children}
		</>
	);
}

function NothingKnown() {
	return (
		<Empty
			title="No hours, recognitions or budgets yet"
			actions={
				<>
					<Button look="main" href="/data">
						Import facts
					</Button>
					<Button href="/data/quarantine">See what waits</Button>
				</>
			}
		>
			The figures of this contract fill as soon as facts name it.
		</Empty>
	);
}

interface TableProps {
	rows: FigureRow[];
	total: FigureRow;
	split: Kind;
	period: string;
	metrics: Map<string, Metric> | null;
	stale: boolean;
}

const nameOf = (row: FigureRow): string => periodText(row.period.name);

function Table({ rows, total, split, period, metrics, stale }: TableProps) {
	const more = useMore(rows, 12, "periods", true);
	const at = (row: FigureRow, id: string) => row.figures.find(({ metric }) => metric === id);
	/* A column of one reason alone says it once. */
	const shown = COLUMNS.filter(([id]) => rows.some((row) => at(row, id)?.value !== null));
	const gone = COLUMNS.filter((column) => !shown.includes(column));
	const cell = (row: FigureRow, id: string, where: string) => (
		<FigureCell
			figure={at(row, id)}
			metric={metrics?.get(id)}
			scope={row.scope}
			period={row.period.name}
			where={where}
		/>
	);
	const columns: Column<FigureRow>[] = [
		{
			id: "period",
			header: "Period",
			phone: true,
			foot: "In all",
			cell: (row) => <PeriodName row={row} split={split} />,
		},
		...shown.map(([id, header, from]): Column<FigureRow> => {
			const unit = UNITS[metrics?.get(id)?.unit ?? ""];
			return {
				id,
				header,
				...(unit ? { unit } : {}),
				numeric: true,
				phone: id === "contract_utilization",
				from,
				foot: cell(total, id, "in all"),
				cell: (row) => cell(row, id, nameOf(row)),
			};
		}),
		{ id: "books", header: "Books", from: 800, cell: (row) => <Books row={row} metrics={metrics} /> },
	];
	const na = reasonsWords(more.rows.flatMap((row) => shown.map(([id]) => at(row, id))));
	return (
		<>
			{more.button}
			<DataTable
				label="Figures of each period"
				columns={columns}
				rows={more.rows}
				rowKey={(row) => row.period.from}
				rowClass={(row) => (row.period.name === period ? "current" : undefined)}
				stale={stale}
			/>
			<p class="table-note">
				{na && <>n/a: {na}. </>}
				{gone.length > 0 &&
					`Not shown: ${gone
						.map(
							([id, name]) =>
								`${name.toLowerCase()} (${at(total, id)?.reason_text ?? "n/a in each period"})`,
						)
						.join(", ")}. `}
				Each figure opens its explanation.
			</p>
		</>
	);
}

function PeriodName({ row, split }: { row: FigureRow; split: Kind }) {
	const first = row.period.from;
	const name = periodOn(split, first);
	return (
		<Button look="plain" onClick={() => setPeriod(name)}>
			<span class="nowrap">{split === "week" ? formatDate(first) : periodText(name)}</span>
		</Button>
	);
}

function Books({ row, metrics }: { row: FigureRow; metrics: Map<string, Metric> | null }) {
	const { running, open } = row.completeness;
	const seen = momentQuery(useMoment());
	if (running)
		return (
			<span class="books">
				<Mark tone="open" /> running
			</span>
		);
	const changes = changedSince(row);
	if (changes.length > 0)
		return (
			<span
				class="books warn"
				title={`${changes.map((change) => changeWords(change, metrics)).join(", ")}. ${howToList(row, seen)}`}
			>
				<Mark tone="warn" /> changed since close
				<small>
					{(metrics?.get(changes[0]!.figure.metric)?.title ?? "").toLowerCase()}{" "}
					{changes[0]!.words}
				</small>
			</span>
		);
	if (row.closed_on)
		return (
			<span
				class="books"
				title={[`closed on ${formatDate(row.closed_on)}`, knownSince(row)].filter(Boolean).join(", ")}
			>
				<Mark tone="good" /> closed
			</span>
		);
	return (
		<span class="books">
			<Mark tone={open ? "open" : "good"} /> {open ? "open" : "closed by date"}
		</span>
	);
}

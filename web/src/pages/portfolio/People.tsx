/*
 * People or teams with their utilization, week by week or month by month up to the period's end, and
 * of the period as a whole.
 */
import { useMemo } from "preact/hooks";
import { useApi } from "../../api";
import { addDays, formatDate } from "../../format";
import { momentQuery } from "../../moment";
import { queryText, setQuery, useQuery } from "../../router";
import { Bar } from "../../ui/Bar";
import { Button } from "../../ui/Button";
import { ChipSelect, ChipTabs, Tools } from "../../ui/Chip";
import { DataTable } from "../../ui/DataTable";
import { RowLink } from "../../ui/RowLink";
import { Empty, ErrorPanel, Skeleton } from "../../ui/States";
import type { Column } from "../../ui/table";
import { useMore } from "../contract/useMore";
import { addMonths } from "../contract/terms";
import { Lacking, PeriodState } from "../metrics/Lacking";
import { FigureCell, reasonsWords, roughly, useMetrics } from "../metrics/parts";
import { periodText } from "../metrics/period";
import type { FigureRow, FigureTable, Metric } from "../metrics/types";
import { shortMonth } from "../metrics/figureWords";
import { DownloadCsv } from "../shared/Download";
import { narrowedTo, scopeName } from "./filter";
import type { Props } from "./List";

type Who = "resource" | "team";

const MEASURES: [string, string][] = [
	["resource_utilization", "billable of available"],
	["productive_utilization", "productive of available"],
	["counting_hours", "counting hours"],
	["over_allocated_hours", "over-allocated hours"],
];

const COUNT = { week: 8, month: 7 }; /* columns */

const MOST = 1.25; /* share of 1 at which a bar ends */

interface Line {
	scope: string;
	name: string;
	cells: Map<string, FigureRow>;
	whole: FigureRow | undefined;
}

/* Days of so many weeks or months that end with the period. */
function rangeOf(split: "week" | "month", end: string): { from: string; to: string } {
	if (split === "month") return { from: addMonths(end, -COUNT.month), to: end };
	const day = new Date(addDays(end, -1) + "T00:00:00Z").getUTCDay();
	const to = addDays(end, (7 - day) % 7); /* the Monday on or after it */
	return { from: addDays(to, -7 * COUNT.week), to };
}

export function People({ filter, scope, period, moment }: Props) {
	const { who: asked, each, measure } = useQuery();
	const who: Who = asked === "team" ? "team" : "resource";
	const split = each === "week" ? "week" : "month";
	const metric = MEASURES.find(([id]) => id === measure)?.[0] ?? "resource_utilization";
	const { as_of, known_at } = momentQuery(moment);
	const metrics = useMetrics();
	const seen = { as_of, known_at };
	const whole = useApi<FigureTable>("/figures", { scope, metrics: metric, period, by: who, ...seen });
	const end = whole.data?.period.to;
	const range = end ? rangeOf(split, end) : null;
	const params = { scope, metrics: metric, ...range, by: `${who},${split}`, ...seen };
	const parts = useApi<FigureTable>(range ? "/figures" : null, params);
	const error = whole.error ?? parts.error;
	const isOf =
		(parts.data?.by.includes(split) &&
			parts.data.by.includes(who) &&
			whole.data?.by.includes(who) &&
			parts.data.metrics.includes(metric)) ??
		false;
	const lines = useMemo(
		() => (isOf ? linesOf(parts.data!.rows, whole.data!.rows) : []),
		[parts.data, whole.data, isOf],
	);
	const stale = whole.stale || parts.stale;
	return (
		<>
			<Tools>
				<ChipTabs
					label="Who"
					value={who}
					options={[
						["resource", "Person"],
						["team", "Team"],
					]}
					onChange={(id) => setQuery({ who: id === "team" ? id : null }, { push: true })}
				/>
				<ChipSelect
					label="Figure"
					value={metric}
					chosen={false}
					options={MEASURES}
					onChange={(id) =>
						setQuery({ measure: id === "resource_utilization" ? null : id }, { push: true })
					}
				/>
				<ChipSelect
					label="Each"
					value={split}
					chosen={false}
					options={[
						["month", "month"],
						["week", "week"],
					]}
					onChange={(id) => setQuery({ each: id === "week" ? id : null }, { push: true })}
				/>
				{(filter.team || filter.without === "team") && (
					<button
						type="button"
						class="chip on"
						onClick={() => setQuery({ team: null, without: null }, { push: true })}
					>
						{filter.team ? `Team ${filter.team}` : "No team"} <span aria-hidden="true">×</span>
						<span class="sr">, show all people</span>
					</button>
				)}
				<span class="tools-end">
					<DownloadCsv path="/figures.csv" params={params} name="people.csv" />
				</span>
			</Tools>
			{error && (
				<ErrorPanel
					problem={error}
					what="The figures of people could not be read"
					retry={() => {
						whole.reload();
						parts.reload();
					}}
				/>
			)}
			{!isOf && !error && <Skeleton widths={[100, 100, 100, 100, 100, 100]} />}
			{isOf && lines.length === 0 && (
				<Empty
					title="Nobody is known yet"
					actions={<Button href="/data">Import people</Button>}
				>
					People come with their weekly hours and teams from a file of resources.
				</Empty>
			)}
			{isOf && lines.length > 0 && (
				<>
					<Matrix
						lines={lines}
						table={whole.data!}
						metric={metrics?.get(metric)}
						{...{ who, split, stale }}
					/>
					<Lacking
						of={whole.data!.total.completeness}
						state={<PeriodState row={whole.data!.total} asOf={whole.data!.as_of} />}
					/>
				</>
			)}
		</>
	);
}

function linesOf(parts: FigureRow[], whole: FigureRow[]): Line[] {
	const lines = new Map<string, Line>();
	const of = ({ scope, name }: FigureRow): Line => {
		let line = lines.get(scope);
		if (!line)
			lines.set(
				scope,
				(line = { scope, name: name || scopeName(scope), cells: new Map(), whole: undefined }),
			);
		return line;
	};
	for (const row of whole) of(row).whole = row;
	for (const row of parts) of(row).cells.set(row.period.from, row);
	return [...lines.values()];
}

const teamPath = (scope: string, period: string): string =>
	"/portfolio" + queryText({ view: "people", period, ...narrowedTo(scope) });

interface MatrixProps {
	lines: Line[];
	table: FigureTable;
	metric: Metric | undefined;
	who: Who;
	split: "week" | "month";
	stale: boolean;
}

function Matrix({ lines, table, metric, who, split, stale }: MatrixProps) {
	const more = useMore(lines, 200, who === "team" ? "teams" : "people");
	const { from, to } = table.period;
	/* The period itself stands apart, with its bar. */
	const days = [...new Set(lines.flatMap(({ cells }) => [...cells.values()]))]
		.filter(({ period }) => period.from !== from || period.to !== to)
		.map(({ period }) => period.from);
	const columnsOf = [...new Set(days)].sort();
	const unit = metric?.unit === "percent" ? "%" : "h";
	const columns: Column<Line>[] = [
		{
			id: "who",
			header: who === "team" ? "Team" : "Person",
			phone: true,
			foot: "All",
			cell: (line) =>
				who === "team" ? (
					<RowLink href={teamPath(line.scope, table.period.name)}>{line.name}</RowLink>
				) : (
					<span class="strong">{line.name}</span>
				),
		},
		{
			id: "whole",
			header: periodText(table.period.name),
			unit,
			numeric: true,
			width: "17rem",
			phone: true,
			phoneCell: (line) => <Cell row={line.whole} metric={metric} line={line} />,
			foot: <Cell row={table.total} metric={metric} line={null} bar />,
			cell: (line) => <Cell row={line.whole} metric={metric} line={line} bar />,
		},
		...columnsOf.map(
			(day, i): Column<Line> => ({
				id: day,
				header: split === "week" ? formatDate(day).replace(/ \d+$/, "") : shortMonth(day, i === 0),
				numeric: true,
				from: 720,
				cell: (line) => <Cell row={line.cells.get(day)} metric={metric} line={line} />,
			}),
		),
	];
	const na = reasonsWords(lines.map(({ whole }) => whole?.figures[0]));
	return (
		<>
			<DataTable
				label={`${metric?.title ?? "Figures"} of ${who === "team" ? "teams" : "people"}`}
				columns={columns}
				rows={more.rows}
				rowKey={({ scope }) => scope}
				stale={stale}
			/>
			{more.button}
			<p class="table-note">
				{metric?.unit === "percent" && "The line in a bar is 100 %; what is above it stands in bold. "}
				{na && `n/a: ${na}.`}
			</p>
		</>
	);
}

interface CellProps {
	row: FigureRow | undefined;
	metric: Metric | undefined;
	line: Line | null;
	bar?: boolean;
}

function Cell({ row, metric, line, bar = false }: CellProps) {
	const figure = row?.figures[0];
	if (!row || !figure) return <span class="unset">–</span>;
	const isShare = figure.unit === "percent" && figure.value !== null;
	const text = (
		<FigureCell
			figure={figure}
			metric={metric}
			scope={row.scope}
			period={row.period.name}
			where={`${line?.name ?? "all"}, ${periodText(row.period.name)}`}
		/>
	);
	const strong = isShare && roughly(figure.value) > 1 ? <b>{text}</b> : text;
	if (!bar) return strong;
	return (
		<span class="bulleted">
			{isShare ? (
				<Bar
					done={Math.min(1, Math.max(0, roughly(figure.value) / MOST))}
					tick={1 / MOST}
					cut={roughly(figure.value) > MOST}
					width={132}
				/>
			) : (
				<i />
			)}
			<span class="n">{strong}</span>
		</span>
	);
}

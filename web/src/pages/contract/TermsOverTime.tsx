/*
 * "Terms over time": the charts of the contract, each with its table, and the choice of what was known.
 */
import { useMemo, useRef } from "preact/hooks";
import { apiPath, useApi } from "../../api";
import { sentence } from "../../format";
import { momentQuery, type Moment } from "../../moment";
import { setQuery } from "../../router";
import type { ChartTable as Table, Entry, Granularity } from "../../types";
import type { Fields } from "../../fields";
import { ChipTabs, ChipToggle, Tools } from "../../ui/Chip";
import { DataTable } from "../../ui/DataTable";
import { ErrorPanel, Skeleton } from "../../ui/States";
import type { Column } from "../../ui/table";
import { KnownChoice } from "./KnownChoice";
import { TimeChart } from "./TimeChart";
import { useMore } from "./useMore";
import { useWidth } from "./useWidth";
import { CHARTS, type View } from "./view";

interface Props {
	contract: string;
	moment: Moment;
	/** Shown now, also while the line is moved. */
	day: string | null;
	view: View;
	by: Granularity;
	stops: string[];
	terms: string;
	entries: Entry[];
	fields: Fields;
	onMove: (day: string | null) => void;
	onSettle: (day: string | null | undefined) => void;
}

export function TermsOverTime(props: Props) {
	const { contract, moment, view, by, entries, fields } = props;
	const { chart, table } = view;
	const name = CHARTS.find(([id]) => id === chart)?.[1] ?? chart;
	const box = useRef<HTMLDivElement>(null);
	const width = useWidth(box);
	const known = useMemo(
		() => <KnownChoice entries={entries} fields={fields} moment={moment} />,
		[entries, fields, moment.knownAt],
	);
	return (
		<section aria-labelledby="over-time" class="over-time">
			<Tools>
				<h2 id="over-time">Terms over time</h2>
				<ChipTabs
					label="Chart"
					value={chart}
					options={CHARTS}
					onChange={(id) => setQuery({ chart: id === "terms" ? null : id }, { push: true })}
				/>
				<span class="tools-end">
					{known}
					<ChipToggle
						on={table}
						onChange={(on) => setQuery({ table: on ? "1" : null }, { push: true })}
					>
						Table
					</ChipToggle>
				</span>
			</Tools>
			<div ref={box} class="chart-box">
				{table ? (
					<ChartTable key={chart} contract={contract} moment={moment} chart={chart} by={by} />
				) : (
					width > 0 && <Drawing {...props} key={chart} name={name} width={width} />
				)}
			</div>
		</section>
	);
}

const byOf = (chart: string, by: Granularity): Granularity | null =>
	chart === "periods" || chart === "cumulative" ? by : null;

function Drawing(props: Props & { name: string; width: number }) {
	const { contract, moment, day, view, by, stops, terms, name, width, onMove, onSettle } = props;
	const { data, error, stale, reload } = useApi<string>(
		apiPath`/contracts/${contract}/charts/${view.chart}`,
		{ ...momentQuery(moment), width, by: byOf(view.chart, by), form: "svg" },
	);
	if (error && data === undefined)
		return <ErrorPanel problem={error} what="The chart could not be drawn" retry={reload} />;
	if (data === undefined)
		return (
			<div class="chart-waiting">
				<Skeleton widths={[100, 100, 100, 100, 100, 100, 100]} />
			</div>
		);
	return (
		<TimeChart
			text={data}
			label={name}
			day={day}
			stops={stops}
			terms={terms}
			stale={stale}
			onMove={onMove}
			onSettle={onSettle}
		/>
	);
}

interface TableProps {
	contract: string;
	moment: Moment;
	chart: string;
	by: Granularity;
}

function ChartTable({ contract, moment, chart, by }: TableProps) {
	const { data, error, stale, reload } = useApi<Table>(
		apiPath`/contracts/${contract}/charts/${chart}/table`,
		{ ...momentQuery(moment), by: byOf(chart, by) },
	);
	const rows = (data?.rows ?? []).map((cells, index) => ({ cells, index }));
	const more = useMore(rows, 200, "rows");
	if (error && !data)
		return <ErrorPanel problem={error} what="The table could not be read" retry={reload} />;
	if (!data) return <Skeleton widths={[100, 100, 100, 100]} />;
	const columns = data.columns.map(({ name, unit, numeric }, i): Column<(typeof rows)[number]> => ({
		id: String(i),
		header: sentence(name),
		unit: unit ?? "",
		numeric,
		cell: ({ cells }) => cells[i] || <span class="unset">–</span>,
	}));
	return (
		<>
			<DataTable
				label={data.title}
				columns={columns}
				rows={more.rows}
				rowKey={({ index }) => index}
				stale={stale}
				wide
			/>
			{more.button}
		</>
	);
}

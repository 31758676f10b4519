/*
 * Contracts, accounts or managers, a row each, with the figures that tell how they do; and totals.
 */
import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { useApi } from "../../api";
import { formatDate, formatNumber, many, sentence } from "../../format";
import { momentQuery, type Moment } from "../../moment";
import { pathTo, queryText, setQuery } from "../../router";
import { Button } from "../../ui/Button";
import { ChipSelect, Tools } from "../../ui/Chip";
import { Figures, type Shown } from "../../ui/Figures";
import { Link } from "../../ui/Link";
import { RowLink } from "../../ui/RowLink";
import { SearchBox } from "../../ui/SearchBox";
import { Empty, ErrorPanel, Skeleton } from "../../ui/States";
import type { Column } from "../../ui/table";
import { VirtualTable } from "../../ui/VirtualTable";
import { ChipText } from "../shared/chips";
import { DownloadCsv } from "../shared/Download";
import { AccountOptions } from "../shared/suggestions";
import "../shared/shared.css";
import { Lacking, PeriodState } from "../metrics/Lacking";
import { Against, Bullet, FigureCell, reasonsWords, useMetrics, Why } from "../metrics/parts";
import type { FigureRow, FigureTable, Metric, MetricFigure } from "../metrics/types";
import { inWords, leftOutNames, leftOutWords, readFigure } from "../metrics/figureWords";
import { changedSince, SinceClose } from "../metrics/SinceClose";
import { BYS, isNamed, narrowedTo, scopeName, setSort, type By, type Filter } from "./filter";
import { sorted } from "./sorting";

const METRICS = [
	"contract_utilization",
	"value_delivered",
	"delivery_margin",
	"on_time_share",
	"recognized",
];

export interface Props {
	filter: Filter;
	scope: string;
	period: string;
	moment: Moment;
}

const find = (row: FigureRow, name: string): MetricFigure | undefined =>
	row.figures.find(({ metric }) => metric === name);

export function List({ filter, scope, period, moment }: Props) {
	const { as_of, known_at } = momentQuery(moment);
	const metrics = useMetrics();
	const names = filter.by === "contract" ? [...METRICS, "run_out"] : METRICS;
	const asked = { scope, metrics: names.join(","), period, by: filter.by, as_of, known_at };
	const { data, error, stale, reload } = useApi<FigureTable>("/figures", asked);
	const isOf = data?.by.includes(filter.by) ?? false;
	const rows = useMemo(
		() => (data && isOf ? sorted(found(data.rows, filter.q), filter.sort) : []),
		[data, isOf, filter.q, filter.sort.by, filter.sort.order],
	);
	const na = useMemo(() => reasonsWords(rows.flatMap(({ figures }) => figures)), [rows]);
	if (data && data.rows.length === 0 && scope === "portfolio" && !stale) return <NothingYet />;
	return (
		<>
			{error && (
				<ErrorPanel problem={error} what="The figures could not be read" retry={reload} />
			)}
			{!data && !error && (
				<div class="portfolio-waiting">
					<Skeleton widths={[100, 100, 100, 100, 100, 100]} />
				</div>
			)}
			{data && (
				<Totals table={data} metrics={metrics} stale={stale}>
					{data.total.closed_on !== null && (
						<TotalsSinceClose
							asked={stale ? null : { scope, period, as_of, known_at }}
							metrics={metrics}
						/>
					)}
				</Totals>
			)}
			<Tools>
				<SearchBox
					label="Find"
					value={filter.q}
					onSearch={(text) => setQuery({ q: text.trim() || null })}
				/>
				<ChipSelect
					label="By"
					value={filter.by}
					chosen={filter.by !== "contract"}
					options={BYS}
					onChange={(by) => setQuery({ by: by === "contract" ? null : by }, { push: true })}
				/>
				<ChipText
					label="Account"
					value={filter.account}
					none="all"
					onChange={(account) => setQuery({ account, manager: null, without: null }, { push: true })}
					suggest={(typed) => <AccountOptions typed={typed} />}
				/>
				<ChipText
					label="Manager"
					value={filter.manager}
					none="all"
					onChange={(manager) => setQuery({ manager, account: null, without: null }, { push: true })}
					suggest={() => <ManagerOptions />}
				/>
				{filter.without === "manager" && (
					<button
						type="button"
						class="chip on"
						onClick={() => setQuery({ without: null }, { push: true })}
					>
						No manager <span aria-hidden="true">×</span>
						<span class="sr">, show all contracts</span>
					</button>
				)}
				<span class="tools-end">
					<DownloadCsv path="/figures.csv" params={asked} name="portfolio.csv" />
				</span>
			</Tools>
			{data && (
				<>
					<VirtualTable
						label={`Figures by ${filter.by}`}
						columns={columnsOf(filter.by, metrics)}
						rows={rows}
						total={rows.length}
						height={3.4}
						stale={stale || !isOf}
						sort={filter.sort}
						onSort={setSort}
					/>
					{na && <p class="table-note">n/a: {na}.</p>}
					{isOf && rows.length === 0 && (
						<Empty
							title="Nothing fits"
							actions={<Button onClick={() => setQuery({ q: null })}>Show all</Button>}
						/>
					)}
				</>
			)}
		</>
	);
}

const found = (rows: FigureRow[], words: string): FigureRow[] => {
	const text = words.toLowerCase();
	return text === ""
		? rows
		: rows.filter(({ scope, name }) => `${name ?? ""} ${scope}`.toLowerCase().includes(text));
};

function ManagerOptions() {
	const { data } = useApi<FigureTable>("/figures", {
		scope: "portfolio",
		metrics: "committed_hours",
		by: "manager",
	});
	return (
		<>
			{data?.rows.map(
				({ scope }) => isNamed(scope) && <option key={scope} value={scopeName(scope)} />,
			)}
		</>
	);
}

function NothingYet() {
	return (
		<Empty
			title="Nothing to measure yet"
			actions={
				<>
					<Button look="main" href="/imports">
						Import contracts
					</Button>
					<Button href="/contracts/new">New contract</Button>
				</>
			}
		>
			Figures come from contracts and from facts about them: hours, budgets, recognitions. Start with
			the contracts.
		</Empty>
	);
}

/* ---- totals ---- */

interface TotalsProps {
	table: FigureTable;
	metrics: Map<string, Metric> | null;
	stale: boolean;
	/** What follows about the close. */
	children: ComponentChildren;
}

function Totals({ table, metrics, stale, children }: TotalsProps) {
	const { total, rates, as_of, currency } = table;
	const shown = METRICS.flatMap((name): Shown[] => {
		const figure = find(total, name);
		return figure ? [totalOf(figure, metrics?.get(name), total)] : [];
	});
	return (
		<>
			<div class="performance-strip">
				<Figures figures={shown} stale={stale} />
			</div>
			<Lacking of={total.completeness} state={<PeriodState row={total} asOf={as_of} />} />
			{children}
			{currency === null && (
				<p class="table-note">
					These contracts are in several currencies. Totals of money need a{" "}
					<Link href="/fields">reporting currency</Link> and exchange rates.
				</p>
			)}
			{rates.length > 0 && (
				<p class="table-note">
					Totals in {currency}, converted at {ratesWords(rates).join("; ")}.
				</p>
			)}
		</>
	);
}

interface SinceCloseProps {
	/** What the totals are of; null: not known yet. */
	asked: { scope: string; period: string; as_of: string | null; known_at: string | null } | null;
	metrics: Map<string, Metric> | null;
}

/* The view of then costs as much as the page again: it is asked for once the page stands, for the totals alone. */
function TotalsSinceClose({ asked, metrics }: SinceCloseProps) {
	const { data, error, stale } = useApi<FigureTable>(asked && "/figures", {
		...asked,
		metrics: METRICS.join(","),
		since_close: true,
	});
	const row = stale ? undefined : data?.total;
	return (
		<div class="lacking since-close" aria-live="polite" aria-busy={!row && !error}>
			{row && changedSince(row).length > 0 ? (
				<SinceClose row={row} metrics={metrics} oneLine />
			) : (
				<span class="faint">
					{row
						? "The same as when it was closed"
						: error
							? "What changed since the close could not be told"
							: "Comparing with the close …"}
				</span>
			)}
		</div>
	);
}

/* Five digits tell one rate from another; those in powers of ten stay as they are. */
function shortRate(rate: string): string {
	const short = Number(rate).toPrecision(5);
	return formatNumber(short.includes("e") ? rate : short);
}

/* "EUR 1.08 of 31 Mar 2026", or from the lowest to the highest rate of a currency. */
function ratesWords(rates: FigureTable["rates"]): string[] {
	const all = new Map<string, FigureTable["rates"]>();
	for (const rate of rates) all.set(rate.currency, [...(all.get(rate.currency) ?? []), rate]);
	return [...all].map(([currency, of]) => {
		const ordered = [...of].sort((a, b) => Number(a.rate) - Number(b.rate));
		const days = of.map(({ date }) => date).sort();
		const low = shortRate(ordered[0]!.rate);
		const high = shortRate(ordered.at(-1)!.rate);
		if (of.length === 1) return `${currency} ${low} of ${formatDate(days[0]!)}`;
		const span = `${formatDate(days[0]!)} – ${formatDate(days.at(-1)!)}`;
		return `${currency} ${low} to ${high}, ${many(of.length, "rate")} of ${span}`;
	});
}

function totalOf(figure: MetricFigure, metric: Metric | undefined, row: FigureRow): Shown {
	const read = readFigure(figure);
	const label = metric?.title ?? figure.metric;
	return {
		label,
		value: read ? read.text : <span class="na">n/a</span>,
		...(read?.unit ? { unit: read.unit } : {}),
		...(read ? { title: read.full } : {}),
		detail: (
			<>
				<Bullet figure={figure} width={150} />
				<span class="detail-line">
					{read ? <Against figure={figure} metric={metric} /> : sentence(figure.reason_text ?? "")}
				</span>
				{figure.left_out_total > 0 && (
					<span class="detail-line" title={leftOutNames(figure)}>
						left out: {leftOutWords(figure)}
					</span>
				)}
				<Why
					metric={figure.metric}
					scope={row.scope}
					period={row.period.name}
					label={`Why ${label} ${read ? inWords(read) : "n/a"}?`}
				>
					Why?
				</Why>
			</>
		),
	};
}

/* ---- rows ---- */

function leadsTo(row: FigureRow, by: By): string {
	const name = scopeName(row.scope);
	const period = row.period.name;
	if (by === "contract") return pathTo("/contracts/{key}", { key: name }) + queryText({ period });
	return "/portfolio" + queryText({ period, ...narrowedTo(row.scope) });
}

function columnsOf(by: By, metrics: Map<string, Metric> | null): Column<FigureRow>[] {
	const cell = (row: FigureRow, name: string) => (
		<FigureCell
			figure={find(row, name)}
			metric={metrics?.get(name)}
			scope={row.scope}
			period={row.period.name}
			where={row.name || scopeName(row.scope)}
		/>
	);
	const against = (row: FigureRow, name: string): ComponentChildren => {
		const figure = find(row, name);
		return figure ? <Against figure={figure} metric={metrics?.get(name)} short /> : null;
	};
	const withBar = (name: string, title: string, against: string, phone = false): Column<FigureRow> => ({
		id: name,
		header: `${title} | ${against}`,
		phoneHeader: title,
		unit: "%",
		numeric: true,
		sort: "asc",
		width: "17rem",
		phone,
		phoneCell: (row) => cell(row, name),
		cell: (row) => <Bulleted figure={find(row, name)}>{cell(row, name)}</Bulleted>,
		from: 800,
	});
	return [
		{
			id: "name",
			header: sentence(by),
			sort: "asc",
			phone: true,
			cell: (row) => (
				<div class="two-lines cut">
					<RowLink href={leadsTo(row, by)}>{row.name || scopeName(row.scope)}</RowLink>
					{row.name && row.name !== scopeName(row.scope) && <small>{scopeName(row.scope)}</small>}
				</div>
			),
		},
		withBar("contract_utilization", "Utilization", "baseline", true),
		withBar("value_delivered", "Value delivered", "budget"),
		{
			id: "delivery_margin",
			header: "Delivery margin",
			unit: "%",
			numeric: true,
			sort: "asc",
			width: "11rem",
			from: 1000,
			cell: (row) => (
				<div class="two-lines">
					{cell(row, "delivery_margin")}
					<small>{against(row, "delivery_margin")}</small>
				</div>
			),
		},
		{
			id: "on_time_share",
			header: "On time",
			unit: "%",
			numeric: true,
			sort: "asc",
			width: "7rem",
			from: 900,
			cell: (row) => cell(row, "on_time_share"),
		},
		...(by === "contract"
			? [
					{
						id: "run_out",
						header: "Runs out",
						numeric: true,
						sort: "asc" as const,
						width: "11rem",
						from: 1150,
						cell: (row: FigureRow) => cell(row, "run_out"),
					},
				]
			: []),
	];
}

function Bulleted({ figure, children }: { figure: MetricFigure | undefined; children: ComponentChildren }) {
	return (
		<span class="bulleted">
			{figure && figure.value !== null ? <Bullet figure={figure} width={132} /> : <i />}
			<span class="n">{children}</span>
		</span>
	);
}

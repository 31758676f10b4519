/*
 * Revenue and profit by terms of each period, and their sum.
 */
import { useState } from "preact/hooks";
import { apiPath, useApi } from "../../api";
import {
	formatCount,
	formatDate,
	formatTerm,
	isMoney,
	lastDay,
	sentence,
	signOf,
	subtract,
} from "../../format";
import { momentQuery, type Moment } from "../../moment";
import { parseDate, parseLastDay } from "../../parse";
import { setQuery } from "../../router";
import {
	textOf,
	type Figure,
	type Figures,
	type Granularity,
	type History,
	type Kind,
	type PeriodRow,
	type Snapshot,
} from "../../types";
import { Amount, NotAvailable } from "../../ui/Amount";
import { Button } from "../../ui/Button";
import { ChipSelect, ChipToggle, Tools } from "../../ui/Chip";
import { DataTable } from "../../ui/DataTable";
import { Field, FieldRow } from "../../ui/Field";
import { DateInput } from "../../ui/inputs";
import { ErrorPanel, Skeleton } from "../../ui/States";
import type { Column } from "../../ui/table";
import { periodWords } from "./periodWords";
import { sumOf } from "./terms";
import { useMore } from "./useMore";
import { GRANULARITIES, type View } from "./view";

interface Props {
	contract: string;
	currency: string;
	kind: Kind;
	/** Of the address: what is asked for. */
	moment: Moment;
	/** Shown now, also while it is dragged: marks the running period. */
	day: string;
	state: Snapshot | undefined;
	view: View;
	by: Granularity;
}

export function Periods({ contract, currency, kind, moment, day, state, view, by }: Props) {
	const { from, to } = view;
	const answer = useApi<History>(apiPath`/contracts/${contract}/history`, {
		...momentQuery(moment),
		by,
		from,
		to,
	});
	const { data, error } = answer;
	const [ranging, setRanging] = useState(false);
	const ranged = from !== null || to !== null;
	const shownBy = data?.by ?? by;
	const periods = data?.periods;
	return (
		<section aria-labelledby="periods">
			<Tools>
				<h2 id="periods">
					By period
					<span class="unit"> {currency}</span>
				</h2>
				<span class="tools-end">
					<ChipSelect
						label="By"
						value={by}
						options={GRANULARITIES}
						onChange={(chosen) => setQuery({ by: chosen }, { push: true })}
					/>
					<ChipToggle on={ranging || ranged} onChange={() => setRanging(!ranging)}>
						{ranged ? formatTerm(from, to) : "Whole term"}
					</ChipToggle>
				</span>
			</Tools>
			{ranging && <Range from={from} to={to} close={() => setRanging(false)} />}
			{error && (
				<ErrorPanel problem={error} what="The periods could not be read" retry={answer.reload} />
			)}
			{!data && !error && <Skeleton widths={[100, 100, 100]} />}
			{periods && !Array.isArray(periods) && <NoEnd reason={periods.na} day={day} />}
			{Array.isArray(periods) && (
				<PeriodTable
					rows={periods}
					by={shownBy}
					day={day}
					total={ranged ? null : (data?.snapshots.at(-1)?.total ?? null)}
					stale={answer.stale}
				/>
			)}
			<Basis kind={kind} by={shownBy} state={state} fiscalMonth={data?.fiscal_month} />
		</section>
	);
}

function Basis(props: {
	kind: Kind;
	by: Granularity;
	state: Snapshot | undefined;
	fiscalMonth: number | undefined;
}) {
	const { kind, by, state, fiscalMonth } = props;
	const dayCount = state && textOf(state, "day_count");
	const basis = state && textOf(state, "value_basis");
	const name = GRANULARITIES.find(([id]) => id === by)?.[1] ?? by;
	const fiscal = by === "fiscal" && fiscalMonth ? `, from month ${fiscalMonth} on` : "";
	const words = [
		`${name}${fiscal}`,
		kind === "vendor" ? "vendor contract: spend by terms" : "customer contract: value by terms",
		basis === "total"
			? "what is left spreads evenly to the end from each change of it on"
			: `day count ${dayCount ?? "ACT/365F"}${dayCount ? "" : ", the default"}`,
	];
	return <p class="table-note">{sentence(words.join(" · "))}. Parts always add up to the total.</p>;
}

/* Periods without an end go on for ever: a range has them. */
function NoEnd({ reason, day }: { reason: string; day: string }) {
	const year = Number(day.slice(0, 4));
	return (
		<p class="period-na">
			<NotAvailable reason={reason} />{" "}
			<Button look="plain" onClick={() => setQuery({ to: `${year + 1}-01-01` }, { push: true })}>
				Show to 31 Dec {year}
			</Button>
		</p>
	);
}

interface TableProps {
	rows: PeriodRow[];
	by: Granularity;
	day: string;
	total: Figures | null;
	stale: boolean;
}

const isTotal = (sum: Figure | null, total: Figure | undefined): boolean => {
	if (!sum || !total || !isMoney(sum) || !isMoney(total)) return false;
	const difference = subtract(sum, total);
	return difference !== null && signOf(difference) === 0;
};

const isNothing = (row: PeriodRow): boolean => !isMoney(row.revenue) && !isMoney(row.profit);

function PeriodTable({ rows, by, day, total, stale }: TableProps) {
	const more = useMore(rows, 120, "periods", true);
	const revenue = sumOf(rows.map((row) => row.revenue));
	const profit = sumOf(rows.map((row) => row.profit));
	const whole = total !== null && isTotal(revenue, total.revenue);
	const columns: Column<PeriodRow>[] = [
		{
			id: "period",
			header: "Period",
			phone: true,
			foot: whole ? "Whole term" : `Sum of ${formatCount(rows.length)}`,
			cell: (row) => <Period row={row} by={by} day={day} />,
		},
		{
			id: "revenue",
			header: "Revenue",
			numeric: true,
			phone: true,
			foot: <Amount figure={revenue} style={{ sign: false }} short />,
			cell: (row) => <Amount figure={row.revenue} style={{ sign: false }} short />,
		},
		{
			id: "profit",
			header: "Profit",
			numeric: true,
			foot: <Amount figure={profit} style={{ sign: false }} short />,
			cell: (row) => <Amount figure={row.profit} style={{ sign: false }} short />,
		},
	];
	const first = rows[0];
	if (!first) return <p class="table-note">The range holds no days of the term.</p>;
	const reason = !isMoney(first.revenue) && rows.every(isNothing) ? first.revenue.na : null;
	if (reason !== null)
		return (
			<p class="period-na">
				<NotAvailable reason={reason} />
			</p>
		);
	return (
		<>
			{more.button}
			<DataTable
				label="Revenue and profit by terms of each period"
				columns={columns}
				rows={more.rows}
				rowKey={(row) => row.from}
				rowClass={(row) => (row.from > day ? "later" : undefined)}
				stale={stale}
			/>
		</>
	);
}

function Period({ row, by, day }: { row: PeriodRow; by: Granularity; day: string }) {
	const { name, days } = periodWords(by, row.from, row.to);
	const running = row.from <= day && day < lastDay(row.to);
	return (
		<>
			<span class="strong nowrap">{name}</span>
			{running && <span class="in-force"> running, as of {formatDate(day)}</span>}
			{days && <small class="nowrap">{days}</small>}
			{row.estimate && <small>estimate</small>}
		</>
	);
}

function Range({ from, to, close }: { from: string | null; to: string | null; close: () => void }) {
	const [first, setFirst] = useState(from ?? "");
	const [last, setLast] = useState(to ? lastDay(to) : "");
	const [tried, setTried] = useState(false);
	const begin = parseDate(first);
	const end = parseLastDay(last);
	const errorOf = (parsed: typeof begin): string | null =>
		tried && "error" in parsed ? parsed.error : null;
	const apply = () => {
		setTried(true);
		if ("error" in begin || "error" in end) return;
		setQuery({ from: begin.value, to: end.value }, { push: true });
		close();
	};
	return (
		<form
			class="range-form"
			onSubmit={(event) => {
				event.preventDefault();
				apply();
			}}
		>
			<FieldRow>
				<Field label="First day" error={errorOf(begin)}>
					{(input) => (
						<DateInput
							input={input}
							value={first}
							onInput={setFirst}
							placeholder="of the term"
							autoFocus
						/>
					)}
				</Field>
				<Field label="Last day" error={errorOf(end)}>
					{(input) => (
						<DateInput
							input={input}
							value={last}
							onInput={setLast}
							placeholder="of the term"
						/>
					)}
				</Field>
			</FieldRow>
			<div class="actions">
				<Button type="submit">Show the range</Button>
				<Button
					look="plain"
					onClick={() => {
						setQuery({ from: null, to: null }, { push: true });
						close();
					}}
				>
					Whole term
				</Button>
			</div>
		</form>
	);
}

/*
 * Where sources disagree: both sides beside each other, with the difference and the way to the entries.
 */
import { useMemo } from "preact/hooks";
import { useApi } from "../../api";
import { addDays, formatCount, formatMonth, many, sentence } from "../../format";
import { momentQuery, useMoment } from "../../moment";
import { setQuery, useQuery } from "../../router";
import type { Discrepancy, DiscrepancyList, DiscrepancySide, Resource } from "../../types";
import { Amount, Day, Difference } from "../../ui/Amount";
import { Button } from "../../ui/Button";
import { ChipTabs, Tools } from "../../ui/Chip";
import { DataTable } from "../../ui/DataTable";
import { Hours } from "../../ui/Hours";
import { Link } from "../../ui/Link";
import { Empty, ErrorPanel, Skeleton } from "../../ui/States";
import type { Column } from "../../ui/table";
import { entriesPath, nextMonth } from "../entries/filter";
import { EntrySheet, entryQuery } from "../entries/EntrySheet";
import { ChipDate, ChipText } from "../shared/chips";
import { DownloadCsv } from "../shared/Download";
import { ContractOptions } from "../shared/suggestions";
import { useMore } from "../contract/useMore";
import { DataPage } from "./DataPage";
import { discrepancyName, discrepancyWords, limitWords } from "./words";

/* Of a month, not of a day. */
const MONTHLY = ["ledger_total", "outside_term", "future"];

const isMonthly = ({ kind }: Discrepancy): boolean => MONTHLY.includes(kind);

function Side({ side, currency }: { side: DiscrepancySide; currency: string | null }) {
	const { label, source, external_id, file, line, seconds, amount } = side;
	const where = [source !== label && source, file && line ? `${file}:${line}` : file]
		.filter(Boolean)
		.join(" · ");
	const limit = limitWords(label);
	if (limit) return <>{limit}</>;
	return (
		<div class="two-lines">
			{amount != null ? (
				<Amount figure={{ amount, currency: currency ?? "" }} />
			) : (
				<Hours seconds={seconds ?? 0} />
			)}{" "}
			<span class="soft">{label}</span>
			<small class="cut" title={where}>
				{source && external_id ? (
					<Link href={entryQuery(source, external_id)}>{where || external_id}</Link>
				) : (
					where
				)}
			</small>
		</div>
	);
}

function Gap({ row }: { row: Discrepancy }) {
	const { difference, currency } = row;
	if (typeof difference === "number") return <Hours seconds={difference} quiet />;
	return <Difference figure={{ amount: difference, currency: currency ?? "" }} />;
}

/** The entries of its day, or month, as far as it tells whose. */
function Entries({ row }: { row: Discrepancy }) {
	const { contract, resource, date, entries } = row;
	if (!contract || row.kind === "ledger_total") return null;
	const to = isMonthly(row) ? nextMonth(date) : addDays(date, 1);
	const href = entriesPath(contract, { resource, from: date, to });
	return (
		<Link href={href} class="plain">
			{many(Math.max(1, entries), "entry", "entries")}
		</Link>
	);
}

const COLUMNS: Column<Discrepancy>[] = [
	{
		id: "date",
		header: "When",
		width: "7.5rem",
		cell: (row) => (isMonthly(row) ? formatMonth(row.date) : <Day date={row.date} />),
	},
	{
		id: "what",
		header: "What",
		phone: true,
		cell: (row) => (
			<div class="two-lines">
				<b>{row.resource ?? row.contract ?? discrepancyName(row.kind)}</b>
				<small>
					{[row.resource && row.contract, discrepancyName(row.kind).toLowerCase()]
						.filter(Boolean)
						.join(" · ")}
				</small>
			</div>
		),
	},
	{
		id: "left",
		header: "One side",
		width: "19rem",
		cell: ({ left, currency }) => <Side side={left} currency={currency} />,
	},
	{
		id: "right",
		header: "The other",
		width: "19rem",
		cell: ({ right, currency }) => <Side side={right} currency={currency} />,
	},
	{
		id: "difference",
		header: "Difference",
		numeric: true,
		width: "8rem",
		phone: true,
		cell: (row) => <Gap row={row} />,
		phoneCell: (row) => (
			<div class="two-lines">
				{row.difference === 0 ? (
					<Hours seconds={row.left.seconds ?? 0} />
				) : (
					<Gap row={row} />
				)}
				<small>{isMonthly(row) ? formatMonth(row.date) : <Day date={row.date} />}</small>
			</div>
		),
	},
	{
		id: "entries",
		header: "Entries",
		plain: true,
		numeric: true,
		width: "7rem",
		from: 750,
		cell: (row) => <Entries row={row} />,
	},
];

export function Discrepancies() {
	const query = useQuery();
	const { kind = "", contract = "", resource = "", from = null, to = null } = query;
	const moment = useMoment();
	const params = { ...momentQuery(moment), contract, resource, from, to };
	/* Of all kinds, so that their counts stand beside each other. */
	const { data, error, stale, reload } = useApi<DiscrepancyList>("/discrepancies", params);
	const shown = useMemo(
		() => (data?.discrepancies ?? []).filter((row) => !kind || row.kind === kind),
		[data, kind],
	);
	const more = useMore(shown, 200, "discrepancies");
	const counts = Object.entries(data?.counts ?? {}).filter(([, count]) => count > 0);
	const total = counts.reduce((sum, [, count]) => sum + count, 0);
	const narrowed = contract || resource || from || to;
	const people = useApi<{ resources: Resource[] }>("/resources").data;
	const choose = (name: string) => (value: string | null) =>
		setQuery({ [name]: value || null }, { push: true });
	return (
		<DataPage
			title="Discrepancies"
			meta={
				<span role="status">
					{data
						? `${many(total, "discrepancy", "discrepancies")}. Nothing is resolved silently: each stands until its sources agree.`
						: "\u00a0"}
				</span>
			}
			actions={
				total > 0 && (
					<DownloadCsv
						path="/discrepancies.csv"
						params={{ ...params, kind }}
						name="discrepancies.csv"
					/>
				)
			}
			parameters={[
				["Kind", kind ? discrepancyName(kind) : "all"],
				["Contract", contract],
				["Resource", resource],
			].filter((words): words is [string, string] => !!words[1])}
		>
			<Tools>
				<ChipText
					label="Contract"
					value={contract}
					none="any"
					onChange={choose("contract")}
					suggest={(typed) => <ContractOptions typed={typed} />}
				/>
				<ChipText
					label="Resource"
					value={resource}
					none="any"
					onChange={choose("resource")}
					suggest={() =>
						people?.resources.map(({ key }) => <option key={key} value={key} />)
					}
				/>
				<ChipDate label="From" value={from} none="the first" onChange={choose("from")} />
				<ChipDate label="To" value={to} last none="the last" onChange={choose("to")} />
				{narrowed && (
					<Button
						look="plain"
						onClick={() =>
							setQuery(
								{ contract: null, resource: null, from: null, to: null },
								{ push: true },
							)
						}
					>
						Show all
					</Button>
				)}
			</Tools>
			{error && (
				<ErrorPanel
					problem={error}
					what="The discrepancies could not be read"
					retry={reload}
				/>
			)}
			{!data && !error && <Skeleton widths={[60, 100, 100, 100, 100]} />}
			{counts.length > 0 && (
				<div class="kinds">
					<ChipTabs
						label="Kind"
						value={kind}
						options={[
							["", `All ${formatCount(total)}`],
							...counts.map(([name, count]): [string, string] => [
								name,
								`${discrepancyName(name)} ${formatCount(count)}`,
							]),
						]}
						onChange={choose("kind")}
					/>
				</div>
			)}
			{kind && shown.length > 0 && (
				<p class="soft small">{sentence(shown[0]!.text || discrepancyWords(kind))}.</p>
			)}
			{data && shown.length === 0 && !stale && (
				<Empty title={narrowed || kind ? "None here" : "Sources agree"}>
					{narrowed || kind
						? "Nothing disagrees in what is chosen."
						: "Durations fit their times, nobody’s hours are claimed twice, and the ledger ties out."}
				</Empty>
			)}
			{shown.length > 0 && (
				<>
					<DataTable
						label="Discrepancies"
						columns={COLUMNS}
						rows={more.rows}
						rowKey={(row) => shown.indexOf(row)}
						stale={stale}
					/>
					{more.button}
				</>
			)}
			<EntrySheet />
		</DataPage>
	);
}

/*
 * The inputs of a formula: each with its value, and the rows that add up to it, down to file and line.
 */
import {
	formatCount,
	formatDate,
	formatFixed,
	formatMoney,
	formatNumber,
	formatTerm,
	many,
	sentence,
	UNSET,
} from "../../format";
import { setQuery } from "../../router";
import { Button } from "../../ui/Button";
import { Link } from "../../ui/Link";
import type { ExplainedInput, ExplainedRow } from "./types";

/** An amount of an input: the number alone, its unit stands beside the input's value. */
export function amountText(amount: string | null, unit: string): string {
	if (amount === null) return "n/a";
	switch (unit) {
		case "money":
		case "lags":
		case "money_days":
			return formatMoney({ amount, currency: "" }, { sign: false });
		case "hours":
			return formatFixed(amount, 2);
		case "date":
			return formatDate(amount);
		default:
			return formatNumber(amount);
	}
}

/** Where a contract tells its part of a row. */
export type Part = (contract: string, row: ExplainedRow) => string;

interface Props {
	inputs: ExplainedInput[];
	/** All rows were asked for. */
	all: boolean;
	/** Where the hours behind them are listed; null: nowhere. */
	entries: string | null;
	/** null: they are of one contract alone. */
	part: Part | null;
}

export function Inputs({ inputs, ...rest }: Props) {
	return (
		<>
			{inputs.map((input) => (
				<Input key={`${input.measure} ${input.converted_at ?? ""}`} input={input} {...rest} />
			))}
		</>
	);
}

/* As the formula names it: it may have a measure twice, at two kinds of rates. */
function inputTitle({ title, converted_at }: ExplainedInput): string {
	if (converted_at === "of_day") return `${title} at the rates of the days`;
	if (converted_at === "of_budget") return `${title} at budget rates`;
	return title;
}

function Input({ input, all, entries, part }: Omit<Props, "inputs"> & { input: ExplainedInput }) {
	const { help, text, unit, rows, rows_total, reason } = input;
	const title = inputTitle(input);
	const left = rows_total - rows.length;
	const lagged = unit === "lags";
	const ofEntries = unit === "hours" && rows.some(({ source, resource }) => source && resource);
	return (
		<section class="why-input">
			<h3>
				<span>{title}</span>
				<b>{reason ? "n/a" : text}</b>
			</h3>
			<p class="faint small">
				{help}
				{entries && ofEntries && (
					<>
						{" "}
						<Link class="named" href={entries}>
							See the entries
						</Link>
					</>
				)}
			</p>
			{rows.length > 0 && (
				<table class="table why-rows" aria-label={`Rows of ${title}`}>
					<thead>
						<tr>
							<th scope="col">{many(rows_total, "row")}</th>
							{lagged && (
								<th scope="col" class="n">
									Days
								</th>
							)}
							<th scope="col" class="n">
								{unit === "hours" ? "Hours" : "Amount"}
							</th>
						</tr>
					</thead>
					<tbody>
						{rows.map((row, i) => (
							<tr key={i}>
								<td>
									<RowWords row={row} part={part} />
								</td>
								{lagged && <td class="n">{row.days ?? UNSET}</td>}
								<td class="n">{amountText(row.amount, unit)}</td>
							</tr>
						))}
					</tbody>
				</table>
			)}
			{rows_total === 0 && !reason && <p class="small soft">No rows: there is nothing in it.</p>}
			{left > 0 &&
				(all ? (
					<p class="small faint">{formatCount(left)} more rows are not shown here.</p>
				) : (
					<Button look="plain" onClick={() => setQuery({ rows: "all" })}>
						Show {formatCount(left)} more
					</Button>
				))}
		</section>
	);
}

function RowWords({ row, part }: { row: ExplainedRow; part: Props["part"] }) {
	const days =
		row.from && row.to ? formatTerm(row.from, row.to) : row.date ? formatDate(row.date) : null;
	const who = [row.task, row.resource].filter(Boolean).join(" · ");
	const name = row.label ?? (who || row.contract || "Amount");
	const facts = [
		row.label && who,
		days,
		row.reason && `n/a: ${row.reason.replaceAll("_", " ")}`,
		row.how,
		row.native_amount &&
			`${formatMoney({ amount: row.native_amount, currency: row.native_currency ?? "" })} at ${row.rate ?? ""}`,
	].filter(Boolean);
	const origin = [
		[row.source, row.external_id].filter(Boolean).join(" "),
		row.file && (row.line ? `${row.file}, line ${row.line}` : row.file),
	].filter(Boolean);
	return (
		<>
			{part && row.contract === name ? (
				<Link class="named" href={part(name, row)}>
					{name}
				</Link>
			) : (
				sentence(name)
			)}
			{part && row.contract && row.contract !== name && (
				<>
					{" · "}
					<Link class="named" href={part(row.contract, row)}>
						{row.contract}
					</Link>
				</>
			)}
			{part && !row.label && row.external_id && !row.contract && " · no contract"}
			{(facts.length > 0 || origin.length > 0) && (
				<small>
					{facts.join(" · ")}
					{origin.length > 0 && (
						<span class="origin">
							{facts.length > 0 && " · "}
							{origin.join(" · ")}
						</span>
					)}
				</small>
			)}
		</>
	);
}

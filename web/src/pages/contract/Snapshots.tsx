/*
 * What holds from each effective date on, and what it earns. Changed values are bold; rows that are not
 * in force yet on the day shown are lighter.
 */
import { useMemo } from "preact/hooks";
import { fieldLabel, fieldUnit, formatDate, formatValue, sentence } from "../../format";
import type { Fields } from "../../fields";
import { setQuery } from "../../router";
import { moneyOf, valueOf, type Convention, type Field, type Figures, type Snapshot } from "../../types";
import { Amount } from "../../ui/Amount";
import { ChipTabs, ChipToggle, Tools } from "../../ui/Chip";
import { DataTable } from "../../ui/DataTable";
import type { Column } from "../../ui/table";
import { RevisionLink } from "./Revisions";
import { isSame, valueField } from "./terms";
import { useMore } from "./useMore";

interface Row {
	snapshot: Snapshot;
	before: Snapshot | undefined;
	index: number;
}

interface Props {
	snapshots: Snapshot[];
	/** Of the row in force on the day shown. */
	index: number;
	/** The day shown: what begins later is agreed, but not in force yet. */
	day: string;
	currency: string;
	fields: Fields;
	convention: Convention;
	allFields: boolean;
	stale: boolean;
}

const FEW = 5; /* columns of terms beside those of earnings */

const CONVENTIONS: [string, string][] = [
	["default", "Exact"],
	["epicom2011", "Epicom 2011"],
];

/** Fields that are ever set; without `all` those that a reader looks for first, then those that change. */
function fieldsShown(
	rows: Snapshot[],
	fields: Fields,
	all: boolean,
): { shown: Field[]; others: number } {
	const set = fields.list.filter(({ name }) => rows.some((row) => valueOf(row, name) !== null));
	if (all) return { shown: set, others: 0 };
	const last = rows.at(-1);
	const first = [valueField(last), "direct_labor"];
	const changing = (name: string): boolean =>
		rows.some((row, i) => i > 0 && !isSame(valueOf(row, name), valueOf(rows[i - 1]!, name)));
	const rank = ({ name }: Field): number => {
		const at = first.indexOf(name);
		if (at >= 0) return at;
		return changing(name) ? 10 : 99;
	};
	const wanted = set
		.filter((field) => rank(field) < 99)
		.sort((a, b) => rank(a) - rank(b))
		.slice(0, FEW);
	return { shown: wanted, others: set.length - wanted.length };
}

const isNumeric = (field: Field): boolean => ["money", "number", "share"].includes(field.type);

function Term({ row, field, decimals }: { row: Row; field: Field; decimals: boolean }) {
	const value = valueOf(row.snapshot, field.name);
	const text = formatValue(field, value, { sign: false, digits: decimals ? "full" : "trim" });
	const changed = row.before !== undefined && !isSame(value, valueOf(row.before, field.name));
	if (!changed) return value === null ? <span class="unset">{text}</span> : <>{text}</>;
	return (
		<b>
			{text}
			<span class="sr"> changed</span>
		</b>
	);
}

function termColumns(fields: Field[], rows: Snapshot[], currency: string): Column<Row>[] {
	const phone = fields[0]?.name;
	return fields.map((field) => {
		const decimals = rows.some((row) => {
			const money = moneyOf(row, field.name);
			return money !== null && /\.\d*[1-9]/.test(money.amount);
		});
		return {
			id: field.name,
			header: field.name === "ends_on" ? "Runs to" : sentence(fieldLabel(field.name)),
			unit: field.type === "money" ? fieldUnit(field, currency) : (field.unit ?? ""),
			numeric: isNumeric(field),
			phone: field.name === phone,
			cell: (row) => (
				<div class={field.type === "date" ? "nowrap" : "term-text"}>
					<Term row={row} field={field} decimals={decimals} />
				</div>
			),
		};
	});
}

const EARNINGS: [string, (snapshot: Snapshot) => Figures, string][] = [
	["first", (snapshot) => snapshot.first_year, "First-year"],
	["last", (snapshot) => snapshot.last_year, "Last-year"],
	["total", (snapshot) => snapshot.total, "Total"],
];

const earningColumns = (): Column<Row>[] =>
	EARNINGS.flatMap(([id, figures, name]) =>
		(["revenue", "profit"] as const).map((which) => ({
			id: `${id}-${which}`,
			header: `${name} ${which}`,
			numeric: true,
			cell: ({ snapshot }: Row) => (
				<Amount figure={figures(snapshot)[which]} style={{ sign: false }} short />
			),
		})),
	);

function RevisionLinks({ numbers }: { numbers: number[] }) {
	return (
		<span class="revision-links">
			{numbers.slice(0, 3).map((number) => (
				<RevisionLink key={number} number={number} />
			))}
			{numbers.length > 3 && <span class="faint">+ {numbers.length - 3}</span>}
		</span>
	);
}

export function Snapshots(props: Props) {
	const { snapshots, index, day, currency, fields, convention, allFields, stale } = props;
	const { shown, others } = useMemo(
		() => fieldsShown(snapshots, fields, allFields),
		[snapshots, fields, allFields],
	);
	const rows = useMemo(
		() => snapshots.map((snapshot, i): Row => ({ snapshot, before: snapshots[i - 1], index: i })),
		[snapshots],
	);
	const terms = useMemo(() => termColumns(shown, snapshots, currency), [shown, snapshots, currency]);
	const more = useMore(rows, 60, "rows", true);
	const columns: Column<Row>[] = [
		{
			id: "effective_on",
			header: "Effective",
			phone: true,
			cell: ({ snapshot, index: at }) => (
				<>
					<span class="strong nowrap">{formatDate(snapshot.effective_on)}</span>
					{at === index && (
						<span class="in-force">
							{snapshot.effective_on > day ? " agreed" : " in force"}
						</span>
					)}
				</>
			),
		},
		...terms,
		...earningColumns(),
		{
			id: "revisions",
			header: "Revision",
			numeric: true,
			cell: ({ snapshot }) => <RevisionLinks numbers={snapshot.revisions} />,
		},
	];
	const estimate = snapshots.some((snapshot) => snapshot.estimate);
	return (
		<section aria-labelledby="snapshots">
			<Tools>
				<h2 id="snapshots">
					Terms and earnings
					<span class="unit"> {currency}</span>
				</h2>
				<span class="tools-end">
					{(others > 0 || allFields) && (
						<ChipToggle
							on={allFields}
							onChange={(on) => setQuery({ fields: on ? "all" : null }, { push: true })}
						>
							All fields
						</ChipToggle>
					)}
					<ChipTabs
						label="Convention"
						value={convention}
						options={CONVENTIONS}
						onChange={(chosen) =>
							setQuery(
								{ convention: chosen === "default" ? null : chosen },
								{ push: true },
							)
						}
					/>
				</span>
			</Tools>
			{more.button}
			<DataTable
				label="Terms and earnings from each effective date on"
				columns={columns}
				rows={more.rows}
				rowKey={({ snapshot }) => snapshot.effective_on}
				rowClass={({ index: at }) =>
					at > index ? "later" : at === index ? "current" : undefined
				}
				stale={stale}
				wide
			/>
			<p class="table-note">
				By terms, not recognised revenue; first and last year are calendar years.
				{convention === "epicom2011" &&
					" Convention Epicom 2011: ACT/365F, the first year without 31 December, each figure cut to whole units."}
				{estimate && " Where pricing is by usage, earnings are an estimate."}
			</p>
		</section>
	);
}

/*
 * The columns of a kind of fact, as its registry tells them.
 */
import { formatMonth, formatNumber, formatShare, lastDay, sentence, UNSET } from "../../format";
import { pathTo } from "../../router";
import type { Fact, FactField, FactKind } from "../../types";
import { Amount, Day, Instant } from "../../ui/Amount";
import { Link } from "../../ui/Link";
import type { Column } from "../../ui/table";

/* The first day after: people read the day before it. */
const ENDS = ["service_to", "to"];

const NUMERIC = ["money", "share", "hours", "decimal", "seconds"];

interface ValueProps {
	field: FactField;
	fact: Fact;
	/** The currency beside an amount. */
	sign?: boolean;
}

function Value({ field, fact, sign = false }: ValueProps) {
	const value = fact[field.name];
	if (value === null || value === undefined || value === "")
		return <span class="unset">{UNSET}</span>;
	const text = String(value);
	switch (field.type) {
		case "date":
			return <Day date={ENDS.includes(field.name) ? lastDay(text) : text} />;
		case "month":
			return <>{formatMonth(text)}</>;
		case "money":
			return (
				<Amount
					figure={{ amount: text, currency: String(fact["currency"] ?? "") }}
					style={{ sign }}
				/>
			);
		case "share":
			return <>{formatShare(text)}</>;
		case "hours":
		case "decimal":
			return <>{formatNumber(text)}</>;
		case "flag":
			return <>{value === true || text === "yes" ? "yes" : "no"}</>;
		case "contract":
			return <Link href={pathTo("/contracts/{key}", { key: text })}>{text}</Link>;
		default:
			return <>{text}</>;
	}
}

const twoOf = (first: FactField, second: FactField) => (fact: Fact) => (
	<div class="two-lines">
		<Value field={first} fact={fact} />
		<small>
			<Value field={second} fact={fact} />
		</small>
	</div>
);

/** Those that say something. On a phone the first one and the first figure stay. */
export function factColumns(kind: FactKind, rows: Fact[], versions: boolean): Column<Fact>[] {
	const isSaid = ({ name }: FactField): boolean =>
		rows.some((fact) => fact[name] !== null && fact[name] !== undefined);
	const fields = kind.fields.filter(
		(field) => field.name !== "external_id" && (field.required || isSaid(field)),
	);
	const main = fields.find(({ type }) => NUMERIC.includes(type)) ?? fields[1];
	const second = fields.find(
		(field) =>
			field !== fields[0] &&
			field !== main &&
			(field.identity || field.type === "date" || field.type === "month"),
	);
	const columns = fields.map((field, i): Column<Fact> => ({
		id: field.name,
		header: sentence(field.name.replaceAll("_", " ")),
		...(field.type === "hours" ? { unit: "h" } : {}),
		numeric: NUMERIC.includes(field.type),
		phone: i === 0 || field === main,
		from: i < 6 ? 0 : 1000 + 80 * (i - 6),
		cell: (fact) => <Value field={field} fact={fact} />,
		...(i === 0 && second ? { phoneCell: twoOf(field, second) } : {}),
		/* There the column of the currency is out of sight. */
		...(field.type === "money" ? { phoneCell: (fact) => <Value field={field} fact={fact} sign /> } : {}),
	}));
	const lineage: Column<Fact> = {
		id: "source",
		header: "From",
		from: 1000,
		cell: ({ source, external_id, file, line }) => (
			<div class="two-lines">
				{[source, kind.sourced && external_id].filter(Boolean).join(" · ")}
				<small>{file && (line ? `${file}:${line}` : file)}</small>
			</div>
		),
	};
	const known: Column<Fact> = {
		id: "known",
		header: "Known",
		cell: ({ known_at, known_until }) => (
			<>
				<Instant at={known_at} />
				{known_until && (
					<small>
						until <Instant at={known_until} />
					</small>
				)}
			</>
		),
	};
	return [...columns, lineage, ...(versions ? [known] : [])];
}

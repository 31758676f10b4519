/*
 * Where facts come from: when each source last brought something, how fresh it is, what of it waits.
 */
import { formatCount, formatHours, many, today, UNSET } from "../../format";
import { queryText } from "../../router";
import type { Source } from "../../types";
import { Day, Instant } from "../../ui/Amount";
import { DataTable } from "../../ui/DataTable";
import { Hours } from "../../ui/Hours";
import { Link } from "../../ui/Link";
import { Mark } from "../../ui/Status";
import type { Column } from "../../ui/table";
import { importPath } from "../imports/paths";
import { factWords } from "../imports/words";
import { freshness } from "./words";

const factsOf = ({ facts }: Source): string => facts.map((fact) => factWords(fact)).join(", ");

function Fresh({ source, day }: { source: Source; day: string }) {
	const { days, stale } = freshness(source, day);
	if (days === null) return <span class="unset">{UNSET}</span>;
	return (
		<span class="status">
			<Mark tone={stale ? "warn" : source.imports > 0 ? "good" : "idle"} />
			{days < 0 ? "ahead" : days === 0 ? "today" : many(days, "day")}
			{stale && ", stale"}
		</span>
	);
}

function Last({ last_import, last_at, last_file }: Source) {
	if (!last_at) return <span class="unset">by hand or by a stream</span>;
	return (
		<div class="two-lines">
			<Instant at={last_at} />
			<small class="cut source-file">
				{last_import ? <Link href={importPath(last_import)}>{last_file}</Link> : last_file}
			</small>
		</div>
	);
}

const count = (number: number) =>
	number === 0 ? <span class="unset">{UNSET}</span> : formatCount(number);

const columns = (day: string): Column<Source>[] => [
	{
		id: "name",
		header: "Source",
		phone: true,
		cell: (source) => (
			<div class="two-lines">
				<b>{source.name}</b>
				<small>{factsOf(source)}</small>
			</div>
		),
	},
	{
		id: "fresh",
		header: "Freshness",
		width: "10rem",
		phone: true,
		cell: (source) => <Fresh source={source} day={day} />,
	},
	{
		id: "newest",
		header: "Newest work day",
		width: "9rem",
		from: 850,
		cell: ({ newest_day }) => <Day date={newest_day} />,
	},
	{ id: "last", header: "Last import", width: "14rem", from: 1000, cell: Last },
	{
		id: "imports",
		header: "Imports",
		numeric: true,
		width: "5.5rem",
		from: 1150,
		cell: ({ imports }) => count(imports),
	},
	{
		id: "entries",
		header: "Entries",
		numeric: true,
		width: "6.5rem",
		cell: ({ entries }) => count(entries),
	},
	{
		id: "hours",
		header: "Hours",
		unit: "h",
		numeric: true,
		width: "7.5rem",
		cell: ({ seconds }) => <Hours seconds={seconds} digits={1} quiet />,
	},
	{
		id: "waiting",
		header: "Waiting",
		numeric: true,
		width: "8rem",
		cell: ({ name, waiting_rows, waiting_seconds }) =>
			waiting_rows === 0 ? (
				<span class="unset">{UNSET}</span>
			) : (
				<div class="two-lines">
					<Link href={"/data/quarantine" + queryText({ source: name })} class="warn">
						<Mark tone="warn" /> {many(waiting_rows, "row")}
					</Link>
					<small>{waiting_seconds > 0 && formatHours(waiting_seconds)}</small>
				</div>
			),
	},
];

export function Sources({ sources, stale }: { sources: Source[]; stale: boolean }) {
	return (
		<DataTable
			label="Sources"
			columns={columns(today())}
			rows={sources}
			rowKey={({ name }) => name}
			stale={stale}
		/>
	);
}

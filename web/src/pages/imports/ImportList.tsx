/*
 * Imports, newest first: all, or the last few.
 */
import { formatCount } from "../../format";
import type { Import, ImportList as Answer } from "../../types";
import { Instant } from "../../ui/Amount";
import { DataTable } from "../../ui/DataTable";
import { Link } from "../../ui/Link";
import { RowLink } from "../../ui/RowLink";
import { ErrorPanel, Skeleton } from "../../ui/States";
import { Mark } from "../../ui/Status";
import type { Column } from "../../ui/table";
import { More } from "../shared/More";
import { usePages } from "../shared/usePages";
import { importPath } from "./paths";

const rowsOf = (page: Answer): Import[] => page.imports;

export function State({ one }: { one: Import }) {
	if (one.undone)
		return (
			<span class="status soft">
				<Mark tone="open" />
				Undone{" "}
				{one.undone_at && (
					<>
						<Instant at={one.undone_at} />
					</>
				)}
			</span>
		);
	if (one.quarantined > 0)
		return (
			<span class="status">
				<Mark tone="warn" />
				{formatCount(one.quarantined)} in quarantine
			</span>
		);
	return (
		<span class="status">
			<Mark tone="good" />
			Kept
		</span>
	);
}

const count = (id: keyof Import, header: string): Column<Import> => ({
	id,
	header,
	numeric: true,
	width: "7rem",
	cell: (row) => {
		const n = row[id] as number;
		return n === 0 ? <span class="faint">0</span> : formatCount(n);
	},
});

const COLUMNS: Column<Import>[] = [
	{
		id: "file",
		header: "File",
		phone: true,
		cell: ({ id, file, mapping }) => (
			<>
				<RowLink href={importPath(id)}>{file}</RowLink>
				<small>{mapping}</small>
			</>
		),
	},
	{
		id: "recorded_at",
		header: "Imported",
		width: "8rem",
		cell: ({ recorded_at }) => <Instant at={recorded_at} />,
	},
	{ id: "recorded_by", header: "By", width: "8rem", from: 900, cell: ({ recorded_by }) => recorded_by },
	{ ...count("read", "Rows"), width: "6rem" },
	count("accepted", "Accepted"),
	count("corrected", "Corrected"),
	{ ...count("unchanged", "Unchanged"), from: 800 },
	count("quarantined", "Quarantined"),
	{
		id: "state",
		header: "State",
		width: "11rem",
		phone: true,
		cell: (one) => <State one={one} />,
	},
];

/** `first`: only so many, with the way to all. */
export function ImportList({ first }: { first?: number }) {
	const pages = usePages<Import, Answer>("/imports", {}, rowsOf);
	const { total, error, stale, reload } = pages;
	const rows = first === undefined ? pages.rows : pages.rows.slice(0, first);
	return (
		<>
			<div class="section-head">
				<h2>{first === undefined ? "Imports" : "Recent imports"}</h2>
				{total !== undefined && total > 0 && first === undefined && (
					<span class="soft">{formatCount(total)}</span>
				)}
				{total !== undefined && total > rows.length && first !== undefined && (
					<Link href="/imports" class="plain">
						All {formatCount(total)}
					</Link>
				)}
			</div>
			{error && (
				<ErrorPanel problem={error} what="The imports could not be read" retry={reload} />
			)}
			{total === undefined && !error && <Skeleton widths={[100, 100]} />}
			{total === 0 && <p class="soft">Nothing was imported yet.</p>}
			{rows.length > 0 && (
				<DataTable
					label="Imports"
					columns={COLUMNS}
					rows={rows}
					rowKey={({ id }) => id}
					rowClass={({ undone }) => (undone ? "undone" : undefined)}
					stale={stale}
				/>
			)}
			{first === undefined && <More pages={pages} what="imports" />}
		</>
	);
}

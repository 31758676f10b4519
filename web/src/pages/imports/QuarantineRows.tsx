/*
 * Rows that could not be taken, with the row itself on demand.
 */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { apiPath, useApi, type Params } from "../../api";
import { formatCount, UNSET } from "../../format";
import type { QuarantineList, QuarantineRow } from "../../types";
import { Button } from "../../ui/Button";
import { DataTable } from "../../ui/DataTable";
import { Link } from "../../ui/Link";
import { ErrorPanel, Skeleton } from "../../ui/States";
import { Mark } from "../../ui/Status";
import type { Column } from "../../ui/table";
import { More } from "../shared/More";
import { usePages, type Pages } from "../shared/usePages";
import { importPath } from "./paths";

const rowsOf = (page: QuarantineList): QuarantineRow[] => page.rows;

function Raw({ id }: { id: string }) {
	const { data, error, reload } = useApi<QuarantineRow>(apiPath`/quarantine/${id}`);
	if (error)
		return <ErrorPanel problem={error} what="The row could not be read" retry={reload} />;
	if (!data) return <Skeleton widths={[80]} />;
	return (
		<figure class="raw">
			<pre tabIndex={0} aria-label={`Line ${data.line} as received`}>
				{data.raw ?? ""}
			</pre>
			<figcaption class="faint small">
				Line {formatCount(data.line)} of {data.file}, as received
				{data.raw_cut && "; only its beginning was kept"}
				{data.row_key && <> · known as {data.row_key}</>}
			</figcaption>
		</figure>
	);
}

export const useQuarantine = (params: Params): Pages<QuarantineRow> =>
	usePages<QuarantineRow, QuarantineList>("/quarantine", params, rowsOf);

interface Props {
	pages: Pages<QuarantineRow>;
	/** Of several imports: each row names its file. */
	ofMany?: boolean;
	/** What one can do with a row, beside looking at it. */
	actions?: (row: QuarantineRow) => ComponentChildren;
}

const reasonOf = (row: QuarantineRow): ComponentChildren => (
	<>
		{row.reason}
		{row.resolved_by && (
			<small>
				<Mark tone="good" />{" "}
				<Link href={importPath(row.resolved_by)}>taken by a later import</Link>
			</small>
		)}
	</>
);

export function QuarantineRows({ pages, ofMany = false, actions }: Props) {
	const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
	const { rows, total, error, stale, reload } = pages;
	const toggle = (row: string) => {
		const next = new Set(open);
		if (!next.delete(row)) next.add(row);
		setOpen(next);
	};
	const file: Column<QuarantineRow> = {
		id: "file",
		header: "File",
		width: "16rem",
		cell: (row) =>
			row.import ? <Link href={importPath(row.import)}>{row.file}</Link> : row.file,
	};
	const columns: Column<QuarantineRow>[] = [
		...(ofMany ? [file] : []),
		{
			id: "line",
			header: "Line",
			numeric: true,
			width: "5rem",
			cell: ({ line }) => formatCount(line),
		},
		{
			id: "column",
			header: "Column",
			width: "11rem",
			cell: ({ column }) => column ?? <span class="unset">{UNSET}</span>,
		},
		{
			id: "reason",
			header: "Reason",
			phone: true,
			cell: reasonOf,
			phoneCell: (row) => (
				<>
					{row.reason}
					<small>
						{ofMany && `${row.file}, `}line {formatCount(row.line)}
						{row.column && ` · ${row.column}`}
					</small>
				</>
			),
		},
		{
			id: "raw",
			header: "Row",
			width: actions ? "11rem" : "6.4rem",
			phone: true,
			cell: (row) => (
				<span class="row-actions">
					<Button
						look="plain"
						aria-expanded={open.has(row.id)}
						onClick={() => toggle(row.id)}
					>
						{open.has(row.id) ? "Hide" : "Show"}
						<span class="sr"> line {row.line}</span>
					</Button>
					{actions?.(row)}
				</span>
			),
		},
	];
	return (
		<>
			{error && (
				<ErrorPanel
					problem={error}
					what="The quarantine could not be read"
					retry={reload}
				/>
			)}
			{total === undefined && !error && <Skeleton widths={[100, 100]} />}
			{rows.length > 0 && (
				<DataTable
					label="Rows in quarantine"
					columns={columns}
					rows={rows}
					rowKey={(row) => row.id}
					after={(row) => (open.has(row.id) ? <Raw id={row.id} /> : null)}
					stale={stale}
				/>
			)}
			<More pages={pages} what="rows" />
		</>
	);
}

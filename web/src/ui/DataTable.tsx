/*
 * A table whose rows are all drawn. For long lists see VirtualTable, which takes the same columns.
 */
import type { ComponentChildren } from "preact";
import { Fragment } from "preact";
import { useState } from "preact/hooks";
import {
	Cell,
	Details,
	Disclosure,
	Header,
	followRow,
	split,
	widthOf,
	type Column,
	type Sorting,
} from "./table";
import { isPhone, useWidth } from "./useWidth";

interface Props<T> extends Sorting {
	/** What it lists, for those who do not see it. */
	label: string;
	columns: Column<T>[];
	rows: T[];
	rowKey: (row: T) => string | number;
	rowClass?: (row: T) => string | undefined;
	/** Beneath a row, over its whole width; null: nothing. */
	after?: (row: T) => ComponentChildren;
	stale?: boolean;
	/** May be wider than the page: it then scrolls in its own frame. */
	wide?: boolean;
}

export function DataTable<T>(props: Props<T>) {
	const { label, columns, rows, rowKey, rowClass, after, stale, wide, sort, onSort } = props;
	const width = useWidth();
	const phone = isPhone(width);
	const [open, setOpen] = useState<ReadonlySet<string | number>>(new Set());
	const [stay, rest] = split(columns, width);
	const toggle = (key: string | number) => {
		const next = new Set(open);
		if (!next.delete(key)) next.add(key);
		setOpen(next);
	};
	const span = stay.length + (rest.length > 0 ? 1 : 0);
	const table = (
		<table class={"table" + (stale ? " stale" : "")} aria-label={label} onClick={followRow}>
			<colgroup>
				{stay.map((column) => (
					<col key={column.id} style={phone ? undefined : widthOf(column)} />
				))}
			</colgroup>
			<thead>
				<tr>
					{stay.map((column) => (
						<Header key={column.id} column={column} sort={sort} onSort={onSort} />
					))}
					{rest.length > 0 && (
						<th class="disclose">
							<span class="sr">Details</span>
						</th>
					)}
				</tr>
			</thead>
			<tbody>
				{rows.map((row) => {
					const key = rowKey(row);
					const isOpen = open.has(key);
					const below = after?.(row);
					return (
						<Fragment key={key}>
							<tr class={rowClass?.(row)}>
								{stay.map((column) => (
									<Cell key={column.id} column={column} row={row} phone={phone} />
								))}
								{rest.length > 0 && (
									<Disclosure open={isOpen} onToggle={() => toggle(key)} />
								)}
							</tr>
							{isOpen && rest.length > 0 && (
								<tr class="more">
									<td colSpan={span}>
										<Details columns={rest} row={row} />
									</td>
								</tr>
							)}
							{below && (
								<tr class="more">
									<td colSpan={span}>{below}</td>
								</tr>
							)}
						</Fragment>
					);
				})}
			</tbody>
			{stay.some((column) => column.foot !== undefined) && (
				<tfoot>
					<tr>
						{stay.map((column) => (
							<td key={column.id} class={column.numeric ? "n" : undefined}>
								{column.foot}
							</td>
						))}
						{rest.length > 0 && <td />}
					</tr>
				</tfoot>
			)}
		</table>
	);
	if (!wide) return table;
	return (
		<div class="frame" role="region" aria-label={label} tabIndex={0}>
			{table}
		</div>
	);
}

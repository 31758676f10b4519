/*
 * What DataTable and VirtualTable have in common: columns, headers that sort, rows that lead somewhere,
 * and, on a phone, the details of a row beneath it.
 */
import type { ComponentChildren } from "preact";
import { navigate } from "../router";
import { isPlainClick } from "./Link";
import { isPhone } from "./useWidth";

export interface Column<T> {
	id: string;
	header: string;
	/** In lighter ink after the header: "USD per year" */
	unit?: string;
	numeric?: boolean;
	/** Its header is only for those who do not see the table: what it holds is plain. */
	plain?: boolean;
	/** Can be sorted by; the order that a first click gives. */
	sort?: "asc" | "desc";
	/** Of the column, in CSS: "9rem". VirtualTable needs it on all columns but one. */
	width?: string;
	cell: (row: T) => ComponentChildren;
	/** Stays on a phone; at most two columns do. The others go into the row's details. */
	phone?: boolean;
	/** Width of the window in px from which it has a place of its own; below, it is in the details. */
	from?: number;
	/** What stands there instead on a phone. */
	phoneCell?: (row: T) => ComponentChildren;
	phoneHeader?: string;
	/** In the last row, beneath all others. */
	foot?: ComponentChildren;
}

export interface Sort {
	by: string;
	order: "asc" | "desc";
}

export interface Sorting {
	sort?: Sort | undefined;
	onSort?: ((sort: Sort) => void) | undefined;
}

export const widthOf = <T,>({ width }: Column<T>): { width: string } | undefined =>
	width ? { width } : undefined;

const cellClass = <T,>(column: Column<T>): string | undefined => (column.numeric ? "n" : undefined);

export function Header<T>({ column, sort, onSort }: { column: Column<T> } & Sorting) {
	const text = column.plain ? (
		<span class="sr">{column.header}</span>
	) : (
		<>
			{column.header}
			{column.unit && <span class="unit"> {column.unit}</span>}
		</>
	);
	if (!column.sort || !onSort)
		return (
			<th scope="col" class={cellClass(column)}>
				{text}
			</th>
		);
	const first = column.sort;
	const order = sort?.by === column.id ? sort.order : null;
	const other = order === "asc" ? "desc" : "asc";
	return (
		<th
			scope="col"
			class={cellClass(column)}
			aria-sort={order === null ? undefined : order === "asc" ? "ascending" : "descending"}
		>
			<button
				type="button"
				class={"sorter" + (order ? " on" : "")}
				onClick={() => onSort({ by: column.id, order: order ? other : first })}
			>
				{text}
				<svg
					class={"arrow" + (order === "desc" ? " flip" : "")}
					width="7"
					height="9"
					aria-hidden="true"
				>
					<path d="M3.5 8.5V1M.8 3.7 3.5 1l2.7 2.7" />
				</svg>
			</button>
		</th>
	);
}

export function Cell<T>({ column, row, phone }: { column: Column<T>; row: T; phone: boolean }) {
	const cell = phone && column.phoneCell ? column.phoneCell : column.cell;
	return <td class={cellClass(column)}>{cell(row)}</td>;
}

/** The columns that stand in a window of this width, and those that go into the details. */
export function split<T>(columns: Column<T>[], width: number): [Column<T>[], Column<T>[]] {
	const narrow = isPhone(width) && columns.some((column) => column.phone);
	const stays = ({ phone, from = 0 }: Column<T>) => (narrow ? phone === true : width >= from);
	const inPlace = columns
		.filter(stays)
		.map((column) => (narrow ? { ...column, header: column.phoneHeader ?? column.header } : column));
	return [inPlace, columns.filter((column) => !stays(column))];
}

export function Details<T>({ columns, row }: { columns: Column<T>[]; row: T }) {
	return (
		<dl class="details">
			{columns.map((column) => (
				<div key={column.id}>
					<dt>
						{column.header}
						{column.unit && <span class="unit"> {column.unit}</span>}
					</dt>
					<dd>{column.cell(row)}</dd>
				</div>
			))}
		</dl>
	);
}

interface DisclosureProps {
	open: boolean;
	onToggle: () => void;
}

export function Disclosure({ open, onToggle }: DisclosureProps) {
	return (
		<td class="disclose">
			<button type="button" aria-expanded={open} aria-label="Details" onClick={onToggle}>
				<svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
					<path d="m2.5 4.2 3.5 3.6 3.5-3.6" />
				</svg>
			</button>
		</td>
	);
}

/** A click anywhere in a row follows its link; not one that selects text or meets a control. */
export function followRow(event: MouseEvent): void {
	if (!isPlainClick(event) || event.defaultPrevented || !(event.target instanceof Element))
		return;
	if (event.target.closest("a, button, input, select, label, summary")) return;
	if (getSelection()?.toString()) return;
	const link = event.target.closest("tr")?.querySelector<HTMLAnchorElement>("a[data-row-link]");
	const href = link?.getAttribute("href");
	if (href) navigate(href);
}

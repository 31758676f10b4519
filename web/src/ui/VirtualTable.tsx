/*
 * A table of any length: only the rows in sight are in the page, at a height that does not change.
 *
 * One row is the table's stop for Tab; from there ↑ ↓ Page Up Page Down Home End move, Enter opens.
 * Rows that are still on their way keep their place. On paper all rows stand, up to a limit.
 */
import { Fragment } from "preact";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { formatCount } from "../format";
import { RowStop } from "./RowLink";
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
import { PRINTED, usePrinting } from "./usePrinting";
import { isPhone, useWidth } from "./useWidth";
import { topOf, useWindow, type Heights } from "./useWindow";

interface Props<T> extends Sorting {
	label: string;
	columns: Column<T>[];
	/** Those that are here already, from the first on. */
	rows: T[];
	/** Of all, here or not. */
	total: number;
	rowClass?: (row: T) => string | undefined;
	/** Height of a row in rem; contents are cut, not wrapped. */
	height?: number;
	stale?: boolean;
	/** Tells the last row in sight. */
	onSight?: (index: number) => void;
}

const rem = (): number => parseFloat(getComputedStyle(document.documentElement).fontSize) || 14;

/** Indexes from `first` to `end`, with `also` where that is none of them. */
function indexes(first: number, end: number, also: number | null): number[] {
	const list = Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);
	if (also === null || (also >= first && also < end)) return list;
	return also < first ? [also, ...list] : [...list, also];
}

const Gap = ({ height }: { height: number }) =>
	height > 0 ? <tr class="gap" aria-hidden="true" style={{ height: `${height}px` }} /> : null;

interface RowProps<T> {
	index: number;
	row: T | undefined; /* still on its way */
	columns: Column<T>[];
	phone: boolean;
	look: string | undefined;
	height: number | null; /* px */
	isStop: boolean;
	isOpen: boolean;
	toggle: ((index: number) => void) | null;
}

/* Drawn again only where something of it changed: scrolling moves rows, it does not change them. */
function Row<T>({ index, row, columns, phone, look, height, isStop, isOpen, toggle }: RowProps<T>) {
	return useMemo(
		() => (
			<tr
				data-index={index}
				aria-rowindex={index + 2}
				class={look}
				style={height === null ? undefined : { height: `${height}px` }}
			>
				<RowStop.Provider value={isStop}>
					{row === undefined ? (
						<td colSpan={columns.length + (toggle ? 1 : 0)}>
							<span class="bone" />
						</td>
					) : (
						columns.map((column) => (
							<Cell key={column.id} column={column} row={row} phone={phone} />
						))
					)}
				</RowStop.Provider>
				{row !== undefined && toggle && (
					<Disclosure open={isOpen} onToggle={() => toggle(index)} />
				)}
			</tr>
		),
		[index, row, columns, phone, look, height, isStop, isOpen, toggle],
	);
}

export function VirtualTable<T>(props: Props<T>) {
	const { label, columns, rows, total, rowClass, height = 3.72, stale, onSight } = props;
	const { sort, onSort } = props;
	const width = useWidth();
	const phone = isPhone(width);
	const printing = usePrinting();
	const [stay, rest] = useMemo(
		() => split(columns, printing ? Infinity : width),
		[columns, width, printing],
	);
	const table = useRef<HTMLTableElement>(null);
	const body = useRef<HTMLTableSectionElement>(null);
	const [open, setOpen] = useState<ReadonlyMap<number, number>>(new Map());
	const [active, setActive] = useState(0);
	const [inside, setInside] = useState(false);
	const wantsFocus = useRef(false);

	const heights = useMemo<Heights>(
		() => ({ row: Math.round(height * rem()), more: open }),
		[height, open],
	);
	const sight = useWindow(body, total, heights);
	const { first, end } = printing ? { first: 0, end: Math.min(rows.length, PRINTED) } : sight;

	useEffect(() => onSight?.(end), [end]);
	useEffect(() => {
		if (active >= total) setActive(Math.max(0, total - 1));
	}, [total]);
	/* Details belong to a place in this very list. */
	const sorted = `${sort?.by} ${sort?.order} ${total}`;
	useEffect(() => setOpen(new Map()), [sorted, width]);

	/* The focus goes to a row as soon as it is drawn. */
	useLayoutEffect(() => {
		if (!wantsFocus.current) return;
		const row = body.current?.querySelector<HTMLElement>(`tr[data-index="${active}"]`);
		const target = row?.querySelector<HTMLElement>("a[data-row-link]");
		if (!target) return;
		wantsFocus.current = false;
		target.focus({ preventScroll: true });
	});

	const goTo = (index: number) => {
		const to = Math.max(0, Math.min(total - 1, index));
		const box = body.current?.getBoundingClientRect();
		const head = table.current?.tHead?.getBoundingClientRect();
		if (!box || !head) return;
		setActive(to);
		wantsFocus.current = true;
		const top = box.top + topOf(to, heights);
		const above = Math.max(0, head.bottom) - top;
		const below = top + heights.row - innerHeight;
		if (above > 0) scrollBy({ top: -above, behavior: "instant" });
		else if (below > 0) scrollBy({ top: below + 8, behavior: "instant" });
	};

	const onKeyDown = (event: KeyboardEvent) => {
		if (event.altKey || event.ctrlKey || event.metaKey) return;
		if (!(event.target instanceof Element) || !event.target.closest("tbody")) return;
		const page = Math.max(1, Math.floor((innerHeight * 0.8) / heights.row));
		const target: Record<string, number> = {
			ArrowDown: active + 1,
			ArrowUp: active - 1,
			PageDown: active + page,
			PageUp: active - page,
			Home: 0,
			End: total - 1,
		};
		const to = target[event.key];
		if (to === undefined) return;
		event.preventDefault();
		goTo(to);
	};

	const measure = useCallback((index: number, element: HTMLElement | null) => {
		if (!element) return;
		const { height: now } = element.getBoundingClientRect();
		setOpen((before) => {
			if (!before.has(index) || Math.abs((before.get(index) ?? 0) - now) < 0.5) return before;
			return new Map(before).set(index, now);
		});
	}, []);
	const toggle = useCallback((index: number) => {
		setOpen((before) => {
			const next = new Map(before);
			if (!next.delete(index)) next.set(index, 0);
			return next;
		});
	}, []);

	const span = stay.length + (rest.length > 0 ? 1 : 0);
	const drawn = indexes(first, end, inside && !printing && active < total ? active : null);
	let drawnTo = 0; /* px, of the body so far */
	return (
		<>
			<table
				ref={table}
				class={"table virtual" + (stale ? " stale" : "")}
				role="grid"
				aria-label={label}
				aria-rowcount={total + 1}
				onClick={followRow}
				onKeyDown={onKeyDown}
			>
				<colgroup>
					{stay.map((column) => (
						<col key={column.id} style={phone ? undefined : widthOf(column)} />
					))}
					{rest.length > 0 && <col class="disclose" />}
				</colgroup>
				<thead>
					<tr aria-rowindex={1}>
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
				<tbody
					ref={body}
					onFocusIn={(event) => {
						setInside(true);
						const row = (event.target as Element).closest<HTMLElement>("tr[data-index]");
						if (row) setActive(Number(row.dataset["index"]));
					}}
					onFocusOut={(event) => {
						const to = event.relatedTarget as Node | null;
						if (!body.current?.contains(to)) setInside(false);
					}}
				>
					{drawn.map((index) => {
						const row = rows[index];
						const gap = printing ? 0 : topOf(index, heights) - drawnTo;
						const isOpen = open.has(index);
						drawnTo = topOf(index + 1, heights);
						return (
							<Fragment key={index}>
								<Gap height={gap} />
								<Row
									index={index}
									row={row}
									columns={stay}
									phone={phone}
									look={row && rowClass?.(row)}
									height={printing ? null : heights.row}
									isStop={index === active}
									isOpen={isOpen}
									toggle={rest.length > 0 ? toggle : null}
								/>
								{isOpen && row !== undefined && (
									<tr class="more" ref={(element) => measure(index, element)}>
										<td colSpan={span}>
											<Details columns={rest} row={row} />
										</td>
									</tr>
								)}
							</Fragment>
						);
					})}
					{!printing && <Gap height={topOf(total, heights) - drawnTo} />}
				</tbody>
			</table>
			{printing && total > end && (
				<p class="soft">
					The first {formatCount(end)} of {formatCount(total)} rows.
				</p>
			)}
		</>
	);
}

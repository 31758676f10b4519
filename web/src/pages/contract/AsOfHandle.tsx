/*
 * The grip of the as-of line: a slider over the days of the chart. Arrow keys move by a day, with Shift by
 * a month; Page Up and Page Down from revision to revision; Home is the first day, End the latest.
 */
import { useEffect, useRef } from "preact/hooks";
import { addDays, daysBetween, formatDate } from "../../format";
import { daysOf, lineAt, type Plot } from "./plot";
import { addMonths } from "./terms";

interface Props {
	plot: Plot;
	day: string | null;
	stops: string[];
	terms: string;
	onMove: (day: string | null) => void;
	onSettle: (day: string | null | undefined) => void;
}

const REST = 450; /* ms after the last key, before the page is of that day */

export function AsOfHandle({ plot, day, stops, terms, onMove, onSettle }: Props) {
	const timer = useRef(0);
	const pending = useRef<string | null | undefined>(undefined);
	const settle = useRef(onSettle);
	settle.current = onSettle;
	useEffect(() => () => clearTimeout(timer.current), []);

	const last = addDays(plot.to, -1);
	const from = day ?? last;
	const finish = () => {
		clearTimeout(timer.current);
		if (pending.current === undefined) return;
		const to = pending.current;
		pending.current = undefined;
		settle.current(to);
	};
	const go = (to: string | null) => {
		const within = to !== null && to < plot.from ? plot.from : to !== null && to >= last ? null : to;
		pending.current = within;
		onMove(within);
		clearTimeout(timer.current);
		timer.current = window.setTimeout(finish, REST);
	};
	const target = (event: KeyboardEvent): string | null | undefined => {
		const far = event.shiftKey;
		switch (event.key) {
			case "ArrowLeft":
			case "ArrowDown":
				return far ? addMonths(from, -1) : addDays(from, -1);
			case "ArrowRight":
			case "ArrowUp":
				return far ? addMonths(from, 1) : addDays(from, 1);
			case "PageDown":
				return stops.findLast((stop) => stop < from) ?? plot.from;
			case "PageUp":
				return day === null ? null : (stops.find((stop) => stop > day) ?? null);
			case "Home":
				return plot.from;
			case "End":
				return null;
			default:
				return undefined;
		}
	};
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.altKey || event.ctrlKey || event.metaKey) return;
		if (event.key === "Escape" && pending.current !== undefined) {
			event.preventDefault();
			clearTimeout(timer.current);
			pending.current = undefined;
			return onSettle(undefined);
		}
		if (event.key === "Enter") return finish();
		const to = target(event);
		if (to === undefined) return;
		event.preventDefault();
		event.stopPropagation();
		go(to);
	};

	const days = daysOf(plot) - 1;
	const now = day === null ? days : Math.min(days, Math.max(0, daysBetween(plot.from, day)));
	return (
		<div
			class="as-of-handle"
			role="slider"
			tabIndex={0}
			aria-label="As of"
			aria-valuemin={0}
			aria-valuemax={days}
			aria-valuenow={now}
			aria-valuetext={`${day === null ? "latest" : formatDate(day)}: ${terms}`}
			title="Drag along the timeline to see the terms of a day"
			style={{ left: `${lineAt(plot, day)}px`, top: `${plot.bottom + 8}px` }}
			onKeyDown={onKeyDown}
			onBlur={finish}
		>
			<span />
		</div>
	);
}

/*
 * A chart that the server drew, with its time axis in hand: the as-of line can be dragged along it, and
 * its points are read one by one, by pointer or by arrow keys.
 */
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { formatDate } from "../../format";
import { AsOfHandle } from "./AsOfHandle";
import { goToRevision } from "./Revisions";
import { dayAt, lineAt, nearest, parseSvg, plotOf, pointsOf, type Plot, type Point } from "./plot";

interface Props {
	/** The server's SVG. */
	text: string;
	label: string;
	/** Shown now: of the address, or where the line is held; null: the latest. */
	day: string | null;
	/** Effective days, in order: stops of the keyboard. */
	stops: string[];
	/** What holds on `day`, for those who hear it. */
	terms: string;
	stale: boolean;
	/** While the line is moved. */
	onMove: (day: string | null) => void;
	/** Where it was left; undefined: back to where it was. */
	onSettle: (day: string | null | undefined) => void;
}

interface Drawn {
	plot: Plot | null;
	points: Point[];
	width: number;
}

const START = 3; /* px that a pointer moves before the line follows it */

export function TimeChart(props: Props) {
	const { text, label, day, stops, terms, stale, onMove, onSettle } = props;
	const host = useRef<HTMLDivElement>(null);
	const [drawn, setDrawn] = useState<Drawn | null>(null);
	const [at, setAt] = useState(-1); /* the point that is read */
	const press = useRef<{ x: number; moving: boolean; day: string | null } | null>(null);
	const svg = useMemo(() => parseSvg(text), [text]);

	useLayoutEffect(() => {
		host.current?.replaceChildren(...(svg ? [svg] : []));
		setAt(-1);
		setDrawn(
			svg && {
				plot: plotOf(svg),
				points: pointsOf(svg),
				width: Number(svg.getAttribute("width")),
			},
		);
	}, [svg]);

	const plot = drawn?.plot ?? null;
	const points = drawn?.points ?? [];
	const point = points[at];
	const own = plot !== null && plot.asOf !== day;

	const place = (event: PointerEvent): { x: number; y: number } => {
		const box = host.current!.getBoundingClientRect();
		return { x: event.clientX - box.left, y: event.clientY - box.top };
	};
	const onPointerDown = (event: PointerEvent) => {
		if (!plot || event.button !== 0) return;
		const { x, y } = place(event);
		if (y < plot.top - 40 || y > plot.bottom + 22 || x < plot.left - 14 || x > plot.right + 14)
			return;
		press.current = { x, moving: false, day };
		(event.currentTarget as Element).setPointerCapture(event.pointerId);
	};
	const onPointerMove = (event: PointerEvent) => {
		const { x, y } = place(event);
		const pressed = press.current;
		if (!pressed) return setAt(nearest(points, x, y));
		if (!plot || (!pressed.moving && Math.abs(x - pressed.x) < START)) return;
		pressed.moving = true;
		pressed.day = dayAt(plot, x);
		setAt(-1);
		onMove(pressed.day);
	};
	const onPointerUp = (event: PointerEvent) => {
		const pressed = press.current;
		press.current = null;
		if (pressed?.moving) return onSettle(pressed.day);
		if (!pressed) return;
		const { x, y } = place(event);
		const entry = points[nearest(points, x, y)]?.entry;
		if (entry) goToRevision(entry);
	};
	const onPointerCancel = () => {
		const moving = press.current?.moving;
		press.current = null;
		if (moving) onSettle(undefined);
	};
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.altKey || event.ctrlKey || event.metaKey) return;
		const last = points.length - 1;
		const to: Record<string, number> = {
			ArrowRight: Math.min(last, at + 1),
			ArrowLeft: at <= 0 ? 0 : at - 1,
			Home: 0,
			End: last,
			Escape: -1,
		};
		if (event.key === "Enter" && point?.entry) {
			event.preventDefault();
			return goToRevision(point.entry);
		}
		const next = to[event.key];
		if (next === undefined || (event.key === "Escape" && at < 0)) return;
		event.preventDefault();
		event.stopPropagation();
		setAt(next);
	};

	return (
		<div
			class={"time-chart" + (own ? " moving" : "") + (stale && !own ? " stale" : "")}
			onPointerDown={onPointerDown}
			onPointerMove={onPointerMove}
			onPointerUp={onPointerUp}
			onPointerCancel={onPointerCancel}
			onPointerLeave={() => press.current ?? setAt(-1)}
		>
			<div
				ref={host}
				class="chart-host"
				role="group"
				tabIndex={points.length > 0 ? 0 : undefined}
				aria-label={`${label}. ${points.length} points; left and right arrow read them.`}
				onKeyDown={onKeyDown}
				onBlur={() => setAt(-1)}
			/>
			{plot && own && <OwnLine plot={plot} day={day} />}
			{plot && (
				<AsOfHandle
					plot={plot}
					day={day}
					stops={stops}
					terms={terms}
					onMove={onMove}
					onSettle={onSettle}
				/>
			)}
			{point && drawn && <Tip point={point} width={drawn.width} bottom={plot?.bottom ?? 0} />}
			<p class="sr" role="status">
				{point?.label}
			</p>
		</div>
	);
}

const OVER = 18; /* px that the line stands out above the plot, as the server draws it */

/* The line while the server's chart shows another day. */
function OwnLine({ plot, day }: { plot: Plot; day: string | null }) {
	const x = lineAt(plot, day);
	const leftward = x > plot.right - 130;
	const height = plot.bottom - plot.top + OVER + 3;
	return (
		<div class="own-line" aria-hidden="true">
			{day !== null && (
				<div
					class="own-later"
					style={{
						left: `${x}px`,
						top: `${plot.top}px`,
						width: `${Math.max(0, plot.right - x)}px`,
						height: `${plot.bottom - plot.top}px`,
					}}
				/>
			)}
			<div
				class={"own-rule" + (leftward ? " leftward" : "")}
				style={{ left: `${x}px`, top: `${plot.top - OVER}px`, height: `${height}px` }}
			>
				<span>{day === null ? "latest" : `as of ${formatDate(day)}`}</span>
			</div>
		</div>
	);
}

/* Beside the point, towards the middle of the chart. */
function Tip({ point, width, bottom }: { point: Point; width: number; bottom: number }) {
	const sides = (point.x > width / 2 ? " leftward" : "") + (point.y > bottom - 70 ? " above" : "");
	return (
		<div class="tip-point" aria-hidden="true" style={{ left: `${point.x}px`, top: `${point.y}px` }}>
			<div class={"tip" + sides}>{point.label}</div>
		</div>
	);
}

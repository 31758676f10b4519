/*
 * Where days stand on a chart of the server: what its <svg> tells in data attributes. Day D begins at
 * left + (D − from) · (right − left) / (to − from); an as-of line stands at the end of its day.
 */
import { addDays, daysBetween } from "../../format";

export interface Plot {
	left: number; /* px, from the left of the svg */
	right: number;
	top: number;
	bottom: number;
	from: string;
	to: string; /* the first day after */
	asOf: string | null; /* that the server drew */
}

/** Null for a chart without a time axis (nothing to draw). */
export function plotOf(svg: SVGElement): Plot | null {
	const { left, right, top, bottom, from, to, asOf } = svg.dataset;
	if (!left || !right || !top || !bottom || !from || !to) return null;
	return {
		left: Number(left),
		right: Number(right),
		top: Number(top),
		bottom: Number(bottom),
		from,
		to,
		asOf: asOf ?? null,
	};
}

export const daysOf = (plot: Plot): number => daysBetween(plot.from, plot.to);

/** The px at which the as-of line of `day` stands; null (the latest) is the plot's right edge. */
export function lineAt(plot: Plot, day: string | null): number {
	if (day === null) return plot.right;
	const share = (daysBetween(plot.from, day) + 1) / Math.max(1, daysOf(plot));
	return plot.left + Math.min(1, Math.max(0, share)) * (plot.right - plot.left);
}

/** The day whose line stands nearest to `x`; the plot's end is the latest (null). */
export function dayAt(plot: Plot, x: number): string | null {
	const share = (x - plot.left) / Math.max(1, plot.right - plot.left);
	const days = Math.round(share * daysOf(plot)) - 1;
	if (days >= daysOf(plot) - 1) return null;
	return addDays(plot.from, Math.max(0, days));
}

export interface Point {
	x: number;
	y: number;
	label: string;
	/** Number of the newest entry behind it; null where there is none. */
	entry: number | null;
}

export const pointsOf = (svg: SVGElement): Point[] =>
	[...svg.querySelectorAll<SVGElement>(".c-point")].map(({ dataset }) => ({
		x: Number(dataset["x"]),
		y: Number(dataset["y"]),
		label: dataset["label"] ?? "",
		entry: Number(dataset["ref"]?.split(",").at(-1)) || null,
	}));

const NEAR = 16; /* px */

/** Index of the point that is meant by a pointer there; -1: none. */
export function nearest(points: Point[], x: number, y: number): number {
	let best = -1;
	let least = NEAR;
	for (const [i, point] of points.entries()) {
		const distance = Math.hypot(point.x - x, point.y - y);
		if (distance <= least) [best, least] = [i, distance];
	}
	return best;
}

/** The svg of the server's text; null where it is none. */
export function parseSvg(text: string): SVGElement | null {
	const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
	const root = parsed.documentElement;
	if (root.nodeName !== "svg") return null;
	return document.importNode(root, true) as unknown as SVGElement;
}

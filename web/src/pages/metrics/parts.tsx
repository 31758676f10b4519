/*
 * A figure of a metric, small and large: its value, the mark and the words that hold it against its
 * target, a bar for both, and the link to its explanation.
 */
import type { ComponentChildren } from "preact";
import { useApi } from "../../api";
import { queryText, useAddress, useQuery } from "../../router";
import { Bar } from "../../ui/Bar";
import { Link } from "../../ui/Link";
import { Mark } from "../../ui/Status";
import type { Metric, MetricFigure } from "./types";
import {
	differenceWords,
	inWords,
	readFigure,
	readValue,
	sideOf,
	targetName,
	verdictOf,
	type Verdict,
} from "./figureWords";

/** The registry, by name. */
export function useMetrics(): Map<string, Metric> | null {
	const { data } = useApi<{ metrics: Metric[] }>("/metrics");
	if (!data) return null;
	let map = maps.get(data);
	if (!map) maps.set(data, (map = new Map(data.metrics.map((one) => [one.metric, one]))));
	return map;
}

const maps = new WeakMap<object, Map<string, Metric>>();

/** What is explained: the metric of a scope in a period. */
export interface Asked {
	metric: string;
	scope: string;
	period: string;
}

/** The address of this page with the explanation open. */
export function useWhy(): (asked: Asked) => string {
	const { path } = useAddress();
	const query = useQuery();
	return ({ metric, scope, period }) =>
		path + queryText({ ...query, why: metric, of: scope, in: period, vs: null, rows: null });
}

interface WhyProps extends Asked {
	look?: string;
	label: string;
	title?: string;
	children: ComponentChildren;
}

export function Why({ metric, scope, period, look = "why-link", label, title, children }: WhyProps) {
	const to = useWhy();
	return (
		<Link
			class={look}
			href={to({ metric, scope, period })}
			aria-label={label}
			{...(title ? { title } : {})}
		>
			{children}
		</Link>
	);
}

/** Up, down or level, as a shape; colour only repeats what the words beside it say. A ring: not for judgement yet. */
export function SideMark({ side, verdict }: { side: -1 | 0 | 1; verdict: Verdict }) {
	if (verdict === "open") return <Mark tone="open" />;
	return (
		<svg class={`side side-${verdict}`} width="9" height="9" viewBox="0 0 10 10" aria-hidden="true">
			{side > 0 && <path d="M5 1 9.6 9H.4z" />}
			{side < 0 && <path d="M5 9 .4 1h9.2z" />}
			{side === 0 && <circle cx="5" cy="5" r="3.6" />}
		</svg>
	);
}

interface AgainstProps {
	figure: MetricFigure;
	metric: Metric | undefined;
	/** Only the difference; the target stands elsewhere. */
	short?: boolean;
}

/** "▼ 1.4 pp below baseline 80.0 %" */
export function Against({ figure, metric, short = false }: AgainstProps) {
	if (figure.target === null || figure.deviation === null) return null;
	const side = sideOf(figure.deviation, figure);
	const verdict = verdictOf(side, metric, figure);
	const words = side === 0 ? "at" : side > 0 ? "above" : "below";
	const target = `${targetName(metric)} ${inWords(readValue(figure.target, figure.unit, figure.currency))}`;
	return (
		<span class={`against against-${verdict}`} title={short ? target : undefined}>
			<SideMark side={side} verdict={verdict} />{" "}
			{side !== 0 && <span class="nowrap">{differenceWords(figure.deviation, figure)} </span>}
			{words} {short ? targetName(metric) : <span class="nowrap">{target}</span>}
		</span>
	);
}

const MOST = 1.25; /* share of 1 at which a bar ends */

/** The value of a percentage as a bar, its target as a tick. */
export function Bullet({ figure, width }: { figure: MetricFigure; width?: number }) {
	if (figure.value === null || figure.unit !== "percent") return null;
	const share = (decimal: string) => Math.min(1, Math.max(0, Number(decimal) / MOST));
	return (
		<Bar
			done={share(figure.value)}
			cut={Number(figure.value) > MOST}
			tick={figure.target === null ? null : share(figure.target)}
			{...(width ? { width } : {})}
		/>
	);
}

/* A run-out is no date to wait for where the hours are used up already, or last to the end. */
function dateWords({ flags }: MetricFigure, text: string): string {
	if (flags.includes("unused")) return "not before the end";
	return flags.includes("spent") ? `spent ${text}` : text;
}

interface CellProps {
	figure: MetricFigure | undefined;
	metric: Metric | undefined;
	scope: string;
	period: string;
	/** Beside the figure, in words for those who hear it: "March 2026". */
	where: string;
}

/** A figure in a table: the number alone, which leads to its explanation. */
export function FigureCell({ figure, metric, scope, period, where }: CellProps) {
	if (!figure) return null;
	const read = readFigure(figure, { digits: "whole", sign: false });
	const title = metric?.title ?? figure.metric;
	const words = read && dateWords(figure, read.text);
	const told = read ? inWords({ ...read, text: words! }) : `n/a, ${figure.reason_text ?? ""}`;
	const label = `Why ${title}, ${where}: ${told}`;
	return (
		<Why
			look={"figure-link" + (read ? "" : " na")}
			metric={figure.metric}
			scope={scope}
			period={period}
			label={label}
			title={read ? (figure.detail ?? read.full) : `Not available: ${figure.reason_text ?? figure.reason}.`}
		>
			{words ?? "n/a"}
		</Why>
	);
}

/** "nothing is budgeted (4), no hours are committed (1)": the reasons that a table leaves to its foot. */
export function reasonsWords(figures: (MetricFigure | undefined)[]): string {
	const counts = new Map<string, number>();
	for (const figure of figures) {
		const text = figure?.reason_text;
		if (text) counts.set(text, (counts.get(text) ?? 0) + 1);
	}
	return [...counts]
		.sort(([, a], [, b]) => b - a)
		.map(([text, count]) => `${text} (${count})`)
		.join(", ");
}

/** A decimal for geometry only. */
export const roughly = (decimal: string | null): number => (decimal === null ? NaN : Number(decimal));

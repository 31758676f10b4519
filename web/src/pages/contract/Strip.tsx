/*
 * The strip: value in force, direct labour, revenue and profit of the whole term, and the term, all as
 * of the day shown.
 */
import {
	daysBetween,
	formatCount,
	formatDate,
	formatEnd,
	formatMoney,
	formatNumber,
	formatShare,
	isMoney,
	lastDay,
	naWords,
	sentence,
	shiftPoint,
	signOf,
	spanWords,
	subtract,
} from "../../format";
import { moneyOf, textOf, type Figure, type Snapshot, type Value } from "../../types";
import { Amount, Difference } from "../../ui/Amount";
import { Bar } from "../../ui/Bar";
import { Figures, type Shown } from "../../ui/Figures";
import { RevisionLink } from "./Revisions";
import { sinceOf, valueField, type Since } from "./terms";

interface Props {
	snapshots: Snapshot[];
	/** Of the row in force; -1: nothing is yet. */
	index: number;
	/** What elapsed and remaining days are counted from; what begins later is not in force yet. */
	day: string;
	stale: boolean;
}

const WHOLE = { digits: "whole" } as const;
const ROOM = 15; /* characters of a figure */

const NothingYet = () => <span class="na">n/a</span>;

interface HeldProps {
	since: Since | null;
	day: string;
	text: (was: Value) => string;
}

/* The day leads to the revision that set the value. */
function Held({ since, day, text }: HeldProps) {
	if (!since) return <>not in force yet</>;
	const words = `${since.since > day ? "from" : "since"} ${formatDate(since.since)}`;
	return (
		<>
			{since.revision === undefined ? (
				words
			) : (
				<RevisionLink number={since.revision} look="quiet">
					{words}
				</RevisionLink>
			)}
			{since.was !== undefined && ` · was ${text(since.was)}`}
		</>
	);
}

function value(snapshots: Snapshot[], index: number, day: string): Shown {
	const state = snapshots[index] ?? snapshots[0];
	const field = valueField(state);
	const label = field === "annual_value" ? "Annual value" : "Total value";
	const shown = index >= 0 && state ? moneyOf(state, field) : null;
	if (!shown)
		return {
			label,
			value: <NothingYet />,
			detail: index < 0 ? beginsWords(snapshots) : "no value is set",
		};
	return {
		label,
		value: <Amount figure={shown} style={WHOLE} room={ROOM} />,
		title: formatMoney(shown),
		detail: (
			<Held
				since={sinceOf(snapshots, index, field)}
				day={day}
				text={(was) =>
					was !== null && typeof was === "object"
						? formatMoney(was, { digits: "trim" })
						: "not set"
				}
			/>
		),
	};
}

const beginsWords = (snapshots: Snapshot[]): string =>
	snapshots[0] ? `begins ${formatDate(snapshots[0].effective_on)}` : "nothing was known yet";

function labour(snapshots: Snapshot[], index: number, day: string): Shown {
	const share = snapshots[index] ? textOf(snapshots[index], "direct_labor") : null;
	const label = "Direct labour";
	if (share === null)
		return {
			label,
			value: <NothingYet />,
			detail: index < 0 ? beginsWords(snapshots) : "not set",
		};
	return {
		label,
		value: formatNumber(shiftPoint(share, 2)),
		unit: "%",
		detail: (
			<Held
				since={sinceOf(snapshots, index, "direct_labor")}
				day={day}
				text={(was) => (typeof was === "string" ? formatShare(was) : "not set")}
			/>
		),
	};
}

function total(snapshots: Snapshot[], index: number, name: "revenue" | "profit"): Shown {
	const label = `${sentence(name)}, whole term`;
	const state = snapshots[index];
	if (!state) return { label, value: <NothingYet />, detail: beginsWords(snapshots) };
	const figure = state.total[name];
	if (!isMoney(figure))
		return { label, value: <Amount figure={figure} short />, detail: sentence(naWords(figure.na)) };
	return {
		label,
		value: <Amount figure={figure} style={WHOLE} room={ROOM} />,
		title: formatMoney(figure),
		detail: (
			<ByAmendments
				now={figure}
				before={index > 0 ? snapshots[0]!.total[name] : null}
				estimate={state.estimate}
			/>
		),
	};
}

function ByAmendments({
	now,
	before,
	estimate,
}: {
	now: Figure;
	before: Figure | null;
	estimate: boolean;
}) {
	const note = estimate ? "estimate · " : "";
	if (!before) return <>{note}as first agreed</>;
	const difference = subtract(now, before);
	if (!difference) return <>{note}at first n/a</>;
	if (signOf(difference) === 0) return <>{note}unchanged by amendments</>;
	return (
		<>
			{note}
			<Difference figure={difference} style={WHOLE} /> by amendments
		</>
	);
}

function term(state: Snapshot | undefined, day: string): Shown {
	const label = "Term";
	const from = state && (textOf(state, "starts_on") ?? state.effective_on);
	const to = state && textOf(state, "ends_on");
	if (!from) return { label, value: <NothingYet />, detail: "no term yet" };
	const passed = Math.max(0, daysBetween(from, day) + 1);
	if (!to)
		return {
			label,
			value: <span class="na">no end</span>,
			detail:
				day < from
					? `begins in ${spanWords(daysBetween(day, from))}`
					: `${formatCount(passed)} days elapsed`,
		};
	const all = Math.max(0, daysBetween(from, to));
	const left = Math.min(all, Math.max(0, daysBetween(day, lastDay(to))));
	const detail =
		day >= to
			? `ended ${formatEnd(to)} · ${formatCount(all)} days`
			: day < from
				? `begins ${formatDate(from)} · ends ${formatEnd(to)}`
				: `${formatCount(Math.min(passed, all))} of ${formatCount(all)} elapsed · to ${formatEnd(to)}`;
	return {
		label,
		value: (
			<>
				{formatCount(left)}
				<small> {left === 1 ? "day" : "days"} left</small>
			</>
		),
		detail: (
			<>
				{detail}
				<Bar done={all === 0 ? null : (all - left) / all} over={day >= to} width={150} />
			</>
		),
	};
}

export function Strip({ snapshots, index, day, stale }: Props) {
	return (
		<div class="contract-strip">
			<Figures
				stale={stale}
				figures={[
					value(snapshots, index, day),
					labour(snapshots, index, day),
					total(snapshots, index, "revenue"),
					total(snapshots, index, "profit"),
					term(snapshots[index], day),
				]}
			/>
		</div>
	);
}

/** "$ 130,000 · 70 %": the terms of a row in few words, for those who hear them. */
export function termsWords(state: Snapshot | undefined): string {
	if (!state) return "nothing in force";
	const money = moneyOf(state, valueField(state));
	const share = textOf(state, "direct_labor");
	const words = [
		money ? formatMoney(money, { digits: "trim" }) : "no value",
		share ? `direct labour ${formatShare(share)}` : "",
	];
	return words.filter(Boolean).join(", ");
}

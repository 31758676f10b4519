/*
 * What figures may lack, in a line: hours that wait, hours not approved, timesheets that are not
 * in; and whether the period is running, open or closed.
 */
import type { ComponentChildren } from "preact";
import { formatCount, formatDate, formatHours, formatInstant, many } from "../../format";
import { Link } from "../../ui/Link";
import { Dotted } from "../../ui/Page";
import { Mark } from "../../ui/Status";
import type { Completeness, FigureRow } from "./types";

interface Props {
	of: Completeness;
	/** Before all: "closed on 5 Apr 2026". */
	state?: ComponentChildren;
}

const entries = (count: number): string => many(count, "entry", "entries");

export function Lacking({ of, state }: Props) {
	const {
		waiting_rows,
		waiting_seconds,
		waiting_money_rows,
		draft_entries,
		draft_seconds,
		submitted_entries,
		submitted_seconds,
		timesheets_expected,
		timesheets_in,
	} = of;
	const parts: ComponentChildren[] = [
		state,
		waiting_rows > 0 && (
			<span class="warn">
				<Mark tone="warn" />{" "}
				<Link href="/data/quarantine" class="named">
					{waiting_seconds > 0
						? `${formatHours(waiting_seconds)} in ${many(waiting_rows, "row")} wait`
						: `${many(waiting_rows, "row")} wait`}{" "}
					in quarantine
				</Link>
			</span>
		),
		waiting_money_rows > 0 && (
			<span class="warn">
				<Mark tone="warn" />{" "}
				<Link href="/data/quarantine" class="named">
					{many(waiting_money_rows, "row")} of recognitions, invoices or costs{" "}
					{waiting_money_rows === 1 ? "waits" : "wait"} in quarantine
				</Link>
			</span>
		),
		submitted_entries > 0 &&
			`${formatHours(submitted_seconds)} submitted, not approved (${entries(submitted_entries)})`,
		draft_entries > 0 &&
			`${formatHours(draft_seconds)} in draft (${entries(draft_entries)})`,
		timesheets_expected > 0 &&
			(timesheets_in >= timesheets_expected
				? `all ${many(timesheets_expected, "timesheet")} in`
				: `timesheets in: ${formatCount(timesheets_in)} of ${formatCount(timesheets_expected)}`),
	];
	const nothing =
		waiting_rows + waiting_money_rows + submitted_entries + draft_entries === 0 && "nothing waits or lacks approval";
	return (
		<p class="lacking">
			<Dotted parts={[...parts, nothing]} />
		</p>
	);
}

/** Of a close that is known here only since another day: "known here since 25 Sep 2026"; else null. */
export function knownSince({ closed_on, closed_at }: FigureRow): string | null {
	if (closed_at === null || closed_at.slice(0, 10) === closed_on) return null;
	return `known here since ${formatInstant(closed_at)}`;
}

/** "running to 21 Nov 2026", "open", "closed on 5 Apr 2026". */
export function PeriodState({ row, asOf }: { row: FigureRow; asOf: string }) {
	if (row.completeness.running)
		return (
			<span class="period-state">
				<Mark tone="open" /> running, figures to {formatDate(asOf)}
			</span>
		);
	if (row.closed_on !== null) {
		const since = knownSince(row);
		return (
			<span class="period-state">
				<Mark tone="good" /> closed on {formatDate(row.closed_on)}
				{since && <span class="faint">, {since}</span>}
			</span>
		);
	}
	return (
		<span class="period-state">
			<Mark tone={row.completeness.open ? "open" : "good"} />{" "}
			{row.completeness.open ? "open, not judged yet" : "closed by date, not booked"}
		</span>
	);
}

/*
 * Hours by month, week, resource or task, as bars that narrow the entries when one is chosen. What counts is
 * dark, what is not approved yet lighter, the rest lightest.
 */
import { useMemo } from "preact/hooks";
import { apiUrl, useApi } from "../../api";
import { formatHours, formatHoursFully, hoursNumber } from "../../format";
import { setQuery } from "../../router";
import type { SumGroup, SumTable } from "../../types";
import { ChipTabs } from "../../ui/Chip";
import { ErrorPanel, Skeleton } from "../../ui/States";
import { useWidth } from "../../ui/useWidth";
import { useMore } from "../contract/useMore";
import { BYS, filterOf, isChosen, labelOf, narrow, type By, type EntryFilter } from "./filter";

const SIDE = 1000; /* px: narrower, the sums stand above the entries */
const WIDTH = 132; /* px of the longest bar */

interface Props {
	contract: string;
	moment: { as_of: string | null; known_at: string | null };
	filter: EntryFilter;
	by: By;
}

/* A group of the chosen kind is not narrowed by that kind itself, so that its neighbours stay in sight. */
function withoutOwn(filter: EntryFilter, by: By): EntryFilter {
	if (by === "month" || by === "week") return { ...filter, from: null, to: null };
	return { ...filter, [by]: null };
}

function Parts({ group, most }: { group: SumGroup; most: number }) {
	const width = (seconds: number): number =>
		most > 0 ? Math.round((seconds / most) * WIDTH * 10) / 10 : 0;
	const counting = width(group.counting_seconds);
	const pending = width(group.pending_seconds);
	const all = width(group.seconds);
	return (
		<svg class="bar parts" width={WIDTH} height="10" aria-hidden="true">
			<rect class="bar-other" x="0" y="2" width={all} height="6" />
			<rect class="bar-pending" x={counting} y="2" width={pending} height="6" />
			<rect class="bar-done" x="0" y="2" width={counting} height="6" />
		</svg>
	);
}

const inWords = ({ seconds, counting_seconds, pending_seconds }: SumGroup): string => {
	const other = seconds - counting_seconds - pending_seconds;
	return [
		`${formatHoursFully(seconds)} in all`,
		`${formatHours(counting_seconds)} counting`,
		pending_seconds > 0 && `${formatHours(pending_seconds)} pending`,
		other > 0 && `${formatHours(other)} other`,
	]
		.filter(Boolean)
		.join(", ");
};

export function Totals({ contract, moment, filter, by }: Props) {
	const asked = { by, contract, ...withoutOwn(filter, by), ...moment };
	const { data, error, stale, reload } = useApi<SumTable>("/sums", asked);
	/* Of another kind of sum: not to be read as this one. */
	const isOf = data !== undefined && (data.by.includes(by) || by === "task");
	const groups = useMemo(() => {
		const all = isOf ? [...data.groups] : [];
		if (by === "month" || by === "week") return all.reverse();
		return all.sort((a, b) => b.seconds - a.seconds);
	}, [data, by]);
	const above = useWidth() < SIDE;
	const most = Math.max(0, ...groups.map(({ seconds }) => seconds));
	const more = useMore(
		groups,
		above ? 6 : 36,
		by === "month" || by === "week" ? by + "s" : "rows",
	);
	return (
		<section class="totals" aria-label="Hours in sum" key={apiUrl("", { by })}>
			<div class="tools">
				<h2 class="sr">Hours in sum</h2>
				<ChipTabs
					label="Sum by"
					value={by}
					options={BYS}
					onChange={(id) => setQuery({ by: id === "month" ? null : id }, { push: true })}
				/>
			</div>
			{error && (
				<ErrorPanel problem={error} what="The sums could not be read" retry={reload} />
			)}
			{!isOf && !error && <Skeleton widths={[100, 90, 95, 80, 85, 90]} />}
			{isOf && groups.length === 0 && <p class="soft small">No hours.</p>}
			{groups.length > 0 && (
				<ul class={"sums" + (stale ? " stale" : "")}>
					{more.rows.map((group) => {
						const on = isChosen(group, by, filter);
						const label = labelOf(group, by);
						const patch = filterOf(group, by);
						const canNarrow = Object.values(patch).every((value) => value !== null);
						return (
							<li key={label}>
								<button
									type="button"
									class={"sum" + (on ? " on" : "")}
									aria-pressed={on}
									disabled={!canNarrow}
									title={inWords(group)}
									onClick={() =>
										narrow(
											on
												? Object.fromEntries(
														Object.keys(patch).map((name) => [
															name,
															null,
														]),
													)
												: patch,
										)
									}
								>
									<span class="cut">{label}</span>
									<Parts group={group} most={most} />
									<span class="n">{hoursNumber(group.seconds, 1)}</span>
								</button>
							</li>
						);
					})}
				</ul>
			)}
			{more.button}
			{groups.length > 0 && (
				<p class="faint small legend">
					<i class="key key-done" /> counting <i class="key key-pending" /> pending{" "}
					<i class="key key-other" /> other · h
				</p>
			)}
		</section>
	);
}

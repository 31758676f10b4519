/*
 * Every entry of the contract, the newest first: who changed what, when and why, and what it did to
 * revenue and to profit. Nothing is ever taken out of it: what was retracted is marked.
 */
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { formatCount, formatDate, formatInstant, formatInstantFully } from "../../format";
import type { Fields } from "../../fields";
import type { List } from "../../list";
import type { Moment } from "../../moment";
import { Store, useStore } from "../../store";
import type { Entry, FieldChange, Figure, HistoryReport } from "../../types";
import { Amount, Difference, Instant } from "../../ui/Amount";
import { Button } from "../../ui/Button";
import { Dotted } from "../../ui/Page";
import { ErrorPanel, Skeleton } from "../../ui/States";
import { useMore } from "./useMore";
import { openPanel } from "./view";
import { entryParts, isFirst, isSeen, labelOf, oldToNew, retractions } from "./words";

const WHOLE = { digits: "whole" } as const;

/* The revision that somebody goes to, until it has the focus. */
const sought = new Store<number | null>(null);

/** Brings a revision into sight and gives it the focus, as soon as it is read and drawn. */
export const goToRevision = (number: number): void => sought.set(number);

interface LinkProps {
	number: number;
	look?: "quiet";
	children?: ComponentChildren;
}

/** Leads down to a revision; shows its number unless told otherwise. */
export function RevisionLink({ number, look, children }: LinkProps) {
	return (
		<a
			class={look && "revision-link"}
			href={`#revision-${number}`}
			aria-label={children ? undefined : `Revision ${number}`}
			title={children ? `To revision ${number}` : undefined}
			onClick={(event) => {
				event.preventDefault();
				goToRevision(number);
			}}
		>
			{children ?? number}
		</a>
	);
}

interface Props {
	entries: List<Entry, HistoryReport>;
	fields: Fields;
	moment: Moment;
}

const newestFirst = (a: Entry, b: Entry): number => b.number - a.number;

export function Revisions({ entries, fields, moment }: Props) {
	const all = [...entries.rows].sort(newestFirst);
	const more = useMore(all, 80, "entries");
	const taken = retractions(all, moment);
	const { total } = entries;
	const number = useStore(sought);
	const place = number === null ? -1 : all.findIndex((entry) => entry.number === number);
	useEffect(() => {
		const named = Number(/^#revision-(\d+)$/.exec(location.hash)?.[1]);
		if (named) goToRevision(named);
		return () => sought.set(null);
	}, []);
	/* Until all are here, each page of them moves the others down. */
	const complete = all.length === total;
	useEffect(() => {
		if (number !== null && !complete) entries.want(all.length);
		if (place < 0 || !complete) return;
		if (place >= more.rows.length) return more.atLeast(place + 1);
		const row = document.getElementById(`revision-${number}`);
		row?.scrollIntoView({ block: "center" });
		row?.focus({ preventScroll: true });
		sought.set(null);
	}, [number, place, complete, all.length, more.rows.length]);
	return (
		<section aria-labelledby="revisions" class={entries.stale ? "stale" : undefined}>
			<div class="tools">
				<h2 id="revisions">
					Revisions
					{total !== undefined && <span class="unit"> {formatCount(total)}</span>}
				</h2>
			</div>
			{entries.error && (
				<ErrorPanel
					problem={entries.error}
					what="The revisions could not be read"
					retry={entries.reload}
				/>
			)}
			{total === undefined && !entries.error && <Skeleton widths={[70, 50, 60]} />}
			{all.length > 0 && (
				<table class="table revisions" aria-label="Revisions, newest first">
					<thead>
						<tr>
							<th scope="col">What changed</th>
							<th scope="col" class="n">
								Revenue<span class="unit"> effect</span>
							</th>
							<th scope="col" class="n">
								Profit<span class="unit"> effect</span>
							</th>
						</tr>
					</thead>
					<tbody>
						{more.rows.map((entry) => (
							<Row
								key={entry.number}
								entry={entry}
								fields={fields}
								retraction={taken.get(entry.number)}
								seen={isSeen(entry, moment)}
							/>
						))}
					</tbody>
				</table>
			)}
			{more.button}
		</section>
	);
}

interface RowProps {
	entry: Entry;
	fields: Fields;
	retraction: Entry | undefined;
	/** By the moment shown. */
	seen: boolean;
}

function Row({ entry, fields, retraction, seen }: RowProps) {
	const { number, effect } = entry;
	const { title, beneath } = entryParts(fields, entry);
	const classes = [retraction && "retracted", !seen && "later"].filter(Boolean).join(" ");
	return (
		<tr id={`revision-${number}`} tabIndex={-1} class={classes || undefined}>
			<td>
				<div class="entry-title">
					<span class="strong">{title}</span>
					{retraction && <span class="mark-word"> retracted</span>}
					{!seen && <span class="mark-word soft"> not known then</span>}
				</div>
				<Changes changes={beneath} fields={fields} />
				<small>
					<Times entry={entry} />
				</small>
				<small>
					<Dotted
						parts={[
							`No. ${number}`,
							`by ${entry.recorded_by}`,
							entry.reason && `“${entry.reason}”`,
							entry.change_order && `change order ${entry.change_order}`,
							entry.source && `from ${entry.source}`,
							retraction && (
								<>
									retracted <Instant at={retraction.known_at} /> by{" "}
									{retraction.recorded_by}
									{retraction.reason && `, “${retraction.reason}”`}
								</>
							),
							entry.kind === "revision" && !retraction && seen && (
								<Button
									look="plain"
									aria-label={`Retract revision ${number}`}
									onClick={() => openPanel({ name: "retract", id: String(number) })}
								>
									Retract
								</Button>
							),
						]}
					/>
				</small>
			</td>
			<td class="n" data-label="Revenue">
				<EffectOf figure={effect.revenue} first={isFirst(entry)} />
			</td>
			<td class="n" data-label="Profit">
				<EffectOf figure={effect.profit} first={isFirst(entry)} />
			</td>
		</tr>
	);
}

/* What the first entry brings is no gain. */
function EffectOf({ figure, first }: { figure: Figure; first: boolean }) {
	if (!first) return <Difference figure={figure} style={WHOLE} short />;
	return (
		<span class="soft">
			<Amount figure={figure} style={WHOLE} short />
		</span>
	);
}

/* One beside the other, each with old and new. */
function Changes({ changes, fields }: { changes: FieldChange[]; fields: Fields }) {
	if (changes.length === 0) return null;
	return (
		<div class="entry-changes">
			<Dotted
				parts={changes.map((change) => (
					<span key={change.field} class="change">
						<span class="soft">{labelOf(change.field)}</span> {oldToNew(fields, change)}
					</span>
				))}
			/>
		</div>
	);
}

/* Recorded is only said where it differs from known. */
function Times({ entry }: { entry: Entry }) {
	const { effective_on, known_at, recorded_at, signed_on } = entry;
	const backfilled = known_at.slice(0, 10) !== recorded_at.slice(0, 10);
	return (
		<Dotted
			parts={[
				entry.kind === "revision" && (
					<span class="nowrap">effective {formatDate(effective_on)}</span>
				),
				<span class="nowrap" title={formatInstantFully(known_at)}>
					known {formatInstant(known_at)}
				</span>,
				signed_on && <span class="nowrap">signed {formatDate(signed_on)}</span>,
				backfilled && (
					<span class="nowrap" title={formatInstantFully(recorded_at)}>
						recorded {formatInstant(recorded_at)}
					</span>
				),
			]}
		/>
	);
}

/*
 * The moment that a page shows: as of which day, as known (and recorded) at which time. It lives in the
 * URL, so that every view can be linked; links keep it (ui/Link.tsx).
 *
 * Unset means latest and now. A known or recorded day includes that whole UTC day.
 */
import { formatDate, formatInstant, isDate, isInstant, today } from "./format";
import { currentQuery, queryText, setQuery, useQuery, type Query } from "./router";

export interface Moment {
	asOf: string | null; /* a date */
	knownAt: string | null; /* a date or an instant */
	recordedAt: string | null; /* a date or an instant */
}

/* A type, not an interface, so that it can be spread into parameters. */
export type MomentQuery = {
	as_of: string | null;
	known_at: string | null;
	recorded_at: string | null;
};

const isTime = (text: string | undefined): text is string =>
	!!text && (isDate(text) || isInstant(text));

function momentOf(query: Query): Moment {
	const { as_of, known_at, recorded_at } = query;
	return {
		asOf: as_of && isDate(as_of) ? as_of : null,
		knownAt: isTime(known_at) ? known_at : null,
		recordedAt: isTime(recorded_at) ? recorded_at : null,
	};
}

export const useMoment = (): Moment => momentOf(useQuery());

export const currentMoment = (): Moment => momentOf(currentQuery());

/** The parameters of a read, for useApi and for links. */
export const momentQuery = (moment: Moment): MomentQuery => ({
	as_of: moment.asOf,
	known_at: moment.knownAt,
	recorded_at: moment.recordedAt,
});

export function setMoment(patch: Partial<Moment>, options: { push?: boolean } = {}): void {
	setQuery(momentQuery({ ...currentMoment(), ...patch }), { push: options.push ?? true });
}

export const isPresent = (moment: Moment): boolean =>
	!moment.asOf && !moment.knownAt && !moment.recordedAt;

/** The address with the moment in its query, unless it names one itself. */
export function withMoment(href: string, moment: Moment): string {
	const [front = "", ...hash] = href.split("#");
	const [path = "", search = ""] = front.split("?", 2);
	const own: Query = Object.fromEntries(new URLSearchParams(search));
	return [path + queryText({ ...momentQuery(moment), ...own }), ...hash].join("#");
}

/** "9 Mar 2010" for a whole day, with the time for an instant. */
export const formatTime = (time: string): string =>
	isDate(time) ? formatDate(time) : formatInstant(time);

/** "as of 21 May 2010, as known on 9 Mar 2010"; empty in the present. */
export function momentWords({ asOf, knownAt, recordedAt }: Moment): string {
	const words: string[] = [];
	if (asOf) words.push(`as of ${formatDate(asOf)}`);
	if (knownAt) words.push(`as known on ${formatTime(knownAt)}`);
	if (recordedAt) words.push(`as recorded by ${formatTime(recordedAt)}`);
	return words.join(", ");
}

/** The day that "in 3 months" and "ended" are counted from. */
export function dayOf({ asOf, knownAt }: Moment): string {
	return asOf ?? knownAt?.slice(0, 10) ?? today();
}

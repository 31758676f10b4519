/*
 * Lists whose rows have any height: some pages at first, more as they are asked for, or all.
 *
 * While a list is read again (a change elsewhere) or with other parameters, the rows before stay, marked
 * stale, and are replaced at once.
 */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { apiUrl, peek, Problem, read, watch, type Params } from "../../api";

const FIRST = 200;
const NEXT = 1000;

export interface Pages<T> {
	rows: T[];
	/** Of all that match; undefined before the first answer, and while a list that tells no total goes on. */
	total: number | undefined;
	/** There was an answer. */
	loaded: boolean;
	error: Problem | undefined;
	loading: boolean;
	stale: boolean;
	/** All rows are here. */
	complete: boolean;
	more: () => void;
	reload: () => void;
}

/** An answer that lists a part; some lists tell no total. */
export interface Part {
	total?: number;
	next: string | null;
}

interface Held<T> {
	base: string;
	rows: T[];
	total: number | undefined;
	loaded: boolean;
	complete: boolean;
	error: Problem | undefined;
	loading: boolean;
}

/** `all`: every page, one after another, without being asked. */
export function usePages<T, P extends Part>(
	path: string,
	params: Params,
	rowsOf: (page: P) => T[],
	all = false,
): Pages<T> {
	const base = apiUrl(path, params);
	const urlOf = (cursor: string | null): string =>
		apiUrl(path, { ...params, limit: cursor ? NEXT : FIRST, cursor });
	const first = urlOf(null);

	const [held, setHeld] = useState<Held<T>>(() => {
		const page = peek<P>(first);
		return {
			base: page ? base : "",
			rows: page ? rowsOf(page) : [],
			total: page?.total,
			loaded: page !== undefined,
			complete: page?.next === null,
			error: undefined,
			loading: true,
		};
	});
	const [asked, setAsked] = useState({ base, rows: FIRST });
	const [round, setRound] = useState(0);
	const last = useRef(held);
	last.current = held;
	const settled = useRef(""); /* the base and round whose first pages were read already */
	const target = all ? Infinity : asked.base === base ? asked.rows : FIRST;

	useEffect(() => {
		const abort = new AbortController();
		const turn = `${round} ${base}`;
		const load = async (): Promise<void> => {
			const again = settled.current === turn;
			setHeld((now) => ({ ...now, error: undefined, loading: true }));
			const shown = last.current;
			const hold = shown.base === base ? shown.rows.length : 0;
			const rows: T[] = [];
			for (let cursor: string | null = null; ;) {
				const url = urlOf(cursor);
				const page: P =
					(again ? peek<P>(url) : undefined) ?? (await read<P>(url, abort.signal));
				if (abort.signal.aborted) return;
				rows.push(...rowsOf(page));
				cursor = page.next;
				const done = cursor === null || rows.length >= Math.max(target, hold);
				const complete = cursor === null;
				if (done || rows.length >= hold)
					setHeld({
						base,
						rows: [...rows],
						total: page.total ?? (complete ? rows.length : undefined),
						loaded: true,
						complete,
						error: undefined,
						loading: !done,
					});
				if (done) break;
			}
			settled.current = turn;
		};
		load().catch((error: unknown) => {
			if (abort.signal.aborted) return;
			if (!(error instanceof Problem)) throw error;
			setHeld((now) => ({ ...now, error, loading: false }));
		});
		return () => abort.abort();
	}, [base, round, target]);

	const reload = useMemo(() => () => setRound((n) => n + 1), []);
	useEffect(() => watch(first, reload), [first, reload]);

	const isOf = held.base === base;
	return {
		rows: held.rows,
		total: held.total,
		loaded: held.loaded,
		error: held.error,
		loading: held.loading,
		stale: held.loaded && (!isOf || held.error !== undefined),
		complete: isOf && held.complete,
		more: () => {
			if (!held.loading) setAsked({ base, rows: held.rows.length + NEXT });
		},
		reload,
	};
}

/*
 * Long lists, page by page: the first page soon, then the others, until all is there.
 *
 * While a list is read again (a change elsewhere) or with other parameters, the rows before stay,
 * marked stale, and are replaced at once.
 */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { apiUrl, peek, Problem, read, watch, type Params } from "./api";

/** An answer that lists a part of the rows. */
interface Part {
	total?: number;
	next: string | null;
}

const FIRST = 200;
const NEXT = 1000;
const UNASKED = 20_000; /* as many rows come without being scrolled to */

export interface List<T, P extends Part> {
	rows: T[];
	/**
	 * Of all that match, also where not all rows are here yet; undefined before the first answer, and of a
	 * list that tells no total.
	 */
	total: number | undefined;
	/** The first page's answer without its rows' meaning: the moment, for instance. */
	page: P | undefined;
	error: Problem | undefined;
	loading: boolean;
	stale: boolean;
	reload: () => void;
	/** Tells that row `index` is looked at, so that a very long list goes on loading. */
	want: (index: number) => void;
}

interface Held<T, P> {
	asked: string; /* what `error` and `loading` are about */
	base: string; /* what `rows` and `page` answer */
	rows: T[];
	page: P | undefined;
	error: Problem | undefined;
	loading: boolean;
}

/** `rowsOf` takes the rows out of a page. */
export function useList<T, P extends Part>(
	path: string,
	params: Params,
	rowsOf: (page: P) => T[],
): List<T, P> {
	const base = apiUrl(path, params);
	const urlOf = (cursor: string | null): string =>
		apiUrl(path, { ...params, limit: cursor ? NEXT : FIRST, cursor });
	const first = urlOf(null);

	/* All pages that are kept from before: going back shows the list as it was. */
	const known = (): Held<T, P> | null => {
		const rows: T[] = [];
		let page: P | undefined;
		for (let cursor: string | null = null; ; ) {
			const next: P | undefined = peek<P>(urlOf(cursor));
			if (!next) break;
			page ??= next;
			rows.push(...rowsOf(next));
			cursor = next.next;
			if (cursor === null) break;
		}
		return page ? { asked: base, base, rows, page, error: undefined, loading: true } : null;
	};

	const [held, setHeld] = useState<Held<T, P>>(
		() =>
			known() ?? {
				asked: base,
				base: "",
				rows: [],
				page: undefined,
				error: undefined,
				loading: true,
			},
	);
	const [round, setRound] = useState(0);
	const wanted = useRef(0);
	const resume = useRef<(() => void) | null>(null);
	const last = useRef(held);
	last.current = held;

	useEffect(() => {
		const abort = new AbortController();
		const load = async (): Promise<void> => {
			const restored = last.current.base === base ? null : known();
			if (restored) setHeld(restored);
			else setHeld((now) => ({ ...now, asked: base, error: undefined, loading: true }));
			const shown = restored ?? last.current;
			const hold = shown.base === base ? shown.rows.length : 0;
			const rows: T[] = [];
			let page: P | undefined;
			for (let cursor: string | null = null; ; ) {
				const next: P = await read<P>(urlOf(cursor), abort.signal);
				page ??= next;
				rows.push(...rowsOf(next));
				cursor = next.next;
				const all = cursor === null;
				if (all || rows.length >= hold)
					setHeld({
						asked: base,
						base,
						rows: [...rows],
						page,
						error: undefined,
						loading: !all,
					});
				if (all) return;
				if (rows.length >= UNASKED && wanted.current < rows.length - NEXT)
					await new Promise<void>((go) => (resume.current = go));
				if (abort.signal.aborted) return;
			}
		};
		load().catch((error: unknown) => {
			if (abort.signal.aborted) return;
			if (!(error instanceof Problem)) throw error;
			setHeld((now) => ({ ...now, error, loading: false }));
		});
		return () => {
			abort.abort();
			resume.current?.();
		};
	}, [base, round]);

	const reload = useMemo(() => () => setRound((n) => n + 1), []);
	useEffect(() => watch(first, reload), [first, reload]);

	const want = useMemo(
		() => (index: number) => {
			wanted.current = index;
			if (index >= last.current.rows.length - NEXT) resume.current?.();
		},
		[],
	);
	return {
		rows: held.rows,
		total: held.page?.total,
		page: held.page,
		error: held.asked === base ? held.error : undefined,
		loading: held.loading || held.asked !== base,
		stale: held.page !== undefined && (held.base !== base || held.error !== undefined),
		reload,
		want,
	};
}

/*
 * Which contracts just changed while the list was open, so that the eye finds them.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import type { ContractState } from "../../types";

const SHOWN = 4000; /* ms */
const NONE: ReadonlySet<string> = new Set();

/** `of` names the question; another question's answers are no changes. */
export function useFresh(of: string, rows: ContractState[], settled: boolean): ReadonlySet<string> {
	const before = useRef<{ of: string; entries: Map<string, number> } | null>(null);
	const [fresh, setFresh] = useState(NONE);
	useEffect(() => {
		if (!settled) return;
		const entries = new Map(rows.map((row) => [row.key, row.entries]));
		const known = before.current?.of === of ? before.current.entries : null;
		before.current = { of, entries };
		if (!known) return;
		const changed = rows.filter((row) => known.get(row.key) !== row.entries);
		if (changed.length > 0) setFresh(new Set(changed.map((row) => row.key)));
	}, [of, rows, settled]);
	useEffect(() => {
		if (fresh === NONE) return;
		const timer = window.setTimeout(() => setFresh(NONE), SHOWN);
		return () => clearTimeout(timer);
	}, [fresh]);
	return fresh;
}

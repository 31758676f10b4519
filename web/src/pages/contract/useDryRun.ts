/*
 * What a write would do: asked for while one types, as soon as the typing rests. The answer before stays
 * until the next one is there.
 */
import { useEffect, useState } from "preact/hooks";
import { Problem, send } from "../../api";
import type { Effect } from "../../types";

const REST = 250; /* ms */

export interface DryRun {
	effect: Effect | null;
	problem: Problem | null;
	/** An answer is due. */
	busy: boolean;
}

const NOTHING: DryRun = { effect: null, problem: null, busy: false };

/**
 * `body` null: nothing to ask. `ifMatch`: the entry that the writer saw. `hold`: ask nothing now and keep
 * what is shown, so that a save is not followed by a question about the history before it.
 */
export function useDryRun(path: string, body: unknown, ifMatch: number, hold: boolean): DryRun {
	const [state, setState] = useState<DryRun>(NOTHING);
	const text = body === null ? null : JSON.stringify(body);
	useEffect(() => {
		if (hold) return;
		if (text === null) return setState(NOTHING);
		const abort = new AbortController();
		setState((now) => ({ ...now, busy: true }));
		const timer = window.setTimeout(() => {
			send<Effect>("POST", path, JSON.parse(text), {
				params: { dry_run: true },
				ifMatch,
				signal: abort.signal,
			}).then(
				(effect) => setState({ effect, problem: null, busy: false }),
				(problem: unknown) => {
					if (abort.signal.aborted) return;
					if (!(problem instanceof Problem)) throw problem;
					setState({ effect: null, problem, busy: false });
				},
			);
		}, REST);
		return () => {
			clearTimeout(timer);
			abort.abort();
		};
	}, [path, text, ifMatch, hold]);
	return state;
}

/*
 * What a write would do: asked for while one types, as soon as the typing rests. The answer before stays
 * until the next one is there.
 */
import { useEffect, useState } from "preact/hooks";
import { Problem, send } from "../../api";

const REST = 250; /* ms */

export interface DryRun<T> {
	effect: T | null;
	problem: Problem | null;
	/** An answer is due. */
	busy: boolean;
}

interface Options {
	/** The entry that the writer saw. */
	ifMatch?: number;
	/**
	 * Ask nothing now and keep what is shown, so that a save is not followed by a question about how things
	 * were before it.
	 */
	hold?: boolean;
}

/** `body` null: nothing to ask. */
export function useDryRun<T>(path: string, body: unknown, options: Options = {}): DryRun<T> {
	const { ifMatch, hold = false } = options;
	const [state, setState] = useState<DryRun<T>>({ effect: null, problem: null, busy: false });
	const text = body === null ? null : JSON.stringify(body);
	useEffect(() => {
		if (hold) return;
		if (text === null) return setState({ effect: null, problem: null, busy: false });
		const abort = new AbortController();
		setState((now) => ({ ...now, busy: true }));
		const timer = window.setTimeout(() => {
			send<T>("POST", path, JSON.parse(text), {
				params: { dry_run: true },
				...(ifMatch === undefined ? {} : { ifMatch }),
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

/*
 * Long lists of which the newest rows are drawn first, and others when asked for; on paper all, up to a limit.
 */
import { useState } from "preact/hooks";
import { formatCount } from "../../format";
import { Button } from "../../ui/Button";
import { PRINTED, usePrinting } from "../../ui/usePrinting";

const STEP = 500;
const FEW = 4; /* that are not worth a button */

export interface More<T> {
	rows: T[];
	/** A button for the others; null where all are drawn. */
	button: preact.JSX.Element | null;
	/** Draws at least as many, for a row that somebody goes to. */
	atLeast: (count: number) => void;
}

/** The first `first` rows, or the last ones with `fromEnd`. */
export function useMore<T>(all: T[], first: number, what: string, fromEnd = false): More<T> {
	const [asked, setCount] = useState(first);
	const printing = usePrinting();
	const wanted = printing ? Math.max(asked, PRINTED) : asked;
	const count = all.length - wanted <= FEW ? Math.max(wanted, all.length) : wanted;
	const left = all.length - count;
	const next = Math.min(left, STEP);
	return {
		rows: left <= 0 ? all : fromEnd ? all.slice(-count) : all.slice(0, count),
		button:
			left > 0 ? (
				<p class="more-rows">
					<Button look="plain" onClick={() => setCount(count + STEP)}>
						Show {formatCount(next)} {fromEnd ? "earlier" : "more"} {what}
					</Button>
					<span class="faint">
						{" "}
						{formatCount(left)} {what} not shown
					</span>
				</p>
			) : null,
		atLeast: (wanted) => {
			if (wanted > count) setCount(wanted + STEP);
		},
	};
}

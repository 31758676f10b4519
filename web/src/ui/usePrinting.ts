/*
 * Whether the page is being put on paper, where long lists stand in full.
 */
import { useEffect, useState } from "preact/hooks";

/** Rows of a list on paper, at most. */
export const PRINTED = 2000;

export function usePrinting(): boolean {
	const [printing, setPrinting] = useState(false);
	useEffect(() => {
		const start = () => setPrinting(true);
		const stop = () => setPrinting(false);
		addEventListener("beforeprint", start);
		addEventListener("afterprint", stop);
		return () => {
			removeEventListener("beforeprint", start);
			removeEventListener("afterprint", stop);
		};
	}, []);
	return printing;
}

/*
 * The end of a list that has more: it goes on by itself when it comes into sight, or by its button.
 */
import { useEffect, useRef } from "preact/hooks";
import { formatCount } from "../../format";
import { Button } from "../../ui/Button";
import type { Pages } from "./usePages";

export function More<T>({ pages, what }: { pages: Pages<T>; what: string }) {
	const end = useRef<HTMLDivElement>(null);
	const { more } = pages;
	const next = useRef(more);
	next.current = more;
	const shown = pages.rows.length;
	const isWaiting = !pages.complete && shown > 0;
	useEffect(() => {
		if (!end.current || !isWaiting) return;
		const observer = new IntersectionObserver(
			(entries) => {
				if (entries.some((entry) => entry.isIntersecting)) next.current();
			},
			{ rootMargin: "600px" },
		);
		observer.observe(end.current);
		return () => observer.disconnect();
	}, [shown, isWaiting]);
	if (!isWaiting) return null;
	const of = pages.total === undefined ? "" : ` of ${formatCount(pages.total)}`;
	return (
		<div class="list-more" ref={end}>
			<span class="soft">
				The first {formatCount(shown)}
				{of} {what}
			</span>
			<Button look="plain" busy={pages.loading} onClick={more}>
				Show more
			</Button>
		</div>
	);
}

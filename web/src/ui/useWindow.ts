/*
 * Which rows of a long table are in sight: rows have one height, rows with open details more.
 */
import type { RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";

const BEYOND = 10; /* rows drawn above and below what is in sight */
const FEW = 100; /* rows that are all drawn: a picture of the page then has them */

export interface RowWindow {
	first: number;
	end: number; /* the first row that is not drawn */
}

export interface Heights {
	row: number; /* px */
	/** Height of the open details beneath a row, by its index. */
	more: ReadonlyMap<number, number>;
}

/** How far the top of row `index` lies beneath the top of the first. */
export function topOf(index: number, { row, more }: Heights): number {
	let top = index * row;
	for (const [at, height] of more) if (at < index) top += height;
	return top;
}

function indexAt(y: number, heights: Heights, count: number): number {
	let low = 0;
	let high = count;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (topOf(middle + 1, heights) <= y) low = middle + 1;
		else high = middle;
	}
	return low;
}

export function useWindow(
	body: RefObject<HTMLTableSectionElement | null>,
	count: number,
	heights: Heights,
): RowWindow {
	const [shown, setShown] = useState<RowWindow>({ first: 0, end: Math.min(count, 40) });
	useLayoutEffect(() => {
		let frame = 0;
		const look = () => {
			frame = 0;
			if (!body.current || count <= FEW) return;
			const top = body.current.getBoundingClientRect().top;
			const first = Math.max(0, indexAt(-top, heights, count) - BEYOND);
			const end = Math.min(count, indexAt(innerHeight - top, heights, count) + 1 + BEYOND);
			setShown((now) => (now.first === first && now.end === end ? now : { first, end }));
		};
		const soon = () => {
			if (frame === 0) frame = requestAnimationFrame(look);
		};
		look();
		addEventListener("scroll", soon, { passive: true });
		addEventListener("resize", soon);
		return () => {
			cancelAnimationFrame(frame);
			removeEventListener("scroll", soon);
			removeEventListener("resize", soon);
		};
	}, [count, heights]);
	if (count <= FEW) return { first: 0, end: count };
	return { first: Math.min(shown.first, count), end: Math.min(shown.end, count) };
}

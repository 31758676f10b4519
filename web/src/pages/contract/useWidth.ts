/*
 * The width of an element, in steps, so that a chart is asked for anew only now and then.
 */
import { useLayoutEffect, useState } from "preact/hooks";

const STEP = 20;
const LEAST = 300;
const MOST = 2000;

/** 0 before it is known. */
export function useWidth(element: { current: HTMLElement | null }): number {
	const [width, setWidth] = useState(0);
	useLayoutEffect(() => {
		const box = element.current;
		if (!box) return;
		const measure = () => {
			const steps = Math.floor(box.clientWidth / STEP) * STEP;
			if (box.clientWidth > 0) setWidth(Math.min(MOST, Math.max(LEAST, steps)));
		};
		const observer = new ResizeObserver(measure);
		observer.observe(box);
		measure();
		return () => observer.disconnect();
	}, [element]);
	return width;
}

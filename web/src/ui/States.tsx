/*
 * What stands where data should: nothing yet, still coming, or failed.
 */
import type { ComponentChildren } from "preact";
import type { Problem } from "../problem";
import { Button } from "./Button";
import { Mark } from "./Status";

interface EmptyProps {
	title: string;
	children?: ComponentChildren; /* what to do first */
	actions?: ComponentChildren;
}

export function Empty({ title, children, actions }: EmptyProps) {
	return (
		<section class="empty">
			<h2>{title}</h2>
			{children && <p>{children}</p>}
			{actions && <div class="actions">{actions}</div>}
		</section>
	);
}

interface ErrorProps {
	problem: Problem;
	/** What failed, in the page's words: "The contracts could not be read". */
	what: string;
	/** What is unharmed. */
	unharmed?: string;
	retry?: () => void;
}

export function ErrorPanel({ problem, what, unharmed = "Nothing was changed.", retry }: ErrorProps) {
	return (
		<section class="failed" role="alert">
			<h2>
				<Mark tone="bad" /> {what}
			</h2>
			<p>{problem.detail || problem.title}</p>
			<p class="soft">
				{unharmed} {problem.remedy}
			</p>
			{retry && <Button onClick={retry}>Try again</Button>}
			{problem.instance && <p class="faint small">Request {problem.instance}</p>}
		</section>
	);
}

/** Lines of grey as high as the text that will come; `widths` in per cent. */
export function Skeleton({ widths = [60, 85, 40] }: { widths?: number[] }) {
	return (
		<div class="skeleton" role="status">
			<span class="sr">Loading</span>
			{widths.map((width, i) => (
				<span key={i} class="bone" style={{ width: `${width}%` }} />
			))}
		</div>
	);
}

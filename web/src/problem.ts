/*
 * What went wrong with a request: the API's problem details (RFC 9457), or that no answer came.
 */
import { Store } from "./store";

export interface ProblemDetails {
	status: number; /* 0: no answer */
	code: string; /* "changed", "not-found" …; "offline" without an answer */
	title: string;
	detail: string;
	field?: string; /* the input that was refused */
	remedy?: string;
	instance?: string; /* id of the request, for the log */
	entries?: number; /* 412: the newest entry now */
}

export class Problem extends Error {
	readonly status: number;
	readonly code: string;
	readonly title: string;
	readonly detail: string;
	readonly field: string | undefined;
	readonly remedy: string | undefined;
	readonly instance: string | undefined;
	readonly entries: number | undefined;

	constructor(details: ProblemDetails) {
		super(details.detail || details.title);
		this.status = details.status;
		this.code = details.code;
		this.title = details.title;
		this.detail = details.detail;
		this.field = details.field;
		this.remedy = details.remedy;
		this.instance = details.instance;
		this.entries = details.entries;
	}
}

export const noAnswer = (): Problem =>
	new Problem({
		status: 0,
		code: "offline",
		title: "No answer from the server",
		detail: "The server cannot be reached, or it stopped while it answered.",
		remedy: "See that pacta serve runs; this page tries again by itself.",
	});

export function problemOf(status: number, text: string): Problem {
	try {
		const read = JSON.parse(text) as Partial<ProblemDetails>;
		return new Problem({
			...read,
			status,
			code: read.code ?? "unknown",
			title: read.title ?? `Status ${status}`,
			detail: read.detail ?? "",
		});
	} catch {
		return new Problem({
			status,
			code: "unknown",
			title: `Status ${status}`,
			detail: text.slice(0, 300),
		});
	}
}

/** False after a request that got no answer, until one gets an answer again. */
export const reachable = new Store(true);

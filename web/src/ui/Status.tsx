/*
 * A state as a shape and a word; colour only repeats what they say.
 */
import { UNSET, formatChoice, sentence } from "../format";

export type Tone = "good" | "warn" | "bad" | "idle" | "open";

const TONES: Record<string, Tone> = {
	draft: "open",
	active: "good",
	paused: "warn",
	ended: "idle",
	terminated: "bad",
};

/** Dot: good, idle, open (hollow); diamond: warn; triangle: bad. */
export function Mark({ tone }: { tone: Tone }) {
	return (
		<svg class={"mark mark-" + tone} width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
			{tone === "bad" && <path d="M5 .7 9.8 9.3H.2z" />}
			{tone === "warn" && <path d="M5 0 10 5 5 10 0 5z" />}
			{tone === "open" && <circle cx="5" cy="5" r="3.3" />}
			{(tone === "good" || tone === "idle") && <circle cx="5" cy="5" r="4" />}
		</svg>
	);
}

export function Status({ status, tone }: { status: string | null; tone?: Tone }) {
	if (status === null) return <span class="unset">{UNSET}</span>;
	return (
		<span class="status">
			<Mark tone={tone ?? TONES[status] ?? "idle"} />
			{sentence(formatChoice(status))}
		</span>
	);
}

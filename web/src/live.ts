/*
 * What changes elsewhere appears here: one stream of events for a visible tab.
 *
 * A change has the open views that it touches read again. A hidden tab listens to nothing; when it
 * is shown again, or the stream was lost, the store's version tells whether something was missed, and
 * then everything open is read again.
 */
import { API, invalidate } from "./api";
import { reachable } from "./problem";
import { Store } from "./store";
import type { Change, Topic } from "./types";

export type Connection = "connecting" | "live" | "lost";

export interface LiveState {
	connection: Connection;
	/** When the stream was lost, in ms; what is shown may be as old as that. */
	since: number;
}

export const live = new Store<LiveState>({ connection: "connecting", since: Date.now() });

/* Whatever shows facts, or what waits to become some. */
const FACTS = [
	"entries",
	"sums",
	"facts",
	"sources",
	"resources",
	"discrepancies",
	"quarantine",
	"links",
	"figures",
	"explanations",
	"drill",
];

/* The first segment of the addresses whose answers a change of this topic can touch. */
const TOUCHED: Record<Topic, string[]> = {
	contract: ["contracts", "history-report", "movements", "accounts", "imports", ...FACTS],
	account: ["accounts", "contracts", "history-report", "movements"],
	field: ["fields", "contracts", "history-report"],
	setting: ["settings", "contracts", "figures", "explanations"],
	import: ["imports", ...FACTS],
	fact: FACTS,
	link: FACTS,
};

function touches({ topic, subject }: Change, url: string): boolean {
	const [head = "", one, part] = url.slice(API.length + 1).split(/[/?]/, 3);
	/* The hours of a contract are facts. */
	if (part === "drill" && TOUCHED[topic]?.includes(part)) return true;
	if (!TOUCHED[topic]?.includes(head)) return false;
	const isOne = url.startsWith(`${API}/${head}/`);
	if (topic === "contract" && head === "contracts" && isOne)
		return subject === "*" || one === encodeURIComponent(subject);
	return true;
}

let source: EventSource | null = null;
let version: string | null = null;
let waited: number | null = null;
let pending: Change[] = [];
let tries = 0;

const EVERYTHING: Change[] = (Object.keys(TOUCHED) as Topic[]).map((topic) => ({
	topic,
	subject: "*",
}));

/** Has the writer's own views read again what a write of these topics touches. */
export const changed = (...topics: Topic[]): void =>
	note(topics.map((topic) => ({ topic, subject: "*" })));

/* Bursts (an import) become one reading. */
function note(changes: Change[]): void {
	pending.push(...changes);
	waited ??= window.setTimeout(() => {
		const all = pending;
		pending = [];
		waited = null;
		invalidate((url) => all.some((change) => touches(change, url)));
	}, 120);
}

function state(connection: Connection): void {
	const now = live.get();
	if (now.connection !== connection)
		live.set({ connection, since: connection === "lost" ? Date.now() : now.since });
}

function arrived(now: string): void {
	/* What was asked for while the server was away failed, even if nothing changed there. */
	const wasLost = live.get().connection === "lost";
	if (version !== null && (version !== now || wasLost)) note(EVERYTHING);
	version = now;
	tries = 0;
	reachable.set(true);
	state("live");
}

function close(): void {
	source?.close();
	source = null;
}

function open(): void {
	if (source || document.visibilityState !== "visible") return;
	const opened = new EventSource(API + "/events");
	source = opened;
	opened.addEventListener("hello", (event) => {
		arrived((JSON.parse(event.data as string) as { version: string }).version);
	});
	opened.addEventListener("change", (event) => {
		const data = JSON.parse(event.data as string) as { version: string; changes: Change[] };
		version = data.version;
		note(data.changes);
	});
	opened.addEventListener("reset", () => note(EVERYTHING));
	opened.onerror = () => {
		if (source !== opened) return;
		state("lost");
		close();
		tries++;
		window.setTimeout(open, Math.min(15_000, 250 * 2 ** Math.min(tries, 6)));
	};
}

export function startLive(): void {
	document.addEventListener("visibilitychange", () => {
		if (document.visibilityState === "visible") open();
		else close();
	});
	/* A stream kept open keeps a page from being restored by "back". */
	addEventListener("pagehide", close);
	addEventListener("pageshow", open);
	open();
}

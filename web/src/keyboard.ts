/*
 * Keys that work on every page, and those that a page adds. Never while somebody types, nor with
 * Ctrl, Alt or Meta. A key is one character, or "g" and another one after it.
 */
import { useEffect, useRef } from "preact/hooks";
import { Store } from "./store";

export interface Key {
	key: string; /* "/", "n", "g c", "Enter" (only listed) */
	does: string;
	run?: () => void;
}

export interface KeyGroup {
	title: string;
	keys: Key[];
}

export const helpIsOpen = new Store(false);

const groups = new Set<{ current: KeyGroup }>();

const find = (): void => {
	const box = document.querySelector<HTMLInputElement>("[data-find]");
	box?.focus();
	box?.select();
};

let everywhere: KeyGroup = { title: "Everywhere", keys: [] };

/** For the help dialog: this page's keys first. */
export const shownKeys = (): KeyGroup[] => [
	...[...groups].map((group) => group.current).filter(({ keys }) => keys.length > 0),
	everywhere,
];

/** Keys of a page or component, while it is shown. Keys without `run` are only listed. */
export function useKeys(title: string, keys: Key[]): void {
	const group = useRef<KeyGroup>({ title, keys });
	group.current = { title, keys };
	useEffect(() => {
		groups.add(group);
		return () => {
			groups.delete(group);
		};
	}, []);
}

const isTyping = (target: EventTarget | null): boolean =>
	target instanceof HTMLElement &&
	(target.isContentEditable ||
		target instanceof HTMLTextAreaElement ||
		target instanceof HTMLSelectElement ||
		(target instanceof HTMLInputElement && !["radio", "checkbox", "button"].includes(target.type)));

const PAUSE = 1500; /* ms that "g" waits for the next key */

/** `go`: the keys that lead to pages. */
export function startKeyboard(go: Key[]): void {
	everywhere = {
		title: "Everywhere",
		keys: [
			{ key: "/", does: "Find on this page", run: find },
			...go,
			{ key: "?", does: "These keys", run: () => helpIsOpen.set(true) },
			{ key: "Esc", does: "Close what is open" },
		],
	};
	let before = "";
	let at = 0;
	addEventListener("keydown", (event) => {
		if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
		if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
		if (event.key.length !== 1) return;
		const pair = before === "g" && event.timeStamp - at < PAUSE ? `g ${event.key}` : event.key;
		before = pair === event.key ? event.key : "";
		at = event.timeStamp;
		const key = shownKeys()
			.flatMap(({ keys }) => keys)
			.find(({ key: wanted, run }) => wanted === pair && run);
		if (!key) return;
		event.preventDefault();
		key.run?.();
	});
}

/*
 * Addresses: what is shown follows from the URL alone, through the History API.
 *
 * Paths are split at "/" before a segment is decoded, so that keys may hold slashes ("%2F").
 * A new path starts at its top with the focus on its heading; back and forward return to where one was.
 */
import { useMemo } from "preact/hooks";
import { Store, useStore } from "./store";

export type Query = Record<string, string>;

export interface Address {
	path: string; /* as in the URL: percent-encoded */
	search: string; /* with its "?", or empty */
	visit: number; /* 0 on the first load; counts navigations to another path */
}

const read = (visit: number): Address => ({
	path: location.pathname,
	search: location.search,
	visit,
});

export const address = new Store<Address>(read(0));

export const useAddress = (): Address => useStore(address);

/** "/contracts/{key}" against a path; the decoded parameters, or null where it does not fit. */
export function matchPath(pattern: string, path: string): Record<string, string> | null {
	const want = pattern.split("/");
	const have = path.split("/");
	if (want.length !== have.length) return null;
	const params: Record<string, string> = {};
	for (const [i, part] of want.entries()) {
		const given = have[i] ?? "";
		if (!part.startsWith("{")) {
			if (part !== given) return null;
			continue;
		}
		try {
			params[part.slice(1, -1)] = decodeURIComponent(given);
		} catch {
			return null;
		}
	}
	return params;
}

/** A value as a segment; a contract may have the key "new", which must not read as the page of that path. */
function segment(value: string): string {
	return value === "new" ? "%6Eew" : encodeURIComponent(value);
}

/** pathTo("/contracts/{key}", { key }) with each value encoded. */
export function pathTo(pattern: string, params: Record<string, string> = {}): string {
	return pattern.replace(/\{(\w+)\}/g, (_, name: string) => segment(params[name] ?? ""));
}

/** A query string of what is set, with its "?"; empty where nothing is. */
export function queryText(query: Record<string, string | null | undefined>): string {
	const params = new URLSearchParams();
	for (const [name, value] of Object.entries(query)) if (value) params.set(name, value);
	const text = params.toString();
	return text ? "?" + text : "";
}

export function currentQuery(): Query {
	return Object.fromEntries(new URLSearchParams(location.search));
}

export function useQuery(): Query {
	const { search } = useAddress();
	return useMemo(() => Object.fromEntries(new URLSearchParams(search)), [search]);
}

function keepScroll(): void {
	history.replaceState({ ...history.state, scroll: scrollY }, "");
}

export function navigate(url: string, options: { replace?: boolean } = {}): void {
	const from = location.pathname;
	if (options.replace) {
		history.replaceState(history.state, "", url);
	} else {
		keepScroll();
		history.pushState(null, "", url);
	}
	const moved = location.pathname !== from;
	address.set(read(address.get().visit + (moved ? 1 : 0)));
	if (moved) scrollTo(0, 0);
}

/**
 * Change parameters of this page's query; null or "" takes one away. By default the history gets no new
 * step (typing); with push it does (a choice that "back" should undo).
 */
export function setQuery(patch: Record<string, string | null>, options: { push?: boolean } = {}): void {
	const next = queryText({ ...currentQuery(), ...patch });
	if (next === location.search) return;
	navigate(location.pathname + next + location.hash, { replace: !options.push });
}

/* Contents may come after the page: go down as soon as there is that much of it. */
function returnTo(top: number): void {
	const deadline = performance.now() + 2000;
	const go = () => {
		scrollTo(0, top);
		if (Math.abs(scrollY - top) > 1 && performance.now() < deadline) requestAnimationFrame(go);
	};
	requestAnimationFrame(go);
}

export function startRouter(): void {
	history.scrollRestoration = "manual";
	if (typeof history.state?.scroll === "number") returnTo(history.state.scroll);
	addEventListener("pagehide", keepScroll);
	let settle = 0;
	addEventListener(
		"scroll",
		() => {
			clearTimeout(settle);
			settle = window.setTimeout(keepScroll, 200);
		},
		{ passive: true },
	);
	addEventListener("popstate", (event) => {
		const { path, visit } = address.get();
		clearTimeout(settle);
		address.set(read(visit + (location.pathname === path ? 0 : 1)));
		returnTo((event.state as { scroll?: number } | null)?.scroll ?? 0);
	});
}

/*
 * A value that components watch: set it, and whoever shows it is drawn again.
 */
import { useLayoutEffect, useState } from "preact/hooks";

export class Store<T> {
	private watchers = new Set<() => void>();

	constructor(private value: T) {}

	get(): T {
		return this.value;
	}

	set(value: T): void {
		if (Object.is(value, this.value)) return;
		this.value = value;
		for (const watcher of [...this.watchers]) watcher();
	}

	/** Calls back on each change; returns what ends it. */
	watch(watcher: () => void): () => void {
		this.watchers.add(watcher);
		return () => this.watchers.delete(watcher);
	}
}

export function useStore<T>(store: Store<T>): T {
	const [, draw] = useState(0);
	const seen = store.get();
	useLayoutEffect(() => {
		const end = store.watch(() => draw((n) => n + 1));
		/* It may have been set since it was drawn. */
		if (!Object.is(seen, store.get())) draw((n) => n + 1);
		return end;
	}, [store]);
	return seen;
}

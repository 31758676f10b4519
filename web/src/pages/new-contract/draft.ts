/*
 * What is typed for a new contract. It outlives a reload and a look at another page, until the contract is
 * recorded or the form is emptied.
 */
import { useEffect, useState } from "preact/hooks";

export type Basis = "annual" | "total";

export interface Draft {
	key: string;
	name: string;
	account: string;
	currency: string;
	kind: "customer" | "vendor";
	basis: Basis;
	effective_on: string;
	signed_on: string;
	known_at: string;
	reason: string;
	/** As typed, by the field's name. */
	values: Record<string, string>;
	/** Fields that were asked for, beyond those that always stand. */
	further: string[];
}

export const EMPTY: Draft = {
	key: "",
	name: "",
	account: "",
	currency: "",
	kind: "customer",
	basis: "annual",
	effective_on: "",
	signed_on: "",
	known_at: "",
	reason: "",
	values: {},
	further: [],
};

const KEPT = "pacta.new-contract";

function kept(): Draft {
	try {
		const text = sessionStorage.getItem(KEPT);
		return text ? { ...EMPTY, ...(JSON.parse(text) as Partial<Draft>) } : EMPTY;
	} catch {
		return EMPTY;
	}
}

export function forgetDraft(): void {
	try {
		sessionStorage.removeItem(KEPT);
	} catch {
		/* A browser that keeps nothing has nothing to forget. */
	}
}

/** `account`: the one that the page was opened for. */
export function useDraft(account: string | undefined): [Draft, (patch: Partial<Draft>) => void] {
	const [draft, setDraft] = useState<Draft>(() => {
		const before = kept();
		return account ? { ...before, account } : before;
	});
	useEffect(() => {
		try {
			sessionStorage.setItem(KEPT, JSON.stringify(draft));
		} catch {
			/* Without room to keep it, the draft lives as long as the page. */
		}
	}, [draft]);
	return [draft, (patch) => setDraft((now) => ({ ...now, ...patch }))];
}

/*
 * Names of accounts and keys of contracts that hold what is typed so far, as options of a datalist.
 */
import { useEffect, useState } from "preact/hooks";
import { useApi } from "../../api";
import type { AccountList, ContractList } from "../../types";

const REST = 150; /* ms */

/** The text, once it was not changed for a moment. */
export function useRested(text: string): string {
	const [rested, setRested] = useState(text);
	useEffect(() => {
		const timer = window.setTimeout(() => setRested(text), REST);
		return () => clearTimeout(timer);
	}, [text]);
	return rested;
}

export function AccountOptions({ typed }: { typed: string }) {
	const words = useRested(typed.trim());
	const { data } = useApi<AccountList>("/accounts", { q: words, limit: 12 });
	return (
		<>
			{data?.accounts.map(({ name, note }) => (
				<option key={name} value={name}>
					{note}
				</option>
			))}
		</>
	);
}

export function ContractOptions({ typed }: { typed: string }) {
	const words = useRested(typed.trim());
	const { data } = useApi<ContractList>(words ? "/contracts" : null, {
		q: words,
		limit: 12,
		fields: "manager",
	});
	return (
		<>
			{data?.contracts.map(({ key, name, account }) => (
				<option key={key} value={key}>
					{[name, account].filter(Boolean).join(" · ")}
				</option>
			))}
		</>
	);
}

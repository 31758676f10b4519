/*
 * The key of a contract, typed with suggestions: contracts whose key, name, account or manager holds
 * the words so far.
 */
import { useEffect, useId, useState } from "preact/hooks";
import { useApi } from "../api";
import type { ContractList } from "../types";
import { TextInput } from "./inputs";
import type { TypedProps } from "./inputs";

export function ContractInput(props: TypedProps) {
	const list = useId();
	const [words, setWords] = useState(props.value);
	useEffect(() => {
		const timer = window.setTimeout(() => setWords(props.value), 150);
		return () => clearTimeout(timer);
	}, [props.value]);
	const { data } = useApi<ContractList>(words.trim() ? "/contracts" : null, {
		q: words.trim(),
		limit: 8,
		fields: "manager",
	});
	return (
		<>
			<TextInput {...props} list={list} />
			<datalist id={list}>
				{data?.contracts.map((contract) => (
					<option key={contract.key} value={contract.key}>
						{[contract.name, contract.account].filter(Boolean).join(" · ")}
					</option>
				))}
			</datalist>
		</>
	);
}

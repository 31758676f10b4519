/*
 * The key of a new contract; whether it is taken is told as it is typed.
 */
import { useApi } from "../../api";
import type { ContractList } from "../../types";
import { Field } from "../../ui/Field";
import { TextInput } from "../../ui/inputs";
import { Link } from "../../ui/Link";
import { contractPath } from "../contracts/columns";
import { useRested } from "../shared/suggestions";

interface Props {
	value: string;
	onInput: (text: string) => void;
	error: string | null | undefined;
}

/** Whether a contract has this key already; only one that is typed in full counts. */
export function useTaken(typed: string): boolean {
	const key = typed.trim();
	const rested = useRested(key);
	const { data } = useApi<ContractList>(rested ? "/contracts" : null, {
		q: rested,
		limit: 200,
		fields: "manager",
	});
	return rested === key && (data?.contracts.some((contract) => contract.key === key) ?? false);
}

export function KeyField({ value, onInput, error }: Props) {
	const taken = useTaken(value);
	const key = value.trim();
	return (
		<Field
			label="Key"
			required
			error={taken ? "There is a contract of this key already" : error}
			hint={
				taken ? (
					<Link href={contractPath(key)} class="named">
						Look at {key}
					</Link>
				) : (
					"Short and unique, like HARBOUR-2009."
				)
			}
		>
			{(input) => <TextInput input={input} value={value} onInput={onInput} autoFocus />}
		</Field>
	);
}

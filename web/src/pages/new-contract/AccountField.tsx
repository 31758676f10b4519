/*
 * The account of a contract: picked, or made in place.
 */
import { useId, useState } from "preact/hooks";
import { API, invalidate, useApi, useAttempt } from "../../api";
import { Problem } from "../../problem";
import type { Account, AccountList } from "../../types";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { TextInput } from "../../ui/inputs";
import { asProblem } from "../shared/problems";
import { AccountOptions, useRested } from "../shared/suggestions";

interface Props {
	value: string;
	onInput: (text: string) => void;
	error: string | null | undefined;
}

export function AccountField({ value, onInput, error }: Props) {
	const list = useId();
	const name = value.trim();
	const rested = useRested(name);
	const { data } = useApi<AccountList>(rested ? "/accounts" : null, { q: rested, limit: 200 });
	const [busy, setBusy] = useState(false);
	const [failed, setFailed] = useState<{ name: string; problem: Problem } | null>(null);
	const attempt = useAttempt();
	const isSettled = rested === name && name !== "" && data !== undefined;
	const found = data?.accounts.find((account) => account.name === name);
	const isNew = isSettled && !found;

	const create = async () => {
		setBusy(true);
		setFailed(null);
		try {
			const made = await attempt.send<Account>("POST", "/accounts", { name });
			invalidate((url) => url.startsWith(`${API}/accounts`));
			onInput(made.name);
		} catch (problem) {
			setFailed({ name, problem: asProblem(problem) });
		} finally {
			setBusy(false);
		}
	};
	const hint = isNew ? (
		<>
			There is no account of this name yet.{" "}
			<Button look="plain" busy={busy} onClick={() => void create()}>
				Add {name}
			</Button>
		</>
	) : (
		(isSettled && (found?.note ?? "One of your accounts.")) || "Whom it is with; begin to type its name."
	);
	const refused = failed?.name === name ? failed.problem.detail : null;
	const wrong = isNew && error ? "Add it first, or choose another" : error;
	return (
		<Field label="Account" required error={refused ?? wrong} hint={hint}>
			{(input) => (
				<>
					<TextInput input={input} value={value} onInput={onInput} list={list} />
					<datalist id={list}>
						<AccountOptions typed={value} />
					</datalist>
				</>
			)}
		</Field>
	);
}

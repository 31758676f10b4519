/*
 * Name and note of an account, new or as they are; opens in the page.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { API, apiPath, invalidate, useAttempt } from "../../api";
import type { Account } from "../../types";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { TextArea, TextInput } from "../../ui/inputs";
import { ErrorPanel } from "../../ui/States";
import { asProblem, useFormProblem } from "../shared/problems";

interface Props {
	/** Absent: a new one. */
	account?: Account;
	/** What is filled in for a new one. */
	name?: string;
	onDone: (account: Account) => void;
	onCancel: () => void;
}

export function AccountForm({ account, name = "", onDone, onCancel }: Props) {
	const [typed, setTyped] = useState({ name: account?.name ?? name, note: account?.note ?? "" });
	const [tried, setTried] = useState(false);
	const [busy, setBusy] = useState(false);
	const attempt = useAttempt();
	const form = useRef<HTMLFormElement>(null);
	const problem = useFormProblem(
		(member) => (member === "name" || member === "note" ? member : null),
		(input) => typed[input as keyof typeof typed],
	);
	useEffect(() => form.current?.querySelector("input")?.focus(), []);

	const save = async () => {
		setTried(true);
		if (!typed.name.trim()) return form.current?.querySelector("input")?.focus();
		setBusy(true);
		problem.set(null);
		const note = typed.note.trim();
		const name = typed.name.trim();
		try {
			const saved = account
				? await attempt.send<Account>("PATCH", apiPath`/accounts/${account.name}`, { name, note })
				: await attempt.send<Account>("POST", "/accounts", note ? { name, note } : { name });
			invalidate((url) => url.startsWith(`${API}/accounts`));
			onDone(saved);
		} catch (error) {
			problem.set(asProblem(error));
			form.current?.querySelector("input")?.focus();
		} finally {
			setBusy(false);
		}
	};
	return (
		<form
			class="inset"
			ref={form}
			aria-label={account ? "Edit the account" : "New account"}
			onSubmit={(event) => {
				event.preventDefault();
				void save();
			}}
			onKeyDown={(event) => {
				if (event.key === "Escape") onCancel();
			}}
		>
			<div class="field-row">
				<Field
					label="Name"
					required
					error={problem.at("name") ?? (tried && !typed.name.trim() ? "An account needs a name" : null)}
					hint={
						account
							? "Its contracts and their history stay; only the name changes."
							: "Whom contracts are with; unique."
					}
				>
					{(input) => (
						<TextInput
							input={input}
							value={typed.name}
							onInput={(text) => setTyped({ ...typed, name: text })}
						/>
					)}
				</Field>
				<Field label="Note" error={problem.at("note")}>
					{(input) => (
						<TextArea
							input={input}
							value={typed.note}
							onInput={(text) => setTyped({ ...typed, note: text })}
						/>
					)}
				</Field>
			</div>
			{problem.other && (
				<ErrorPanel
					problem={problem.other}
					what="The account could not be saved"
					unharmed="What you typed is still here."
				/>
			)}
			<div class="actions">
				<Button look="main" type="submit" busy={busy}>
					{account ? "Save" : "Add account"}
				</Button>
				<Button onClick={onCancel}>Cancel</Button>
			</div>
		</form>
	);
}

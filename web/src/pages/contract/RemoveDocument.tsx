/*
 * Removing a document cannot be undone: its bytes go, its line stays. So it asks why, in place.
 */
import { useState } from "preact/hooks";
import { apiPath, Problem, useAttempt } from "../../api";
import { sentence } from "../../format";
import type { Document } from "../../types";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { TextInput } from "../../ui/inputs";
import { notify } from "../../ui/Notice";
import { contractChanged } from "./useContract";
import { closePanel } from "./view";

export function RemoveDocument({ contract, document }: { contract: string; document: Document }) {
	const [reason, setReason] = useState("");
	const [tried, setTried] = useState(false);
	const [busy, setBusy] = useState(false);
	const [problem, setProblem] = useState<Problem | null>(null);
	const attempt = useAttempt();
	const remove = async () => {
		setTried(true);
		if (!reason.trim()) return;
		setBusy(true);
		setProblem(null);
		try {
			await attempt.send(
				"DELETE",
				apiPath`/contracts/${contract}/documents/${document.id}`,
				undefined,
				{
					params: { reason: reason.trim() },
				},
			);
			closePanel();
			notify({ text: `${document.name} is removed; its line stays.` });
		} catch (error) {
			if (!(error instanceof Problem)) throw error;
			setProblem(error);
			setBusy(false);
		}
		contractChanged(contract);
	};
	const missing = tried && !reason.trim() ? "Say why, for those who look for it" : null;
	return (
		<form
			class="remove-document"
			onSubmit={(event) => {
				event.preventDefault();
				void remove();
			}}
			onKeyDown={(event) => {
				if (event.key !== "Escape") return;
				event.stopPropagation();
				closePanel();
			}}
		>
			<Field
				label={`Why is ${document.name} removed?`}
				required
				hint="Its bytes are deleted for good. Its name, size and SHA-256 stay."
				error={problem ? sentence(problem.detail || problem.title) : missing}
			>
				{(input) => <TextInput input={input} value={reason} onInput={setReason} autoFocus />}
			</Field>
			<div class="actions">
				<Button onClick={closePanel}>Keep it</Button>
				<Button look="main" type="submit" busy={busy}>
					Remove
				</Button>
			</div>
		</form>
	);
}

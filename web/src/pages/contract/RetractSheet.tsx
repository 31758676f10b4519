/*
 * Retract: takes one revision back, with its effect before it is saved.
 */
import { useId, useState } from "preact/hooks";
import { apiPath } from "../../api";
import type { Fields } from "../../fields";
import { formatDate, formatInstant, sentence } from "../../format";
import { parseDate } from "../../parse";
import type { Effect, Entry, History, RetractionRequest } from "../../types";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Field } from "../../ui/Field";
import { TextArea } from "../../ui/inputs";
import { Skeleton } from "../../ui/States";
import { Faster } from "./Faster";
import { KnownSince } from "./KnownSince";
import { Preview } from "./Preview";
import { useDryRun } from "../shared/useDryRun";
import { tellRetracted, useWrite } from "./useWrite";
import { changeWords, entryWords } from "./words";

interface Props {
	number: number;
	history: History | undefined;
	entries: Entry[];
	fields: Fields;
	onClose: () => void;
}

export function RetractSheet({ history, fields, ...rest }: Props) {
	if (!history || !fields.ready)
		return (
			<Dialog title={`Retract revision ${rest.number}`} look="sheet" onClose={rest.onClose}>
				<Skeleton widths={[40, 100, 40]} />
			</Dialog>
		);
	return <Sheet {...rest} history={history} fields={fields} />;
}

function Sheet({ number, history, entries, fields, onClose }: Props & { history: History }) {
	const { contract } = history;
	const form = useId();
	const [reason, setReason] = useState("");
	const [knownAt, setKnownAt] = useState("");
	const [seen, setSeen] = useState(history.entries);
	const [tried, setTried] = useState(false);
	const write = useWrite(contract);
	const target = entries.find((entry) => entry.number === number);
	const known = parseDate(knownAt);
	const path = apiPath`/contracts/${contract}/revisions/${number}/retraction`;
	const bodyOf = (why: string): RetractionRequest | null => {
		if ("error" in known) return null;
		return { reason: why, ...(known.value ? { known_at: known.value } : {}) };
	};
	const refused = write.problem?.code === "changed" ? write.problem : null;
	const newer = entries.filter((entry) => entry.number > seen).sort((a, b) => a.number - b.number);
	const faster = refused !== null || (!write.busy && history.entries > seen);
	const run = useDryRun<Effect>(path, faster ? null : bodyOf(reason.trim() || "preview"), {
		ifMatch: seen,
		hold: write.busy,
	});
	const late = run.problem?.code === "changed" ? run.problem : null;
	const served = [write.problem, run.problem].find((problem) => problem?.field);
	const general = [write.problem, run.problem].find(
		(problem) =>
			problem &&
			problem.code !== "changed" &&
			!["reason", "known_at"].includes(problem.field ?? ""),
	);
	const errorOf = (name: string, own: string | undefined): string | undefined =>
		served?.field === name ? sentence(served.detail) : own;
	const save = async () => {
		setTried(true);
		const body = bodyOf(reason.trim());
		if (!body || !body.reason || faster || late) return;
		const effect = await write.save(path, body, seen);
		if (!effect) return;
		onClose();
		tellRetracted(effect, number);
	};
	return (
		<Dialog
			title={`Retract revision ${number}`}
			look="sheet"
			onClose={onClose}
			actions={
				<>
					<Button onClick={onClose}>Cancel</Button>
					<Button
						look="main"
						type="submit"
						form={form}
						busy={write.busy}
						disabled={faster || late !== null}
					>
						Retract
					</Button>
				</>
			}
		>
			<form
				id={form}
				class="form amend"
				noValidate
				onSubmit={(event) => {
					event.preventDefault();
					void save();
				}}
			>
				{target && <Target entry={target} fields={fields} />}
				{(faster || late) && (
					<Faster
						detail={(refused ?? late)?.detail ?? null}
						entries={newer}
						fields={fields}
						onAgain={() => {
							write.forget();
							setSeen(
								Math.max(history.entries, refused?.entries ?? 0, late?.entries ?? 0),
							);
						}}
					/>
				)}
				<Field
					label="Reason"
					required
					error={errorOf(
						"reason",
						tried && !reason.trim() ? "Say why, for those who read the history" : undefined,
					)}
				>
					{(input) => (
						<TextArea
							input={input}
							value={reason}
							rows={2}
							autoFocus
							onInput={(text) => {
								write.forget();
								setReason(text);
							}}
						/>
					)}
				</Field>
				<details class="more-inputs" open={!!knownAt}>
					<summary>Backfill</summary>
					<div class="more-inputs-body">
						<KnownSince
							typed={knownAt}
							error={errorOf("known_at", "error" in known ? known.error : undefined)}
							onInput={(text) => {
								write.forget();
								setKnownAt(text);
							}}
						/>
					</div>
				</details>
				{!faster && !late && (
					<Preview
						run={{ ...run, problem: general ?? null }}
						fields={fields}
						known={history.warnings}
						idle="The effect of taking it back appears here."
					/>
				)}
			</form>
		</Dialog>
	);
}

function Target({ entry, fields }: { entry: Entry; fields: Fields }) {
	const words = entry.changes.map((change) => changeWords(fields, change));
	return (
		<div class="retract-target">
			<p>
				<span class="strong">
					{words.length > 1 ? words.join(", ") : entryWords(fields, entry)}
				</span>
				<small class="soft">
					effective {formatDate(entry.effective_on)} · known {formatInstant(entry.known_at)} ·
					by {entry.recorded_by}
					{entry.reason && ` · “${entry.reason}”`}
				</small>
			</p>
			<p class="soft">
				The revision stays in the history, marked as retracted; its values no longer count. A
				retraction is not taken back: record the values again.
			</p>
		</div>
	);
}

/*
 * Amend: what changes from which day on and why, with its effect before it is saved.
 */
import { useEffect, useId, useMemo, useState } from "preact/hooks";
import { apiPath } from "../../api";
import type { Fields } from "../../fields";
import { formatDate, sentence, fieldLabel } from "../../format";
import { isPresent, momentWords, type Moment } from "../../moment";
import { valueOf, type Effect, type Entry, type History, type Tracked } from "../../types";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Field, FieldRow } from "../../ui/Field";
import { ChoiceInput, DateInput, TextArea, TextInput } from "../../ui/inputs";
import { Skeleton } from "../../ui/States";
import { ChangeRow } from "./ChangeRow";
import {
	checkDraft,
	dropDraft,
	effectiveDay,
	keepDraft,
	keptDraft,
	newDraft,
	type Change,
	type Draft,
} from "./draft";
import { Faster } from "./Faster";
import { KnownSince } from "./KnownSince";
import { Preview } from "./Preview";
import { indexOn, valueField } from "./terms";
import { useDryRun } from "../shared/useDryRun";
import { tellRecorded, useWrite } from "./useWrite";

interface Props {
	/** In the present, whatever moment the page shows: what is amended is what is known now. */
	history: History | undefined;
	entries: Entry[];
	fields: Fields;
	moment: Moment;
	/** Proposed as effective day. */
	day: string;
	onClose: () => void;
}

export function AmendSheet({ history, fields, ...rest }: Props) {
	if (!history || !fields.ready)
		return (
			<Dialog title="Amend" look="sheet" onClose={rest.onClose}>
				<Skeleton widths={[40, 100, 40, 100]} />
			</Dialog>
		);
	return <Sheet {...rest} history={history} fields={fields} />;
}

const FORM_FIELDS = ["effective_on", "reason", "known_at", "signed_on", "change_order"];

function Sheet({ history, entries, fields, moment, day, onClose }: Props & { history: History }) {
	const { contract, currency, snapshots } = history;
	const form = useId();
	const [draft, setDraft] = useState<Draft>(
		() =>
			keptDraft(contract) ??
			newDraft(day, [valueField(snapshots.at(-1)), "direct_labor", "ends_on"], history.entries),
	);
	const [tried, setTried] = useState(false);
	const write = useWrite(contract);
	useEffect(() => keepDraft(contract, draft), [contract, draft]);

	const on = effectiveDay(draft);
	const state: Tracked = snapshots[indexOn(snapshots, on)] ?? {};
	const checked = useMemo(() => checkDraft(draft, fields, state), [draft, fields, state]);
	const path = apiPath`/contracts/${contract}/revisions`;
	const refused = write.problem?.code === "changed" ? write.problem : null;
	const newer = entries
		.filter(({ number }) => number > draft.entries)
		.sort((a, b) => a.number - b.number);
	const faster = refused !== null || (!write.busy && history.entries > draft.entries);
	const run = useDryRun<Effect>(path, faster ? null : checked.preview, {
		ifMatch: draft.entries,
		hold: write.busy,
	});
	const late = run.problem?.code === "changed" ? run.problem : null;

	const patch = (part: Partial<Draft>) => {
		write.forget();
		setDraft((now) => ({ ...now, ...part }));
	};
	const change = (index: number, to: Change) =>
		patch({ changes: draft.changes.map((old, i) => (i === index ? to : old)) });
	const served = [write.problem, run.problem].find((problem) => problem?.field);
	const errorOf = (name: string): string | undefined => {
		if (served?.field === name) return sentence(served.detail);
		const own = checked.errors[name];
		const missing =
			name === "reason" ||
			name === "changes" ||
			(name === "effective_on" && !draft.effectiveOn.trim());
		return missing && !tried ? undefined : own;
	};
	const again = () => {
		const known = Math.max(history.entries, refused?.entries ?? 0, late?.entries ?? 0);
		patch({ entries: known });
	};
	const save = async () => {
		setTried(true);
		if (!checked.request || faster || late) return;
		const effect = await write.save(path, checked.request, draft.entries);
		if (!effect) return;
		dropDraft(contract);
		onClose();
		tellRecorded(contract, effect);
	};
	const named = new Set([...FORM_FIELDS, ...draft.changes.map(({ field }) => field)]);
	const general = [write.problem, run.problem].find(
		(problem) =>
			problem && problem.code !== "changed" && !(problem.field && named.has(problem.field)),
	);
	const marked = Object.keys(checked.errors).some((name) => name !== "reason" && name !== "changes");
	const others = fields.list.filter(({ name }) => !draft.changes.some(({ field }) => field === name));
	return (
		<Dialog
			title="Amend"
			look="sheet"
			onClose={onClose}
			actions={
				<>
					<Button
						onClick={() => {
							dropDraft(contract);
							onClose();
						}}
					>
						Cancel
					</Button>
					<Button
						look="main"
						type="submit"
						form={form}
						busy={write.busy}
						disabled={faster || late !== null}
					>
						Save
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
				<p class="soft">
					{history.name ?? contract}
					{!isPresent(moment) && (
						<>
							. The page shows it {momentWords(moment)}; an amendment is recorded now, on
							top of all that is known
						</>
					)}
				</p>
				{(faster || late) && (
					<Faster
						detail={(refused ?? late)?.detail ?? null}
						entries={newer}
						fields={fields}
						onAgain={again}
					/>
				)}
				<Field
					label="Effective"
					required
					hint="The first day on which the new values hold."
					error={errorOf("effective_on")}
				>
					{(input) => (
						<DateInput
							input={input}
							value={draft.effectiveOn}
							autoFocus
							onInput={(effectiveOn) => patch({ effectiveOn })}
						/>
					)}
				</Field>
				<fieldset>
					<legend>
						Values
						<span class="unit"> {on ? `from ${formatDate(on)} on` : ""}</span>
					</legend>
					{draft.changes.map((item, index) => {
						const field = fields.byName.get(item.field);
						return (
							field && (
								<ChangeRow
									key={item.field}
									field={field}
									change={item}
									current={valueOf(state, item.field)}
									currency={currency}
									error={
										served?.field === item.field
											? sentence(served.detail)
											: undefined
									}
									onChange={(to) => change(index, to)}
								/>
							)
						);
					})}
					<Field label="Another value" error={errorOf("changes")}>
						{(input) => (
							<ChoiceInput
								input={input}
								value=""
								none="Choose …"
								choices={others.map(({ name }): [string, string] => [
									name,
									name === "ends_on" ? "Runs to" : sentence(fieldLabel(name)),
								])}
								onInput={(field) =>
									field &&
									patch({
										changes: [...draft.changes, { field, op: "set", typed: null }],
									})
								}
							/>
						)}
					</Field>
				</fieldset>
				<Field label="Reason" required error={errorOf("reason")}>
					{(input) => (
						<TextArea
							input={input}
							value={draft.reason}
							rows={2}
							onInput={(reason) => patch({ reason })}
						/>
					)}
				</Field>
				<details
					class="more-inputs"
					open={!!(draft.knownAt || draft.signedOn || draft.changeOrder)}
				>
					<summary>Signature, change order, backfill</summary>
					<div class="more-inputs-body">
						<FieldRow>
							<Field label="Signed on" error={errorOf("signed_on")}>
								{(input) => (
									<DateInput
										input={input}
										value={draft.signedOn}
										onInput={(signedOn) => patch({ signedOn })}
									/>
								)}
							</Field>
							<Field label="Change order" error={errorOf("change_order")}>
								{(input) => (
									<TextInput
										input={input}
										value={draft.changeOrder}
										onInput={(changeOrder) => patch({ changeOrder })}
									/>
								)}
							</Field>
						</FieldRow>
						<KnownSince
							typed={draft.knownAt}
							error={errorOf("known_at")}
							onInput={(knownAt) => patch({ knownAt })}
						/>
					</div>
				</details>
				{!faster && !late && (
					<Preview
						run={general ? { ...run, problem: general } : { ...run, problem: null }}
						fields={fields}
						known={history.warnings}
						idle={
							served || marked
								? "Its effect is shown as soon as what is marked is mended."
								: "Change a value to see what it does to revenue and profit."
						}
					/>
				)}
			</form>
		</Dialog>
	);
}

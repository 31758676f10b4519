/*
 * What a name of a source means: written, previewed with what it releases, added.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { given, useAttempt, type Problem } from "../../api";
import { many, sentence } from "../../format";
import { changed } from "../../live";
import { parseDate } from "../../parse";
import type { LinkResult, Subject, Target } from "../../types";
import { Button } from "../../ui/Button";
import { ChipTabs, ChipToggle } from "../../ui/Chip";
import { ContractInput } from "../../ui/ContractInput";
import { Field, FieldRow } from "../../ui/Field";
import { ChoiceInput, DateInput, TextInput } from "../../ui/inputs";
import { notify } from "../../ui/Notice";
import { ErrorPanel } from "../../ui/States";
import { Mark } from "../../ui/Status";
import { useDryRun, type DryRun } from "../shared/useDryRun";
import { asProblem, useFormProblem } from "../shared/problems";
import { useSources } from "./DataPage";
import { meaningOf, requestOf, TARGETS, emptyDraft, type LinkDraft } from "./linkDraft";
import { ResourceInput, TaskInput } from "./nameInputs";
import { releasedWords, SUBJECTS } from "./words";

const INPUTS = ["name", "source", "within", "contract", "task", "resource", "from", "to"];

function Release({ run }: { run: DryRun<LinkResult> }) {
	const { effect, busy } = run;
	if (!effect)
		return <p class="release soft">{busy ? "Looking what it releases …" : "\u00a0"}</p>;
	const { released } = effect;
	const rest = released.waiting;
	return (
		<p class={"release" + (busy ? " stale" : "")} role="status">
			{released.taken > 0 && <Mark tone="good" />} Releases <b>{releasedWords(released)}</b>
			{rest > 0 &&
				`; ${many(rest, "row")} ${rest === 1 ? "waits" : "wait"} on for another reason`}
			.
		</p>
	);
}

interface Props {
	first: LinkDraft;
	/** Its subject and source can be chosen: it is about no name that waits. */
	open?: boolean;
	onClose: () => void;
}

export function LinkForm({ first, open = false, onClose }: Props) {
	const [draft, setDraft] = useState(first);
	const [busy, setBusy] = useState(false);
	const attempt = useAttempt();
	const form = useRef<HTMLFormElement>(null);
	const sources = useSources().data?.sources ?? [];
	const patch = (part: Partial<LinkDraft>) => setDraft({ ...draft, ...part });
	const text = (name: string): string => String(draft[name as keyof LinkDraft] ?? "");
	const problem = useFormProblem((member) => (INPUTS.includes(member) ? member : null), text);
	const request = requestOf(draft);
	const run = useDryRun<LinkResult>("/links", request && given(request), { hold: busy });
	useEffect(() => {
		/* A meaning that is suggested needs no more than Enter. */
		const input = request ? "button[type=submit]" : "input[type=text]";
		form.current?.querySelector<HTMLElement>(input)?.focus();
	}, []);

	const save = async () => {
		if (!request) return;
		setBusy(true);
		problem.set(null);
		try {
			const { released } = await attempt.send<LinkResult>("POST", "/links", given(request));
			onClose();
			notify({
				text: `“${request.name}” is ${meaningOf(request)}: ${releasedWords(released)} released.`,
			});
			changed("link");
		} catch (error) {
			setBusy(false);
			problem.set(asProblem(error));
		}
	};
	const seen = run.problem;
	const errorAt = (name: string): string | null =>
		problem.at(name) ?? (seen?.field === name ? sentence(seen.detail) : null);
	const dayError = (typed: string): string | null => {
		const parsed = parseDate(typed);
		return "error" in parsed ? parsed.error : null;
	};
	const other: Problem | null =
		problem.other ?? (seen && !INPUTS.includes(seen.field ?? "") ? seen : null);
	const { subject, target } = draft;
	const typed = (name: "name" | "source" | "within" | "contract" | "task" | "resource") => ({
		value: draft[name],
		onInput: (value: string) => patch({ [name]: value }),
	});
	return (
		<form
			class="inset link-form"
			ref={form}
			aria-label={first.met ? `What “${first.met}” means` : "Add a link"}
			onSubmit={(event) => {
				event.preventDefault();
				void save();
			}}
			onKeyDown={(event) => {
				if (event.key === "Escape") onClose();
			}}
		>
			{open && (
				<FieldRow>
					<Field label="Kind of name" required>
						{(input) => (
							<ChoiceInput
								input={input}
								choices={SUBJECTS}
								value={subject}
								onInput={(value) =>
									setDraft({ ...emptyDraft(value as Subject), name: draft.name })
								}
							/>
						)}
					</Field>
					<Field label="Source" hint="Empty: of all sources." error={errorAt("source")}>
						{(input) => (
							<ChoiceInput
								input={input}
								choices={sources.map(({ name }): [string, string] => [name, name])}
								none="all sources"
								{...typed("source")}
							/>
						)}
					</Field>
				</FieldRow>
			)}
			<div class="link-target">
				<span class="soft">{first.met ? `“${first.met}”` : "It"} is</span>
				{TARGETS[subject].length > 1 ? (
					<ChipTabs
						label="What it is"
						value={target}
						options={TARGETS[subject]}
						onChange={(value) => patch({ target: value as Target })}
					/>
				) : (
					<b>{TARGETS[subject][0]![1]}</b>
				)}
				{first.met && first.source && (
					<ChipToggle
						on={draft.source !== ""}
						onChange={(on) => patch({ source: on ? first.source : "" })}
					>
						Only in {first.source}
					</ChipToggle>
				)}
			</div>
			<FieldRow>
				{(target === "contract" || target === "task") && (
					<Field label="Contract" required error={errorAt("contract")}>
						{(input) => (
							<ContractInput input={input} placeholder="key" {...typed("contract")} />
						)}
					</Field>
				)}
				{target === "task" && (
					<Field
						label="Task"
						required
						hint="Its key; made where the contract lacks it."
						error={errorAt("task")}
					>
						{(input) => (
							<TaskInput
								input={input}
								contract={draft.contract.trim()}
								{...typed("task")}
							/>
						)}
					</Field>
				)}
				{target === "resource" && (
					<Field
						label="Resource"
						required
						hint="Its key; made where it is new."
						error={errorAt("resource")}
					>
						{(input) => <ResourceInput input={input} {...typed("resource")} />}
					</Field>
				)}
				<Field
					label="Name"
					required
					hint={
						draft.name === draft.met
							? "Exactly so. Write * for any text, ? for one letter."
							: "* stands for any text, ? for one letter."
					}
					error={errorAt("name")}
				>
					{(input) => <TextInput input={input} {...typed("name")} />}
				</Field>
				{subject === "project" && (open || first.within) && (
					<Field label="Client" hint="Empty: of any client." error={errorAt("within")}>
						{(input) => <TextInput input={input} {...typed("within")} />}
					</Field>
				)}
				<Field
					label="From"
					hint="Empty: always."
					error={dayError(draft.from) ?? errorAt("from")}
				>
					{(input) => (
						<DateInput
							input={input}
							value={draft.from}
							placeholder="first work day"
							onInput={(from) => patch({ from })}
						/>
					)}
				</Field>
				<Field
					label="To"
					hint="The last work day."
					error={dayError(draft.to) ?? errorAt("to")}
				>
					{(input) => (
						<DateInput
							input={input}
							value={draft.to}
							placeholder="last work day"
							onInput={(to) => patch({ to })}
						/>
					)}
				</Field>
			</FieldRow>
			{other && (
				<ErrorPanel
					problem={other}
					what="The link cannot be added"
					unharmed="Nothing was released."
				/>
			)}
			{request && !other && <Release run={run} />}
			<div class="actions">
				<Button
					look="main"
					type="submit"
					busy={busy}
					disabled={!request || run.problem !== null}
				>
					{run.effect && run.effect.released.taken > 0
						? "Link and release"
						: "Add the link"}
				</Button>
				<Button onClick={onClose}>Cancel</Button>
			</div>
		</form>
	);
}

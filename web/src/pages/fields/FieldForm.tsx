/*
 * Declares a custom field; its name is checked as it is typed.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { API, invalidate, useAttempt } from "../../api";
import { fieldLabel, sentence } from "../../format";
import type { Field as TrackedField, FieldType, NewField } from "../../types";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { ChoiceInput, TextArea, TextInput } from "../../ui/inputs";
import { ErrorPanel } from "../../ui/States";
import { asProblem, useFormProblem } from "../shared/problems";
import { DECLARED, TYPE_WORDS } from "./types";

const LONGEST = 60;

/** "Site count" → "site_count" */
export const asName = (text: string): string =>
	text
		.normalize("NFKD")
		.toLowerCase()
		.replace(/[\u0300-\u036f]/g, "")
		.replace(/[^a-z0-9]+/g, "_")
		.replace(/^[^a-z]+|_+$/g, "")
		.slice(0, LONGEST);

function nameError(name: string, taken: TrackedField[]): string | null {
	if (!name) return null;
	const same = taken.find((field) => field.name === name);
	if (same) return `There is a field ${name} already${same.custom ? "" : ", a built-in one"}.`;
	return null;
}

const choicesOf = (typed: string): string[] =>
	typed
		.split(/[\n,;]/)
		.map((choice) => choice.trim())
		.filter(Boolean);

function choicesError(choices: string[]): string | null {
	const twice = choices.find((choice, i) => choices.indexOf(choice) !== i);
	return twice ? `${twice} stands there twice` : null;
}

interface Props {
	taken: TrackedField[];
	onDone: (field: TrackedField) => void;
	onCancel: () => void;
}

export function FieldForm({ taken, onDone, onCancel }: Props) {
	const [typed, setTyped] = useState({ name: "", type: "text", unit: "", choices: "", whole: "", help: "" });
	const [tried, setTried] = useState(false);
	const [busy, setBusy] = useState(false);
	const attempt = useAttempt();
	const form = useRef<HTMLFormElement>(null);
	const problem = useFormProblem(
		(member) => (member.split(/[.[]/)[0] ?? "") in typed ? member.split(/[.[]/)[0]! : null,
		(input) => typed[input as keyof typeof typed],
	);
	const put = (name: keyof typeof typed) => (text: string) => setTyped({ ...typed, [name]: text });
	useEffect(() => form.current?.querySelector("input")?.focus(), []);

	const type = typed.type as FieldType;
	const name = asName(typed.name);
	const choices = choicesOf(typed.choices);
	const noName = typed.name.trim() && !name ? "A name begins with a letter a to z" : null;
	const errors = {
		name: nameError(name, taken) ?? noName ?? (tried && !name ? "A field needs a name" : null),
		choices:
			type === "choice"
				? (choicesError(choices) ?? (tried && choices.length === 0 ? "Write at least one choice" : null))
				: null,
	};

	const save = async () => {
		setTried(true);
		if (!name || errors.name || errors.choices || (type === "choice" && choices.length === 0)) {
			requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus());
			return;
		}
		const field: NewField = { name, type };
		const hasUnit = type === "money" || type === "number";
		if (hasUnit && typed.unit.trim()) field.unit = typed.unit.trim();
		if (type === "choice") field.choices = choices;
		if (type === "number" && typed.whole) field.whole = true;
		if (typed.help.trim()) field.help = typed.help.trim();
		setBusy(true);
		problem.set(null);
		try {
			const saved = await attempt.send<TrackedField>("POST", "/fields", field);
			invalidate((url) => url.startsWith(`${API}/fields`));
			onDone(saved);
		} catch (error) {
			problem.set(asProblem(error));
		} finally {
			setBusy(false);
		}
	};
	return (
		<form
			class="inset"
			ref={form}
			aria-label="New field"
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
					error={problem.at("name") ?? errors.name}
					hint={
						name
							? `Reads “${sentence(fieldLabel(name))}”; files and the API call it ${name}.`
							: "A few words, like site count."
					}
				>
					{(input) => <TextInput input={input} value={typed.name} onInput={put("name")} />}
				</Field>
				<Field label="Type" required hint={TYPE_WORDS[type].hint} error={problem.at("type")}>
					{(input) => (
						<ChoiceInput
							input={input}
							value={type}
							onInput={put("type")}
							choices={DECLARED.map((one): [string, string] => [one, TYPE_WORDS[one].words])}
						/>
					)}
				</Field>
				{(type === "money" || type === "number") && (
					<Field
						label="Unit"
						error={problem.at("unit")}
						hint={type === "money" ? "After the currency: per month." : "For people: sites, h."}
					>
						{(input) => <TextInput input={input} value={typed.unit} onInput={put("unit")} />}
					</Field>
				)}
				{type === "number" && (
					<Field label="Decimals" error={problem.at("whole")}>
						{(input) => (
							<ChoiceInput
								input={input}
								value={typed.whole}
								onInput={put("whole")}
								choices={[
									["", "any"],
									["yes", "none: whole numbers"],
								]}
							/>
						)}
					</Field>
				)}
				{type === "choice" && (
					<Field
						label="Choices"
						required
						error={problem.at("choices") ?? errors.choices}
						hint={
							choices.length > 1
								? `${choices.length} choices: ${choices.join(" · ")}`
								: "One a line, or with commas between them."
						}
					>
						{(input) => <TextArea input={input} value={typed.choices} onInput={put("choices")} />}
					</Field>
				)}
				<Field label="Meaning" error={problem.at("help")} hint="Shown beside the field wherever it is typed.">
					{(input) => <TextInput input={input} value={typed.help} onInput={put("help")} />}
				</Field>
			</div>
			{problem.other && (
				<ErrorPanel
					problem={problem.other}
					what="The field could not be added"
					unharmed="What you typed is still here."
				/>
			)}
			<div class="actions">
				<Button look="main" type="submit" busy={busy}>
					Add field
				</Button>
				<Button onClick={onCancel}>Cancel</Button>
				<span class="soft small">A field stays once it is added: histories may hold its values.</span>
			</div>
		</form>
	);
}

/*
 * One value of an amendment: set it, add to it, or empty it; what holds now stands beneath.
 */
import { fieldLabel, fieldUnit, formatValue, sentence } from "../../format";
import type { Field as FieldType, Value } from "../../types";
import { Button } from "../../ui/Button";
import { ChipTabs } from "../../ui/Chip";
import { Field } from "../../ui/Field";
import { TextInput } from "../../ui/inputs";
import { ValueInput } from "../../ui/ValueInput";
import { canAdd, parseChange, shownIn, type Change } from "./draft";

interface Props {
	field: FieldType;
	change: Change;
	/** In force on the effective day. */
	current: Value;
	currency: string;
	/** Of the server. */
	error: string | undefined;
	onChange: (change: Change) => void;
}

const OPS: [string, string][] = [
	["set", "set to"],
	["add", "add"],
];

export function ChangeRow({ field, change, current, currency, error, onChange }: Props) {
	const label = field.name === "ends_on" ? "Runs to" : sentence(fieldLabel(field.name));
	const typed = shownIn(field, change, current);
	const onInput = (text: string) => onChange({ ...change, typed: text });
	const touched = change.typed !== null;
	const cleared = touched && change.op === "set" && typed.trim() === "" && current !== null;
	const hint = (
		<>
			{cleared ? "Taken away; before " : "Now "}
			{formatValue(field, current, { digits: "trim" })}
			{touched && (
				<>
					{" · "}
					<Button look="plain" onClick={() => onChange({ ...change, typed: null })}>
						Leave as it is
					</Button>
				</>
			)}
			{!touched && change.op === "set" && current !== null && (
				<>
					{" · "}
					<Button look="plain" onClick={() => onChange({ ...change, typed: "" })}>
						Clear
					</Button>
				</>
			)}
		</>
	);
	return (
		<div class={"change-row" + (touched ? " touched" : "")}>
			{change.op === "add" ? (
				<Addition
					field={field}
					change={change}
					currency={currency}
					label={label}
					error={error}
					hint={hint}
					onInput={onInput}
				/>
			) : (
				<ValueInput
					field={field}
					currency={currency}
					typed={typed}
					onInput={onInput}
					error={error}
					hint={hint}
					label={label}
				/>
			)}
			{canAdd(field) && (
				<div class="change-op">
					<ChipTabs
						label={`How ${label} changes`}
						value={change.op}
						options={OPS}
						onChange={(op) => onChange({ ...change, op: op as Change["op"], typed: null })}
					/>
				</div>
			)}
		</div>
	);
}

interface AdditionProps {
	field: FieldType;
	change: Change;
	currency: string;
	label: string;
	error: string | undefined;
	hint: preact.ComponentChildren;
	onInput: (text: string) => void;
}

function Addition({ field, change, currency, label, error, hint, onInput }: AdditionProps) {
	const parsed = parseChange(field, change);
	const unit = field.type === "share" ? "percentage points" : fieldUnit(field, currency);
	return (
		<Field
			label={`${label}, added`}
			unit={unit}
			hint={hint}
			error={"error" in parsed ? parsed.error : error}
		>
			{(input) => (
				<TextInput
					input={input}
					value={change.typed ?? ""}
					onInput={onInput}
					numeric
					placeholder="+ 0"
				/>
			)}
		</Field>
	);
}

/*
 * The terms of a new contract: its days, what it is worth, and any further field on demand.
 */
import type { Fields } from "../../fields";
import { fieldLabel, sentence } from "../../format";
import { Button } from "../../ui/Button";
import { ChipTabs } from "../../ui/Chip";
import { FieldRow } from "../../ui/Field";
import { ValueInput } from "../../ui/ValueInput";
import type { Basis, Draft } from "./draft";
import { USUAL } from "./request";

interface Props {
	draft: Draft;
	put: (patch: Partial<Draft>) => void;
	fields: Fields;
	currency: string;
	errorAt: (name: string) => string | null;
	/** The field that holds its value, by the basis chosen. */
	value: string;
}

export function Terms({ draft, put, fields, currency, errorAt, value }: Props) {
	const typed = (name: string) => draft.values[name] ?? "";
	const one = (name: string, label?: string, hint?: string, isLate = false) => {
		const field = fields.byName.get(name);
		if (!field) return <div key={name} />;
		return (
			<ValueInput
				key={name}
				field={field}
				currency={currency}
				typed={typed(name)}
				onInput={(text) => put({ values: { ...draft.values, [name]: text } })}
				error={errorAt(name)}
				autoFocus={isLate}
				{...(label ? { label } : {})}
				{...(hint ? { hint } : {})}
			/>
		);
	};
	const taken = new Set([...USUAL, "annual_value", "total_value", "value_basis", ...draft.further]);
	const left = fields.list.filter(({ name }) => !taken.has(name));
	const drop = (name: string) => {
		const values = { ...draft.values };
		delete values[name];
		put({ values, further: draft.further.filter((other) => other !== name) });
	};
	return (
		<fieldset>
			<legend>Terms</legend>
			<FieldRow>
				{one("starts_on", "First day")}
				{one("ends_on")}
			</FieldRow>
			<div class="basis">
				<span class="basis-label" aria-hidden="true">
					What it is worth is agreed
				</span>
				<ChipTabs
					label="What it is worth is agreed"
					value={draft.basis}
					onChange={(basis) => put({ basis: basis as Basis })}
					options={[
						["annual", "for a year"],
						["total", "for the whole term"],
					]}
				/>
			</div>
			<FieldRow>
				{one(value)}
				{one("direct_labor")}
				{one("pricing")}
			</FieldRow>
			{draft.further.length > 0 && (
				<FieldRow>
					{draft.further.map((name) => (
						<div class="further" key={name}>
							{one(name, undefined, undefined, typed(name) === "")}
							<button
								type="button"
								class="close"
								aria-label={`Without ${fieldLabel(name)}`}
								title="Take this field out"
								onClick={() => drop(name)}
							>
								<svg width="9" height="9" viewBox="0 0 12 12" aria-hidden="true">
									<path d="m1 1 10 10M11 1 1 11" />
								</svg>
							</button>
						</div>
					))}
				</FieldRow>
			)}
			{left.length > 0 && (
				<div class="add-field">
					<label class="chip chip-select">
						<span>Add</span>
						<select
							value=""
							onChange={(event) => {
								const { value: name } = event.currentTarget;
								if (name) put({ further: [...draft.further, name] });
								event.currentTarget.value = "";
							}}
						>
							<option value="">a further field</option>
							{left.map(({ name }) => (
								<option key={name} value={name}>
									{sentence(fieldLabel(name))}
								</option>
							))}
						</select>
					</label>
					<Button look="plain" href="/fields">
						All fields
					</Button>
				</div>
			)}
		</fieldset>
	);
}

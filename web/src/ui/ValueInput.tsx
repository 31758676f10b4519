/*
 * The input that fits a tracked field's type, with its label, unit and the error of what is typed.
 */
import type { ComponentChildren } from "preact";
import { fieldLabel, fieldUnit, formatDate, sentence } from "../format";
import { isLastDay, parseValue } from "../parse";
import type { Field as FieldType } from "../types";
import { ContractInput } from "./ContractInput";
import { Field, type InputProps } from "./Field";
import { ChoiceInput, DateInput, TextInput } from "./inputs";

interface Props {
	field: FieldType;
	currency: string;
	/** As typed; parseValue(field, typed) gives what the API wants. */
	typed: string;
	onInput: (typed: string) => void;
	onBlur?: () => void;
	/** Of the server; what is wrong with the typed text itself is shown without it. */
	error?: string | null | undefined;
	hint?: ComponentChildren;
	label?: string;
	required?: boolean;
	autoFocus?: boolean;
}

export function ValueInput(props: Props) {
	const { field, currency, typed, onInput, onBlur, error, hint, label, required, autoFocus } = props;
	const parsed = parseValue(field, typed);
	const wrong = "error" in parsed ? parsed.error : error;
	const own = isLastDay(field);
	const name = label ?? (own ? "Runs to" : sentence(fieldLabel(field.name)));
	const next = own && "value" in parsed && parsed.value;
	const explained = own
		? next
			? `The contract no longer runs on ${formatDate(next)}.`
			: "The day still counts. Empty: no end."
		: field.help;
	return (
		<Field
			label={name}
			unit={own ? "last day" : fieldUnit(field, currency)}
			hint={hint ?? (explained ? sentence(explained) : undefined)}
			error={wrong}
			required={required ?? false}
		>
			{(input: InputProps) => {
				const common = { input, value: typed, onInput, onBlur, autoFocus };
				switch (field.type) {
					case "money":
					case "number":
						return <TextInput {...common} numeric />;
					case "share":
						return <TextInput {...common} numeric suffix="%" />;
					case "date":
						return <DateInput {...common} />;
					case "choice":
						return <ChoiceInput {...common} choices={field.choices} none="–" />;
					case "contract":
						return <ContractInput {...common} />;
					default:
						return <TextInput {...common} />;
				}
			}}
		</Field>
	);
}

/*
 * An ISO 4217 code, typed, with its name.
 */
import { useId } from "preact/hooks";
import { Field } from "../../ui/Field";
import { TextInput } from "../../ui/inputs";
import { currencyOf } from "./request";

const CODES = Intl.supportedValuesOf("currency");
const names = new Intl.DisplayNames("en", { type: "currency" });

interface Props {
	value: string;
	onInput: (text: string) => void;
	error: string | null | undefined;
}

export function CurrencyField({ value, onInput, error }: Props) {
	const list = useId();
	const code = currencyOf(value);
	const known = code.length === 3 && CODES.includes(code);
	return (
		<Field
			label="Currency"
			required
			error={error}
			hint={known ? `${names.of(code)}. It stays for good.` : "ISO code such as USD; it stays for good."}
		>
			{(input) => (
				<>
					<TextInput
						input={input}
						value={value}
						maxLength={3}
						onInput={(text) => onInput(text.toUpperCase())}
						list={list}
					/>
					<datalist id={list}>
						{CODES.map((one) => (
							<option key={one} value={one}>
								{names.of(one)}
							</option>
						))}
					</datalist>
				</>
			)}
		</Field>
	);
}

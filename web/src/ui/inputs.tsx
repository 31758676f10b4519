/*
 * The inputs that stand in a Field. All take and tell the typed text; parse.ts reads it.
 */
import { useRef } from "preact/hooks";
import { formatChoice, formatDate } from "../format";
import { parseDate } from "../parse";
import type { InputProps } from "./Field";

export interface TypedProps {
	input: InputProps;
	value: string;
	onInput: (text: string) => void;
	onBlur?: (() => void) | undefined;
	placeholder?: string | undefined;
	autoFocus?: boolean | undefined;
	disabled?: boolean | undefined;
}

interface TextProps extends TypedProps {
	/** Numbers: right-aligned, with a decimal keyboard. */
	numeric?: boolean;
	/** Behind what is typed: "%" */
	suffix?: string;
	maxLength?: number;
	list?: string;
}

export function TextInput({ input, onInput, numeric, suffix, ...rest }: TextProps) {
	const element = (
		<input
			{...input}
			{...rest}
			type="text"
			class={numeric ? "numeric" : undefined}
			inputMode={numeric ? "decimal" : undefined}
			autoComplete="off"
			spellcheck={false}
			onInput={(event) => onInput(event.currentTarget.value)}
		/>
	);
	if (!suffix) return element;
	return (
		<span class="suffixed">
			{element}
			<span aria-hidden="true">{suffix}</span>
		</span>
	);
}

export function TextArea({ input, onInput, autoFocus, ...rest }: TypedProps & { rows?: number }) {
	return (
		<textarea
			{...input}
			{...rest}
			autoFocus={autoFocus}
			onInput={(event) => onInput(event.currentTarget.value)}
		/>
	);
}

interface ChoiceProps extends TypedProps {
	choices: string[] | [string, string][];
	/** Words of the empty choice; absent: there is none. */
	none?: string;
}

export function ChoiceInput({ input, onInput, choices, none, ...rest }: ChoiceProps) {
	const options = choices.map((choice): [string, string] =>
		typeof choice === "string" ? [choice, formatChoice(choice)] : choice,
	);
	return (
		<select
			{...input}
			{...rest}
			onChange={(event) => onInput(event.currentTarget.value)}
		>
			{none !== undefined && <option value="">{none}</option>}
			{options.map(([option, words]) => (
				<option key={option} value={option}>
					{words}
				</option>
			))}
		</select>
	);
}

/**
 * A date, typed as "2009-03-01", "1 Mar 2009" or "today", or picked from the browser's calendar. What
 * was understood stands beside it.
 */
export function DateInput(props: TypedProps) {
	const { input, value, onInput, placeholder = "2009-03-01", ...rest } = props;
	const picker = useRef<HTMLInputElement>(null);
	const parsed = parseDate(value);
	const date = "value" in parsed ? parsed.value : null;
	return (
		<span class="date-input">
			<input
				{...input}
				{...rest}
				type="text"
				value={value}
				placeholder={placeholder}
				autoComplete="off"
				spellcheck={false}
				onInput={(event) => onInput(event.currentTarget.value)}
			/>
			<span class="echo" aria-hidden="true">
				{date ? formatDate(date) : ""}
			</span>
			<input
				ref={picker}
				class="picker"
				type="date"
				tabIndex={-1}
				aria-hidden="true"
				min="1900-01-01"
				max="2199-12-31"
				value={date ?? ""}
				disabled={props.disabled}
				onChange={(event) => event.currentTarget.value && onInput(event.currentTarget.value)}
			/>
			<button
				type="button"
				class="pick"
				aria-label="Choose from a calendar"
				disabled={props.disabled}
				onClick={() => picker.current?.showPicker()}
			>
				<svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
					<path d="M1.5 3h11v9.5h-11zM1.5 6h11M4.5 1v3M9.5 1v3" />
				</svg>
			</button>
		</span>
	);
}

/*
 * Small controls above a table: a choice ("Status  active"), a switch between views, a toggle.
 */
import type { ComponentChildren } from "preact";

interface SelectProps {
	label: string;
	value: string;
	/** [value, words]; the value "" is no choice */
	options: [string, string][];
	onChange: (value: string) => void;
	/** Whether `value` narrows what is shown; by default any value does. */
	chosen?: boolean;
}

/** A native select that reads like text: the label light, the choice in ink. */
export function ChipSelect({
	label,
	value,
	options,
	onChange,
	chosen = value !== "",
}: SelectProps) {
	const known = options.some(([option]) => option === value);
	const all: [string, string][] = known ? options : [...options, [value, value]];
	return (
		<label class={"chip chip-select" + (chosen ? " chosen" : "")}>
			<span>{label}</span>
			<select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
				{all.map(([option, words]) => (
					<option key={option} value={option}>
						{words}
					</option>
				))}
			</select>
		</label>
	);
}

/** One of a few views; arrow keys move, as in any group of radio buttons. */
export function ChipTabs({ label, value, options, onChange }: SelectProps) {
	return (
		<fieldset class="chips">
			<legend class="sr">{label}</legend>
			{options.map(([option, words]) => (
				<label key={option} class={"chip chip-tab" + (option === value ? " on" : "")}>
					<input
						type="radio"
						class="sr"
						name={label}
						checked={option === value}
						onChange={() => onChange(option)}
					/>
					{words}
				</label>
			))}
		</fieldset>
	);
}

interface ToggleProps {
	on: boolean;
	onChange: (on: boolean) => void;
	/** What it means, where the words alone do not say it. */
	title?: string;
	children: ComponentChildren;
}

export function ChipToggle({ on, onChange, title, children }: ToggleProps) {
	return (
		<button
			type="button"
			title={title}
			class={"chip" + (on ? " on" : "")}
			aria-pressed={on}
			onClick={() => onChange(!on)}
		>
			{children}
		</button>
	);
}

/** The row above a table: its name, its controls. */
export const Tools = ({ children }: { children: ComponentChildren }) => (
	<div class="tools">{children}</div>
);

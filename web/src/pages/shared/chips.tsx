/*
 * Filters above a table that are typed: a day, or a text with suggestions. They tell of a value when it is
 * whole: on Enter, or when the input is left.
 */
import type { ComponentChildren } from "preact";
import { useEffect, useId, useState } from "preact/hooks";
import { addDays, formatDate, lastDay } from "../../format";
import { parseDate } from "../../parse";

interface DateProps {
	label: string;
	value: string | null;
	/** `value` is the first day behind; what people read and type is the day before it. */
	last?: boolean;
	/** What no value means: "the first". */
	none: string;
	onChange: (value: string | null) => void;
}

export function ChipDate({ label, value, last = false, none, onChange }: DateProps) {
	const shown = value ? formatDate(last ? lastDay(value) : value) : "";
	const [typed, setTyped] = useState(shown);
	const id = useId();
	useEffect(() => setTyped(shown), [shown]);
	const parsed = parseDate(typed);
	const wrong = "error" in parsed ? parsed.error : null;
	const tell = () => {
		if (!("value" in parsed)) return;
		const day = parsed.value && last ? addDays(parsed.value, 1) : parsed.value;
		if (day !== value) onChange(day);
		else setTyped(shown);
	};
	return (
		<span class="chip-typed">
			<label class={"chip chip-input" + (value ? " chosen" : "") + (wrong ? " invalid" : "")}>
				<span>{label}</span>
				<input
					type="text"
					value={typed}
					placeholder={none}
					size={10}
					autoComplete="off"
					spellcheck={false}
					aria-invalid={wrong ? true : undefined}
					aria-describedby={wrong ? id : undefined}
					onInput={(event) => setTyped(event.currentTarget.value)}
					onBlur={tell}
					onKeyDown={(event) => {
						if (event.key === "Enter") tell();
						if (event.key === "Escape") setTyped(shown);
					}}
				/>
			</label>
			{wrong && (
				<span class="chip-error" id={id} role="alert">
					{wrong}
				</span>
			)}
		</span>
	);
}

interface TextProps {
	label: string;
	value: string;
	none: string;
	onChange: (value: string) => void;
	/** Characters that it has room for at least. */
	room?: number;
	/** Options of a datalist for what is typed so far. */
	suggest: (typed: string) => ComponentChildren;
}

export function ChipText({ label, value, none, onChange, room = 12, suggest }: TextProps) {
	const [typed, setTyped] = useState(value);
	const id = useId();
	useEffect(() => setTyped(value), [value]);
	const tell = (text: string) => {
		if (text.trim() !== value) onChange(text.trim());
	};
	return (
		<label class={"chip chip-input" + (value ? " chosen" : "")}>
			<span>{label}</span>
			<input
				type="text"
				value={typed}
				placeholder={none}
				size={Math.min(26, Math.max(room, typed.length))}
				list={id}
				autoComplete="off"
				spellcheck={false}
				onInput={(event) => setTyped(event.currentTarget.value)}
				onChange={(event) => tell(event.currentTarget.value)}
				onKeyDown={(event) => {
					if (event.key === "Enter") tell(typed);
					if (event.key === "Escape") setTyped(value);
				}}
			/>
			{value && (
				<button
					type="button"
					class="clear"
					aria-label={`Any ${label.toLowerCase()}`}
					onClick={(event) => {
						event.preventDefault();
						onChange("");
					}}
				>
					<svg width="8" height="8" viewBox="0 0 12 12" aria-hidden="true">
						<path d="m1 1 10 10M11 1 1 11" />
					</svg>
				</button>
			)}
			<datalist id={id}>{suggest(typed)}</datalist>
		</label>
	);
}

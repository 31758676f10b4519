/*
 * The box that "/" goes to. It tells of what was typed when the typing rests, so that the address does
 * not change with every letter; Escape empties it.
 */
import { useEffect, useRef, useState } from "preact/hooks";

interface Props {
	label: string;
	value: string;
	onSearch: (text: string) => void;
}

const REST = 120; /* ms */

export function SearchBox({ label, value, onSearch }: Props) {
	const [typed, setTyped] = useState(value);
	const told = useRef(value);
	const timer = useRef(0);
	useEffect(() => {
		if (value !== told.current) setTyped(value);
		told.current = value;
	}, [value]);
	useEffect(() => () => clearTimeout(timer.current), []);

	const tell = (text: string) => {
		clearTimeout(timer.current);
		told.current = text;
		onSearch(text);
	};
	return (
		<label class="search">
			<svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
				<circle cx="6" cy="6" r="4.2" />
				<path d="m9.2 9.2 3.6 3.6" />
			</svg>
			<span class="sr">{label}</span>
			<input
				type="search"
				data-find
				placeholder={label}
				value={typed}
				autoComplete="off"
				spellcheck={false}
				onInput={(event) => {
					const text = event.currentTarget.value;
					setTyped(text);
					clearTimeout(timer.current);
					timer.current = window.setTimeout(() => tell(text), REST);
				}}
				onKeyDown={(event) => {
					if (event.key === "Enter") tell(typed);
					if (event.key === "Escape" && typed) {
						event.preventDefault();
						setTyped("");
						tell("");
					}
				}}
			/>
			<kbd aria-hidden="true">/</kbd>
		</label>
	);
}

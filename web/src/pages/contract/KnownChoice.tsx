/*
 * "See what was known on …": the days on which something became known, with what it was, and any other
 * day.
 */
import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import type { Fields } from "../../fields";
import { formatDate } from "../../format";
import { formatTime, setMoment, type Moment } from "../../moment";
import { parseDate } from "../../parse";
import type { Entry } from "../../types";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { DateInput } from "../../ui/inputs";
import { useMore } from "./useMore";
import { entryWords } from "./words";

interface Props {
	entries: Entry[];
	fields: Fields;
	moment: Moment;
}

interface KnownDay {
	day: string;
	entries: Entry[];
}

/* The newest day first. */
function knownDays(entries: Entry[]): KnownDay[] {
	const days = new Map<string, Entry[]>();
	for (const entry of entries) {
		const day = entry.known_at.slice(0, 10);
		const same = days.get(day);
		if (same) same.push(entry);
		else days.set(day, [entry]);
	}
	return [...days].map(([day, of]) => ({ day, entries: of })).sort((a, b) => (a.day < b.day ? 1 : -1));
}

export function KnownChoice({ entries, fields, moment }: Props) {
	const [open, setOpen] = useState(false);
	const box = useRef<HTMLDivElement>(null);
	const button = useRef<HTMLButtonElement>(null);
	const id = useId();
	useEffect(() => {
		if (!open) return;
		const outside = (event: PointerEvent) => {
			if (!box.current?.contains(event.target as Node)) setOpen(false);
		};
		document.addEventListener("pointerdown", outside);
		return () => document.removeEventListener("pointerdown", outside);
	}, [open]);
	const close = () => {
		setOpen(false);
		button.current?.focus();
	};
	return (
		<div
			class="known-choice"
			ref={box}
			onKeyDown={(event) => {
				if (event.key !== "Escape" || !open) return;
				event.stopPropagation();
				close();
			}}
		>
			<button
				ref={button}
				type="button"
				class={"chip" + (moment.knownAt ? " on" : "")}
				aria-expanded={open}
				aria-haspopup="dialog"
				aria-controls={open ? id : undefined}
				onClick={() => setOpen(!open)}
			>
				{moment.knownAt ? `Known on ${formatTime(moment.knownAt)}` : "See what was known on …"}
			</button>
			{open && <Panel id={id} entries={entries} fields={fields} moment={moment} close={close} />}
		</div>
	);
}

function Panel({ id, entries, fields, moment, close }: Props & { id: string; close: () => void }) {
	const days = useMemo(() => knownDays(entries), [entries]);
	const more = useMore(days, 40, "days");
	const [typed, setTyped] = useState(moment.knownAt?.slice(0, 10) ?? "");
	const [tried, setTried] = useState(false);
	const panel = useRef<HTMLDivElement>(null);
	const parsed = parseDate(typed);
	useEffect(() => {
		panel.current?.querySelector<HTMLElement>("[aria-current], button")?.focus();
	}, []);
	const choose = (day: string | null) => {
		setMoment({ knownAt: day });
		close();
	};
	const step = (event: KeyboardEvent) => {
		if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
		const items = [...panel.current!.querySelectorAll<HTMLElement>(".known-days button")];
		const from = items.indexOf(document.activeElement as HTMLElement);
		if (from < 0) return;
		event.preventDefault();
		items[from + (event.key === "ArrowDown" ? 1 : -1)]?.focus();
	};
	/* The day chosen, or the last one before it on which something became known. */
	const current = moment.knownAt && days.find(({ day }) => day <= moment.knownAt!.slice(0, 10))?.day;
	return (
		<div
			class="known-panel"
			id={id}
			ref={panel}
			role="dialog"
			aria-label="What was known"
			onKeyDown={step}
		>
			<ul class="known-days">
				<li>
					<button
						type="button"
						aria-current={moment.knownAt ? undefined : "true"}
						onClick={() => choose(null)}
					>
						<span>now</span>
						<span class="soft">all that is known</span>
					</button>
				</li>
				{more.rows.map(({ day, entries: of }) => (
					<li key={day}>
						<button
							type="button"
							aria-current={day === current ? "true" : undefined}
							onClick={() => choose(day)}
						>
							<span>{formatDate(day)}</span>
							<span class="soft">
								{entryWords(fields, of.at(-1)!)}
								{of.length > 1 && `, and ${of.length - 1} more`}
							</span>
						</button>
					</li>
				))}
			</ul>
			{more.button}
			<form
				onSubmit={(event) => {
					event.preventDefault();
					setTried(true);
					if ("value" in parsed) choose(parsed.value);
				}}
			>
				<Field
					label="Any other day"
					hint="What was known by its end, UTC."
					error={tried && "error" in parsed ? parsed.error : null}
				>
					{(input) => (
						<DateInput input={input} value={typed} onInput={setTyped} placeholder="now" />
					)}
				</Field>
				<Button type="submit">Show</Button>
			</form>
		</div>
	);
}

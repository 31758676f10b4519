/*
 * "As of latest | Known now": the moment that every page shows, and where it is chosen.
 */
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { sentence } from "../format";
import { formatTime, isPresent, setMoment, useMoment, type Moment } from "../moment";
import { parseDate } from "../parse";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { DateInput } from "../ui/inputs";

type Axis = "asOf" | "knownAt" | "recordedAt";

const AXES: { axis: Axis; label: string; unset: string; hint: string }[] = [
	{
		axis: "asOf",
		label: "As of",
		unset: "latest",
		hint: "Terms in force on that day. Empty: the latest that are agreed.",
	},
	{
		axis: "knownAt",
		label: "Known",
		unset: "now",
		hint: "What was known by the end of that day, UTC. Empty: all that is known now.",
	},
	{
		axis: "recordedAt",
		label: "Recorded",
		unset: "now",
		hint: "What stood in this store by the end of that day, UTC. Empty: all of it.",
	},
];

const typedOf = (moment: Moment, axis: Axis): string => moment[axis] ?? "";

/* An instant from a link is kept as it is while nobody types. */
const readTyped = (typed: string, before: string | null): string | null | undefined => {
	if (typed === before) return before;
	const parsed = parseDate(typed);
	return "value" in parsed ? parsed.value : undefined;
};

export function MomentControl() {
	const moment = useMoment();
	const [open, setOpen] = useState<Axis | null>(null);
	const box = useRef<HTMLDivElement>(null);
	const id = useId();

	useEffect(() => {
		if (!open) return;
		const outside = (event: PointerEvent) => {
			if (!box.current?.contains(event.target as Node)) setOpen(null);
		};
		document.addEventListener("pointerdown", outside);
		return () => document.removeEventListener("pointerdown", outside);
	}, [open]);

	const close = (focus: boolean) => {
		if (focus) box.current?.querySelector<HTMLElement>(`[data-axis="${open}"]`)?.focus();
		setOpen(null);
	};
	return (
		<div
			class="moment"
			ref={box}
			onKeyDown={(event) => {
				if (event.key !== "Escape" || !open) return;
				event.stopPropagation();
				close(true);
			}}
		>
			<div class="moment-control" role="group" aria-label="Moment shown">
				{AXES.filter(({ axis }) => axis !== "recordedAt" || moment.recordedAt).map(
					({ axis, label, unset }) => (
						<button
							type="button"
							key={axis}
							data-axis={axis}
							aria-expanded={open === axis}
							aria-controls={open ? id : undefined}
							aria-haspopup="dialog"
							onClick={() => setOpen(open === axis ? null : axis)}
						>
							{label}{" "}
							<b>{moment[axis] ? formatTime(moment[axis]) : unset}</b>
						</button>
					),
				)}
			</div>
			{open && <Popover id={id} first={open} moment={moment} close={close} />}
		</div>
	);
}

interface PopoverProps {
	id: string;
	first: Axis;
	moment: Moment;
	close: (focus: boolean) => void;
}

function Popover({ id, first, moment, close }: PopoverProps) {
	const [typed, setTyped] = useState<Record<Axis, string>>({
		asOf: typedOf(moment, "asOf"),
		knownAt: typedOf(moment, "knownAt"),
		recordedAt: typedOf(moment, "recordedAt"),
	});
	const [tried, setTried] = useState(false);
	const form = useRef<HTMLFormElement>(null);
	useEffect(() => {
		const input = form.current?.querySelector<HTMLInputElement>(
			`[data-axis-field="${first}"] input`,
		);
		input?.focus();
		input?.select();
	}, [first]);

	const apply = () => {
		const next: Partial<Moment> = {};
		for (const { axis } of AXES) {
			const value = readTyped(typed[axis], moment[axis]);
			if (value === undefined) {
				setTried(true);
				return;
			}
			next[axis] = value;
		}
		setMoment(next);
		close(true);
	};
	return (
		<div id={id} class="popover" role="dialog" aria-label="Moment shown">
			<form
				ref={form}
				onSubmit={(event) => {
					event.preventDefault();
					apply();
				}}
			>
				{AXES.map(({ axis, label, hint, unset }) => {
					const wrong = readTyped(typed[axis], moment[axis]) === undefined;
					const parsed = parseDate(typed[axis]);
					return (
						<div class="axis" data-axis-field={axis} key={axis}>
							<Field
								label={label}
								hint={hint}
								error={tried && wrong && "error" in parsed ? parsed.error : null}
							>
								{(input) => (
									<DateInput
										input={input}
										value={typed[axis]}
										placeholder={unset}
										onInput={(text) => setTyped({ ...typed, [axis]: text })}
									/>
								)}
							</Field>
							<Button
								look="plain"
								disabled={!typed[axis]}
								onClick={() => setTyped({ ...typed, [axis]: "" })}
							>
								{sentence(unset)}
								<span class="sr"> for {label}</span>
							</Button>
						</div>
					);
				})}
				<div class="actions">
					<Button
						disabled={isPresent(moment)}
						onClick={() => {
							setMoment({ asOf: null, knownAt: null, recordedAt: null });
							close(true);
						}}
					>
						Back to now
					</Button>
					<Button look="main" type="submit">
						Show
					</Button>
				</div>
			</form>
		</div>
	);
}


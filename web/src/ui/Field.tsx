/*
 * An input with its label, unit, hint and error. The page keeps what was typed; ValueInput.tsx chooses
 * the input that fits a tracked field.
 */
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

/** What an input needs so that its label, hint and error belong to it. */
export interface InputProps {
	id: string;
	"aria-describedby": string | undefined;
	"aria-invalid": boolean | undefined;
	"aria-required": boolean | undefined;
}

interface Props {
	label: string;
	/** In lighter ink after the label. */
	unit?: string | undefined;
	hint?: ComponentChildren;
	error?: string | null | undefined;
	required?: boolean;
	/** "wide": over the whole row of a form */
	look?: "wide";
	children: (input: InputProps) => ComponentChildren;
}

export function Field({ label, unit, hint, error, required, look, children }: Props) {
	const id = useId();
	const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
	return (
		<div class={"field" + (error ? " invalid" : "") + (look ? " " + look : "")}>
			<label for={id}>
				{label}
				{unit && <span class="unit"> {unit}</span>}
				{!required && <span class="sr"> (optional)</span>}
			</label>
			{children({
				id,
				"aria-describedby": described || undefined,
				"aria-invalid": error ? true : undefined,
				"aria-required": required || undefined,
			})}
			{error ? (
				<p class="error" id={`${id}-error`}>
					{error}
				</p>
			) : null}
			{hint && (
				<p class="hint" id={`${id}-hint`}>
					{hint}
				</p>
			)}
		</div>
	);
}

/** Fields side by side where there is room. */
export const FieldRow = ({ children }: { children: ComponentChildren }) => (
	<div class="field-row">{children}</div>
);

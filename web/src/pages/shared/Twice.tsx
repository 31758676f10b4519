/*
 * A button for what cannot be undone: pressed once it says what it would do, pressed again it does it.
 */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Button, type ButtonLook } from "../../ui/Button";

interface Props {
	look?: ButtonLook;
	/** Once pressed. */
	sure: string;
	onSure: () => Promise<void>;
	children: ComponentChildren;
}

export function Twice({ look = "plain", sure, onSure, children }: Props) {
	const [asked, setAsked] = useState(false);
	const [busy, setBusy] = useState(false);
	const run = async () => {
		setBusy(true);
		await onSure().finally(() => {
			setBusy(false);
			setAsked(false);
		});
	};
	return (
		<span
			class={asked ? "sure" : undefined}
			role="status"
			onFocusOut={() => setAsked(false)}
			onKeyDown={(event) => {
				if (event.key === "Escape") setAsked(false);
			}}
		>
			<Button look={look} busy={busy} onClick={() => (asked ? void run() : setAsked(true))}>
				{asked ? sure : children}
			</Button>
		</span>
	);
}

/*
 * Notices: inside a page (Notice), and such that tell what was just done and offer to undo it (notify).
 */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Store, useStore } from "../store";
import { Button } from "./Button";
import { Mark, type Tone } from "./Status";

interface NoticeProps {
	tone?: Tone;
	children: ComponentChildren;
	actions?: ComponentChildren;
}

/** A line between hairlines; for warnings and what somebody should know here. */
export function Notice({ tone = "warn", children, actions }: NoticeProps) {
	return (
		<div class={"notice notice-" + tone} role={tone === "bad" ? "alert" : "status"}>
			<Mark tone={tone} />
			<div>{children}</div>
			{actions && <div class="actions">{actions}</div>}
		</div>
	);
}

export interface Toast {
	text: string;
	tone?: Tone;
	/** The way back, for instance: { label: "Undo", run } */
	action?: { label: string; run: () => void | Promise<void> };
}

interface Shown extends Toast {
	id: number;
}

const toasts = new Store<Shown[]>([]);
let last = 0;

/** Shows a toast; returns what takes it away again. */
export function notify(toast: Toast): () => void {
	const id = ++last;
	toasts.set([...toasts.get().slice(-2), { ...toast, id }]);
	return () => dismiss(id);
}

const dismiss = (id: number): void => toasts.set(toasts.get().filter((toast) => toast.id !== id));

const STAYS = 10_000; /* ms; longer while the pointer or the focus is on it */

function ToastLine({ toast }: { toast: Shown }) {
	const [held, setHeld] = useState(false);
	const [busy, setBusy] = useState(false);
	useEffect(() => {
		if (held || busy) return;
		const timer = window.setTimeout(() => dismiss(toast.id), STAYS);
		return () => clearTimeout(timer);
	}, [held, busy, toast.id]);
	const run = async () => {
		setBusy(true);
		try {
			await toast.action?.run();
		} finally {
			dismiss(toast.id);
		}
	};
	return (
		<div
			class="toast"
			onMouseEnter={() => setHeld(true)}
			onMouseLeave={() => setHeld(false)}
			onFocusIn={() => setHeld(true)}
			onFocusOut={() => setHeld(false)}
		>
			<Mark tone={toast.tone ?? "good"} />
			<span>{toast.text}</span>
			{toast.action && (
				<Button look="plain" busy={busy} onClick={() => void run()}>
					{toast.action.label}
				</Button>
			)}
			<button type="button" class="close" aria-label="Dismiss" onClick={() => dismiss(toast.id)}>
				<svg width="10" height="10" viewBox="0 0 12 12" aria-hidden="true">
					<path d="m1 1 10 10M11 1 1 11" />
				</svg>
			</button>
		</div>
	);
}

/** Stands once, in the shell. */
export function Toasts() {
	const shown = useStore(toasts);
	return (
		<div class="toasts" role="status" aria-live="polite">
			{shown.map((toast) => (
				<ToastLine key={toast.id} toast={toast} />
			))}
		</div>
	);
}

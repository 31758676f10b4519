/*
 * A modal dialog: the browser's own, which keeps the focus inside, closes with Escape and gives the
 * focus back.
 */
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

interface Props {
	title: string;
	onClose: () => void;
	/** "sheet": at the right, as high as the window; for longer forms, and wider for tables */
	look?: "dialog" | "sheet" | "sheet wide";
	children: ComponentChildren;
	/** The row of buttons. */
	actions?: ComponentChildren;
}

/* What the focus goes to: the first input, where there is one, rather than the close button. */
const FIRST = ":is(input, select, textarea):not([disabled], [tabindex='-1'])";

/** Open while it is drawn. */
export function Dialog({ title, onClose, look = "dialog", children, actions }: Props) {
	const dialog = useRef<HTMLDialogElement>(null);
	const content = useRef<HTMLDivElement>(null);
	const id = useId();
	useEffect(() => {
		const element = dialog.current;
		const before = document.activeElement;
		if (element && !element.open) {
			element.showModal();
			content.current?.querySelector<HTMLElement>(FIRST)?.focus();
		}
		return () => {
			if (before instanceof HTMLElement && before.isConnected) before.focus();
		};
	}, []);
	return (
		<dialog
			ref={dialog}
			class={look}
			aria-labelledby={id}
			onCancel={(event) => {
				event.preventDefault();
				onClose();
			}}
			onMouseDown={(event) => {
				if (event.target === dialog.current) onClose();
			}}
		>
			<div class="dialog-body">
				<header>
					<h2 id={id}>{title}</h2>
					<button type="button" class="close" aria-label="Close" onClick={onClose}>
						<svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
							<path d="m1 1 10 10M11 1 1 11" />
						</svg>
					</button>
				</header>
				<div class="dialog-content" ref={content}>{children}</div>
				{actions && <footer class="actions">{actions}</footer>}
			</div>
		</dialog>
	);
}

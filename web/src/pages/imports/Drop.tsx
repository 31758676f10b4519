/*
 * Where files come in: dropped anywhere on the page, or chosen.
 */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "../../ui/Button";

interface Props {
	onFiles: (files: File[]) => void;
	/** One line instead of the field: there are files already. */
	small?: boolean;
	children?: ComponentChildren;
}

const holdsFiles = (event: DragEvent): boolean =>
	event.dataTransfer?.types.includes("Files") ?? false;

export function Drop({ onFiles, small = false, children }: Props) {
	const [over, setOver] = useState(false);
	const input = useRef<HTMLInputElement>(null);
	const told = useRef(onFiles);
	told.current = onFiles;

	useEffect(() => {
		let depth = 0; /* dragenter and dragleave come for each element on the way */
		const enter = (event: DragEvent) => {
			if (!holdsFiles(event)) return;
			depth++;
			setOver(true);
		};
		const leave = () => {
			depth = Math.max(0, depth - 1);
			if (depth === 0) setOver(false);
		};
		const allow = (event: DragEvent) => {
			if (holdsFiles(event)) event.preventDefault();
		};
		const drop = (event: DragEvent) => {
			if (!holdsFiles(event)) return;
			event.preventDefault();
			depth = 0;
			setOver(false);
			const files = [...(event.dataTransfer?.files ?? [])];
			if (files.length > 0) told.current(files);
		};
		addEventListener("dragenter", enter);
		addEventListener("dragleave", leave);
		addEventListener("dragover", allow);
		addEventListener("drop", drop);
		return () => {
			removeEventListener("dragenter", enter);
			removeEventListener("dragleave", leave);
			removeEventListener("dragover", allow);
			removeEventListener("drop", drop);
		};
	}, []);

	return (
		<>
			<input
				ref={input}
				class="sr"
				type="file"
				multiple
				tabIndex={-1}
				aria-label="Files to import"
				onChange={(event) => {
					const files = [...(event.currentTarget.files ?? [])];
					if (files.length > 0) onFiles(files);
					event.currentTarget.value = "";
				}}
			/>
			{small ? (
				<Button onClick={() => input.current?.click()}>Add files</Button>
			) : (
				<div class={"drop-field" + (over ? " over" : "")}>
					<svg width="24" height="24" viewBox="0 0 26 26" aria-hidden="true">
						<path d="M13 4v13M7.5 11.5 13 17l5.5-5.5M4 18v3.5h18V18" />
					</svg>
					<div class="drop-words">
						<p>
							<b>Drop files anywhere on this page</b>, or{" "}
							<Button look="plain" onClick={() => input.current?.click()}>
								choose them
							</Button>
							.
						</p>
						<p class="soft small">
							Hours, recognition, budgets, contracts: CSV, XLSX, JSON or timeclock, as
							the tools write them. Previewed first; nothing is kept until you say so.
						</p>
					</div>
					{children}
				</div>
			)}
			{over && (
				<div class="drop-veil" aria-hidden="true">
					<span>Let go to preview</span>
				</div>
			)}
		</>
	);
}

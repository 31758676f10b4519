/*
 * Where a file comes in: dropped anywhere on the page, or chosen.
 */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "../../ui/Button";

interface Props {
	onFile: (file: File, others: number) => void;
	/** One line instead of the field: there is a file already. */
	small?: boolean;
	children?: ComponentChildren;
}

const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;

export function Drop({ onFile, small = false, children }: Props) {
	const [over, setOver] = useState(false);
	const input = useRef<HTMLInputElement>(null);
	const told = useRef(onFile);
	told.current = onFile;

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
			const files = event.dataTransfer?.files;
			const first = files?.[0];
			if (files && first) told.current(first, files.length - 1);
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
				tabIndex={-1}
				aria-label="File to import"
				accept=".csv,.tsv,.txt,.json,.jsonl,text/csv,application/json"
				onChange={(event) => {
					const { files } = event.currentTarget;
					const first = files?.[0];
					if (files && first) onFile(first, files.length - 1);
					event.currentTarget.value = "";
				}}
			/>
			{small ? (
				<Button onClick={() => input.current?.click()}>Another file</Button>
			) : (
				<div class={"drop-field" + (over ? " over" : "")}>
					<svg width="26" height="26" viewBox="0 0 26 26" aria-hidden="true">
						<path d="M13 4v13M7.5 11.5 13 17l5.5-5.5M4 18v3.5h18V18" />
					</svg>
					<div class="drop-words">
						<p>
							<b>Drop a file anywhere on this page</b>, or{" "}
							<Button look="plain" onClick={() => input.current?.click()}>
								choose one
							</Button>
							.
						</p>
						<p class="soft small">
							CSV or JSON: contracts and their modifications, one row for each. It is previewed
							first; nothing is kept until you say so.
						</p>
					</div>
					{children}
				</div>
			)}
			{over && (
				<div class="drop-veil" aria-hidden="true">
					<span>Let go to preview the file</span>
				</div>
			)}
		</>
	);
}

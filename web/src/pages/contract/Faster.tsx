/*
 * Somebody else recorded something since the writer looked: who and what, and the way on. What was typed
 * stays.
 */
import type { Fields } from "../../fields";
import { formatInstantFully } from "../../format";
import type { Entry } from "../../types";
import { Button } from "../../ui/Button";
import { Mark } from "../../ui/Status";
import { changeWords, entryWords } from "./words";

interface Props {
	/** Of the server, where it refused; it names who and when. */
	detail: string | null;
	/** Recorded since, the oldest first. */
	entries: Entry[];
	fields: Fields;
	onAgain: () => void;
}

export function Faster({ detail, entries, fields, onAgain }: Props) {
	return (
		<div class="faster" role="alert">
			<p>
				<Mark tone="warn" /> <b>Somebody was faster.</b> {entries.length === 0 && detail}
			</p>
			{entries.length > 0 && (
				<ul>
					{entries.map((entry) => (
						<li key={entry.number}>
							<span class="strong">
								{entry.changes.length > 0 && entry.kind === "revision"
									? entry.changes
											.map((change) => changeWords(fields, change))
											.join(", ")
									: entryWords(fields, entry)}
							</span>
							<small>
								No. {entry.number} by {entry.recorded_by},{" "}
								{formatInstantFully(entry.recorded_at)}
								{entry.reason && ` · “${entry.reason}”`}
							</small>
						</li>
					))}
				</ul>
			)}
			<p class="soft">
				What you typed is kept; nothing was saved. Look at its effect again before you save.
			</p>
			<Button
				onClick={(event) => {
					/* The button goes with this notice; the focus stays in the form. */
					const form = (event.target as Element).closest("form");
					form?.querySelector<HTMLElement>("input, textarea")?.focus();
					onAgain();
				}}
			>
				Preview against it
			</Button>
		</div>
	);
}

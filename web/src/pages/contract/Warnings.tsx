/*
 * What a reader of the figures should know, in words.
 */
import { useState } from "preact/hooks";
import { formatDate } from "../../format";
import type { Warning } from "../../types";
import { Button } from "../../ui/Button";
import { Mark } from "../../ui/Status";
import { warningWords } from "./words";

const FEW = 3;

export function Warnings({ warnings }: { warnings: Warning[] }) {
	const [all, setAll] = useState(false);
	const shown = all ? warnings : warnings.slice(0, FEW);
	const hidden = warnings.length - shown.length;
	if (warnings.length === 0) return null;
	return (
		<ul class="warnings" aria-label="Warnings">
			{shown.map((warning) => (
				<li key={warning.code + warning.effective_on}>
					<Mark tone="warn" />
					<span>
						{warningWords(warning)}
						{warning.effective_on && (
							<span class="soft">
								{" "}
								· {warning.count > 1 ? "first " : ""}
								{formatDate(warning.effective_on)}
							</span>
						)}
					</span>
				</li>
			))}
			{hidden > 0 && (
				<li>
					<span />
					<Button look="plain" onClick={() => setAll(true)}>
						{hidden} more
					</Button>
				</li>
			)}
		</ul>
	);
}

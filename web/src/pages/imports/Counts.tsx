/*
 * What became of the rows of a file, and what is worth knowing about them.
 */
import { formatCount } from "../../format";
import type { ImportCounts } from "../../types";
import { Figures } from "../../ui/Figures";
import { Mark } from "../../ui/Status";
import { warningWords } from "./words";

interface Props {
	counts: ImportCounts;
	/** Nothing is recorded yet. */
	dry?: boolean;
	stale?: boolean;
}

export function Counts({ counts, dry = false, stale = false }: Props) {
	const { read, accepted, corrected, unchanged, quarantined } = counts;
	return (
		<Figures
			stale={stale}
			figures={[
				{ label: "Rows read", value: formatCount(read), detail: "each counts once" },
				{
					label: "Accepted",
					value: formatCount(accepted),
					detail: dry ? "would become revisions" : "became revisions",
				},
				{
					label: "Corrected",
					value: formatCount(corrected),
					detail: dry ? "known, and would change" : "were known, and changed",
				},
				{ label: "Unchanged", value: formatCount(unchanged), detail: "known just so" },
				{
					label: "Quarantined",
					value:
						quarantined > 0 ? (
							<span class="warn">
								<Mark tone="warn" /> {formatCount(quarantined)}
							</span>
						) : (
							"0"
						),
					detail: quarantined > 0 ? (dry ? "would wait to be mended" : "wait to be mended") : "none waits",
				},
			]}
		/>
	);
}

export function Warnings({ warnings }: { warnings: Record<string, number> }) {
	const all = Object.entries(warnings).filter(([, count]) => count > 0);
	if (all.length === 0) return null;
	return (
		<section class="import-part">
			<h2>Worth knowing</h2>
			<p class="soft small">Such rows are kept as they are and count; nothing is repaired.</p>
			<table class="table" aria-label="Warnings">
				<thead>
					<tr>
						<th scope="col">What</th>
						<th scope="col" class="n">
							Rows or contracts
						</th>
					</tr>
				</thead>
				<tbody>
					{all.map(([code, count]) => (
						<tr key={code}>
							<td>
								<Mark tone="warn" /> {warningWords(code)}
							</td>
							<td class="n">{formatCount(count)}</td>
						</tr>
					))}
				</tbody>
			</table>
		</section>
	);
}

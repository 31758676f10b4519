/*
 * What became of the rows of a file, and what is worth knowing about them.
 */
import { formatCount } from "../../format";
import type { ImportCounts } from "../../types";
import { Figures } from "../../ui/Figures";
import { Mark } from "../../ui/Status";
import { factWords, warningWords } from "./words";

interface Props {
	counts: ImportCounts;
	/** The kind of its rows; null: revisions of contracts. */
	fact?: string | null;
	/** Nothing is recorded yet. */
	dry?: boolean;
	/** Of the quarantined: there already. */
	already?: number;
	stale?: boolean;
}

export function Counts({ counts, fact = null, dry = false, already = 0, stale = false }: Props) {
	const { read, accepted, corrected, unchanged, quarantined } = counts;
	const what = fact ? factWords(fact) : "revisions";
	return (
		<Figures
			stale={stale}
			figures={[
				{ label: "Rows read", value: formatCount(read), detail: "each counts once" },
				{
					label: "Accepted",
					value: formatCount(accepted),
					detail: `${dry ? "would become" : "became"} ${what}`,
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
					detail:
						quarantined === 0
							? "none waits"
							: `${already === quarantined ? "wait already" : dry ? "would wait" : "waited"} to be ${fact ? "linked or " : ""}mended`,
				},
			]}
		/>
	);
}

interface WarningsProps {
	warnings: Record<string, number>;
	ofFacts?: boolean;
}

export function Warnings({ warnings, ofFacts = false }: WarningsProps) {
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
							{ofFacts ? "Rows" : "Rows or contracts"}
						</th>
					</tr>
				</thead>
				<tbody>
					{all.map(([code, count]) => (
						<tr key={code}>
							<td>
								<Mark tone="warn" /> {warningWords(code, ofFacts)}
							</td>
							<td class="n">{formatCount(count)}</td>
						</tr>
					))}
				</tbody>
			</table>
		</section>
	);
}

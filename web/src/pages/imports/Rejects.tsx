/*
 * The first rows of a file that cannot be taken, and why.
 */
import { formatCount, UNSET } from "../../format";
import type { ImportSummary } from "../../types";

export function Rejects({ summary }: { summary: ImportSummary }) {
	const { rejects, quarantined, fact } = summary;
	if (rejects.length === 0) return null;
	return (
		<section class="import-part">
			<h2>Rows that cannot be taken yet</h2>
			<p class="soft small">
				{rejects.length < quarantined
					? `The first ${rejects.length} of ${formatCount(quarantined)}. `
					: ""}
				They wait in quarantine with the row as it was
				{fact
					? ": say what an unknown name means, or mend the file and import it again."
					: "; mend them in the file and import it again."}
			</p>
			<table class="table" aria-label="Rows that cannot be taken yet">
				<thead>
					<tr>
						<th scope="col" class="n">
							Line
						</th>
						<th scope="col">Column</th>
						<th scope="col">Reason</th>
					</tr>
				</thead>
				<tbody>
					{rejects.map(({ line, column, reason }, i) => (
						<tr key={i}>
							<td class="n">{formatCount(line)}</td>
							<td>{column ?? <span class="unset">{UNSET}</span>}</td>
							<td>{reason}</td>
						</tr>
					))}
				</tbody>
			</table>
		</section>
	);
}

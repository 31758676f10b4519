/*
 * What a file would do, before anything is kept: in a sentence, in counts, and the rows that it fails at.
 */
import { formatBytes, formatCount, UNSET } from "../../format";
import { Problem } from "../../problem";
import type { ImportSummary, Mapping } from "../../types";
import { Button } from "../../ui/Button";
import { Dotted } from "../../ui/Page";
import { ErrorPanel, Skeleton } from "../../ui/States";
import { Counts, Warnings } from "./Counts";
import type { Incoming, Step } from "./useImport";
import { isNothing, many, news, verdict } from "./words";

function Rejects({ summary }: { summary: ImportSummary }) {
	const { rejects, quarantined } = summary;
	if (rejects.length === 0) return null;
	return (
		<section class="import-part">
			<h2>Rows that cannot be taken</h2>
			<p class="soft small">
				{rejects.length < quarantined
					? `The first ${rejects.length} of ${formatCount(quarantined)}. `
					: ""}
				They wait in quarantine with the row as it was; mend them in the file and import it again.
			</p>
			<table class="table" aria-label="Rows that cannot be taken">
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

function Progress({ step }: { step: Extract<Step, { at: "busy" }> }) {
	const { doing, sent, total } = step;
	const isSent = total > 0 && sent >= total;
	const words = isSent
		? doing === "preview"
			? "Reading the rows …"
			: "Recording the rows …"
		: `${formatBytes(sent)} of ${formatBytes(total)} sent`;
	return (
		<div class="import-progress">
			<progress max={total || 1} {...(isSent ? {} : { value: sent })} aria-label={words} />
			<span class="soft small" role="status">
				{words}
			</span>
		</div>
	);
}

/* Where no mapping was recognised, the API names its parameter; here it is the choice above. */
function inWords(problem: Problem, mapping: string): Problem {
	const { status, code, title, detail } = problem;
	if (mapping !== "" || problem.field !== "mapping") return problem;
	return new Problem({ status, code, title, detail, remedy: "Choose the mapping above." });
}

interface Props {
	incoming: Incoming;
	/** The one chosen; empty: recognised. */
	mapping: string;
	mappings: Mapping[];
}

export function Preview({ incoming, mapping, mappings }: Props) {
	const { file, step, summary } = incoming;
	if (!file) return null;
	const busy = step.at === "busy";
	const importing = busy && step.doing === "import";
	const title = summary && mappings.find(({ name }) => name === summary.mapping)?.title;
	const shown = step.at === "done" ? step.summary : summary;
	const isOver = step.at === "done" || (step.at === "preview" && isNothing(step.summary));
	return (
		<section class="import-preview" aria-label="Preview">
			<div class="import-head">
				<div>
					<h2>{file.name}</h2>
					<p class="soft">
						<Dotted parts={[formatBytes(file.size), shown && (title ?? shown.mapping)]} />
					</p>
				</div>
				<div class="actions">
					{!isOver && <Button onClick={incoming.cancel}>Cancel</Button>}
					{shown && !isOver && (
						<Button look="main" busy={busy} onClick={incoming.run}>
							{news(shown) > 0
								? `Import ${many(news(shown), "row")}`
								: "Put them into quarantine"}
						</Button>
					)}
					{isOver && <Button onClick={incoming.cancel}>Done</Button>}
				</div>
			</div>
			{busy && <Progress step={step} />}
			{step.at === "failed" && (
				<ErrorPanel
					problem={inWords(step.problem, mapping)}
					what={
						step.doing === "preview" ? "The file could not be previewed" : "The file was not imported"
					}
					unharmed="Nothing was recorded."
					retry={step.doing === "preview" ? incoming.preview : incoming.run}
				/>
			)}
			{shown ? (
				<>
					<p class="verdict" role="status">
						{verdict(shown)}{" "}
						{shown.quarantined > 0 && news(shown) > 0 && (
							<span class="warn">
								{many(shown.quarantined, "row")} cannot be taken and {shown.dry_run ? "would " : ""}
								wait{shown.quarantined === 1 && !shown.dry_run ? "s" : ""} in quarantine.
							</span>
						)}
						{shown.dry_run && !importing && !isOver && <span class="soft"> Nothing is recorded yet.</span>}
					</p>
					<Counts counts={shown} dry={shown.dry_run} stale={busy && !importing} />
					<div class="import-parts">
						<Rejects summary={shown} />
						<Warnings warnings={shown.warnings} />
					</div>
				</>
			) : (
				busy && <Skeleton widths={[45, 100, 100]} />
			)}
		</section>
	);
}

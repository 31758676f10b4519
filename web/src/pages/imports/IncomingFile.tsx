/*
 * What a file would do, before anything is kept: in a sentence, in counts, and the rows that it fails at.
 */
import { useState } from "preact/hooks";
import { formatBytes, many } from "../../format";
import { Problem } from "../../problem";
import type { ImportSummary, Mapping } from "../../types";
import { Button } from "../../ui/Button";
import { Dotted } from "../../ui/Page";
import { ErrorPanel, Skeleton } from "../../ui/States";
import { Mark } from "../../ui/Status";
import { Counts, Warnings } from "./Counts";
import { importPath } from "./paths";
import { Rejects } from "./Rejects";
import { canRun, type Incoming, type IncomingFiles, type Step } from "./useIncoming";
import { contentWords, isNothing, newlyWaiting, news, verdict, waitingState, waitingWords } from "./words";

function Progress({ step }: { step: Extract<Step, { at: "busy" }> }) {
	const { doing, sent, total } = step;
	const isSent = total > 0 && sent >= total;
	const reads = doing === "preview" ? "Reading the rows …" : "Recording the rows …";
	const words = isSent
		? reads
		: sent === 0
			? "Waits its turn …"
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

const INPUTS: Record<string, string> = {
	mapping: "Choose the mapping above.",
	contract: "Write another contract above.",
	time_zone: "Write another time zone above.",
	source: "Write another source above.",
	dates: "Choose other dates above.",
};

/* The API names its parameters; here they are the choices above. */
function inWords(problem: Problem): Problem {
	const remedy = INPUTS[problem.field ?? ""];
	if (!remedy) return problem;
	const { status, code, title, detail } = problem;
	return new Problem({ status, code, title, detail, remedy });
}

function Verdict({ summary, asking }: { summary: ImportSummary; asking: boolean }) {
	return (
		<p class="verdict" role="status">
			{verdict(summary)} {contentWords(summary)}{" "}
			{summary.quarantined > 0 && (
				<span class="warn">
					<Mark tone="warn" /> {waitingWords(summary)} {waitingState(summary)}.
				</span>
			)}
			{asking && <span class="soft"> Nothing is recorded yet.</span>}
		</p>
	);
}

interface Props {
	one: Incoming;
	all: IncomingFiles;
	mappings: Mapping[];
	onUndo: (id: string) => Promise<void>;
}

export function IncomingFile({ one, all, mappings, onUndo }: Props) {
	const { id, file, step, summary } = one;
	const alone = all.files.length === 1;
	const [asked, setAsked] = useState(false);
	const [undoing, setUndoing] = useState(false);
	const busy = step.at === "busy";
	const isDone = step.at === "done";
	const isOver = isDone || (step.at === "preview" && !canRun(one));
	const isOpen = (alone && !isDone) || asked;
	const known = summary && mappings.find(({ name }) => name === summary.mapping);
	const recorded = isDone ? summary?.import : null;
	const undo = async (of: string) => {
		setUndoing(true);
		await onUndo(of).finally(() => setUndoing(false));
	};
	return (
		<section class="incoming" aria-label={file.name}>
			<div class="import-head">
				<div>
					<h2>
						{isDone && <Mark tone="good" />} {file.name}
					</h2>
					<p class="soft">
						<Dotted
							parts={[
								formatBytes(file.size),
								summary && (known?.title ?? summary.mapping),
								summary?.fact && `source ${summary.source}`,
							]}
						/>
					</p>
				</div>
				<div class="actions">
					{summary && !(alone && !isDone) && (
						<Button
							look="plain"
							aria-expanded={isOpen}
							onClick={() => setAsked(!asked)}
						>
							{isOpen ? "Less" : "Details"}
						</Button>
					)}
					{recorded && <Button href={importPath(recorded)}>Open</Button>}
					{recorded && news(summary!) > 0 && (
						<Button busy={undoing} onClick={() => void undo(recorded)}>
							Undo
						</Button>
					)}
					<Button onClick={() => all.remove(id)}>{isOver ? "Done" : "Cancel"}</Button>
					{summary && !isOver && (
						<Button
							look={alone ? "main" : "quiet"}
							busy={busy}
							onClick={() => all.run(id)}
						>
							{news(summary) > 0
								? `Import ${many(news(summary), "row")}`
								: summary.deleted
									? `Take out ${many(summary.deleted, "row")}`
									: `Put ${many(newlyWaiting(summary), "row")} into quarantine`}
						</Button>
					)}
				</div>
			</div>
			{busy && <Progress step={step} />}
			{step.at === "failed" && (
				<ErrorPanel
					problem={inWords(step.problem)}
					what={
						step.doing === "preview"
							? "The file could not be previewed"
							: "The file was not imported"
					}
					unharmed="Nothing was recorded."
					retry={() => (step.doing === "preview" ? all.preview(id) : all.run(id))}
				/>
			)}
			{summary && step.at !== "failed" && (
				<Verdict summary={summary} asking={summary.dry_run && !isOver && !busy} />
			)}
			{summary && step.at !== "failed" && isOpen && (
				<>
					<Counts
						counts={summary}
						fact={summary.fact ?? null}
						dry={summary.dry_run}
						already={summary.waiting_already}
						stale={busy && step.doing === "preview"}
					/>
					<div class="import-parts">
						<Rejects summary={summary} />
						<Warnings warnings={summary.warnings} ofFacts={!!summary.fact} />
					</div>
				</>
			)}
			{busy && !summary && alone && <Skeleton widths={[45, 100, 100]} />}
		</section>
	);
}

/** All of them, with one button for all where there are several. */
export function IncomingList({ all, mappings, onUndo }: Omit<Props, "one">) {
	const ready = all.files.filter(canRun);
	const rows = ready.reduce((sum, { summary }) => sum + news(summary!), 0);
	const isOver = all.files.every(
		({ step, summary }) => step.at === "done" || (summary && isNothing(summary)),
	);
	return (
		<div class="import-preview">
			{all.files.length > 1 && (
				<div class="import-all">
					<span class="soft" role="status">
						{many(all.files.length, "file")}
						{ready.length > 0 && `, ${many(ready.length, "file")} with something new`}
					</span>
					<span class="actions">
						<Button onClick={all.clear}>{isOver ? "Done" : "Cancel all"}</Button>
						{ready.length > 1 && (
							<Button look="main" onClick={all.runAll}>
								Import {many(rows, "row")} of {many(ready.length, "file")}
							</Button>
						)}
					</span>
				</div>
			)}
			{all.files.map((one) => (
				<IncomingFile
					key={one.id}
					one={one}
					all={all}
					mappings={mappings}
					onUndo={onUndo}
				/>
			))}
		</div>
	);
}

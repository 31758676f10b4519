/*
 * What a change would do, before it is saved: old → new, revenue and profit before and after, warnings.
 */
import type { Fields } from "../../fields";
import { formatDate, sentence } from "../../format";
import type { Effect, Warning } from "../../types";
import { Amount, Difference } from "../../ui/Amount";
import { Mark } from "../../ui/Status";
import type { DryRun } from "../shared/useDryRun";
import { labelOf, oldToNew, warningWords } from "./words";

interface Props {
	run: DryRun<Effect>;
	fields: Fields;
	/** That the contract has already: only others are told. */
	known: Warning[];
	/** What to do, while there is nothing to preview. */
	idle: string;
}

const sameWarning = (a: Warning, b: Warning): boolean =>
	a.code === b.code && a.effective_on === b.effective_on && a.count === b.count;

export function Preview({ run, fields, known, idle }: Props) {
	const { effect, problem, busy } = run;
	return (
		<section class="preview" aria-label="Preview" aria-live="polite" aria-busy={busy}>
			<h3>
				Preview <span class="unit">nothing is saved yet</span>
			</h3>
			{problem && (
				<p class="preview-problem">
					<Mark tone="bad" /> {sentence(problem.detail || problem.title)}
					{problem.remedy && <span class="soft"> {problem.remedy}</span>}
				</p>
			)}
			{!effect && !problem && <p class="soft">{busy ? "Calculating …" : idle}</p>}
			{effect && (
				<div class={busy ? "stale" : undefined}>
					<Shown effect={effect} fields={fields} known={known} />
				</div>
			)}
		</section>
	);
}

function Shown({ effect, fields, known }: { effect: Effect; fields: Fields; known: Warning[] }) {
	const { changes, before, after, effect: difference } = effect;
	const fresh = effect.warnings.filter((warning) => !known.some((old) => sameWarning(old, warning)));
	return (
		<>
			<ul class="preview-changes">
				{changes.map((change) => (
					<li key={change.field}>
						<span class="soft">{sentence(labelOf(change.field))}</span>{" "}
						<b>
							{change.old === null
								? `– → ${oldToNew(fields, change)}`
								: oldToNew(fields, change)}
						</b>
					</li>
				))}
				{changes.length === 0 && <li class="soft">No value differs on that day.</li>}
			</ul>
			<table class="table preview-table">
				<thead>
					<tr>
						<th scope="col">
							By terms<span class="unit"> whole term</span>
						</th>
						<th scope="col" class="n">
							Before
						</th>
						<th scope="col" class="n">
							After
						</th>
						<th scope="col" class="n">
							Effect
						</th>
					</tr>
				</thead>
				<tbody>
					{(["revenue", "profit"] as const).map((which) => (
						<tr key={which}>
							<th scope="row">{sentence(which)}</th>
							<td class="n">
								<Amount figure={before[which]} style={{ sign: false }} short />
							</td>
							<td class="n">
								<Amount figure={after[which]} style={{ sign: false }} short />
							</td>
							<td class="n">
								<Difference figure={difference[which]} style={{ sign: false }} short />
							</td>
						</tr>
					))}
				</tbody>
			</table>
			{fresh.length > 0 && (
				<ul class="warnings">
					{fresh.map((warning) => (
						<li key={warning.code + warning.effective_on}>
							<Mark tone="warn" />
							<span>
								{warningWords(warning)}
								{warning.effective_on && (
									<span class="soft"> · {formatDate(warning.effective_on)}</span>
								)}
							</span>
						</li>
					))}
				</ul>
			)}
		</>
	);
}

/*
 * From another period's figure to this one: what each input does to it, as steps that add up.
 */
import { sentence } from "../../format";
import { amountText } from "./Inputs";
import { roughly } from "./parts";
import type { Attribution, Explained, MetricFigure, Step } from "./types";
import { inWords, readFigure, signedWords } from "./figureWords";

const WIDTH = 150; /* px of the plot */

interface Props {
	now: Explained;
	before: Explained;
	attribution: Attribution;
}

const textOf = (figure: MetricFigure): string => {
	const read = readFigure(figure);
	return read ? inWords(read) : "n/a";
};

/** Where each step begins and ends, in px. */
function spans(start: number, steps: Step[]): { from: number; to: number }[] {
	const edges = [start];
	for (const { effect } of steps) edges.push(edges.at(-1)! + roughly(effect));
	const low = Math.min(...edges);
	const room = Math.max(...edges) - low || 1;
	const at = (value: number) => Math.round(((value - low) / room) * (WIDTH - 2) * 10) / 10 + 1;
	return steps.map((_, i) => ({ from: at(edges[i]!), to: at(edges[i + 1]!) }));
}

export function Difference({ now, before, attribution }: Props) {
	const { steps, difference, reason, method } = attribution;
	if (difference === null)
		return (
			<p class="why-steps">
				{sentence(before.period.text)}: {textOf(before.figure)}. No difference to explain: one
				of both is not available
				{reason && ` (${reason.replaceAll("_", " ")})`}.
			</p>
		);
	const start = roughly(before.figure.value);
	/* Dates have steps in days: they start at nothing. */
	const bars = spans(Number.isNaN(start) ? 0 : start, steps);
	return (
		<div class="why-steps">
			<table class="table" aria-label="What makes the difference">
				<thead>
					<tr>
						<th scope="col">From {before.period.text}</th>
						<th scope="col" class="plot">
							<span class="sr">Steps</span>
						</th>
						<th scope="col" class="n">
							{textOf(before.figure)}
						</th>
					</tr>
				</thead>
				<tbody>
					{steps.map((step, i) => (
						<tr key={i}>
							<td>
								{step.title}
								<small>
									{step.factor !== "input" && `${step.factor} · `}
									{amountText(step.before, step.unit)} →{" "}
									{amountText(step.after, step.unit)}
								</small>
							</td>
							<td class="plot">
								<StepBar {...bars[i]!} />
							</td>
							<td class="n">{signedWords(step.effect, now.figure)}</td>
						</tr>
					))}
				</tbody>
				<tfoot>
					<tr>
						<td>To {now.period.text}</td>
						<td class="plot soft">{signedWords(difference, now.figure)} in all</td>
						<td class="n">{textOf(now.figure)}</td>
					</tr>
				</tfoot>
			</table>
			{method && <p class="faint small">{sentence(method)}</p>}
		</div>
	);
}

function StepBar({ from, to }: { from: number; to: number }) {
	return (
		<svg class="bar" width={WIDTH} height="12" aria-hidden="true">
			<rect
				class={to >= from ? "step-up" : "step-down"}
				x={Math.min(from, to)}
				y="2"
				width={Math.max(1, Math.abs(to - from))}
				height="8"
			/>
			<rect class="bar-tick" x={from - 0.5} y="0" width="1" height="12" />
		</svg>
	);
}

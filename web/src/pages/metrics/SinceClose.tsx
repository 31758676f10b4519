/*
 * What changed since a period was closed: which figures, by how much, and how to list why.
 */
import { many } from "../../format";
import { momentQuery, useMoment, type MomentQuery } from "../../moment";
import { Mark } from "../../ui/Status";
import { usePhone } from "../../ui/useWidth";
import { sideOf, signedWords } from "./figureWords";
import type { FigureRow, Metric, MetricFigure } from "./types";

export interface Change {
	figure: MetricFigure;
	words: string;
}

/** Which figures differ from those known when the period was closed, and by how much. */
export function changedSince(row: FigureRow): Change[] {
	const { at_close, figures } = row;
	if (!at_close) return [];
	return figures.flatMap((figure, i) => {
		const was = at_close[i];
		if (!was || was.value === figure.value) return [];
		if (was.value === null || figure.value === null || figure.unit === "date")
			return [{ figure, words: figure.value === null ? "n/a by now" : `was ${was.text}` }];
		const difference = (Number(figure.value) - Number(was.value)).toFixed(9);
		return sideOf(difference, figure) === 0
			? []
			: [{ figure, words: signedWords(difference, figure) }];
	});
}

/** "Value delivered + 1.2 pp" */
export const changeWords = ({ figure, words }: Change, metrics: Map<string, Metric> | null): string =>
	`${metrics?.get(figure.metric)?.title ?? figure.metric}\u00a0${words}`;

/* As a shell takes it for one word. */
const word = (text: string): string =>
	/^[\w.:-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** The command that tells what changed, and why. */
export function howToList(row: FigureRow, { as_of, known_at }: MomentQuery): string {
	const options = [
		["--period", row.period.name],
		["--known-at", row.closed_at],
		["--vs", known_at],
		["--as-of", as_of],
	].flatMap(([name, value]) => (value ? [name, word(value)] : []));
	return `What changed: pacta restate ${[word(row.scope), ...options].join(" ")}`;
}

interface Props {
	row: FigureRow;
	metrics: Map<string, Metric> | null;
	/** One line, whatever changed: what does not fit opens. */
	oneLine?: boolean;
}

/** "Changed since the close: Value delivered + 1.2 pp"; of a row that did change. */
export function SinceClose({ row, metrics, oneLine = false }: Props) {
	const how = howToList(row, momentQuery(useMoment()));
	const isPhone = usePhone();
	const changes = changedSince(row).map((change) => changeWords(change, metrics));
	if (oneLine && isPhone && changes.length > 1)
		return (
			<details class="warn">
				<summary>
					<Mark tone="warn" /> {many(changes.length, "figure")} changed since the close
				</summary>
				{changes.join(", ")}
			</details>
		);
	return (
		<span class="warn" title={how}>
			<Mark tone="warn" /> Changed since the close: {changes.join(", ")}
		</span>
	);
}

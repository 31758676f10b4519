/*
 * The strip of figures under a heading: at most five, each with its label, unit and a line of detail.
 */
import type { ComponentChildren } from "preact";

export interface Shown {
	label: string;
	value: ComponentChildren;
	unit?: string;
	/** In full, where `value` is rounded. */
	title?: string;
	detail?: ComponentChildren;
}

export function Figures({ figures, stale }: { figures: Shown[]; stale?: boolean }) {
	return (
		<dl class={"figures" + (stale ? " stale" : "")}>
			{figures.map(({ label, value, unit, title, detail }) => (
				<div class="figure" key={label}>
					<dt>{label}</dt>
					<dd class="figure-value" title={title}>
						{value}
						{unit && <small> {unit}</small>}
					</dd>
					<dd class="figure-detail">{detail}</dd>
				</div>
			))}
		</dl>
	);
}

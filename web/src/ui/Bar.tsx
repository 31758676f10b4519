/*
 * A bullet bar: how much of a whole is done, with a tick where something else stands.
 */
interface Props {
	/** 0 … 1; null: the whole has no length */
	done: number | null;
	/** 0 … 1: an ink tick across the bar */
	tick?: number | null;
	/** it goes on beyond what is drawn: broken near its end */
	cut?: boolean;
	/** nothing goes on any more: lighter */
	over?: boolean;
	width?: number;
	/** What it says, for those who do not see it; absent: the text beside it says so already. */
	label?: string;
}

export function Bar({ done, tick = null, cut = false, over = false, width = 120, label }: Props) {
	const at = (share: number): number => Math.round(share * width * 10) / 10;
	const named = label ? ({ role: "img", "aria-label": label } as const) : { "aria-hidden": true };
	return (
		<svg class={"bar" + (over ? " bar-over" : "")} width={width} height="10" {...named}>
			<rect class="bar-whole" x="0" y="3" width={width} height="4" />
			{done !== null && <rect class="bar-done" x="0" y="3" width={at(done)} height="4" />}
			{cut && <rect class="bar-cut" x={width - 9} y="1" width="2.5" height="8" />}
			{tick !== null && (
				<rect class="bar-tick" x={Math.min(width - 2, at(tick))} y="0" width="2" height="10" />
			)}
		</svg>
	);
}

/*
 * Which period is shown: its kind, and the one before or after. It lives in the address as `period`.
 */
import { setQuery, useQuery } from "../../router";
import { ChipTabs } from "../../ui/Chip";
import { firstDay, kindOf, periodOn, periodText, shifted, type Kind } from "./period";

const WORDS: Record<Kind, string> = {
	day: "Day",
	week: "Week",
	month: "Month",
	quarter: "Quarter",
	year: "Year",
	fiscal: "Fiscal year",
	"contract-year": "Contract year",
	term: "Term",
};

/** The period of the address, or `otherwise`. */
export function usePeriod(otherwise: string): string {
	const { period } = useQuery();
	return kindOf(period) ? period! : otherwise;
}

export const setPeriod = (period: string | null): void => setQuery({ period }, { push: true });

interface Props {
	period: string;
	kinds: Kind[];
	/** Where a kind without a day of its own is left: the as-of day. */
	day: string;
}

export function PeriodControl({ period, kinds, day }: Props) {
	const kind = kindOf(period) ?? "month";
	const choose = (chosen: string) => {
		const first = firstDay(period);
		/* The as-of day where it lies in the period, so that a year leads to its running month. */
		const inside = first && periodOn(kind, day) === period ? day : (first ?? day);
		setPeriod(periodOn(chosen as Kind, inside));
	};
	const all = kinds.includes(kind) ? kinds : [...kinds, kind];
	return (
		<>
			<PeriodSteps period={period} />
			<ChipTabs
				label="Kind of period"
				value={kind}
				options={all.map((one): [string, string] => [one, WORDS[one]])}
				onChange={choose}
			/>
		</>
	);
}

/** The period, between the one before and the one after it. */
export function PeriodSteps({ period }: { period: string }) {
	return (
		<span class="period-step">
			<Step to={shifted(period, -1)} label="Period before" path="M7.5 2 3.5 6l4 4" />
			<b aria-live="polite">{periodText(period)}</b>
			<Step to={shifted(period, 1)} label="Period after" path="m4.5 2 4 4-4 4" />
		</span>
	);
}

function Step({ to, label, path }: { to: string | null; label: string; path: string }) {
	return (
		<button
			type="button"
			aria-label={label}
			title={to ? periodText(to) : undefined}
			disabled={to === null}
			onClick={() => setPeriod(to)}
		>
			<svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
				<path d={path} />
			</svg>
		</button>
	);
}

/** Keys for it: "[" and "]". */
export const periodKeys = (period: string) => [
	{
		key: "[",
		does: "Period before",
		run: () => {
			const to = shifted(period, -1);
			if (to) setPeriod(to);
		},
	},
	{
		key: "]",
		does: "Period after",
		run: () => {
			const to = shifted(period, 1);
			if (to) setPeriod(to);
		},
	},
];

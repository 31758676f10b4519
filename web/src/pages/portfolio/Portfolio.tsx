/*
 * The portfolio: contracts with their figures against their targets, and the people who work for
 * them, in a period.
 */
import "../metrics/metrics.css";
import "./portfolio.css";
import { useKeys } from "../../keyboard";
import { dayOf, isPresent, momentWords, useMoment } from "../../moment";
import { setQuery } from "../../router";
import { ChipTabs, Tools } from "../../ui/Chip";
import { Dotted, Page } from "../../ui/Page";
import { periodText } from "../metrics/period";
import { lastMonthOver } from "../metrics/period";
import { PeriodControl, periodKeys, usePeriod } from "../metrics/PeriodControl";
import { WhySheet } from "../metrics/WhySheet";
import { scopeName, scopeOf, useFilter, type View } from "./filter";
import { List } from "./List";
import { People } from "./People";

const VIEWS: [View, string][] = [
	["contracts", "Contracts"],
	["people", "People"],
];

export function Portfolio() {
	const filter = useFilter();
	const moment = useMoment();
	const day = dayOf(moment);
	const period = usePeriod(lastMonthOver(day));
	const scope = scopeOf(filter);
	const view = (id: string) =>
		setQuery({ view: id === "people" ? id : null, sort: null, order: null }, { push: true });
	useKeys("Portfolio", [
		...periodKeys(period),
		...VIEWS.map(([id, words], i) => ({ key: String(i + 1), does: words, run: () => view(id) })),
	]);
	return (
		<Page
			title="Portfolio"
			meta={
				<Dotted
					parts={[
						scope === "portfolio" ? "all contracts" : scopeName(scope),
						isPresent(moment) ? "as known now" : momentWords(moment),
					]}
				/>
			}
			parameters={[
				["Scope", scopeName(scope)],
				["Period", periodText(period)],
				["Split by", filter.view === "people" ? "people" : filter.by],
			]}
		>
			<div class="portfolio">
				<Tools>
					<ChipTabs label="What is shown" value={filter.view} options={VIEWS} onChange={view} />
					<span class="tools-end">
						<PeriodControl
							period={period}
							kinds={["month", "quarter", "year"]}
							day={day}
						/>
					</span>
				</Tools>
				{filter.view === "people" ? (
					<People filter={filter} scope={scope} period={period} moment={moment} />
				) : (
					<List filter={filter} scope={scope} period={period} moment={moment} />
				)}
			</div>
			<WhySheet whose={scopeName} />
		</Page>
	);
}

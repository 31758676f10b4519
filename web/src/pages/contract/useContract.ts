/*
 * What the page reads of a contract: its whole history as known at the moment shown, and every entry
 * ever recorded. Both are read again when the contract changes elsewhere.
 */
import { API, apiPath, invalidate, useApi, type Answer } from "../../api";
import { useList, type List } from "../../list";
import { momentQuery, type Moment } from "../../moment";
import type { Convention, Entry, History, HistoryReport, Snapshot } from "../../types";

const entriesOf = (report: HistoryReport): Entry[] => report.entries;

/** Without a limit of effective days: any day can be shown from it. */
export function useHistory(key: string, moment: Moment): Answer<History> {
	return useApi<History>(apiPath`/contracts/${key}/history`, {
		...momentQuery(moment),
		as_of: null,
	});
}

export const useEntries = (key: string): List<Entry, HistoryReport> =>
	useList<Entry, HistoryReport>("/history-report", { contract: key }, entriesOf);

/** After an own write: what is shown of the contract is read again at once, also without the event stream. */
export function contractChanged(key: string): void {
	const own = API + apiPath`/contracts/${key}`;
	invalidate((url) => url.startsWith(own) || url.startsWith(`${API}/history-report`));
}

/** The snapshots with their figures by the convention chosen; those of the default meanwhile, marked stale. */
export function useConvention(
	key: string,
	moment: Moment,
	convention: Convention,
	history: History,
): { snapshots: Snapshot[]; stale: boolean } {
	const path = convention === "default" ? null : apiPath`/contracts/${key}/history`;
	const { data, stale } = useApi<History>(path, { ...momentQuery(moment), as_of: null, convention });
	if (convention === "default") return { snapshots: history.snapshots, stale: false };
	return { snapshots: (data ?? history).snapshots, stale: stale || !data };
}

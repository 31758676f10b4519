/*
 * The line beneath the heading.
 */
import { formatChoice, formatDate, formatEnd } from "../../format";
import { pathTo } from "../../router";
import { textOf, type History, type Snapshot } from "../../types";
import { Link } from "../../ui/Link";
import { Dotted } from "../../ui/Page";
import { Status } from "../../ui/Status";

interface Props {
	contract: string;
	history: History;
	/** In force on the day shown, or the latest. */
	state: Snapshot | undefined;
}

function termWords(state: Snapshot | undefined): string | null {
	if (!state) return null;
	const from = textOf(state, "starts_on");
	const to = textOf(state, "ends_on");
	if (!from && !to) return null;
	if (!to) return `from ${formatDate(from)}, no end`;
	return from ? `${formatDate(from)} to ${formatEnd(to)}` : `to ${formatEnd(to)}`;
}

export function Meta({ contract, history, state }: Props) {
	const text = (name: string): string | null => (state ? textOf(state, name) : null);
	const dayCount = text("day_count");
	const pricing = text("pricing");
	const status = text("status");
	return (
		<Dotted
			parts={[
				history.name && <span class="contract-key">{contract}</span>,
				<Link href={pathTo("/accounts/{name}", { name: history.account })}>
					{history.account}
				</Link>,
				history.kind,
				history.currency,
				termWords(state) && <span class="nowrap">{termWords(state)}</span>,
				text("manager") && `managed by ${text("manager")}`,
				<span title={dayCount ? "Day count" : "Day count; unset, so the default counts"}>
					{dayCount ?? "ACT/365F"}
				</span>,
				pricing && formatChoice(pricing),
				status && <Status status={status} />,
			]}
		/>
	);
}

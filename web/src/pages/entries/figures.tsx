/*
 * The strip above the entries: what counts, what is pending, the rest, and what waits elsewhere.
 */
import { formatHoursFully, hoursNumber, many } from "../../format";
import type { EntryList } from "../../types";
import type { Shown } from "../../ui/Figures";
import { Link } from "../../ui/Link";
import { Mark } from "../../ui/Status";

export function figuresOf({ sums, waiting }: EntryList): Shown[] {
	const { entries, seconds, counting_seconds, pending_seconds } = sums;
	const figure = (label: string, amount: number, detail: string): Shown => ({
		label,
		value: hoursNumber(amount, 1),
		unit: "h",
		title: formatHoursFully(amount),
		detail,
	});
	const other = seconds - counting_seconds - pending_seconds;
	return [
		figure("Counting hours", counting_seconds, "approved, billable, for the client"),
		figure("Pending", pending_seconds, "billable, not approved yet"),
		figure("Other", other, "not billable, internal or leave"),
		figure("All hours", seconds, `in ${many(entries, "entry", "entries")}`),
		{
			label: "Waiting",
			value:
				waiting.rows > 0 ? (
					<span class="warn">
						<Mark tone="warn" /> {hoursNumber(waiting.seconds, 1)}
					</span>
				) : (
					"0"
				),
			unit: "h",
			detail:
				waiting.rows > 0 ? (
					<Link href="/data/quarantine" class="named">
						{many(waiting.rows, "row")} that may belong here
					</Link>
				) : (
					"nothing that may belong here"
				),
		},
	];
}

/*
 * Lifetime value is counted from all that is known now: said where the moment shown is another one.
 */
import type { Moment } from "../../moment";
import { Notice } from "../../ui/Notice";

export function KnownNow({ moment }: { moment: Moment }) {
	if (!moment.knownAt && !moment.recordedAt) return null;
	return (
		<Notice tone="open">
			Lifetime values are of all that is known now; of the moment in the header only the as-of day
			divides them.
		</Notice>
	);
}

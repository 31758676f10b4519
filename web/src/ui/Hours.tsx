/*
 * Hours in a line of text or a column: decimals to read, hours, minutes and seconds on hover.
 */
import { formatHours, formatHoursFully, hoursNumber, UNSET } from "../format";

interface Props {
	seconds: number;
	/** In a column whose header names the unit: the number alone, with so many decimals. */
	digits?: number;
	/** 0 is none. */
	quiet?: boolean;
}

export function Hours({ seconds, digits, quiet = false }: Props) {
	if (quiet && seconds === 0) return <span class="unset">{UNSET}</span>;
	return (
		<span class="nowrap" title={formatHoursFully(seconds)}>
			{digits === undefined ? formatHours(seconds) : hoursNumber(seconds, digits)}
		</span>
	);
}

/*
 * Values in a line of text: money with its full precision on hover, n/a with its reason, instants with
 * their time, a difference with its sign.
 */
import {
	UNSET,
	formatCompact,
	formatDate,
	formatInstant,
	formatInstantFully,
	formatMoney,
	formatShare,
	isMoney,
	naSentence,
	naWords,
	signOf,
	type MoneyStyle,
} from "../format";
import type { Figure } from "../types";

/** "n/a" with its reason beside it, or with the reason on hover only. */
export function NotAvailable({ reason, short = false }: { reason: string; short?: boolean }) {
	return (
		<span class="na" title={naSentence(reason)}>
			n/a{short ? <span class="sr">, {naWords(reason)}</span> : ` · ${naWords(reason)}`}
		</span>
	);
}

interface AmountProps {
	figure: Figure | null | undefined;
	style?: MoneyStyle;
	/** The reason of an n/a on hover only. */
	short?: boolean;
	/** Characters that fit; a longer amount is shortened ("$ 92.2 tn"), never cut. */
	room?: number;
}

export function Amount({ figure, style, short = false, room = Infinity }: AmountProps) {
	if (!figure) return <span class="unset">{UNSET}</span>;
	if (!isMoney(figure)) return <NotAvailable reason={figure.na} short={short} />;
	const whole = formatMoney(figure, style);
	const text = whole.length > room ? formatCompact(figure) : whole;
	const full = formatMoney(figure);
	return (
		<span class="nowrap" title={text === full ? undefined : full}>
			{text}
		</span>
	);
}

/** A difference: with its sign, good where it adds and bad where it takes. */
export function Difference({ figure, style, short, room }: AmountProps) {
	if (!figure || !isMoney(figure)) return <Amount figure={figure} short={short ?? false} />;
	const tone = ["down", "", "up"][signOf(figure) + 1];
	return (
		<span class={tone}>
			<Amount figure={figure} style={{ plus: true, ...style }} room={room ?? Infinity} />
		</span>
	);
}

export const Share = ({ share }: { share: string | null }) =>
	share === null ? <span class="unset">{UNSET}</span> : <>{formatShare(share)}</>;

export const Day = ({ date }: { date: string | null }) =>
	date === null ? (
		<span class="unset">{UNSET}</span>
	) : (
		<time dateTime={date}>{formatDate(date)}</time>
	);

/** The day of an instant; its time in UTC on hover. */
export const Instant = ({ at }: { at: string | null }) =>
	at === null ? (
		<span class="unset">{UNSET}</span>
	) : (
		<time dateTime={at} title={formatInstantFully(at)}>
			{formatInstant(at)}
		</time>
	);

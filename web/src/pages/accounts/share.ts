/*
 * What share of a whole is earned: for a bar, and as "3.8 %".
 */
import { isMoney, shiftPoint, signOf } from "../../format";
import type { Figure } from "../../types";

const STEPS = 1000n;
const PLACES = 4; /* no currency has more decimals */

/** part ÷ whole, 0 … 1, rounded to thousandths; null where there is no such share. */
export function earnedShare(part: Figure, whole: Figure): number | null {
	if (!isMoney(part) || !isMoney(whole) || signOf(whole) <= 0) return null;
	const minor = (amount: string): bigint => BigInt(shiftPoint(amount, PLACES));
	const of = minor(whole.amount);
	const steps = Number((2n * minor(part.amount) * STEPS + of) / (2n * of));
	return Math.min(1, Math.max(0, steps / Number(STEPS)));
}

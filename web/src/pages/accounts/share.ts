/*
 * How long a bar is drawn: not a figure, so it may be rounded.
 */
import { isMoney, shiftPoint, signOf } from "../../format";
import type { Figure } from "../../types";

const STEPS = 1000n;

/** part ÷ whole, 0 … 1, in thousandths; null where there is no such share. */
export function earnedShare(part: Figure, whole: Figure): number | null {
	if (!isMoney(part) || !isMoney(whole) || signOf(whole) <= 0) return null;
	const minor = (amount: string): bigint => BigInt(shiftPoint(amount, 4));
	const steps = Number((minor(part.amount) * STEPS) / minor(whole.amount));
	return Math.min(1, Math.max(0, steps / Number(STEPS)));
}

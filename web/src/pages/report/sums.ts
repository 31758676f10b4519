/*
 * What the entries of a report add up to, by currency. Exact: amounts are decimal texts and are added as
 * integers of their smallest unit.
 */
import { isMoney, shiftPoint } from "../../format";
import type { Entry, Figure, Money } from "../../types";

export interface Sum {
	currency: string;
	/** null: not all effects are available. */
	revenue: Money | null;
	profit: Money | null;
}

export interface Sums {
	sums: Sum[];
	/** Entries that lack an effect. */
	without: { revenue: number; profit: number };
}

const PLACES = 4; /* no currency has more decimals */

class Total {
	private parts = new Map<string, bigint>();
	private decimals = new Map<string, number>();
	missing = 0;

	add(figure: Figure): void {
		if (!isMoney(figure)) {
			this.missing++;
			return;
		}
		const { amount, currency } = figure;
		this.parts.set(currency, (this.parts.get(currency) ?? 0n) + BigInt(shiftPoint(amount, PLACES)));
		this.decimals.set(currency, (amount.split(".")[1] ?? "").length);
	}

	currencies = (): string[] => [...this.parts.keys()];

	of(currency: string): Money | null {
		const sum = this.parts.get(currency);
		if (sum === undefined || this.missing > 0) return null;
		const plain = shiftPoint(sum.toString(), -PLACES);
		const [whole = "", part = ""] = plain.split(".");
		const places = this.decimals.get(currency) ?? 0;
		return { amount: places > 0 ? `${whole}.${part.padEnd(places, "0")}` : whole, currency };
	}
}

export function sumsOf(entries: Entry[]): Sums {
	const revenue = new Total();
	const profit = new Total();
	for (const { effect } of entries) {
		revenue.add(effect.revenue);
		profit.add(effect.profit);
	}
	const currencies = [...new Set([...revenue.currencies(), ...profit.currencies()])].sort();
	return {
		sums: currencies.map((currency) => ({
			currency,
			revenue: revenue.of(currency),
			profit: profit.of(currency),
		})),
		without: { revenue: revenue.missing, profit: profit.missing },
	};
}

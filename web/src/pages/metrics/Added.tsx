/*
 * What a total adds up, contract by contract, where the formula over the sums of its inputs does not give it.
 */
import { formatCount } from "../../format";
import { setQuery } from "../../router";
import { Button } from "../../ui/Button";
import { Link } from "../../ui/Link";
import { amountText } from "./Inputs";
import type { AddedPart } from "./types";

interface Props {
	parts: AddedPart[];
	total: number;
	/** "money" or "hours" */
	unit: string;
	/** All were asked for. */
	all: boolean;
	/** Where a contract tells its own figure. */
	href: (scope: string) => string;
}

/* Metrics of people are linear: parts are contracts. */
export function Added({ parts, total, unit, all, href }: Props) {
	const [first] = parts;
	if (!first) return null;
	const quotient = first.amount === null;
	const left = total - parts.length;
	return (
		<section class="why-input">
			<h3>
				<span>Added up</span>
			</h3>
			<p class="faint small">
				{quotient
					? "The figure is the sum of all numerators divided by the sum of all denominators."
					: "The figure is the sum of these amounts, each of them made by the formula on its own."}
			</p>
			<table class="table why-rows" aria-label="Added up">
				<thead>
					<tr>
						<th scope="col">Of</th>
						<th scope="col" class="n">
							{quotient ? "Numerator" : "Amount"}
						</th>
						{quotient && (
							<th scope="col" class="n">
								Denominator
							</th>
						)}
					</tr>
				</thead>
				<tbody>
					{parts.map(({ scope, amount, numerator, denominator }) => (
						<tr key={scope}>
							<td>
								<Link class="named" href={href(scope)}>
									{scope.slice(scope.indexOf(":") + 1)}
								</Link>
							</td>
							<td class="n">{amountText(amount ?? numerator, unit)}</td>
							{quotient && <td class="n">{amountText(denominator, unit)}</td>}
						</tr>
					))}
				</tbody>
			</table>
			{left > 0 &&
				(all ? (
					<p class="small faint">{formatCount(left)} more are not shown here.</p>
				) : (
					<Button look="plain" onClick={() => setQuery({ rows: "all" })}>
						Show {formatCount(left)} more
					</Button>
				))}
		</section>
	);
}

/*
 * Lifetime value of an account, a strip for each currency: what its customer contracts come to, what of it
 * is earned, what remains, and which of them are left out.
 */
import { Fragment } from "preact";
import { formatDate, formatMoney, formatShare, isMoney, naSentence, naWords } from "../../format";
import type { AccountDetail, Figure, LifetimeValue } from "../../types";
import { Bar } from "../../ui/Bar";
import { Figures, type Shown } from "../../ui/Figures";
import { Link } from "../../ui/Link";
import { Notice } from "../../ui/Notice";
import { contractPath } from "../contracts/columns";
import { earnedShare } from "./share";

const whole = (figure: Figure) =>
	isMoney(figure) ? formatMoney(figure, { digits: "whole" }) : <span class="na">n/a</span>;

const title = (figure: Figure): string => (isMoney(figure) ? formatMoney(figure) : naSentence(figure.na));

const under = (figure: Figure, words: string): string =>
	isMoney(figure) ? `${formatMoney(figure, { digits: "whole" })} ${words}` : `${words} n/a, ${naWords(figure.na)}`;

function figuresOf({ currency, contracts, total, earned, remaining }: LifetimeValue, day: string): Shown[] {
	const share = earnedShare(earned.revenue, total.revenue);
	return [
		{
			label: "Revenue, whole terms",
			value: whole(total.revenue),
			title: title(total.revenue),
			detail: `${contracts} customer contract${contracts === 1 ? "" : "s"} in ${currency}`,
		},
		{
			label: `Earned before ${formatDate(day)}`,
			value: whole(earned.revenue),
			title: title(earned.revenue),
			detail:
				share === null ? (
					"\u00a0"
				) : (
					<span class="earned">
						<Bar done={share} width={72} />
						{formatShare(String(share))} of it
					</span>
				),
		},
		{
			label: "Remaining",
			value: whole(remaining.revenue),
			title: title(remaining.revenue),
			detail: `from ${formatDate(day)} on`,
		},
		{
			label: "Profit, whole terms",
			value: whole(total.profit),
			title: title(total.profit),
			detail: under(earned.profit, "earned"),
		},
		{
			label: "Profit, remaining",
			value: whole(remaining.profit),
			title: title(remaining.profit),
			detail: isMoney(remaining.profit) ? `from ${formatDate(day)} on` : naWords(remaining.profit.na),
		},
	];
}

export function Values({ account, stale }: { account: AccountDetail; stale: boolean }) {
	return (
		<>
			{account.values.map((value) => (
				<Fragment key={value.currency}>
					<Figures figures={figuresOf(value, account.as_of)} stale={stale} />
					{value.left_out.length > 0 && (
						<Notice tone="warn">
							Left out, since their revenue is not available:{" "}
							{value.left_out.map((key, i) => (
								<Fragment key={key}>
									{i > 0 && ", "}
									<Link class="named" href={contractPath(key)}>
										{key}
									</Link>
								</Fragment>
							))}
							.
						</Notice>
					)}
				</Fragment>
			))}
		</>
	);
}

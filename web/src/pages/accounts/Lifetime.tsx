/*
 * What an account's contracts come to, in one line of a table: how many, and by currency what is earned of
 * the whole. Rows ask for it when they come into sight and stay there.
 */
import { useEffect, useState } from "preact/hooks";
import { apiPath, apiUrl, peek, useApi } from "../../api";
import { formatCompact, formatCount, formatMoney, isMoney, naSentence, UNSET } from "../../format";
import type { AccountDetail, ContractList, Figure, LifetimeValue } from "../../types";
import { Bar } from "../../ui/Bar";
import { earnedShare } from "./share";

const REST = 120; /* ms: rows that only pass by ask for nothing */

/** `path` once the row has stayed in sight, or at once where the answer is known. */
function useCalm(path: string, params: Record<string, string | number | null>): string | null {
	const [calm, setCalm] = useState(() => peek(apiUrl(path, params)) !== undefined);
	useEffect(() => {
		const timer = window.setTimeout(() => setCalm(true), REST);
		return () => clearTimeout(timer);
	}, []);
	return calm ? path : null;
}

const Waiting = () => <span class="bone short" />;

export function ContractCount({ account }: { account: string }) {
	const params = { account, limit: 1, fields: "status" };
	const { data } = useApi<ContractList>(useCalm("/contracts", params), params);
	if (!data) return <Waiting />;
	return data.total > 0 ? <>{formatCount(data.total)}</> : <span class="unset">{UNSET}</span>;
}

interface LineProps {
	account: string;
	asOf: string | null;
}

function useValues({ account, asOf }: LineProps): LifetimeValue[] | null {
	const params = { as_of: asOf };
	const { data } = useApi<AccountDetail>(useCalm(apiPath`/accounts/${account}`, params), params);
	return data?.values ?? null;
}

function Compact({ figure }: { figure: Figure }) {
	if (!isMoney(figure))
		return (
			<span class="na" title={naSentence(figure.na)}>
				n/a
			</span>
		);
	return <span title={formatMoney(figure)}>{formatCompact(figure)}</span>;
}

/** Revenue of the whole terms, with a bar of what is earned of it. */
export function Revenue(props: LineProps) {
	const values = useValues(props);
	if (!values) return <Waiting />;
	if (values.length === 0) return <span class="unset">{UNSET}</span>;
	return (
		<div class="lifetime">
			{values.map(({ currency, total, earned, left_out }) => (
				<div key={currency} class="lifetime-line">
					{left_out.length > 0 && (
						<small title={`Left out, since not available: ${left_out.join(", ")}`}>
							{formatCount(left_out.length)} left out
						</small>
					)}
					<Bar
						done={earnedShare(earned.revenue, total.revenue)}
						width={96}
						label={`${formatEarned(earned.revenue)} earned`}
					/>
					<Compact figure={total.revenue} />
				</div>
			))}
		</div>
	);
}

const formatEarned = (figure: Figure): string => (isMoney(figure) ? formatMoney(figure) : "n/a");

export function Profit(props: LineProps) {
	const values = useValues(props);
	if (!values) return <Waiting />;
	if (values.length === 0) return <span class="unset">{UNSET}</span>;
	return (
		<div class="lifetime">
			{values.map(({ currency, total }) => (
				<div key={currency}>
					<Compact figure={total.profit} />
				</div>
			))}
		</div>
	);
}

/*
 * What will be recorded, read back as one would say it. Nothing is calculated here: what the contract earns
 * is shown when it is recorded.
 */
import type { Fields } from "../../fields";
import {
	daysBetween,
	fieldLabel,
	formatCount,
	formatDate,
	formatMoney,
	formatTerm,
	formatValue,
	sentence,
	UNSET,
} from "../../format";
import type { Field, NewContract } from "../../types";

interface Props {
	request: NewContract;
	fields: Fields;
}

const shown = (field: Field | undefined, name: string, value: string, currency: string): string => {
	if (field?.type !== "money") return formatValue(field ?? name, value);
	const money = { amount: value, currency };
	return currency.length === 3 ? formatMoney(money, { digits: "trim" }) : formatMoney(money, { sign: false });
};

export function Echo({ request, fields }: Props) {
	const { key, name, account, currency, kind, changes } = request;
	const valueOf = (field: string) => changes.find((change) => change.field === field)?.value ?? null;
	const from = valueOf("starts_on");
	const to = valueOf("ends_on");
	const rest = changes.filter(({ field }) => !["starts_on", "ends_on", "value_basis"].includes(field));
	const effective = request.effective_on ?? from;
	const lines: [string, string][] = [
		["Contract", [key, name].filter(Boolean).join(", ") || UNSET],
		[kind === "vendor" ? "Vendor" : "Customer", account || UNSET],
		["Term", formatTerm(from, to) + (from && to && to > from ? `, ${formatCount(daysBetween(from, to))} days` : "")],
		...rest.map(({ field, value }): [string, string] => {
			const kindOf = fields.byName.get(field);
			const unit = kindOf?.unit ? ` ${kindOf.unit}` : "";
			return [sentence(fieldLabel(field)), shown(kindOf, field, value ?? "", currency) + unit];
		}),
		["Holds from", effective ? formatDate(effective) : UNSET],
		["Known", request.known_at ? `since ${formatDate(request.known_at)}` : "from now on"],
	];
	return (
		<aside class="echo-sheet" aria-label="As it will be recorded">
			<h2>As it will be recorded</h2>
			<dl>
				{lines.map(([label, value]) => (
					<div key={label}>
						<dt>{label}</dt>
						<dd class={value === UNSET ? "unset" : undefined}>{value}</dd>
					</div>
				))}
			</dl>
			<p class="hint">What it earns stands on its page once it is recorded. Terms change by amendments.</p>
		</aside>
	);
}

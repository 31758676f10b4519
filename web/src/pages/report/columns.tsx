/*
 * The columns of the history report, as the command line has them.
 */
import {
	fieldLabel,
	formatCount,
	formatMoney,
	formatValue,
	isMoney,
	UNSET,
} from "../../format";
import type { Fields } from "../../fields";
import type { Entry, FieldChange } from "../../types";
import { Amount, Day, Difference, Instant } from "../../ui/Amount";
import { RowLink } from "../../ui/RowLink";
import { Mark } from "../../ui/Status";
import type { Column } from "../../ui/table";
import { contractPath } from "../contracts/columns";
import type { Sums } from "./sums";

/* To the entry, on the page of its contract. */
const entryPath = ({ contract, number }: Entry): string =>
	`${contractPath(contract)}#revision-${number}`;

const MANY = 4;

/* Figures and days are not broken; long texts are. */
const lineOf = (text: string): string => (text.length <= 24 ? "nowrap" : "why");

/** One line for each changed field: "direct labour  60 % → 70 %"; many first values run on. */
export function Changes({ changes, fields }: { changes: FieldChange[]; fields: Fields }) {
	if (changes.length === 0) return <span class="faint">no value changes</span>;
	const runsOn = changes.length > MANY && changes.every(({ old }) => old === null);
	return (
		<ul class={"change-list" + (runsOn ? " runs-on" : "")}>
			{changes.map(({ field, old, new: now }) => {
				const kind = fields.byName.get(field) ?? field;
				const text = (value: FieldChange["old"]) => formatValue(kind, value, { digits: "trim" });
				return (
					<li key={field}>
						<span class="soft">{fieldLabel(field)}</span>{" "}
						{old !== null && (
							<>
								<span class={lineOf(text(old))}>{text(old)}</span> <span class="faint">→</span>{" "}
							</>
						)}
						<b class={lineOf(text(now))}>{now === null ? "cleared" : text(now)}</b>
					</li>
				);
			})}
		</ul>
	);
}

const isRetraction = (entry: Entry): boolean => entry.kind === "retraction";

function What({ entry, fields }: { entry: Entry; fields: Fields }) {
	return (
		<>
			{isRetraction(entry) && (
				<div class="retracts">
					<Mark tone="open" /> takes back no. {entry.target}
				</div>
			)}
			<Changes changes={entry.changes} fields={fields} />
		</>
	);
}

function Why({ entry }: { entry: Entry }) {
	const { reason, source, change_order } = entry;
	const more = [change_order && `change order ${change_order}`, source && `from ${source}`].filter(Boolean);
	if (!reason && more.length === 0) return <span class="unset">{UNSET}</span>;
	return (
		<div class="why">
			{reason}
			{more.length > 0 && <small>{more.join(" · ")}</small>}
		</div>
	);
}

function SumCell({ sums, side }: { sums: Sums; side: "revenue" | "profit" }) {
	return (
		<>
			{sums.sums.map((sum) => (
				<div key={sum.currency}>
					{sum[side] ? (
						<Amount figure={sum[side]} />
					) : (
						<span class="na" title={withoutWords(sums.without[side], side)}>
							n/a
						</span>
					)}
				</div>
			))}
		</>
	);
}

export const withoutWords = (count: number, side: string): string =>
	`Not added up: the effect on ${side} of ${formatCount(count)} ` +
	`${count === 1 ? "entry is" : "entries are"} not available.`;

/** `sums` only where they mean something: of one contract or account, with all entries here. */
export const reportColumns = (fields: Fields, sums: Sums | null, phone: boolean): Column<Entry>[] => [
	{
		id: "effective_on",
		header: "Effective",
		width: "6.6rem",
		cell: (entry) => (
			<span class="nowrap">
				<Day date={entry.effective_on} />
			</span>
		),
	},
	{
		id: "contract",
		header: "Contract",
		width: "11rem",
		phone: true,
		cell: (entry) => <RowLink href={entryPath(entry)}>{entry.contract}</RowLink>,
		phoneCell: (entry) => (
			<>
				<RowLink href={entryPath(entry)}>{entry.contract}</RowLink>
				<small>
					<Day date={entry.effective_on} /> · no. {entry.number}
				</small>
				<div class="small">
					<What entry={entry} fields={fields} />
				</div>
			</>
		),
		foot: sums ? "Sum" : undefined,
	},
	{ id: "number", header: "No.", numeric: true, width: "2.8rem", cell: (entry) => entry.number },
	{ id: "changes", header: "Change", cell: (entry) => <What entry={entry} fields={fields} /> },
	{
		id: "revenue",
		header: "Effect on revenue",
		numeric: true,
		width: "9.4rem",
		phone: true,
		cell: (entry) => <Difference figure={entry.effect.revenue} short />,
		phoneCell: (entry) => (
			<>
				<Difference figure={entry.effect.revenue} short room={18} />
				<small class="phone-profit">
					profit{" "}
					{isMoney(entry.effect.profit) ? formatMoney(entry.effect.profit, { plus: true }) : "n/a"}
				</small>
			</>
		),
		foot: sums ? (
			<>
				<SumCell sums={sums} side="revenue" />
				{phone && (
					<small>
						profit <SumCell sums={sums} side="profit" />
					</small>
				)}
			</>
		) : undefined,
	},
	{
		id: "profit",
		header: "Effect on profit",
		numeric: true,
		width: "9rem",
		from: 800,
		cell: (entry) => <Difference figure={entry.effect.profit} short />,
		foot: sums ? <SumCell sums={sums} side="profit" /> : undefined,
	},
	{
		id: "known_at",
		header: "Known",
		unit: "signed",
		width: "8rem",
		from: 1000,
		cell: (entry) => (
			<>
				<span
					class={"nowrap" + (isLate(entry) ? " warn" : "")}
					title={isLate(entry) ? LATE : undefined}
				>
					<Instant at={entry.known_at} />
					{isLate(entry) && (
						<>
							{" "}
							<Mark tone="warn" />
							<span class="sr"> {LATE}</span>
						</>
					)}
				</span>
				{entry.signed_on && (
					<small class="nowrap">
						signed <Day date={entry.signed_on} />
					</small>
				)}
			</>
		),
	},
	{
		id: "recorded_at",
		header: "Recorded",
		unit: "by",
		width: "7.6rem",
		from: 1150,
		cell: (entry) => (
			<>
				<span class="nowrap">
					<Instant at={entry.recorded_at} />
				</span>
				<small>by {entry.recorded_by}</small>
			</>
		),
	},
	{ id: "reason", header: "Why", width: "15rem", from: 1300, cell: (entry) => <Why entry={entry} /> },
];

const LATE = "Known only after it took effect";

const isLate = (entry: Entry): boolean =>
	(entry.signed_on ?? entry.known_at.slice(0, 10)) > entry.effective_on;

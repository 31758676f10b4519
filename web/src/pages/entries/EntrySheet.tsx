/*
 * One entry with all of its versions, newest first: what it said when, and the file and line that said so.
 */
import { apiPath, useApi } from "../../api";
import {
	formatCount,
	formatDate,
	formatHoursFully,
	formatInstantFully,
	formatMoney,
	sentence,
	UNSET,
} from "../../format";
import { currentQuery, pathTo, queryText, setQuery, useQuery } from "../../router";
import type { EntryVersion } from "../../types";
import { Instant } from "../../ui/Amount";
import { Dialog } from "../../ui/Dialog";
import { Link } from "../../ui/Link";
import { Empty, ErrorPanel, Skeleton } from "../../ui/States";
import { Mark } from "../../ui/Status";

/** The page that is shown, with this entry open. */
export const entryQuery = (source: string, id: string): string =>
	location.pathname + queryText({ ...currentQuery(), source_of: source, entry: id });

const close = (): void => setQuery({ source_of: null, entry: null });

type Facet = [label: string, of: (version: EntryVersion) => string | null];

const money = (amount: string | null, currency: string | null): string | null =>
	amount === null ? null : formatMoney({ amount, currency: currency ?? "" });

const FACETS: Facet[] = [
	["Work day", ({ work_date }) => formatDate(work_date)],
	["Hours", ({ seconds }) => formatHoursFully(seconds)],
	["Began", ({ start }) => start],
	["Start to end", ({ span }) => (span === null ? null : formatHoursFully(span))],
	["Contract", ({ contract }) => contract],
	["Task", ({ task }) => task],
	["Resource", ({ resource }) => resource],
	["Role", ({ role }) => role],
	["Billable", ({ billable }) => (billable ? "yes" : "no")],
	["Approval", ({ approval }) => approval],
	["Category", ({ category }) => category],
	["Bill amount", ({ bill_amount, currency }) => money(bill_amount, currency)],
	["Cost", ({ cost, currency }) => money(cost, currency)],
	["Note", ({ note }) => note],
];

function From({ version }: { version: EntryVersion }) {
	const { file, line, source } = version;
	if (!file) return <>written by hand, or through the API, as {source}</>;
	return (
		<>
			{file}
			{line !== null && `, line ${formatCount(line)}`}
		</>
	);
}

interface VersionProps {
	version: EntryVersion;
	/** The version that this one replaced. */
	before: EntryVersion | undefined;
	ofMany: boolean;
}

function Version({ version, before, ofMany }: VersionProps) {
	const { known_at, known_until, part, contract } = version;
	const shown = FACETS.map(([label, of]) => {
		const now = of(version);
		const old = before ? of(before) : now;
		return { label, now, old };
	}).filter(({ now, old }) => now !== null || old !== null);
	return (
		<article class="version">
			<h3>
				<Mark tone={known_until ? "idle" : "good"} />{" "}
				{known_until ? (
					<>
						Known <Instant at={known_at} /> to{" "}
						<span title={formatInstantFully(known_until)}>
							<Instant at={known_until} />
						</span>
					</>
				) : (
					<>
						Holds, known since <Instant at={known_at} />
					</>
				)}
				{ofMany && <span class="soft"> · part {part + 1}</span>}
			</h3>
			<p class="soft small">
				<From version={version} />
			</p>
			<dl class="details">
				{shown.map(({ label, now, old }) => (
					<div key={label} class={old === now ? undefined : "changed"}>
						<dt>{label}</dt>
						<dd>
							{label === "Contract" && contract ? (
								<Link href={pathTo("/contracts/{key}", { key: contract })}>
									{contract}
								</Link>
							) : (
								(now ?? UNSET)
							)}
							{old !== now && <small class="was"> was {old ?? UNSET}</small>}
						</dd>
					</div>
				))}
			</dl>
		</article>
	);
}

function Versions({ versions }: { versions: EntryVersion[] }) {
	const parts = new Set(versions.map(({ part }) => part));
	const newest = [...versions].sort(
		(a, b) => b.known_at.localeCompare(a.known_at) || a.part - b.part,
	);
	const before = (version: EntryVersion): EntryVersion | undefined =>
		newest.find((other) => other.part === version.part && other.known_at < version.known_at);
	const isGone = versions.every(({ known_until }) => known_until !== null);
	return (
		<>
			{isGone && (
				<p class="warn">
					<Mark tone="warn" /> It is deleted: no version of it holds any more.
				</p>
			)}
			{newest.map((version) => (
				<Version
					key={version.part + version.known_at}
					version={version}
					before={before(version)}
					ofMany={parts.size > 1}
				/>
			))}
		</>
	);
}

function Sheet({ source, id }: { source: string; id: string }) {
	const path = apiPath`/entries/${source}/${id}`;
	const { data, error, reload } = useApi<{ versions: EntryVersion[] }>(path);
	return (
		<Dialog title={sentence(`${source} entry`)} look="sheet" onClose={close}>
			<p class="entry-id soft">{id}</p>
			{error &&
				(error.status === 404 ? (
					<Empty title="There is no such entry" />
				) : (
					<ErrorPanel problem={error} what="The entry could not be read" retry={reload} />
				))}
			{!data && !error && <Skeleton widths={[60, 100, 100, 80]} />}
			{data && <Versions versions={data.versions} />}
		</Dialog>
	);
}

/** Open where the address names an entry. */
export function EntrySheet() {
	const { source_of, entry } = useQuery();
	if (!source_of || !entry) return null;
	return <Sheet key={source_of + "\n" + entry} source={source_of} id={entry} />;
}

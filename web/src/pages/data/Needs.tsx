/*
 * What needs the reader, most hours first: names to link, rows to mend, sources that went silent, sources
 * that disagree.
 */
import type { ComponentChildren } from "preact";
import { useApi } from "../../api";
import { formatDate, many, sentence, today } from "../../format";
import { queryText } from "../../router";
import type { DiscrepancyList, Source, WaitingGroup } from "../../types";
import { Link } from "../../ui/Link";
import { Mark } from "../../ui/Status";
import { amountOf, canLink, discrepancyWords, freshness, kindOf, nameOf } from "./words";

const NAMED = 3; /* groups with a line of their own */

interface Need {
	id: string;
	words: ComponentChildren;
	stake: string;
	href: string;
	action: string;
}

function groupNeed(group: WaitingGroup): Need {
	const { first_id, source, subject } = group;
	const links = canLink(group);
	return {
		id: "group-" + first_id,
		words: links ? (
			<>
				<b>{nameOf(group)}</b> is a {subject} of {source} that nobody has linked yet.
			</>
		) : (
			<>
				<b>{kindOf(group).title}</b> in {source}: {nameOf(group)}.
			</>
		),
		stake: amountOf(group),
		href: "/data/quarantine" + queryText({ [links ? "link" : "rows"]: first_id }),
		action: links ? "Link" : "Look",
	};
}

function waitingNeeds(groups: WaitingGroup[]): Need[] {
	const sorted = [...groups].sort((a, b) => b.seconds - a.seconds || b.rows - a.rows);
	const rest = sorted.slice(NAMED);
	const needs = sorted.slice(0, NAMED).map(groupNeed);
	if (rest.length === 0) return needs;
	const rows = rest.reduce((sum, group) => sum + group.rows, 0);
	const seconds = rest.reduce((sum, group) => sum + group.seconds, 0);
	needs.push({
		id: "rest",
		words: <>{many(rest.length, "other group")} of rows that wait.</>,
		stake: amountOf({ rows, seconds }),
		href: "/data/quarantine",
		action: "Look",
	});
	return needs;
}

function staleNeeds(sources: Source[]): Need[] {
	const day = today();
	return sources
		.filter((source) => freshness(source, day).stale)
		.map((source) => ({
			id: "stale-" + source.name,
			words: (
				<>
					<b>{source.name}</b>{" "}
					{source.newest_day ? "has no hours after" : "was last imported on"}{" "}
					{formatDate(source.newest_day ?? source.last_at?.slice(0, 10) ?? null)}.
				</>
			),
			stake: many(freshness(source, day).days ?? 0, "day"),
			href: "/imports" + queryText({ source: source.name }),
			action: "Import",
		}));
}

const disagreements = ({ counts }: DiscrepancyList): Need[] =>
	Object.entries(counts)
		.filter(([, count]) => count > 0)
		.map(([kind, count]) => ({
			id: kind,
			words: <>{sentence(discrepancyWords(kind))}.</>,
			stake: many(count, "time"),
			href: "/data/discrepancies" + queryText({ kind }),
			action: "Compare",
		}));

export function Needs({ sources }: { sources: Source[] }) {
	const groups = useApi<{ groups: WaitingGroup[] }>("/quarantine/groups").data?.groups ?? [];
	const found = useApi<DiscrepancyList>("/discrepancies").data;
	const needs = [
		...waitingNeeds(groups),
		...staleNeeds(sources),
		...(found ? disagreements(found) : []),
	];
	if (needs.length === 0) return null;
	return (
		<>
			<div class="section-head">
				<h2>Needs you</h2>
			</div>
			<ul class="needs">
				{needs.map(({ id, words, stake, href, action }) => (
					<li key={id}>
						<Mark tone="warn" />
						<span>{words}</span>
						<span class="stake">{stake}</span>
						<Link href={href} class="plain">
							{action}
						</Link>
					</li>
				))}
			</ul>
		</>
	);
}

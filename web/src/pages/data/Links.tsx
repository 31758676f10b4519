/*
 * What the names of sources mean here: every link, added and removed.
 */
import { apiPath, given, send, useApi } from "../../api";
import { formatCount, formatTerm, sentence } from "../../format";
import { useKeys } from "../../keyboard";
import { changed } from "../../live";
import { pathTo, setQuery, useQuery } from "../../router";
import type { LinkRequest, SourceLink } from "../../types";
import { Instant } from "../../ui/Amount";
import { Button } from "../../ui/Button";
import { ChipToggle, Tools } from "../../ui/Chip";
import { DataTable } from "../../ui/DataTable";
import { Link } from "../../ui/Link";
import { notify } from "../../ui/Notice";
import { Empty, ErrorPanel, Skeleton } from "../../ui/States";
import type { Column } from "../../ui/table";
import { asProblem } from "../shared/problems";
import { DataPage } from "./DataPage";
import { emptyDraft, meaningOf } from "./linkDraft";
import { LinkForm } from "./LinkForm";

const openForm = (on: boolean): void => setQuery({ add: on ? "1" : null });

async function tried(run: () => Promise<unknown>): Promise<boolean> {
	try {
		await run();
		changed("link");
		return true;
	} catch (error) {
		notify({ text: sentence(asProblem(error).detail), tone: "bad" });
		return false;
	}
}

const requestOf = (link: SourceLink): LinkRequest => {
	const { subject, name, source, within, from, to, target, contract, task, resource } = link;
	return {
		subject,
		name,
		exact: !link.pattern,
		source,
		within,
		from,
		to,
		target,
		contract,
		task,
		resource,
	};
};

async function remove(link: SourceLink): Promise<void> {
	if (!(await tried(() => send("DELETE", apiPath`/links/${link.id ?? ""}`)))) return;
	notify({
		text: `“${link.name}” is linked no more; what it has released stays.`,
		tone: "idle",
		action: {
			label: "Undo",
			run: async () => {
				await tried(() => send("POST", "/links", given(requestOf(link))));
			},
		},
	});
}

function Meaning({ link }: { link: SourceLink }) {
	if (!link.contract) return <>{sentence(meaningOf(link))}</>;
	return (
		<Link href={pathTo("/contracts/{key}", { key: link.contract })} class="named">
			{sentence(meaningOf(link))}
		</Link>
	);
}

const COLUMNS: Column<SourceLink>[] = [
	{
		id: "name",
		header: "Name",
		phone: true,
		cell: (link) => (
			<div class="two-lines">
				<b>{link.name}</b>
				<small>
					{link.subject}
					{link.within && ` of ${link.within}`}
					{link.pattern && " · a pattern"}
				</small>
			</div>
		),
	},
	{
		id: "means",
		header: "Means",
		width: "20rem",
		phone: true,
		cell: (link) => <Meaning link={link} />,
	},
	{
		id: "source",
		header: "Source",
		width: "9rem",
		cell: ({ source }) => source ?? <span class="soft">all</span>,
	},
	{
		id: "days",
		header: "Work days",
		width: "15rem",
		cell: ({ from, to }) => (from || to ? formatTerm(from, to) : <span class="soft">all</span>),
	},
	{
		id: "added",
		header: "Added",
		width: "12rem",
		cell: ({ created_at, created_by, removed_at, removed_by }) => (
			<div class="two-lines">
				<Instant at={created_at} /> by {created_by}
				{removed_at && (
					<small>
						removed <Instant at={removed_at} /> by {removed_by}
					</small>
				)}
			</div>
		),
	},
	{
		id: "remove",
		header: "Remove",
		plain: true,
		numeric: true,
		width: "5.5rem",
		cell: (link) =>
			link.removed_at ? null : (
				<Button look="plain" onClick={() => void remove(link)}>
					Remove<span class="sr"> {link.name}</span>
				</Button>
			),
	},
];

export function Links() {
	const { removed, add } = useQuery();
	const all = removed === "1";
	const { data, error, stale, reload } = useApi<{ links: SourceLink[] }>("/links", {
		removed: all,
	});
	const links = data?.links;
	useKeys("Links", [{ key: "a", does: "Add a link", run: () => openForm(true) }]);
	return (
		<DataPage
			title="Links"
			meta="What the names of sources mean here. Entries that a link has released stay when it goes."
			actions={
				<Button look="main" onClick={() => openForm(add !== "1")}>
					Add a link
				</Button>
			}
		>
			{add === "1" && (
				<LinkForm first={emptyDraft("project")} open onClose={() => openForm(false)} />
			)}
			{error && (
				<ErrorPanel problem={error} what="The links could not be read" retry={reload} />
			)}
			{!links && !error && <Skeleton widths={[100, 100, 100]} />}
			{links && (
				<Tools>
					<h2>
						{formatCount(links.length)} {links.length === 1 ? "link" : "links"}
					</h2>
					<ChipToggle
						on={all}
						onChange={(on) => setQuery({ removed: on ? "1" : null }, { push: true })}
					>
						Also removed
					</ChipToggle>
				</Tools>
			)}
			{links?.length === 0 && (
				<Empty
					title="No links yet"
					actions={<Button href="/data/quarantine">See what waits</Button>}
				>
					Names that are the key of a contract, a task or a resource need none. Others
					wait in quarantine until a link says what they are.
				</Empty>
			)}
			{links && links.length > 0 && (
				<DataTable
					label="Links"
					columns={COLUMNS}
					rows={links}
					rowKey={({ id }) => id ?? ""}
					rowClass={({ removed_at }) => (removed_at ? "undone" : undefined)}
					stale={stale}
				/>
			)}
		</DataPage>
	);
}

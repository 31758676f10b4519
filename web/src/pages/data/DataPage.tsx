/*
 * The frame of the pages of data: beneath the heading the line of pages that belong together.
 */
import type { ComponentChildren } from "preact";
import { useApi } from "../../api";
import { formatCount } from "../../format";
import { useAddress } from "../../router";
import type { Source } from "../../types";
import { Link } from "../../ui/Link";
import { Page, type Crumb } from "../../ui/Page";
import "../shared/shared.css";
import "./data.css";

const TABS: [path: string, name: string][] = [
	["/data", "Overview"],
	["/data/quarantine", "Quarantine"],
	["/data/links", "Links"],
	["/data/discrepancies", "Discrepancies"],
	["/data/facts", "Facts"],
	["/imports", "Imports"],
];

interface Props {
	title: string;
	/** Above a page beneath one of the line. */
	crumbs?: Crumb[];
	meta?: ComponentChildren;
	actions?: ComponentChildren;
	parameters?: [string, string][];
	children?: ComponentChildren;
}

const isHere = (path: string, tab: string): boolean =>
	path === tab || (tab !== "/data" && path.startsWith(tab + "/"));

export const useSources = () => useApi<{ sources: Source[] }>("/sources");

export const waitingRows = (sources: Source[]): number =>
	sources.reduce((sum, { waiting_rows }) => sum + waiting_rows, 0);

export const waitingSeconds = (sources: Source[]): number =>
	sources.reduce((sum, { waiting_seconds }) => sum + waiting_seconds, 0);

function DataTabs() {
	const { path } = useAddress();
	const waiting = waitingRows(useSources().data?.sources ?? []);
	return (
		<nav class="tabs" aria-label="Data">
			{TABS.map(([tab, name]) => (
				<Link
					key={tab}
					href={tab}
					aria-current={path === tab ? "page" : isHere(path, tab) ? "true" : undefined}
				>
					{name}
					{tab === "/data/quarantine" && waiting > 0 && (
						<span class="tab-count"> {formatCount(waiting)}</span>
					)}
				</Link>
			))}
		</nav>
	);
}

export function DataPage({ crumbs, children, ...rest }: Props) {
	return (
		<Page
			{...rest}
			crumbs={crumbs ?? (rest.title === "Data" ? [] : [{ label: "Data", href: "/data" }])}
		>
			<DataTabs />
			{children}
		</Page>
	);
}

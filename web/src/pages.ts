/*
 * The pages: one row each. Routing, the navigation, the keys and their help all come from here, so that
 * nothing leads to a page that is not there.
 */
import type { ComponentType } from "preact";
import { AmendContract, Contract } from "./pages/contract/Contract";
import { Account } from "./pages/accounts/Account";
import { Accounts } from "./pages/accounts/Accounts";
import { Contracts } from "./pages/contracts/Contracts";
import { Data } from "./pages/data/Data";
import { Discrepancies } from "./pages/data/Discrepancies";
import { FactKinds } from "./pages/data/FactKinds";
import { Facts } from "./pages/data/Facts";
import { Links } from "./pages/data/Links";
import { Quarantine } from "./pages/data/Quarantine";
import { Entries } from "./pages/entries/Entries";
import { Fields } from "./pages/fields/Fields";
import { Import } from "./pages/imports/Import";
import { Imports } from "./pages/imports/Imports";
import { NewContract } from "./pages/new-contract/NewContract";
import { Portfolio } from "./pages/portfolio/Portfolio";
import { Report } from "./pages/report/Report";
import { matchPath } from "./router";

export interface PageProps {
	params: Record<string, string>;
}

export interface PageRow {
	path: string; /* "/contracts/{key}" */
	name: string;
	component: ComponentType<PageProps>;
	/** Its name in the navigation; absent: it is not there. */
	nav?: string;
	/** Path of the page in the navigation that this one belongs to. */
	under?: string;
	/** Key that goes there. */
	key?: string;
	/** Shows the present only, whatever moment is chosen. */
	present?: true;
}

export const PAGES: PageRow[] = [
	{ path: "/portfolio", name: "Portfolio", component: Portfolio, nav: "Portfolio", key: "g p" },
	{ path: "/contracts", name: "Contracts", component: Contracts, nav: "Contracts", key: "g c" },
	{ path: "/contracts/{key}", name: "Contract", component: Contract, under: "/contracts" },
	{
		path: "/contracts/{key}/entries",
		name: "Time entries",
		component: Entries,
		under: "/contracts",
	},
	{
		path: "/contracts/{key}/amend",
		name: "Amend",
		component: AmendContract,
		under: "/contracts",
	},
	{
		path: "/contracts/new",
		name: "New contract",
		component: NewContract,
		under: "/contracts",
		key: "n",
		present: true,
	},
	{
		path: "/report",
		name: "History report",
		component: Report,
		nav: "History report",
		key: "g h",
	},
	{ path: "/accounts", name: "Accounts", component: Accounts, nav: "Accounts", key: "g a" },
	{ path: "/accounts/{name}", name: "Account", component: Account, under: "/accounts" },
	{ path: "/data", name: "Data", component: Data, nav: "Data", key: "g d", present: true },
	{
		path: "/data/quarantine",
		name: "Quarantine",
		component: Quarantine,
		under: "/data",
		key: "g q",
		present: true,
	},
	{
		path: "/data/links",
		name: "Links",
		component: Links,
		under: "/data",
		key: "g l",
		present: true,
	},
	{
		path: "/data/discrepancies",
		name: "Discrepancies",
		component: Discrepancies,
		under: "/data",
	},
	{ path: "/data/facts", name: "Facts", component: FactKinds, under: "/data", present: true },
	{ path: "/data/facts/{fact}", name: "Facts", component: Facts, under: "/data" },
	{
		path: "/imports",
		name: "Import",
		component: Imports,
		under: "/data",
		key: "g i",
		present: true,
	},
	{ path: "/imports/{id}", name: "Import", component: Import, under: "/data", present: true },
	{
		path: "/fields",
		name: "Fields",
		component: Fields,
		nav: "Fields",
		key: "g f",
		present: true,
	},
];

export interface Found {
	page: PageRow;
	params: Record<string, string>;
}

/** The page of a path as received. Rows without parameters come first: "/contracts/new" is no key. */
export function pageOf(path: string): Found | null {
	const rows = [...PAGES].sort(
		(a, b) => Number(a.path.includes("{")) - Number(b.path.includes("{")),
	);
	for (const page of rows) {
		const params = matchPath(page.path, path);
		if (params) return { page, params };
	}
	return null;
}

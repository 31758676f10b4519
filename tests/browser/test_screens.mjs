/*
 * Every page and main dialog, light and dark, wide and on a phone: axe has nothing to say, nothing scrolls sideways,
 * and each has its picture. The demo firm is what they show.
 */
import assert from "node:assert/strict";
import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PHONE, ROOT, WIDE, checkAccess, checkWidth, run, story, takeScreen } from "./harness.mjs";

/* What is shown: its name, its address, what its heading says, and what is then done. `picture`: a screen for
   docs/screens, `tall` px of it; `dark`: another one there. */
const SHOWN = [
	{
		name: "contracts",
		path: "/contracts?as_of=2026-06-30",
		heading: "Contracts",
		picture: true,
		tall: 1200,
	},
	{
		name: "contracts-found",
		path: "/contracts?q=harbour&sort=annual_value&order=desc",
		heading: "Contracts",
	},
	{ name: "contracts-none", path: "/contracts?q=nothing-of-the-kind", heading: "Contracts" },
	{
		name: "contract",
		path: "/contracts/HARBOUR-2009?as_of=2010-05-21",
		heading: "Facilities support",
		picture: true,
		dark: true,
	},
	{
		name: "contract-past",
		path: "/contracts/HARBOUR-2009?as_of=2009-10-01&known_at=2009-10-01",
		heading: "Facilities support",
	},
	{
		name: "contract-table",
		path: "/contracts/HARBOUR-2009?chart=periods&table=1&by=quarter&fields=all",
		heading: "Facilities support",
	},
	{
		name: "contract-cumulative",
		path: "/contracts/HARBOUR-2009?chart=cumulative",
		heading: "Facilities support",
	},
	{ name: "contract-events", path: "/contracts/HARBOUR-2009?chart=events", heading: "Facilities support" },
	{
		name: "contract-amend",
		path: "/contracts/HARBOUR-2009?as_of=2010-05-21&panel=amend",
		heading: "Facilities support",
		act: amend,
		picture: true,
	},
	{
		name: "contract-retract",
		path: "/contracts/HARBOUR-2009?panel=retract-3",
		heading: "Facilities support",
		act: previewed,
	},
	{
		name: "contract-known",
		path: "/contracts/HARBOUR-2009",
		heading: "Facilities support",
		act: press("See what was known on …", "Any other day"),
	},
	{
		name: "contract-documents",
		path: "/contracts/HARBOUR-2009",
		heading: "Facilities support",
		act: removeDocument,
	},
	{
		name: "contract-performance",
		path: "/contracts/ALDERBROOK-IT-2025?as_of=2026-06-30&period=2026-03",
		heading: "Branch network operations",
		picture: true,
		dark: true,
		tall: 1500,
	},
	{
		name: "contract-periods",
		path: "/contracts/ALDERBROOK-IT-2025?as_of=2026-06-30&period=term&each=quarter&drill=week",
		heading: "Branch network operations",
	},
	{
		name: "contract-deliverables",
		path: "/contracts/HARBOUR-EN-2025?as_of=2025-12-05&period=2025-11&drill=assignment",
		heading: "Refrigeration plant upgrade",
	},
	{
		name: "why",
		path: "/contracts/ALDERBROOK-IT-2025?as_of=2026-06-30&period=2026-03&why=delivery_margin&of=contract%3AALDERBROOK-IT-2025&in=2026-03&vs=2026-02",
		heading: "Branch network operations",
		act: explained,
		picture: true,
	},
	{
		name: "why-unavailable",
		path: "/contracts/HARBOUR-2009?why=burn&of=contract%3AHARBOUR-2009&in=2011-02",
		heading: "Facilities support",
		act: explained,
	},
	{
		name: "portfolio",
		path: "/portfolio?as_of=2026-06-30&period=2026-03",
		heading: "Portfolio",
		picture: true,
		dark: true,
		tall: 1100,
	},
	{ name: "portfolio-accounts", path: "/portfolio?period=2026-Q1&by=account", heading: "Portfolio" },
	{ name: "portfolio-none", path: "/portfolio?period=2026-03&q=nothing-of-the-kind", heading: "Portfolio" },
	{
		name: "people",
		path: "/portfolio?view=people&as_of=2026-06-30&period=2026-03",
		heading: "Portfolio",
		picture: true,
		tall: 1000,
	},
	{ name: "teams", path: "/portfolio?view=people&who=team&each=week&period=2026-03", heading: "Portfolio" },
	{ name: "contract-unavailable", path: "/contracts/TIDEWELL-FM-2025", heading: "" },
	{ name: "contract-missing", path: "/contracts/NOBODY", heading: "NOBODY" },
	{ name: "new-contract", path: "/contracts/new", heading: "New contract", picture: true },
	{
		name: "report",
		path: "/report?account=Harbour%20Foods",
		heading: "History report",
		picture: true,
		tall: 1000,
	},
	{ name: "report-all", path: "/report", heading: "History report" },
	{ name: "accounts", path: "/accounts", heading: "Accounts", picture: true },
	{
		name: "account",
		path: "/accounts/Harbour%20Foods?as_of=2026-06-30",
		heading: "Harbour Foods",
		picture: true,
	},
	{ name: "fields", path: "/fields", heading: "Fields", picture: true },
	{ name: "new-field", path: "/fields", heading: "Fields", act: press("Add field", "Choices", "choice") },
	{
		name: "account-edit",
		path: "/accounts/Harbour%20Foods",
		heading: "Harbour Foods",
		act: press("Edit", "Note"),
	},
	{ name: "import-undo", path: "/imports/{import}", heading: "", act: press("Undo", "Why") },
	{ name: "imports", path: "/imports", heading: "Import", picture: true },
	{ name: "import-preview", path: "/imports", heading: "Import", act: choose },
	{ name: "import", path: "/imports/{import}", heading: "", picture: true },
	{ name: "data", path: "/data", heading: "Data", picture: true, dark: true },
	{ name: "data-preview", path: "/data", heading: "Data", act: chooseHours, picture: true },
	{ name: "quarantine", path: "/data/quarantine", heading: "Quarantine", picture: true },
	{ name: "quarantine-link", path: "/data/quarantine?link={group}", heading: "Quarantine", picture: true },
	{ name: "quarantine-rows", path: "/data/quarantine?rows={group}", heading: "Quarantine" },
	{ name: "links", path: "/data/links?removed=1", heading: "Links", picture: true, tall: 900 },
	{ name: "link-add", path: "/data/links?add=1", heading: "Links" },
	{ name: "discrepancies", path: "/data/discrepancies", heading: "Discrepancies", picture: true, tall: 1200 },
	{ name: "facts", path: "/data/facts", heading: "Facts", picture: true },
	{ name: "recognitions", path: "/data/facts/recognition", heading: "Recognitions", tall: 1200 },
	{ name: "resources", path: "/data/facts/resource?versions=1", heading: "Resources" },
	{ name: "facts-missing", path: "/data/facts/nothing", heading: "Facts" },
	{ name: "entries", path: "{entries}", heading: "Time entries", picture: true, tall: 1000 },
	{ name: "entries-by-week", path: "{entries}?by=week&as_of=2026-06-30", heading: "Time entries" },
	{ name: "entries-none", path: "{entries}?resource=Resource+01&to=2000-01-01", heading: "Time entries" },
	{ name: "entry", path: "{entries}", heading: "Time entries", act: openEntry, picture: true },
	{ name: "help", path: "/contracts", heading: "Contracts", act: help },
	{ name: "moment", path: "/contracts", heading: "Contracts", act: moment },
	{ name: "not-found", path: "/nowhere", heading: "" },
];

/** Presses a button, after which an input called `label` is there. */
function press(button, label, type) {
	return async (page) => {
		await page.getByRole("button", { name: button, exact: true }).first().click();
		if (type) await page.getByLabel("Type").selectOption(type);
		await page.getByLabel(label).first().waitFor();
	};
}

/* A phone has what a row can do among its details. */
async function removeDocument(page) {
	const row = page.getByRole("row", { name: /scan\.txt/ });
	await row.waitFor();
	const details = row.getByRole("button", { name: "Details" });
	if ((await details.count()) > 0) await details.click();
	await press("Remove scan.txt", "Why is scan.txt removed?")(page);
}

const HOURS = `User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags,Amount (USD)
Resource 01,r1@example.com,,HARBOUR-2009,,Roof inspection,Yes,2010-03-01,08:00:00,2010-03-01,14:00:00,06:00:00,,0.00
Resource 02,r2@example.com,,HARBOUR-2009,,Walk-through,Yes,2010-03-02,08:00:00,2010-03-02,12:30:00,04:00:00,,0.00
Resource 01,r1@example.com,,Zephyr relaunch,,Kick-off,Yes,2010-03-03,08:00:00,2010-03-03,13:00:00,05:00:00,,0.00
`;

const LARGEST = 300 * 1024;

const BETWEEN = [1024, 800, 720]; /* px, between a desk and a phone */

async function previewed(page) {
	await page.locator(".preview-table").waitFor();
	await page.waitForFunction(() => !document.querySelector("[aria-busy=true]"));
}

async function explained(page) {
	await page.getByRole("dialog").getByText("In numbers").waitFor();
	await page.waitForFunction(() => !document.querySelector(".stale, .skeleton"));
}

async function amend(page) {
	await page
		.getByRole("dialog")
		.getByLabel(/^Annual value/)
		.first()
		.fill("140000");
	await previewed(page);
}

async function choose(page) {
	await page.locator("input[type=file]").first().setInputFiles(join(ROOT, "tests/data/import/usaspending.csv"));
	await page
		.getByRole("button", { name: /^Import/ })
		.first()
		.waitFor();
}

/* Hours of a tool, some of a project that nobody knows. */
async function chooseHours(page) {
	await page.locator("input[type=file]").first().setInputFiles({
		name: "toggl-2010-03.csv",
		mimeType: "text/csv",
		buffer: Buffer.from(HOURS),
	});
	await page
		.getByRole("button", { name: /^Import \d+ row/ })
		.first()
		.waitFor();
}

async function openEntry(page) {
	await page.getByRole("grid").locator("a[data-row-link]").first().click();
	await page.getByRole("dialog").getByText("known since").waitFor();
}

async function help(page) {
	await page.keyboard.press("?");
	await page.getByRole("dialog").waitFor();
}

async function moment(page) {
	await page.getByRole("button", { name: /^As of/ }).click();
	await page.getByLabel(/as of/i).first().waitFor();
}

/** The demo firm, with two imports, a document, and one that was removed. */
async function prepared(t) {
	const file = join(t.dir, "scan.txt");
	writeFileSync(file, "Agreed.\n");
	const { id: removed } = await t.json("document", "add", "HARBOUR-2009", file, "--name", "draft.txt");
	await t.pacta("document", "remove", "HARBOUR-2009", removed, "--reason", "superseded");
	await t.pacta("document", "add", "HARBOUR-2009", file);
	const { import: id } = await t.json("import", join(ROOT, "tests/data/import/fpds.csv"));
	const hours = join(t.dir, "toggl-2010-04.csv");
	writeFileSync(hours, HOURS.replaceAll("2010-03", "2010-04"));
	await t.pacta("import", hours);
	const { groups } = await t.json("quarantine", "list");
	const { groups: sums } = await t.json("sum", "--by", "contract");
	const most = sums.filter(({ contract }) => contract).sort((a, b) => b.seconds - a.seconds)[0];
	const places = {
		import: id,
		group: groups.find(({ subject }) => subject === "project").first_id,
		entries: `/contracts/${encodeURIComponent(most.contract)}/entries`,
	};
	return { server: await t.serve(), places };
}

for (const size of [WIDE, PHONE]) {
	story(`every page is accessible and fits ${size.width} px, light and dark`, async (t) => {
		const { server, places } = await prepared(t);
		const people = await t.people(server, { viewport: size });
		people.allow(/404/);
		const { page } = people;
		const failed = [];
		for (const { name, path, heading, act, picture, tall, dark } of SHOWN) {
			const attempt = async (what, check) => {
				try {
					await check(`${name} at ${size.width} px, ${what}`);
				} catch (error) {
					failed.push(`${name} at ${size.width} px, ${what}: ${error.message}`);
				}
			};
			await page.emulateMedia({ colorScheme: "light" });
			await attempt("when opened", async () => {
				await people.open(path.replace(/\{(\w+)\}/, (_, place) => places[place]), heading);
				await act?.(page);
			});
			if (picture)
				await attempt("as a picture", () => takePicture(page, `${name}-${size.width}`, tall));
			await attempt("light", (what) => checkAccess(page, what));
			await attempt("wide", (what) => checkWidth(page, what));
			await page.emulateMedia({ colorScheme: "dark" });
			if (dark)
				await attempt("as a dark picture", () => takePicture(page, `${name}-${size.width}-dark`));
			await attempt("dark", (what) => checkAccess(page, what));
			for (const width of size === WIDE ? BETWEEN : []) {
				await page.setViewportSize({ width, height: size.height });
				await attempt(`then at ${width} px`, async (what) => {
					await people.drawn();
					await checkWidth(page, what);
				});
			}
			await page.setViewportSize(size);
		}
		assert.equal(failed.length, 0, failed.join("\n"));
	});
}

async function takePicture(page, name, tall) {
	const file = await takeScreen(page, name, tall);
	assert.ok(statSync(file).size <= LARGEST, `${file}: ${statSync(file).size} bytes`);
}

story("an empty store says what to do first", async (t) => {
	t.db = join(t.dir, "empty.db");
	await t.pacta("setting", "set", "fiscal_month", "1");
	const people = await t.people(await t.serve());
	for (const path of [
		"/portfolio",
		"/portfolio?view=people",
		"/contracts",
		"/report",
		"/accounts",
		"/imports",
		"/data",
		"/data/quarantine",
		"/data/links",
		"/data/discrepancies",
		"/data/facts/cost",
	]) {
		await people.open(path);
		await checkAccess(people.page, `${path} without anything in it`);
	}
	await people.open("/contracts");
	await people.page.getByRole("main").getByRole("link", { name: "Import a file" }).click();
	await people.settled("Import");
});

story("axe and the width check find what is at fault", async (t) => {
	const people = await t.people(await t.serve());
	await people.open("/contracts", "Contracts");
	await people.page.evaluate(() => {
		const image = document.createElement("img");
		image.width = 3000;
		document.body.append(image);
	});
	await assert.rejects(checkAccess(people.page, "broken"), /image-alt/);
	await assert.rejects(checkWidth(people.page, "broken"), /3\d\d\d px wide/);
});

await run();

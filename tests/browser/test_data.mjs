/*
 * Data on its way in: files of hours, what waits and how a link releases it, the entries of a contract with
 * their versions, discrepancies, and the plain tables of the other facts. Figures are the command line's.
 */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SCRIPT, askJson, run, story } from "./harness.mjs";
import { figure, figureBecomes, plain } from "./words.mjs";

const CONTRACT = "HARBOUR-2009";
const UNKNOWN = "Zephyr relaunch";
const HEADER =
	"User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags,Amount (USD)";

/** A row of Toggl's detailed export. */
const row = (person, project, day, hours, note = "", end = null) => {
	const two = (number) => String(number).padStart(2, "0");
	const until = end ?? `${two(8 + hours)}:00:00`;
	return `Resource ${two(person)},r${person}@example.com,,${project},,${note},Yes,${day},08:00:00,${day},${until},${two(hours)}:00:00,,0.00`;
};

const OWN = [
	row(1, CONTRACT, "2010-03-01", 6, "Roof inspection"),
	row(2, CONTRACT, "2010-03-02", 4, "Walk-through"),
	row(1, CONTRACT, "2010-04-06", 7, "Second site"),
];
const WAITING = [row(1, UNKNOWN, "2010-03-03", 5), row(2, UNKNOWN, "2010-03-04", 3)];

function file(t, name, rows) {
	const path = join(t.dir, name);
	writeFileSync(path, [HEADER, ...rows].join("\n") + "\n");
	return path;
}

const chooser = (page) => page.locator("input[type=file]").first();

/** Entries of the contract as the command line tells them. */
const entriesOf = (t, ...args) => t.json("entries", CONTRACT, "--source", "toggl", ...args);

const hours = (seconds) =>
	`${(seconds / 3600).toLocaleString("en-US", { maximumFractionDigits: 2 })} h`;

story("hours are dropped on the page of data, previewed, imported, and taken back", async (t) => {
	const path = file(t, "toggl-2010.csv", [...OWN, ...WAITING]);
	const people = await t.people(await t.serve());
	const { page } = people;
	const { head } = await t.json("check");
	await people.open("/data", "Data");
	await chooser(page).setInputFiles(path);
	await page.getByRole("button", { name: /^Import 3 rows$/ }).waitFor();
	const dry = await t.json("import", path, "--dry-run");
	assert.deepEqual([dry.read, dry.accepted, dry.quarantined], [5, 3, 2]);
	assert.equal(await figure(page, "Quarantined"), "Quarantined 2 would wait to be linked or mended");
	const told = plain(await page.locator(".verdict").innerText());
	assert.match(told, /^3 time entries would be added\./);
	assert.ok(told.includes(`1 Mar 2010 to 6 Apr 2010; ${hours(dry.seconds)} can be taken`), told);
	assert.ok(told.includes(`2 rows (${hours(dry.waiting_seconds)}) would wait`), told);
	assert.equal((await t.json("check")).head, head, "a preview records nothing");

	await page.getByRole("button", { name: /^Import 3 rows$/ }).click();
	await people.settled("toggl-2010.csv");
	assert.equal((await entriesOf(t)).entries.length, 3);
	await page.getByRole("button", { name: "Undo" }).first().click();
	await page.getByRole("button", { name: "Undo the import" }).click();
	await page.getByText(/^Undone on/).waitFor();
	assert.equal((await entriesOf(t)).entries.length, 0);
	assert.equal((await t.json("check")).ok, true);
});

story("several files are previewed apart and imported together; one of them is undone", async (t) => {
	const first = file(t, "march.csv", OWN.slice(0, 2));
	const second = file(t, "april.csv", OWN.slice(2));
	const strange = join(t.dir, "strange.csv");
	writeFileSync(strange, "one,two\n1,2\n");
	const people = await t.people(await t.serve());
	people.allow(/status of 4\d\d/);
	const { page } = people;
	await people.open("/data", "Data");
	await chooser(page).setInputFiles([first, second, strange]);
	await page.getByRole("button", { name: "Import 3 rows of 2 files" }).waitFor();
	await page.getByText("The file could not be previewed").waitFor();
	await page.getByRole("button", { name: "Import 3 rows of 2 files" }).click();
	const done = page.getByRole("region", { name: "april.csv" });
	await done.getByText("1 time entry was added.").waitFor();
	await page.getByRole("region", { name: "march.csv" }).getByText("2 time entries were added.").waitFor();
	assert.equal((await entriesOf(t)).entries.length, 3);
	await done.getByRole("button", { name: "Undo" }).click();
	await page.getByText(/^april\.csv is undone/).waitFor();
	assert.deepEqual(
		(await entriesOf(t)).entries.map(({ file: name }) => name),
		["march.csv", "march.csv"],
	);
});

story("a file whose rows wait already asks for nothing", async (t) => {
	const path = file(t, "waits.csv", WAITING);
	await t.pacta("import", path);
	const people = await t.people(await t.serve());
	const { page } = people;
	await people.open("/data", "Data");
	await chooser(page).setInputFiles(path);
	await page.getByText("2 rows (8 h) wait in quarantine already.").waitFor();
	assert.equal(await figure(page, "Quarantined"), "Quarantined 2 wait already to be linked or mended");
	await page.getByRole("button", { name: "Done" }).waitFor();
	assert.equal(await page.getByRole("button", { name: /into quarantine/ }).count(), 0);

	const more = file(t, "more.csv", [...WAITING, row(1, "Another one", "2010-03-05", 2)]);
	await page.getByRole("button", { name: "Done" }).click();
	await chooser(page).setInputFiles(more);
	await page.getByText("3 rows (10 h) would wait in quarantine, 2 of them already.").waitFor();
	await page.getByRole("button", { name: "Put 1 row into quarantine" }).click();
	await people.settled("more.csv");
	await page.getByText("1 row put into quarantine.").waitFor();
});

story("a group without a name is discarded, and the others of its source wait on", async (t) => {
	const source = "pacta-contracts";
	const write = (name, text) => {
		writeFileSync(join(t.dir, name), text);
		return join(t.dir, name);
	};
	const costs = write("costs.csv", `external_id,contract,date,amount,kind\na,${CONTRACT},soon,1,expense\n`);
	await t.pacta("import", costs, "--preset", "pacta-cost", "--source", source);
	const contracts = write("contracts.csv", "contract,account,currency,effective_on\nK-1,Prism,EUR,then\n");
	await t.pacta("import", contracts, "--preset", source);
	const people = await t.people(await t.serve());
	const { page } = people;
	await people.open(`/data/quarantine?source=${source}`, "Quarantine");
	const [kept, gone] = [/soon/, /then/].map((name) => page.getByRole("row", { name }).first());
	await kept.waitFor();
	await gone.getByRole("button", { name: /^Rows/ }).click();
	await page.getByText("contracts.csv").waitFor();
	assert.equal(await page.getByText("costs.csv").count(), 0);
	await gone.getByRole("button", { name: /^Discard/ }).click();
	await gone.getByRole("button", { name: "Discard 1 row" }).click();
	await gone.waitFor({ state: "detached" });
	await kept.waitFor();
	const { groups } = await t.json("quarantine", "list", "--group");
	assert.deepEqual(
		groups.filter((group) => group.source === source).map(({ fact }) => fact),
		["cost"],
	);
});

story("a file is read as its options say, and the preview follows them", async (t) => {
	const path = file(t, "other.csv", WAITING);
	const people = await t.people(await t.serve());
	const { page } = people;
	await people.open("/data", "Data");
	await chooser(page).setInputFiles(path);
	await figureBecomes(page, "Quarantined", "2");
	await page.getByLabel("Belongs to").fill(CONTRACT);
	await page.keyboard.press("Enter");
	await page.waitForURL(/contract=HARBOUR-2009/);
	await page.getByRole("button", { name: "Import 2 rows" }).click();
	await people.settled("other.csv");
	const { entries } = await entriesOf(t);
	assert.deepEqual(
		entries.map(({ seconds }) => seconds),
		[18000, 10800],
	);
});

story("a name that waits is linked by keyboard, and all of its rows are released", async (t) => {
	await t.pacta("import", file(t, "toggl-2010.csv", [...OWN, ...WAITING]));
	const people = await t.people(await t.serve());
	const { page } = people;
	await people.open("/data", "Data");
	await page.keyboard.press("g");
	await page.keyboard.press("q");
	await people.settled("Quarantine");
	const group = page.getByRole("row", { name: new RegExp(UNKNOWN) });
	assert.match(plain(await group.innerText()), /toggl.* 2 8\.00 /);
	await group.getByRole("button", { name: /^Rows/ }).click();
	await page.getByRole("button", { name: /^Show line 5/ }).click();
	await page.getByText(WAITING[0], { exact: true }).waitFor();
	await group.getByRole("button", { name: /^Link/ }).focus();
	await page.keyboard.press("Enter");
	await page
		.getByRole("form")
		.getByLabel(/^Contract/)
		.waitFor();
	await page.keyboard.type(CONTRACT);
	await page.getByText(/^\s*Releases 2\srows, 8\sh\.$/).waitFor();
	await page.keyboard.press("Enter");
	await page.getByText(/is HARBOUR-2009: 2 rows, 8\sh released/).waitFor();
	await group.waitFor({ state: "detached" });
	assert.equal((await entriesOf(t)).entries.length, 5);

	await people.open("/data/links", "Links");
	await page.getByRole("button", { name: `Remove ${UNKNOWN}` }).click();
	await page.getByText(/is linked no more/).waitFor();
	const own = ({ name }) => name === UNKNOWN;
	assert.equal((await t.json("link", "list")).links.filter(own).length, 0);
	await page.getByRole("button", { name: "Undo" }).click();
	await page.getByRole("button", { name: `Remove ${UNKNOWN}` }).waitFor();
	assert.equal((await t.json("link", "list")).links.find(own).contract, CONTRACT);
});

story("rows that wait are discarded only when it is said twice", async (t) => {
	await t.pacta("import", file(t, "toggl-2010.csv", [...OWN, ...WAITING]));
	const people = await t.people(await t.serve());
	const { page } = people;
	await people.open("/data/quarantine", "Quarantine");
	const group = page.getByRole("row", { name: new RegExp(UNKNOWN) });
	const waits = async () =>
		(await t.json("quarantine", "list")).groups.some(({ unknown }) => unknown === UNKNOWN);
	await group.getByRole("button", { name: /^Discard/ }).click();
	await page.keyboard.press("Escape");
	await group.getByRole("button", { name: /^Discard “/ }).click();
	assert.equal(await waits(), true);
	await group.getByRole("button", { name: "Discard 2 rows" }).click();
	await page.getByText("2 rows discarded").waitFor();
	await group.waitFor({ state: "detached" });
	assert.equal(await waits(), false);
});

story("entries are narrowed by their sums, and one shows its versions, file and line", async (t) => {
	await t.pacta("import", file(t, "first.csv", OWN));
	await writtenTwice(t);
	const people = await t.people(await t.serve());
	const { page } = people;
	await people.open(`/contracts/${CONTRACT}`);
	await page.keyboard.press("e");
	await people.settled("Time entries");
	await page.goto(`${page.url()}?source=toggl`);
	const { sums, entries } = await entriesOf(t);
	await figureBecomes(page, "All hours", (sums.seconds / 3600).toFixed(1));
	const days = await page.getByRole("grid").getByRole("link", { name: /2010$/ }).allInnerTexts();
	assert.deepEqual(days[0], "6 Apr 2010", "the newest first");
	const saved = page.waitForEvent("download");
	await page.getByRole("link", { name: "CSV" }).click();
	const lines = readFileSync(await (await saved).path(), "utf8").trim().split("\r\n");
	assert.equal(lines.length, entries.length + 1);
	assert.match(lines[1], /^2010-04-06,25200,/);
	await page.getByRole("button", { name: /^Mar 2010/ }).click();
	await page.waitForURL(/from=2010-03-01&to=2010-04-01/);
	const march = entries.filter(({ work_date }) => work_date < "2010-04-01");
	await figureBecomes(page, "All hours", `in${march.length}entries`);
	await page.keyboard.press("3");
	await page.getByRole("button", { name: /^Resource 01/ }).click();
	await page.waitForURL(/resource=Resource/);
	await figureBecomes(page, "All hours", "in1entry");
	await page.getByRole("button", { name: "Show all" }).click();
	await page.getByLabel("Source", { exact: true }).fill("manual");
	await page.keyboard.press("Enter");
	await figureBecomes(page, "All hours", "in1entry");
	await page.getByRole("grid").getByRole("link", { name: "2 Mar 2010" }).focus();
	await page.keyboard.press("Enter");
	const sheet = page.getByRole("dialog");
	await sheet.getByText("Holds, known since").waitFor();
	const words = plain(await sheet.innerText());
	assert.match(words, /3 h was 4 h/);
	assert.match(words, /Known .* to /);
	await page.keyboard.press("Escape");
	await sheet.waitFor({ state: "detached" });
});

/* An entry that is written by hand, and then again with other hours. */
async function writtenTwice(t) {
	const server = await t.serve();
	const one = {
		external_id: "visit-7",
		source: "manual",
		contract: CONTRACT,
		resource: "Resource 02",
		work_date: "2010-03-02",
	};
	for (const seconds of [14400, 10800]) {
		const answer = await askJson(server.url, "POST", "/api/v1/entries", {
			entries: [{ ...one, seconds }],
		});
		assert.ok(answer.status < 300, answer.text);
	}
}

story("the past shows its own hours", async (t) => {
	await t.pacta("import", file(t, "first.csv", OWN));
	const people = await t.people(await t.serve());
	const { page } = people;
	await people.open(`/contracts/${CONTRACT}/entries?source=toggl&as_of=2010-03-01`, "Time entries");
	await figureBecomes(page, "All hours", "6.0h");
	await people.open(`/contracts/${CONTRACT}/entries?source=toggl&known_at=2010-03-01`, "Time entries");
	await page.getByText(/No entry fits|No hours at this moment/).waitFor();
});

story("a discrepancy shows both sides, and leads to its entries", async (t) => {
	const odd = row(3, CONTRACT, "2010-05-04", 5, "Long lunch", "14:00:00");
	await t.pacta("import", file(t, "odd.csv", [odd]));
	const found = await t.json("discrepancies", "--kind", "duration_differs", "--contract", CONTRACT);
	assert.equal(found.discrepancies.length, 1);
	const people = await t.people(await t.serve());
	const { page } = people;
	await people.open(`/data/discrepancies?kind=duration_differs&contract=${CONTRACT}`, "Discrepancies");
	const shown = page.getByRole("row", { name: /Resource 03/ });
	const words = plain(await shown.innerText());
	for (const side of ["left", "right"])
		assert.ok(words.includes(hours(found.discrepancies[0][side].seconds)), words);
	assert.match(words, /4 May 2010/);
	await shown.getByRole("link", { name: /entr/ }).click();
	await people.settled("Time entries");
	await figureBecomes(page, "All hours", "5.0h");
});

story("every fact has its template, and what is held of it is a table", async (t) => {
	const people = await t.people(await t.serve(), { acceptDownloads: true });
	const { page } = people;
	const path = join(t.dir, "costs.csv");
	const template = await t.pacta("template", "cost");
	const titles = template.trim().split(",");
	const values = { contract: CONTRACT, date: "2010-03-09", amount: "1234.50", kind: "expense" };
	writeFileSync(path, `${template.trim()}\n${titles.map((name) => values[name] ?? "").join(",")}\n`);
	await people.open("/data/facts", "Facts");
	const fetched = page.waitForEvent("download");
	await page.getByRole("link", { name: "Template of costs" }).click();
	assert.equal((await fetched).suggestedFilename(), "cost.csv");
	await people.open("/data", "Data");
	await chooser(page).setInputFiles(path);
	await page.getByRole("button", { name: /^Import 1 row$/ }).click();
	await people.settled("costs.csv");
	await people.open(`/data/facts/cost?contract=${CONTRACT}`, "Costs");
	await page.getByRole("row", { name: /9 Mar 2010.*1,234\.50.*expense.*costs\.csv:2/ }).waitFor();
	const saved = page.waitForEvent("download");
	await page.getByRole("link", { name: "CSV" }).click();
	const lines = readFileSync(await (await saved).path(), "utf8");
	assert.equal(lines, await t.pacta("fact", "list", "cost", "--contract", CONTRACT, "--csv"));
});

story("an import elsewhere appears on the open pages", async (t) => {
	const people = await t.people(await t.serve());
	const { page } = people;
	await people.open("/data/quarantine", "Quarantine");
	const waiting = page.getByRole("row", { name: new RegExp(UNKNOWN) });
	const other = await people.context.newPage();
	await other.goto(`/contracts/${CONTRACT}/entries?from=2010-03-01&to=2010-05-01`);
	await other.getByRole("heading", { level: 1, name: "Time entries" }).waitFor();
	await t.pacta("import", file(t, "later.csv", [...OWN, ...WAITING]));
	await figureBecomes(other, "All hours", "17.0h");
	await waiting.waitFor();
	await t.pacta("link", "add", "project", UNKNOWN, "--contract", CONTRACT);
	await figureBecomes(other, "All hours", "25.0h");
	await waiting.waitFor({ state: "detached" });
});

story("HTML and script in names and notes are shown as text", async (t) => {
	const quoted = `"${SCRIPT.replaceAll('"', '""')}"`;
	const rows = [row(1, CONTRACT, "2010-03-01", 6, quoted), row(1, quoted, "2010-03-03", 5)];
	await t.pacta("import", file(t, "hostile.csv", rows));
	const people = await t.people(await t.serve());
	const { page } = people;
	const check = async (path) => {
		await people.open(path);
		await page.getByText(SCRIPT).first().waitFor();
		const made = await page.evaluate(
			() => document.querySelectorAll("img[src=x], body script").length,
		);
		assert.equal(made, 0, `${path}: an element came of a text`);
	};
	await check("/data/quarantine");
	await check(`/contracts/${CONTRACT}/entries`);
	await page.getByRole("grid").getByRole("link", { name: "1 Mar 2010" }).click();
	await page.getByRole("dialog").getByText(SCRIPT).waitFor();
	await t.pacta("link", "add", "project", SCRIPT, "--exact", "--contract", CONTRACT);
	await check("/data/links");
});

await run();

/* The page of a contract, as those use it who answer for the contract. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { note, run, story } from "./harness.mjs";
import { checkPreview, drop, figure, figureBecomes, plain, whole } from "./words.mjs";

const HARBOUR = "/contracts/HARBOUR-2009";
const NAME = "Facilities support 2009–11";
/* The browser tells of a refused request in its console. */
const REFUSED = /status of 412/;

const state = (t, ...moment) => t.json("contract", "show", "HARBOUR-2009", ...moment);
const entries = async (t) => (await t.json("history-report", "--contract", "HARBOUR-2009")).entries;
const parameter = (page, name) => new URL(page.url()).searchParams.get(name);

/** Fails where the strip does not show this state. */
async function checkStrip(page, { annual_value: value, direct_labor: share, total }) {
	await figureBecomes(page, "Profit", whole(total.profit));
	assert.ok((await figure(page, "Annual value")).startsWith(`Annual value ${whole(value)}`));
	assert.ok(
		(await figure(page, "Direct labour")).startsWith(
			`Direct labour ${Math.round(Number(share) * 100)} %`,
		),
	);
	assert.ok((await figure(page, "Revenue")).includes(whole(total.revenue)));
}

story("the as-of line is dragged back in time, and the page shows the terms of that day", async (t) => {
	const people = await t.people(await t.serve());
	const { page } = people;
	await people.open(HARBOUR, NAME);
	await checkStrip(page, await state(t));
	const slider = page.getByRole("slider", { name: "As of" });
	await slider.scrollIntoViewIfNeeded();
	const handle = await slider.boundingBox();
	const chart = await page.locator(".chart-host svg").boundingBox();
	const y = handle.y + handle.height / 2;
	await page.mouse.move(handle.x + handle.width / 2, y);
	await page.mouse.down();
	for (const share of [0.8, 0.6]) await page.mouse.move(chart.x + chart.width * share, y);
	assert.equal(parameter(page, "as_of"), null, "the address waits until the line is let go");
	await page.mouse.move(chart.x + chart.width * 0.36, y);
	await figureBecomes(page, "Annual value", "$ 100,000");
	await figureBecomes(page, "Direct labour", "70 %");
	await page.mouse.move(chart.x + chart.width * 0.2, y);
	await figureBecomes(page, "Direct labour", "60 %");
	await page.mouse.up();
	await page.waitForURL(/as_of=/);
	await people.settled(NAME);
	const day = parameter(page, "as_of");
	assert.ok(day > "2009-03-01" && day < "2009-09-01", day);
	await checkStrip(page, await state(t, "--as-of", day));
	await page.getByText("Not the present").waitFor();
	await page.reload();
	await people.settled(NAME);
	await checkStrip(page, await state(t, "--as-of", day));
	await page.getByRole("button", { name: "Back to now" }).click();
	await checkStrip(page, await state(t));
	assert.equal(parameter(page, "as_of"), null);
});

story("what was known on 9 March 2010 is seen, before a change that became known a day later", async (t) => {
	await t.pacta(
		"contract",
		"amend",
		"HARBOUR-2009",
		"--effective-on",
		"2009-07-01",
		"--set",
		"direct_labor=65%",
		"--reason",
		"found in the payroll",
		"--known-at",
		"2010-03-10",
	);
	const people = await t.people(await t.serve());
	const { page } = people;
	const [then, now] = [await state(t, "--known-at", "2010-03-09"), await state(t)];
	assert.notDeepEqual(then.total.profit, now.total.profit);
	await people.open(HARBOUR, NAME);
	await figureBecomes(page, "Profit", whole(now.total.profit));
	await page.getByRole("button", { name: "See what was known on …" }).click();
	const panel = page.getByRole("dialog", { name: "What was known" });
	await panel.getByLabel("Any other day").fill("2010-03-09");
	await panel.getByRole("button", { name: "Show" }).click();
	await page.waitForURL(/known_at=2010-03-09/);
	await checkStrip(page, then);
	await page.getByText("Not the present").waitFor();
	await page
		.getByRole("button", { name: /^Known/ })
		.last()
		.click();
	await panel.getByRole("button", { name: /^10 Mar 2010/ }).click();
	await page.waitForURL(/known_at=2010-03-10/);
	await checkStrip(page, now);
});

const CHANGE = ["--effective-on", "2010-06-01", "--set", "annual_value=141500", "--reason", "third site"];

/** Fills the sheet with CHANGE. */
async function typeChange(page) {
	const sheet = page.getByRole("dialog", { name: "Amend" });
	await sheet.getByLabel(/^Effective/).fill("2010-06-01");
	await sheet.getByLabel(/^Annual value USD/).fill("141500");
	await sheet.getByLabel(/^Reason/).fill("third site");
	return sheet;
}

story("an amendment is previewed, saved, and undone by a retraction", async (t) => {
	const told = await t.json("contract", "amend", "HARBOUR-2009", ...CHANGE, "--dry-run");
	const people = await t.people(await t.serve());
	const { page } = people;
	await people.open(HARBOUR, NAME);
	await page.getByRole("button", { name: "Amend" }).click();
	const sheet = await typeChange(page);
	await checkPreview(page, told);
	assert.equal((await entries(t)).length, 3, "a preview records nothing");
	await sheet.getByRole("button", { name: "Save" }).click();
	await page.getByText(/Revision 4 recorded/).waitFor();
	await sheet.waitFor({ state: "hidden" });
	const after = await state(t);
	assert.deepEqual(after.total, told.after);
	await checkStrip(page, after);
	await page.getByRole("button", { name: "Undo" }).click();
	await page.getByText(/Revision 4 is retracted/).waitFor();
	const [, , , , last] = await entries(t);
	assert.equal(last.kind, "retraction");
	assert.equal(last.target, 4);
	assert.deepEqual((await state(t)).total, told.before);
	await figureBecomes(page, "Revenue", whole(told.before.revenue));
});

story("what is typed wrongly is told at its input, and what was typed stays", async (t) => {
	const people = await t.people(await t.serve());
	people.allow(/status of 4(00|22)/);
	const { page } = people;
	await people.open(`${HARBOUR}?panel=amend`, NAME);
	const sheet = await typeChange(page);
	await sheet.getByLabel(/^Direct labour %/).fill("170");
	await sheet.getByText(/100/).first().waitFor();
	await sheet.getByLabel(/^Effective/).fill("2010-02-31");
	await sheet.getByRole("button", { name: "Save" }).click();
	assert.equal(await sheet.locator("[aria-invalid=true]").count(), 2);
	await page.keyboard.press("Escape");
	await sheet.waitFor({ state: "hidden" });
	await page.getByRole("button", { name: "Amend" }).click();
	assert.equal(await sheet.getByLabel(/^Direct labour %/).inputValue(), "170");
	assert.equal(await sheet.getByLabel(/^Reason/).inputValue(), "third site");
	assert.equal((await entries(t)).length, 3);
});

const RIVAL = [
	"contract",
	"amend",
	"HARBOUR-2009",
	"--effective-on",
	"2010-07-01",
	"--set",
	"direct_labor=72%",
	"--reason",
	"night shift",
	"--by",
	"Rival",
];

story(
	"whoever saves too late is told who was faster, keeps what was typed, and saves after that",
	async (t) => {
		const people = await t.people(await t.serve());
		people.allow(REFUSED);
		people.allow(/api\/v1\/events/);
		const { page } = people;
		/* Deaf to news, the page learns of it from the server's refusal. */
		await page.route("**/api/v1/events", (route) => route.abort());
		await people.open(`${HARBOUR}?panel=amend`, NAME);
		const sheet = await typeChange(page);
		await sheet.locator(".preview-table").waitFor();
		await t.pacta(...RIVAL);
		const refused = page.waitForResponse((answer) => answer.status() === 412);
		await sheet.getByRole("button", { name: "Save" }).click();
		const problem = await (await refused).json();
		assert.equal(problem.code, "changed");
		assert.equal(problem.entries, 4);
		assert.match(problem.detail, /Rival/);
		await sheet.getByText("Somebody was faster").waitFor();
		await sheet.getByText(/Rival/).waitFor();
		assert.equal(await sheet.getByLabel(/^Annual value USD/).inputValue(), "141500");
		assert.equal(await sheet.getByLabel(/^Reason/).inputValue(), "third site");
		assert.equal((await entries(t)).length, 4);
		const told = await t.json("contract", "amend", "HARBOUR-2009", ...CHANGE, "--dry-run");
		await sheet.getByRole("button", { name: "Preview against it" }).click();
		await checkPreview(page, told);
		await sheet.getByRole("button", { name: "Save" }).click();
		await page.getByText(/Revision 5 recorded/).waitFor();
		assert.deepEqual((await state(t)).total, told.after);
	},
);

story("who saves at once is not told that somebody was faster", async (t) => {
	const people = await t.people(await t.serve());
	const { page } = people;
	await people.open(`${HARBOUR}?panel=amend`, NAME);
	/* The answer to the save is held back, as by a slow network, longer than a preview waits for the typing to rest. */
	await page.route(/\/revisions$/, async (route) => {
		const response = await route.fetch();
		await page.waitForTimeout(800);
		await route.fulfill({ response });
	});
	const refused = [];
	page.on(
		"response",
		(answer) => answer.status() >= 400 && refused.push(`${answer.status()} ${answer.url()}`),
	);
	const sheet = await typeChange(page);
	await sheet.getByRole("button", { name: "Save" }).click();
	await page.getByText(/Revision 4 recorded/).waitFor();
	assert.deepEqual(refused, []);
	await sheet.waitFor({ state: "hidden" });
});

story("an open sheet tells at once that somebody else was faster", async (t) => {
	const people = await t.people(await t.serve());
	people.allow(REFUSED);
	const { page } = people;
	await people.open(`${HARBOUR}?panel=amend`, NAME);
	const sheet = await typeChange(page);
	await sheet.locator(".preview-table").waitFor();
	await t.pacta(...RIVAL);
	await sheet.getByText("Somebody was faster").waitFor();
	await sheet.getByText(/No\. 4 by Rival/).waitFor();
	assert.equal(await sheet.getByLabel(/^Annual value USD/).inputValue(), "141500");
});

story("a revision is retracted with a preview and a reason", async (t) => {
	const told = await t.json(
		"contract",
		"retract",
		"HARBOUR-2009",
		"--revision",
		"3",
		"--reason",
		"x",
		"--dry-run",
	);
	const people = await t.people(await t.serve());
	const { page } = people;
	await people.open(HARBOUR, NAME);
	await page.getByRole("button", { name: "Retract revision 3" }).click();
	const sheet = page.getByRole("dialog", { name: "Retract revision 3" });
	await checkPreview(page, told);
	await sheet.getByLabel(/^Reason/).fill("never agreed");
	await sheet.getByRole("button", { name: "Retract", exact: true }).click();
	await page.getByText(/Revision 3 retracted:/).waitFor();
	await checkStrip(page, await state(t));
	assert.equal((await entries(t)).at(-1).reason, "never agreed");
	await page.locator("#revision-3.retracted").waitFor();
});

story("documents are uploaded by button and by dropping, downloaded and removed", async (t) => {
	const people = await t.people(await t.serve(), { acceptDownloads: true });
	const { page } = people;
	await people.open(HARBOUR, NAME);
	const bytes = randomBytes(700000);
	const chosen = page.waitForEvent("filechooser");
	await page.getByRole("button", { name: "Upload document" }).click();
	await (await chosen).setFiles({ name: "scan.pdf", mimeType: "application/pdf", buffer: bytes });
	const section = page.getByRole("region", { name: "Documents" });
	await section.getByRole("link", { name: "scan.pdf" }).waitFor();
	await drop(page, section, "notes.txt", Buffer.from("by word of mouth\n"));
	await section.getByRole("link", { name: "notes.txt" }).waitFor();

	const fetched = page.waitForEvent("download");
	await section.getByRole("link", { name: "scan.pdf" }).click();
	const download = await fetched;
	assert.equal(download.suggestedFilename(), "scan.pdf");
	const path = join(t.dir, "fetched");
	await download.saveAs(path);
	assert.ok(readFileSync(path).equals(bytes));
	const { documents } = await t.json("document", "list", "HARBOUR-2009");
	assert.deepEqual(
		documents.map(({ name, bytes: size }) => [name, size]),
		[
			["notes.txt", 17],
			["scan.pdf", 700000],
		],
	);

	await section.getByRole("button", { name: "Remove notes.txt" }).click();
	await section.getByLabel(/^Why is notes.txt removed/).fill("hearsay");
	await section.getByRole("button", { name: "Remove", exact: true }).click();
	await page.getByText("notes.txt is removed; its line stays.").waitFor();
	await section.getByText(/“hearsay”/).waitFor();
	assert.equal(await section.getByRole("link", { name: "notes.txt" }).count(), 0);
	const [removed] = (await t.json("document", "list", "HARBOUR-2009")).documents;
	assert.equal(removed.reason, "hearsay");
});

story(
	"a change made on the command line appears on the open page, also after the server was restarted",
	async (t) => {
		const server = await t.serve();
		const people = await t.people(server);
		const { page } = people;
		await people.open(HARBOUR, NAME);
		const amend = async (value) => {
			await t.pacta(
				"contract",
				"amend",
				"HARBOUR-2009",
				"--effective-on",
				"2010-07-01",
				"--set",
				`annual_value=${value}`,
				"--reason",
				"live",
			);
			const start = Date.now();
			await figureBecomes(page, "Annual value", whole({ amount: String(value) }), 60000);
			return Date.now() - start;
		};
		const times = [];
		for (const value of [151000, 152000, 153000]) times.push(await amend(value));
		note(
			`live: a change is on the open page ${times.join(", ")} ms after the command that made it had ended`,
		);
		people.allow(
			/ERR_(CONNECTION_REFUSED|CONNECTION_RESET|INCOMPLETE_CHUNKED_ENCODING|EMPTY_RESPONSE|ABORTED|FAILED)/,
		);
		await server.restart();
		await amend(154000);
		await page.getByText("Offline").waitFor({ state: "hidden" });
	},
);

/** Presses Tab until what has the focus is called `name`; returns how often. */
async function tabTo(page, name) {
	for (let count = 1; count <= 80; count++) {
		await page.keyboard.press("Tab");
		const label = await page.evaluate(() => {
			const now = document.activeElement;
			return `${now?.getAttribute("aria-label") ?? ""} ${now?.labels?.[0]?.textContent ?? ""} ${now?.textContent ?? ""}`;
		});
		if (name.test(plain(label))) return count;
	}
	throw new Error(`nothing called ${name} has the focus`);
}

story("everything is done by keyboard: find, open, look back, amend, save, and read the help", async (t) => {
	const people = await t.people(await t.serve());
	const { page } = people;
	const keys = page.keyboard;
	await people.open("/contracts", "Contracts");
	await keys.press("?");
	const help = page.getByRole("dialog");
	await help.getByText("Find on this page").waitFor();
	await keys.press("Escape");
	await help.waitFor({ state: "hidden" });
	await keys.press("/");
	await keys.type("harbour 2009");
	await page.getByText("1 contract found").waitFor();
	await tabTo(page, /^HARBOUR-2009/);
	await keys.press("Enter");
	await people.settled(NAME);

	await tabTo(page, /^As of$/);
	await keys.press("Home");
	await figureBecomes(page, "Direct labour", "60 %");
	await page.waitForURL(/as_of=2009-03-01/);
	await keys.press("PageUp");
	await page.waitForURL(/as_of=2009-09-01/);
	await figureBecomes(page, "Direct labour", "70 %");
	await keys.press("ArrowLeft");
	await page.waitForURL(/as_of=2009-08-31/);
	await keys.press("End");
	await page.waitForURL((url) => !url.searchParams.has("as_of"));

	await keys.press("a");
	await page.getByRole("dialog", { name: "Amend" }).waitFor();
	await keys.press("Control+A");
	await keys.type("2010-06-01");
	await tabTo(page, /^Annual value USD/);
	await keys.press("Control+A");
	await keys.type("141500");
	await tabTo(page, /^Reason/);
	await keys.type("third site");
	await checkPreview(page, await t.json("contract", "amend", "HARBOUR-2009", ...CHANGE, "--dry-run"));
	await tabTo(page, /^Save$/);
	await keys.press("Enter");
	await page.getByText(/Revision 4 recorded/).waitFor();
	assert.equal((await entries(t)).length, 4);
	await keys.press("g");
	await keys.press("h");
	await people.settled("History report");
	await keys.press("n");
	await people.settled("New contract");
});

await run();

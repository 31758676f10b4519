/*
 * Figures on the pages: the strip of a contract, its periods, where its hours went, why a figure is what it
 * is, the portfolio and its people. What they show is what the command line tells.
 */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PHONE, checkAccess, checkWidth, run, story } from "./harness.mjs";
import { figure, plain } from "./words.mjs";

const KEY = "ALDERBROOK-IT-2025";
const HEADING = "Branch network operations";
const AS_OF = "2026-06-30";
const MONTH = "2026-03";
const AT = `/contracts/${KEY}?as_of=${AS_OF}&period=${MONTH}`;

/** Figures by metric, of the command line. */
async function told(t, scope, period, metrics) {
	const { total } = await t.json(
		"metrics",
		scope,
		"--period",
		period,
		"--as-of",
		AS_OF,
		"--metric",
		metrics.join(","),
	);
	return Object.fromEntries(total.figures.map((one) => [one.metric, one]));
}

const fixed = (decimal, digits) =>
	Number(decimal).toLocaleString("en-US", {
		minimumFractionDigits: digits,
		maximumFractionDigits: digits,
		roundingMode: "halfEven",
	});

const percent = ({ value }) => fixed(Number(value) * 100, 1);

const points = ({ deviation }) => `${fixed(Math.abs(Number(deviation)) * 100, 1)} pp`;

const sheet = (page) => page.getByRole("dialog");

story("the strip shows each figure with its target and which side of it, as the command line tells", async (t) => {
	const people = await t.people(await t.serve());
	const { page } = people;
	await people.open(AT, HEADING);
	const all = await told(t, KEY, MONTH, [
		"contract_utilization",
		"value_delivered",
		"delivery_margin",
		"burn",
		"on_time_share",
	]);
	for (const [name, label] of [
		["contract_utilization", "Contract utilization"],
		["value_delivered", "Value delivered"],
		["delivery_margin", "Delivery margin"],
		["burn", "Burn"],
		["on_time_share", "Recognised on time"],
	]) {
		const text = await figure(page, label);
		assert.ok(text.startsWith(`${label} ${percent(all[name])} %`), text);
		const away = Math.sign(Number(all[name].deviation));
		const side = away === 0 ? " at " : `${points(all[name])} ${away > 0 ? "above" : "below"} `;
		assert.ok(text.includes(side), text);
		assert.ok(text.endsWith("Why?"), text);
	}
	const { numerator, denominator } = all.contract_utilization;
	const hours = `${fixed(numerator, 1)} of ${fixed(denominator, 1)} h`;
	assert.ok((await figure(page, "Contract utilization")).includes(hours), hours);
	assert.match(plain(await page.locator(".performance > .tools").first().innerText()), /Mar 2026.*closed/s);
});

story("the period is stepped and chosen, lives in the address, and back returns to it", async (t) => {
	const people = await t.people(await t.serve());
	const { page } = people;
	await people.open(AT, HEADING);
	const kinds = page.getByRole("group", { name: "Kind of period" });
	await page.getByRole("button", { name: "Period after" }).first().click();
	await page.waitForURL(/period=2026-04/);
	await page.keyboard.press("[");
	await page.keyboard.press("[");
	await page.waitForURL(/period=2026-02/);
	await people.settled(HEADING);
	const february = (await told(t, KEY, "2026-02", ["contract_utilization"])).contract_utilization;
	assert.ok((await figure(page, "Contract utilization")).includes(`${percent(february)} %`));
	await kinds.getByText("Quarter").click();
	await page.waitForURL(/period=2026-Q1/);
	await people.settled(HEADING);
	const quarter = (await told(t, KEY, "2026-Q1", ["contract_utilization"])).contract_utilization;
	assert.ok((await figure(page, "Contract utilization")).includes(`${percent(quarter)} %`));
	await kinds.getByText("Term").click();
	await page.waitForURL(/period=term/);
	await people.settled(HEADING);
	assert.ok(await page.getByRole("button", { name: "Period after" }).first().isDisabled());
	await page.goBack();
	await page.waitForURL(/period=2026-Q1/);
	await people.settled(HEADING);
	assert.ok((await figure(page, "Contract utilization")).includes(`${percent(quarter)} %`));
});

story("the periods stand beside each other with their sum, and each figure opens its explanation", async (t) => {
	const people = await t.people(await t.serve());
	const { page } = people;
	await people.open(AT, HEADING);
	const { rows, total } = await t.json(
		...["metrics", KEY, "--from", "2025-07-01", "--to", "2026-07-01", "--by", "month"],
		...["--as-of", AS_OF, "--metric", "counting_hours,value_delivered"],
	);
	assert.equal(rows.length, 12);
	const table = page.getByRole("table", { name: "Figures of each period" });
	assert.equal(await table.locator("tbody tr").count(), rows.length);
	const cells = async (row) => (await row.locator("td").allInnerTexts()).map(plain);
	for (const [i, row] of rows.entries()) {
		const shown = await cells(table.locator("tbody tr").nth(i));
		assert.equal(shown[1], fixed(row.figures[0].value, 1), shown[0]);
		assert.equal(shown[6], row.figures[1].value === null ? "n/a" : percent(row.figures[1]), shown[0]);
	}
	const sum = await cells(table.locator("tfoot tr"));
	assert.equal(sum[1], fixed(total.figures[0].value, 1));
	assert.equal(sum[6], percent(total.figures[1]));
	await table.getByRole("link", { name: /^Why Value delivered, Mar 2026/ }).click();
	await sheet(page).getByRole("heading", { name: "Value delivered" }).waitFor();
	assert.match(page.url(), /why=value_delivered/);
	await page.keyboard.press("Escape");
	await sheet(page).waitFor({ state: "detached" });
	assert.ok(!page.url().includes("why="));
	await table.getByRole("button", { name: "Jan 2026" }).click();
	await page.waitForURL(/period=2026-01/);
});

story("why tells formula, numbers, the rows down to file and line, and what makes the difference", async (t) => {
	const people = await t.people(await t.serve());
	const { page } = people;
	await people.open(AT, HEADING);
	await page.getByRole("link", { name: /^Why Delivery margin/ }).first().click();
	const why = await t.json(
		...["explain", "delivery_margin", KEY, "--period", MONTH, "--vs", "2026-02", "--as-of", AS_OF],
	);
	await sheet(page).getByText(why.numbers, { exact: true }).waitFor();
	await sheet(page).getByText(why.formula, { exact: true }).waitFor();
	for (const input of why.inputs) {
		const heading = sheet(page).getByRole("heading", { name: input.title, exact: false }).first();
		assert.ok(plain(await heading.innerText()).endsWith(plain(input.text)), input.title);
	}
	const cost = why.inputs.find(({ measure }) => measure === "cost_of_hours");
	const [first] = cost.rows;
	const rows = sheet(page).getByRole("table", { name: "Rows of Cost of hours" });
	const words = plain(await rows.locator("tbody tr").first().innerText());
	assert.ok(words.includes(`${first.source} ${first.external_id}`), words);
	assert.ok(words.includes(`${first.file}, line ${first.line}`), words);
	await sheet(page).getByRole("button", { name: `Show ${cost.rows_total - 8} more` }).click();
	await page.waitForFunction(
		(count) => document.querySelectorAll('[aria-label="Rows of Cost of hours"] tbody tr').length === count,
		cost.rows_total,
	);
	await sheet(page).getByLabel("Compare with").selectOption("2026-02");
	await page.waitForURL(/vs=2026-02/);
	const steps = sheet(page).getByRole("table", { name: "What makes the difference" });
	await steps.waitFor();
	assert.equal(await steps.locator("tbody tr").count(), why.attribution.steps.length);
	const foot = plain(await steps.locator("tfoot tr").innerText());
	const difference = Number(why.attribution.difference);
	const signed = `${difference < 0 ? "-" : "+"} ${fixed(Math.abs(difference) * 100, 1)} pp in all`;
	assert.ok(foot.includes(signed), foot);
	assert.ok(foot.endsWith(`${percent(why.figure)} %`), foot);
	await page.reload();
	await steps.waitFor();
	await checkAccess(page, "an explanation with a comparison");
});

story("hours go down from task to person to their entries", async (t) => {
	const people = await t.people(await t.serve());
	const { page } = people;
	await people.open(AT, HEADING);
	const drill = (...args) => t.json("drill", KEY, "--period", MONTH, "--as-of", AS_OF, ...args);
	const table = page.getByRole("table", { name: "Where the hours went" });
	const tasks = await drill("--by", "task");
	assert.equal(await table.locator("tbody tr").count(), tasks.rows.length);
	assert.ok(
		plain(await table.locator("tfoot tr").innerText()).includes(fixed(tasks.total.seconds / 3600, 1)),
	);
	await table.getByRole("link", { name: "Tickets", exact: true }).click();
	await page.waitForURL(/task=Tickets/);
	await people.settled(HEADING);
	const persons = await drill("--by", "resource", "--task", "Tickets");
	assert.deepEqual(
		(await table.locator("tbody tr td:first-child").allInnerTexts()).map(plain),
		persons.rows.map(({ name, key }) => name ?? key),
	);
	const [most] = persons.rows;
	await table.locator("tbody tr").first().getByRole("link", { name: /entries of/ }).click();
	await people.settled("Time entries");
	const address = new URL(page.url());
	assert.equal(address.pathname, `/contracts/${KEY}/entries`);
	assert.equal(address.searchParams.get("task"), "Tickets");
	assert.equal(address.searchParams.get("resource"), most.key);
	await page.getByText(`in ${most.entries} entries`).waitFor();
	await page.goBack();
	await people.settled(HEADING);
	await page.getByRole("button", { name: /^Tickets/ }).click();
	for (const [label, by] of [
		["Person", "resource"],
		["Assignment", "assignment"],
		["Week", "week"],
		["Month", "month"],
	]) {
		await page.getByRole("group", { name: "Hours by" }).getByText(label).click();
		await page.waitForURL(new RegExp(`drill=${by}`));
		await people.settled(HEADING);
		const { rows, total } = await drill("--by", by);
		assert.equal(await table.locator("tbody tr").count(), Math.min(rows.length, 30), label);
		const foot = plain(await table.locator("tfoot tr").innerText());
		assert.ok(foot.includes(fixed(total.counting_seconds / 3600, 1)), `${label}: ${foot}`);
	}
});

story("what figures lack is told beside them, and a running month says so", async (t) => {
	const people = await t.people(await t.serve());
	const { page } = people;
	await people.open(`/contracts/${KEY}?as_of=2026-06-20&period=2026-06`, HEADING);
	const { total } = await t.json(
		...["metrics", KEY, "--period", "2026-06", "--as-of", "2026-06-20"],
		...["--metric", "contract_utilization"],
	);
	const { waiting_rows: waiting, timesheets_expected: due, timesheets_in: arrived } = total.completeness;
	assert.ok(waiting > 0 && due > 0);
	const line = plain(await page.locator(".lacking").first().innerText());
	assert.ok(line.includes(`in ${waiting} rows wait in quarantine`), line);
	assert.ok(
		line.includes(due === arrived ? `all ${due} timesheets in` : `timesheets in: ${arrived} of ${due}`),
		line,
	);
	await page.getByText("running, figures to 20 Jun 2026").waitFor();
	/* Below budget, but nobody may judge a month that runs. */
	const strip = page.locator(".performance-strip .figure").filter({ hasText: "Value delivered" });
	assert.equal(await strip.locator(".side-bad").count(), 0);
	await page.locator(".lacking").first().getByRole("link").click();
	await people.settled("Quarantine");
});

story("a month that changed since its close says by how much", async (t) => {
	await t.pacta("close", MONTH, "--closed-on", "2026-04-08", "--note", "for the story");
	const { entries } = await t.json("entries", KEY, "--from", "2026-03-02", "--to", "2026-03-10");
	assert.ok(entries.length > 0);
	const before = (await told(t, KEY, MONTH, ["contract_utilization"])).contract_utilization;
	const file = join(t.dir, "late.csv");
	writeFileSync(
		file,
		"User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags,Amount (USD)\n" +
			`Resource 01,r1@example.com,,${KEY},Tickets,Late,Yes,2026-03-03,08:00:00,2026-03-03,18:00:00,10:00:00,,0.00\n`,
	);
	await t.pacta("import", file);
	const after = (await told(t, KEY, MONTH, ["contract_utilization"])).contract_utilization;
	const change = Number(after.value) - Number(before.value);
	assert.ok(change > 0, "the late entry counts");
	const people = await t.people(await t.serve());
	await people.open(AT, HEADING);
	const line = plain(await people.page.locator(".lacking").first().innerText());
	assert.ok(line.includes(`Changed since the close: Contract utilization + ${fixed(change * 100, 1)} pp`), line);
	const row = people.page
		.getByRole("table", { name: "Figures of each period" })
		.getByRole("row", { name: /Mar 2026/ });
	assert.match(plain(await row.innerText()), /since close/);
});

story("the portfolio tells what changed since the close once it stands, and nothing moves for it", async (t) => {
	await t.pacta("close", MONTH, "--closed-on", "2026-04-08");
	const { rows } = await t.json("metrics", "portfolio", "--period", MONTH, "--as-of", AS_OF, "--metric", "burn");
	const server = await t.serve();
	const at = `/portfolio?as_of=${AS_OF}&period=${MONTH}`;
	const same = await t.people(server);
	await same.open(at, "Portfolio");
	await same.page.getByText("The same as when it was closed").waitFor();
	const file = join(t.dir, "late.csv");
	writeFileSync(
		file,
		"User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags,Amount (USD)\n" +
			[3, 4, 5, 6]
				.map(
					(day) =>
						`Resource 01,r1@example.com,,${KEY},Tickets,Late,Yes,2026-03-0${day},08:00:00,2026-03-0${day},18:00:00,10:00:00,,0.00\n`,
				)
				.join(""),
	);
	await t.pacta("import", file);
	for (const [options, words] of [
		[{}, "Changed since the close: Contract utilization + "],
		[{ viewport: PHONE }, "figures changed since the close"],
	]) {
		const people = await t.people(server, options);
		const { page } = people;
		let let_go;
		const held = new Promise((done) => (let_go = done));
		await page.route(/since_close=1/, async (route) => {
			await held;
			await route.continue();
		});
		await page.goto(at);
		await page.getByText("Comparing with the close").waitFor();
		const table = page.getByRole("grid", { name: "Figures by contract" });
		const before = await table.boundingBox();
		let_go();
		await people.drawn();
		const line = page.locator(".since-close");
		assert.ok(plain(await line.innerText()).includes(words), await line.innerText());
		assert.deepEqual(await table.boundingBox(), before);
		await checkWidth(page, "the portfolio");
		await checkAccess(page, "the portfolio with what changed");
		if (options.viewport) continue;
		const how = await line.locator("[title]").getAttribute("title");
		const known = `--known-at ${rows[0].closed_at}`;
		assert.equal(how, `What changed: pacta restate portfolio --period ${MONTH} ${known} --as-of ${AS_OF}`);
	}
	/* Without that answer the page stands all the same. */
	const people = await t.people(server);
	people.allow(/500/);
	await people.page.route(/since_close=1/, (route) => route.fulfill({ status: 500, body: "" }));
	await people.open(at, "Portfolio");
	await people.page.getByText("What changed since the close could not be told").waitFor();
	await people.page.getByRole("grid", { name: "Figures by contract" }).waitFor();
});

story("the explanation of a figure that changed since its close says so", async (t) => {
	const people = await t.people(await t.serve());
	const { page } = people;
	const { total } = await t.json(
		...["metrics", KEY, "--period", "2026-07", "--as-of", "2026-09-25", "--metric", "value_delivered"],
	);
	const points = fixed((Number(total.figures[0].value) - Number(total.at_close[0].value)) * 100, 1);
	const why = (metric) => `why=${metric}&of=${encodeURIComponent(`contract:${KEY}`)}&in=2026-07`;
	await people.open(`/contracts/${KEY}?as_of=2026-09-25&period=2026-07&${why("value_delivered")}`);
	const told = sheet(page).getByText(/Changed since the close/);
	await told.waitFor();
	assert.equal(plain(await told.innerText()), `Changed since the close: Value delivered + ${points} pp`);
	await people.open(`/contracts/${KEY}?as_of=2026-09-25&period=2026-07&${why("committed_hours")}`);
	assert.equal(await sheet(page).getByText(/since the close/).count(), 0);
});

story("a close is told by its day on the books, and since when it is known here", async (t) => {
	await t.pacta("close", MONTH, "--closed-on", "2026-04-08");
	const { total } = await t.json("metrics", KEY, "--period", MONTH, "--as-of", AS_OF, "--metric", "burn");
	assert.equal(total.closed_on, "2026-04-08");
	const [year, month, day] = total.closed_at.slice(0, 10).split("-").map(Number);
	const known = `known here since ${day} ${new Date(Date.UTC(year, month - 1)).toLocaleString("en", { month: "short" })} ${year}`;
	const people = await t.people(await t.serve());
	await people.open(AT, HEADING);
	await people.page.getByText(`closed on 8 Apr 2026, ${known}`).waitFor();
	const row = people.page
		.getByRole("table", { name: "Figures of each period" })
		.getByRole("row", { name: /Mar 2026/ });
	assert.equal(await row.locator(".books").getAttribute("title"), `closed on 8 Apr 2026, ${known}`);
});

story("a person's hours are entries that lead to the contract's, with source, file and line", async (t) => {
	const entries = await t.json("entries", KEY, "--from", "2026-03-02", "--to", "2026-03-10");
	const { resource } = entries.entries[0];
	const people = await t.people(await t.serve());
	const { page } = people;
	const why = `why=resource_utilization&of=${encodeURIComponent(`resource:${resource}`)}&in=${MONTH}&rows=all`;
	await people.open(`/portfolio?view=people&as_of=${AS_OF}&period=${MONTH}&${why}`, "Portfolio");
	const rows = sheet(page).getByRole("table", { name: "Rows of Counting hours" }).locator("tbody tr");
	await rows.first().waitFor();
	const asked = ["resource_utilization", `resource:${resource}`, "--period", MONTH, "--as-of", AS_OF];
	const { inputs } = await t.json("explain", ...asked);
	const hours = inputs.find(({ measure }) => measure === "counting_hours").rows;
	assert.equal(await rows.count(), hours.length);
	const place = hours.findIndex(({ contract }) => contract === KEY);
	const text = plain(await rows.nth(place).innerText());
	const { source, external_id, file, line } = hours[place];
	assert.ok(text.includes(`${source} ${external_id} · ${file}, line ${line}`), text);
	await rows.nth(place).getByRole("link", { name: KEY }).click();
	await page.waitForURL((url) => url.pathname === `/contracts/${KEY}/entries`);
	await people.settled("Time entries");
	const { searchParams } = new URL(page.url());
	assert.deepEqual(
		["resource", "from", "to"].map((name) => searchParams.get(name)),
		[resource, "2026-03-01", "2026-04-01"],
	);
});

story("contracts without facts, without an end, and with deliverables each show what they can", async (t) => {
	const people = await t.people(await t.serve());
	const { page } = people;
	await people.open("/contracts/HARBOUR-2009", "Facilities support");
	await page.getByRole("heading", { name: "No hours, recognitions or budgets yet" }).waitFor();
	const text = await figure(page, "Contract utilization");
	assert.equal(text, "Contract utilization n/a No hours are committed Why?");
	await page.getByRole("link", { name: "Why Contract utilization n/a?" }).click();
	await sheet(page).getByText("No hours are committed").first().waitFor();
	await people.open("/contracts/TIDEWELL-FM-2025?period=2026-03");
	const kinds = page.getByRole("group", { name: "Kind of period" });
	assert.deepEqual((await kinds.locator("label").allInnerTexts()).map(plain), ["Month", "Quarter", "Year"]);
	await people.open("/contracts/HARBOUR-EN-2025?period=2025-11&as_of=2025-12-05");
	const { cpi } = await told(t, "HARBOUR-EN-2025", "2025-11", ["cpi"]);
	assert.ok(cpi.value !== null);
	assert.match(await figure(page, "Cost performance"), /^Cost performance 1\.\d\d .*SPI .*EAC \$/);
});

story("the portfolio lists each contract as the command line does, sorts, narrows and leads down", async (t) => {
	const people = await t.people(await t.serve());
	const { page } = people;
	await people.open("/contracts", "Contracts");
	await page.keyboard.press("g");
	await page.keyboard.press("p");
	await people.settled("Portfolio");
	assert.equal(new URL(page.url()).pathname, "/portfolio");
	await people.open(`/portfolio?as_of=${AS_OF}&period=${MONTH}`, "Portfolio");
	const all = await t.json(
		...["metrics", "portfolio", "--by", "contract", "--period", MONTH, "--as-of", AS_OF],
		...["--metric", "contract_utilization,value_delivered"],
	);
	const grid = page.getByRole("grid", { name: "Figures by contract" });
	assert.equal(await grid.getAttribute("aria-rowcount"), String(all.rows.length + 1));
	assert.equal(await grid.locator("tbody tr[data-index]").count(), all.rows.length); /* so a picture has them all */
	const utilization = percent(all.total.figures[0]);
	assert.ok((await figure(page, "Contract utilization")).startsWith(`Contract utilization ${utilization} %`));
	assert.match(await figure(page, "Contract utilization"), /left out: \d+ no commitment/);

	await grid.getByRole("columnheader", { name: /^Utilization/ }).getByRole("button").click();
	await page.waitForURL(/sort=contract_utilization/);
	const least = all.rows
		.filter(({ figures }) => figures[0].value !== null)
		.sort((a, b) => Number(a.figures[0].value) - Number(b.figures[0].value))[0];
	const first = grid.locator("tbody tr[data-index='0']");
	await first.getByText(least.scope.replace("contract:", "")).waitFor();
	assert.ok(plain(await first.innerText()).includes(percent(least.figures[0])));

	await page.getByLabel("Find").fill(KEY.toLowerCase());
	await page.waitForFunction(() => document.querySelectorAll("tbody tr[data-index]").length === 1);
	await first.getByRole("link", { name: HEADING, exact: true }).click();
	await people.settled(HEADING);
	assert.match(page.url(), new RegExp(`/contracts/${KEY}\\?.*period=${MONTH}`));

	await people.open(`/portfolio?as_of=${AS_OF}&period=${MONTH}&by=account`, "Portfolio");
	await page.getByRole("link", { name: "Harbour Foods", exact: true }).click();
	await page.waitForURL(/account=Harbour/);
	await people.settled("Portfolio");
	const account = await t.json(
		...["metrics", "account:Harbour Foods", "--by", "contract", "--period", MONTH, "--as-of", AS_OF],
		...["--metric", "contract_utilization"],
	);
	assert.equal(await grid.getAttribute("aria-rowcount"), String(account.rows.length + 1));
});

story("contracts without a manager are a row that leads to them, and the rows of a total lead to contracts", async (t) => {
	const people = await t.people(await t.serve());
	const { page } = people;
	await people.open(`/portfolio?by=manager&as_of=${AS_OF}&period=${MONTH}`, "Portfolio");
	const grid = page.getByRole("grid", { name: /^Figures by/ });
	await grid.getByRole("link", { name: "no manager", exact: true }).click();
	await page.waitForURL(/without=manager/);
	await people.settled("Portfolio");
	const alone = await t.json(
		...["metrics", "manager:", "--by", "contract", "--period", MONTH, "--as-of", AS_OF],
		...["--metric", "contract_utilization"],
	);
	assert.equal(await grid.getAttribute("aria-rowcount"), String(alone.rows.length + 1));
	await page.getByRole("button", { name: /^No manager/ }).click();
	await page.waitForURL((url) => !url.search.includes("without"));
	await people.settled("Portfolio");
	await page.getByRole("link", { name: /^Why Recognised revenue/ }).first().click();
	const row = sheet(page).getByRole("table", { name: "Rows of Recognised revenue" }).locator("tbody tr").first();
	const key = await row.getByRole("link").innerText();
	await row.getByRole("link").click();
	await page.waitForURL((url) => url.pathname === `/contracts/${key}` && url.search.includes("why=recognized"));
	const { value } = (await told(t, key, MONTH, ["recognized"])).recognized;
	await sheet(page).getByText(fixed(value, 2)).first().waitFor();
});

story("totals that are no formula of sums tell what each contract adds, and lead to it", async (t) => {
	const people = await t.people(await t.serve());
	const { page } = people;
	const cells = async (row) => (await row.locator("td").allInnerTexts()).map(plain);
	for (const metric of ["unused_hours", "tcpi_by_eac"]) {
		const why = await t.json(
			...["explain", metric, "portfolio", "--period", MONTH, "--as-of", AS_OF, "--rows", "8"],
		);
		const of = `as_of=${AS_OF}&period=${MONTH}&why=${metric}&of=portfolio&in=${MONTH}`;
		await people.open(`/portfolio?${of}`, "Portfolio");
		await sheet(page).getByText(why.numbers, { exact: true }).waitFor();
		const rows = sheet(page).getByRole("table", { name: "Added up" }).locator("tbody tr");
		assert.deepEqual(
			await Promise.all((await rows.all()).map(cells)),
			why.parts.map(({ scope, amount, numerator, denominator }) => [
				scope.replace("contract:", ""),
				...(amount ? [fixed(amount, 2)] : [fixed(numerator, 2), fixed(denominator, 2)]),
			]),
		);
		await rows.first().getByRole("link").click();
		const key = why.parts[0].scope.replace("contract:", "");
		await page.waitForURL((url) => url.pathname === `/contracts/${key}` && url.search.includes(`why=${metric}`));
		await sheet(page).getByText("In numbers").waitFor();
		assert.equal(await sheet(page).getByRole("table", { name: "Added up" }).count(), 0);
	}
});

story("a running month is held against its targets without judgement", async (t) => {
	const people = await t.people(await t.serve());
	const { page } = people;
	const strip = page.locator(".performance-strip");
	await people.open(`/portfolio?as_of=${AS_OF}&period=${MONTH}`, "Portfolio");
	assert.notEqual(await strip.locator(".side-good, .side-bad, .against-good, .against-bad").count(), 0);
	await people.open("/portfolio?as_of=2026-06-20&period=2026-06", "Portfolio");
	assert.notEqual(await strip.locator(".against-open").count(), 0);
	assert.equal(await strip.locator(".side, .against-good, .against-bad").count(), 0);
});

story("people and teams show their utilization of the period and of those before", async (t) => {
	const people = await t.people(await t.serve());
	const { page } = people;
	await people.open(`/portfolio?view=people&as_of=${AS_OF}&period=${MONTH}`, "Portfolio");
	const by = (who) =>
		t.json(
			...["metrics", "portfolio", "--by", who, "--period", MONTH, "--as-of", AS_OF],
			...["--metric", "resource_utilization"],
		);
	const table = page.getByRole("table", { name: /^Resource utilization of/ });
	const persons = await by("resource");
	assert.equal(await table.locator("tbody tr").count(), persons.rows.length);
	const one = persons.rows.find(({ figures }) => figures[0].value !== null);
	const row = table.getByRole("row").filter({ hasText: one.name ?? one.scope.replace("resource:", "") });
	assert.ok(plain(await row.first().innerText()).includes(percent(one.figures[0])));
	assert.ok(plain(await table.locator("tfoot").innerText()).includes(percent(persons.total.figures[0])));
	await page.getByLabel(/^Each/).selectOption("week");
	await page.waitForURL(/each=week/);
	await people.settled("Portfolio");
	assert.equal(await table.locator("thead th").count(), 2 + 8);
	await page.getByRole("group", { name: "Who" }).getByText("Team").click();
	await page.waitForURL(/who=team/);
	await people.settled("Portfolio");
	const teams = await by("team");
	assert.equal(await table.locator("tbody tr").count(), teams.rows.length);
	const named = teams.rows.find(({ name }) => name).name;
	await table.getByRole("link", { name: named, exact: true }).click();
	await page.waitForURL(/[?&]team=/);
	await people.settled("Portfolio");
	await page.getByRole("button", { name: /^Team/ }).waitFor();
});

story("figures are there for the keyboard, on a phone, on paper, and after an error", async (t) => {
	const server = await t.serve();
	const people = await t.people(server, { viewport: PHONE });
	people.allow(/status of 4\d\d/);
	const { page } = people;
	await people.open(AT, HEADING);
	const row = page
		.getByRole("table", { name: "Figures of each period" })
		.getByRole("row", { name: /Mar 2026/ });
	await row.getByRole("button", { name: "Details" }).click();
	await page.getByRole("link", { name: /^Why Value delivered, Mar 2026/ }).focus();
	await page.keyboard.press("Enter");
	await sheet(page).getByRole("heading", { name: "Value delivered" }).waitFor();
	await people.settled(HEADING);
	await checkAccess(page, "an explanation on a phone");
	await checkWidth(page, "an explanation on a phone");
	await page.keyboard.press("Escape");
	await page.emulateMedia({ media: "print" });
	await page.getByRole("table", { name: "Figures of each period" }).waitFor();
	assert.equal(await page.locator(".period-step").first().isVisible(), false);
	await page.emulateMedia({ media: "screen" });
	await people.open(`/contracts/${KEY}?why=nothing&of=contract%3A${KEY}&in=2026-03`, HEADING);
	await sheet(page).getByText("The figure could not be explained").waitFor();
	await people.open("/portfolio?account=Nobody", "Portfolio");
	await page.getByRole("heading", { name: "The figures could not be read" }).waitFor();
	await checkAccess(page, "a portfolio of nobody");
});

await run();

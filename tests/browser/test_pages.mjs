/* The pages beside that of a contract: lists, report, accounts, fields, imports, and what hostile texts do to all. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SCRIPT, ask, askJson, note, run, story } from "./harness.mjs";
import { drop, figure, figureBecomes, whole } from "./words.mjs";

const rows = (page, name) => page.getByRole("grid", { name }).locator("tbody [role=row], tbody tr");

story("a contract is found by typing, and filters and order are in the address", async (t) => {
	const people = await t.people(await t.serve());
	const { page } = people;
	const { contracts } = await t.json("contract", "list");
	const all = contracts.length;
	const vendors = contracts.filter(({ kind }) => kind === "vendor").length;
	assert.ok(vendors > 0 && vendors < all);
	await people.open("/", "Contracts");
	await page.getByText(`${all} contracts`).waitFor();
	await page.getByLabel("Find a contract").fill("manager 2 halloway");
	await page.getByText(/^\d contracts? found$/).waitFor();
	const wanted = contracts.filter(({ key, name, account, manager }) => {
		const text = [key, name, account, manager].join("\n").toLowerCase();
		return ["manager", "2", "halloway"].every((word) => text.includes(word));
	});
	assert.ok(wanted.length > 0 && wanted.length < all);
	assert.equal(await rows(page, "Contracts").count(), wanted.length);
	await page.getByLabel("Find a contract").fill("");
	await page.getByText(`${all} contracts`).waitFor();
	await page.getByLabel("Kind").selectOption("vendor");
	await page.getByRole("columnheader", { name: "Value" }).getByRole("button").click();
	await page.waitForURL(/kind=vendor.*sort=annual_value|sort=annual_value.*kind=vendor/);
	await page.getByText(`${vendors} contracts`).waitFor();
	await page.reload();
	await page.getByText(`${vendors} contracts`).waitFor();
	await page.getByLabel("Kind").selectOption("");
	await page.getByLabel("Find a contract").fill("HARBOUR-2009");
	await page.getByText("1 contract found").waitFor();
	await page.getByRole("link", { name: "HARBOUR-2009" }).click();
	await people.settled("Facilities support 2009–11");
	await page.goBack();
	await people.settled("Contracts");
	assert.equal(await page.getByLabel("Find a contract").inputValue(), "HARBOUR-2009");
});

story("the history report is filtered and downloaded, and is the command line's byte for byte", async (t) => {
	const people = await t.people(await t.serve(), { acceptDownloads: true });
	const { page } = people;
	const fetchCsv = async () => {
		const fetched = page.waitForEvent("download");
		await page.getByRole("link", { name: "CSV" }).click();
		const download = await fetched;
		assert.equal(download.suggestedFilename(), "history-report.csv");
		const path = join(t.dir, "report.csv");
		await download.saveAs(path);
		return readFileSync(path, "utf8");
	};
	await people.open("/report", "History report");
	assert.equal(await fetchCsv(), await t.pacta("history-report", "--format", "csv"));
	await people.open("/report?account=Harbour%20Foods&by=recorded", "History report");
	assert.equal(
		await fetchCsv(),
		await t.pacta("history-report", "--format", "csv", "--account", "Harbour Foods", "--by", "recorded"),
	);
	const { entries } = await t.json("history-report", "--account", "Harbour Foods");
	await page.getByText(`${entries.length} entries`).waitFor();
});

story(
	"a new contract is recorded; a key that is taken is told at its input, and what was typed stays",
	async (t) => {
		const people = await t.people(await t.serve());
		people.allow(/status of 409/);
		const { page } = people;
		await people.open("/contracts/new", "New contract");
		const type = async (label, text) => {
			await page.getByLabel(label).first().fill(text);
			await page.keyboard.press("Tab");
		};
		await type(/^Key/, "HARBOUR-2009");
		await type(/^Name/, "Night watch");
		await type(/^Account/, "Harbour Foods");
		await type(/^Currency/, "USD");
		await type(/^First day/, "2026-01-01");
		await type(/^Runs to/, "2027-12-31");
		await type(/^Annual value/, "120,000");
		await type(/^Direct labour/, "62.5");
		await type(/^Why/, "won in a tender");
		await page.getByRole("button", { name: "Record the contract" }).click();
		await page.getByLabel(/^Key/).and(page.locator("[aria-invalid=true]")).waitFor();
		assert.equal(
			await page
				.getByLabel(/^Annual value/)
				.first()
				.inputValue(),
			"120,000",
		);
		await type(/^Key/, "WATCH-2026");
		await page.getByRole("button", { name: "Record the contract" }).click();
		await people.settled("Night watch");
		assert.equal(new URL(page.url()).pathname, "/contracts/WATCH-2026");
		const made = await t.json("contract", "show", "WATCH-2026");
		assert.equal(made.ends_on, "2028-01-01");
		assert.equal(made.direct_labor, "0.625");
		assert.deepEqual(made.annual_value, { amount: "120000.00", currency: "USD" });
		await figureBecomes(page, "Revenue", whole(made.total.revenue));
	},
);

story("an account shows its lifetime value, and is renamed", async (t) => {
	const people = await t.people(await t.serve());
	const { page } = people;
	await people.open("/accounts", "Accounts");
	await page.getByLabel("Find an account").fill("harbour");
	await page.getByRole("link", { name: "Harbour Foods" }).click();
	await people.settled("Harbour Foods");
	const [value] = (await t.json("account", "show", "Harbour Foods")).values;
	await figureBecomes(page, "Revenue, whole terms", whole(value.total.revenue));
	await figureBecomes(page, "Earned", whole(value.earned.revenue));
	await figureBecomes(page, "Remaining", whole(value.remaining.revenue));
	await page.getByRole("button", { name: "Edit" }).click();
	await page.getByLabel("Name").fill("Harbour & Sons / Foods");
	await page.getByRole("button", { name: "Save" }).click();
	await people.settled("Harbour & Sons / Foods");
	assert.equal((await t.json("contract", "show", "HARBOUR-2009")).account, "Harbour & Sons / Foods");
	await page.reload();
	await people.settled("Harbour & Sons / Foods");
});

story("a custom field is declared, and is then a value that contracts have", async (t) => {
	const people = await t.people(await t.serve());
	const { page } = people;
	await people.open("/fields", "Fields");
	await page
		.getByRole("button", { name: /Add|New/ })
		.first()
		.click();
	const form = page.getByRole("form", { name: "New field" });
	await form.getByLabel("Name").fill("risk");
	await form.getByLabel("Type").selectOption("choice");
	await form.getByLabel("Choices").fill("low\nhigh");
	await form.getByRole("button", { name: /Add|Declare|Save/ }).click();
	await page.getByRole("cell", { name: "low · high" }).waitFor();
	const declared = (await t.json("field", "list")).fields.find(({ name }) => name === "risk");
	assert.deepEqual(declared.choices, ["low", "high"]);
	await people.open("/contracts/HARBOUR-2009?panel=amend", "Facilities support");
	const sheet = page.getByRole("dialog", { name: "Amend" });
	await sheet.getByLabel(/^Another value/).selectOption("risk");
	await sheet.getByLabel(/^Risk/).selectOption("high");
	await sheet.getByLabel(/^Reason/).fill("new owner");
	await sheet.locator(".preview:not([aria-busy=true]) .preview-changes").waitFor();
	await sheet.getByRole("button", { name: "Save" }).click();
	await page.getByText(/Revision 4 recorded/).waitFor();
	assert.equal((await t.json("contract", "show", "HARBOUR-2009")).risk, "high");
});

story("the FPDS file is dropped, previewed, imported, imported again, and taken back", async (t) => {
	const file = t.shared("contracts/fpds_modifications.csv");
	const people = await t.people(await t.serve());
	const { page } = people;
	const head = (await t.json("check")).head;
	const before = (await t.json("contract", "list")).contracts.length;
	await people.open("/imports", "Import");
	await drop(page, page.locator("body"), "fpds_modifications.csv", readFileSync(file));
	const button = page.getByRole("button", { name: /^Import [\d,]+ rows/ });
	await button.waitFor();
	const dry = await t.json("import", file, "--dry-run");
	assert.equal(dry.read, 6187);
	const counts = async () =>
		Object.fromEntries(
			await Promise.all(
				[
					["read", "Rows read"],
					["accepted", "Accepted"],
					["quarantined", "Quarantined"],
				].map(async ([name, label]) => [
					name,
					Number(
						/[\d,]+/.exec((await figure(page, label)).slice(label.length))[0].replaceAll(",", ""),
					),
				]),
			),
		);
	const { read, accepted, quarantined } = dry;
	assert.deepEqual(await counts(), { read, accepted, quarantined });
	assert.equal((await t.json("check")).head, head, "a preview records nothing");
	await button.click();
	await people.settled("fpds_modifications.csv");
	assert.deepEqual(await counts(), { read, accepted, quarantined });
	const [done] = (await t.json("import", "list")).imports;
	assert.deepEqual([done.read, done.accepted, done.quarantined], [read, accepted, quarantined]);
	const { total } = (await ask(people.server.url, "GET", "/api/v1/contracts?limit=1")).json;
	assert.equal(total, before + dry.new_contracts);

	await people.open("/imports", "Import");
	await drop(page, page.locator("body"), "fpds_modifications.csv", readFileSync(file));
	await figureBecomes(page, "Unchanged", accepted.toLocaleString("en-US"));
	assert.equal(await button.count(), 0);

	await people.open(`/imports/${done.id}`, "fpds_modifications.csv");
	await page.getByRole("button", { name: "Undo" }).click();
	await page.getByLabel("Why").fill("the wrong year");
	await page.getByRole("button", { name: "Undo the import" }).click();
	await page.getByText(/^Undone on/).waitFor();
	assert.equal((await t.json("import", "list")).imports[0].undone, true);
	assert.equal((await t.json("check")).ok, true);
});

/** Fails where a text became part of a page. */
async function checkHarmless(page, what) {
	const made = await page.evaluate(
		() => document.querySelectorAll("img[src=x], body script, svg script").length,
	);
	assert.equal(made, 0, `${what}: an element came of a text`);
}

story("HTML and script in every text are shown as text", async (t) => {
	const name = `A ${SCRIPT}`;
	const key = `K ${SCRIPT}`;
	const csv = join(t.dir, "rows.csv");
	writeFileSync(
		csv,
		`contract,account,currency,effective_on,annual_value\n"${key.replaceAll('"', '""')}",x,USD,never,1\n`,
	);
	await t.pacta("account", "add", name, "--note", SCRIPT);
	await t.pacta("field", "add", "risk", "--type", "choice", "--choice", SCRIPT, "--note", SCRIPT);
	const server = await t.serve();
	const made = await askJson(server.url, "POST", "/api/v1/contracts", {
		key,
		account: name,
		currency: "USD",
		name,
		reason: SCRIPT,
		change_order: SCRIPT,
		changes: [
			{ field: "starts_on", value: "2026-01-01" },
			{ field: "ends_on", value: "2027-01-01" },
			{ field: "annual_value", value: "1000" },
			{ field: "manager", value: SCRIPT },
			{ field: "risk", value: SCRIPT },
		],
	});
	assert.equal(made.status, 201, made.text);
	const file = join(t.dir, "note.txt");
	writeFileSync(file, SCRIPT);
	await t.pacta("document", "add", key, file, "--name", SCRIPT.replaceAll("/", "∕"), "--type", "text/html");
	const { import: id } = await t.json("import", csv);
	const people = await t.people(server);
	people.allow(/status of 4(04|22)/);
	const { page } = people;
	const one = `/contracts/${encodeURIComponent(key)}`;
	for (const [path, text] of [
		[`/contracts?q=${encodeURIComponent(SCRIPT)}`, key],
		[one, name],
		[`${one}?chart=events`, SCRIPT],
		[`${one}?chart=terms&table=1&fields=all`, SCRIPT],
		[`${one}?panel=amend`, name],
		[`/report?contract=${encodeURIComponent(key)}`, SCRIPT],
		["/accounts", name],
		[`/accounts/${encodeURIComponent(name)}`, SCRIPT],
		["/fields", SCRIPT],
		["/contracts/new", "New contract"],
		["/imports", "rows.csv"],
		[`/imports/${id}`, "never"],
		[`/contracts/${encodeURIComponent(SCRIPT)}`, SCRIPT],
	]) {
		await people.open(path);
		await page.getByText(text).first().waitFor();
		await checkHarmless(page, path);
	}
	await people.open(one);
	await page.locator(`a[download="${SCRIPT.replaceAll("/", "∕").replaceAll('"', '\\"')}"]`).waitFor();
	await page.getByText(key, { exact: true }).first().waitFor();
});

story("keys of 300 characters, with slashes, dots and signs open their pages from the list", async (t) => {
	const server = await t.serve();
	const keys = ["k".repeat(300), "A/B/C", "100 % & more?", "new", "amend", "ü#1", "a+b|c"];
	for (const key of keys) {
		const changes = [
			{ field: "starts_on", value: "2026-01-01" },
			{ field: "annual_value", value: "1000" },
		];
		const made = await askJson(server.url, "POST", "/api/v1/contracts", {
			key,
			account: "Harbour Foods",
			currency: "USD",
			changes,
		});
		assert.equal(made.status, 201, made.text);
	}
	const people = await t.people(server);
	const { page } = people;
	for (const key of keys) {
		await people.open(`/contracts?account=Harbour%20Foods&q=${encodeURIComponent(key)}`, "Contracts");
		await page.getByRole("link", { name: key, exact: true }).click();
		const heading = page.getByRole("heading", { level: 1, name: key, exact: true });
		await heading.waitFor();
		await figureBecomes(page, "Annual value", "$ 1,000");
		await page.reload();
		await heading.waitFor();
	}
});

const MANY = 10000;

/** MANY contracts as a file; the last by key is named "N-09999". */
function manyContracts(path) {
	const lines = ["contract,account,currency,effective_on,name,starts_on,ends_on,annual_value,direct_labor"];
	for (let i = 0; i < MANY; i++)
		lines.push(
			`N-${String(i).padStart(5, "0")},Account ${i % 200},USD,2026-01-01,Contract number ${i},2026-01-01,2027-01-01,${1000 + i},60%`,
		);
	writeFileSync(path, `${lines.join("\n")}\n`);
}

story(
	"among 10,000 contracts the list scrolls to its end and finds one, with few rows in the page",
	async (t) => {
		t.db = join(t.dir, "many.db");
		const file = join(t.dir, "many.csv");
		manyContracts(file);
		await t.pacta("import", file);
		const people = await t.people(await t.serve());
		const { page } = people;
		for (const how of ["first", "again"]) {
			await people.open("/contracts", "Contracts");
			await page.getByText("10,000 contracts").waitFor();
			note(
				`10,000 contracts, ${how}: first useful paint of the list after ${await firstUseful(page)} ms`,
			);
		}
		const shown = rows(page, "Contracts");
		assert.ok((await shown.count()) < 120);
		await shown.filter({ hasText: "N-00000" }).waitFor();
		for (let step = 1; step <= 20; step++) {
			await page.evaluate(
				(share) => scrollTo(0, document.documentElement.scrollHeight * share),
				step / 20,
			);
			await page.evaluate(
				() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
			);
			assert.ok((await page.locator("[role=row]").count()) < 120);
		}
		await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
		await shown.filter({ hasText: "N-09999" }).waitFor();
		await page.getByLabel("Find a contract").fill("number 4321");
		await page.getByText("1 contract found").waitFor();
		await page.getByRole("link", { name: "N-04321" }).click();
		await people.settled("Contract number 4321");
	},
);

/** Ms from the beginning of the navigation to the last larger piece of the page that was painted. */
async function firstUseful(page) {
	return page.evaluate(
		() =>
			new Promise((done) => {
				let last = 0;
				new PerformanceObserver((list) => {
					for (const entry of list.getEntries()) last = entry.startTime;
				}).observe({ type: "largest-contentful-paint", buffered: true });
				setTimeout(() => done(Math.round(last)), 50);
			}),
	);
}

story("the pages are small and soon there", async (t) => {
	const people = await t.people(await t.serve());
	const { page } = people;
	const weights = [];
	page.on("requestfinished", (request) => {
		if (/\.(js|css)$/.test(new URL(request.url()).pathname) && weights.length < 2)
			weights.push(request.sizes());
	});
	for (const path of [
		"/portfolio",
		"/contracts",
		"/contracts/HARBOUR-2009",
		"/contracts/new",
		"/report",
		"/accounts",
		"/accounts/Harbour%20Foods",
		"/fields",
		"/imports",
	]) {
		await people.open(path);
		note(`${path}: first useful paint after ${await firstUseful(page)} ms`);
	}
	const sizes = (await Promise.all(weights)).map(({ responseBodySize: size }) => size);
	note(`script and style: ${sizes.join(" + ")} bytes as sent`);
	assert.equal(sizes.length, 2);
	assert.ok(sizes[0] + sizes[1] <= 110 * 1024);
});

await run();

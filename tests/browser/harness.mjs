/*
 * Stories of people in front of a page: what tests/api/harness.mjs has, and a browser.
 *
 * Every page that a story opens is watched: an error in its console, an exception, a refusal by the content security
 * policy, a dialog, or an answer of 5xx fails the story. Statuses of 4xx that a story wants are named by
 * `people.allow`.
 *
 * Chromium is Debian's; PACTA_CHROMIUM names another. Screenshots are taken into TMPDIR, and with PACTA_SCREENS=1
 * into docs/screens.
 */
import assert from "node:assert/strict";
import { readFileSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { PATIENCE, ROOT, run as runStories, story as plainStory } from "../api/harness.mjs";

export * from "../api/harness.mjs";

export const WIDE = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };
export const SCREENS =
	process.env.PACTA_SCREENS === "1" ? join(ROOT, "docs/screens") : join(tmpdir(), "screens");
export const SCRIPT = '<script>alert("x")</script><img src=x onerror=alert(1)>';

const FLAGS = [
	"--no-sandbox",
	"--disable-gpu",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
];
const PATIENCE_MS = 15000 * PATIENCE;
const AXE = readFileSync(join(ROOT, "tests/node_modules/axe-core/axe.min.js"), "utf8");

let browser = null;

/** Somebody in front of a browser of their own. */
class People {
	static async come(t, server, options) {
		browser ??= await chromium.launch({
			executablePath: process.env.PACTA_CHROMIUM || "/usr/bin/chromium",
			args: FLAGS,
		});
		const people = new People();
		people.server = server;
		people.found = [];
		people.allowed = [];
		people.context = await browser.newContext({
			viewport: WIDE,
			locale: "en-US",
			timezoneId: "UTC",
			baseURL: server.url,
			reducedMotion: "reduce",
			...options,
		});
		people.context.setDefaultTimeout(PATIENCE_MS);
		t.after(() => people.leave());
		people.context.on("page", (page) => people.watch(page));
		people.page = await people.context.newPage();
		return people;
	}

	watch(page) {
		page.on("pageerror", (error) => this.found.push(`exception: ${error.stack ?? error}`));
		page.on("dialog", (dialog) => {
			this.found.push(`dialog: ${dialog.message()}`);
			void dialog.dismiss();
		});
		page.on("console", (message) => {
			const text = `${message.text()} ${message.location().url ?? ""}`;
			if (["error", "warning"].includes(message.type()) && !this.allowed.some((one) => one.test(text)))
				this.found.push(`console: ${text}`);
		});
	}

	/** Lets the console tell of something that the story brings about, such as a 412. */
	allow(pattern) {
		this.allowed.push(pattern);
	}

	/** Opens a path, and waits until what it shows is there. */
	async open(path, heading) {
		await this.page.goto(path);
		await this.settled(heading);
	}

	/** Waits for the page's heading, and until nothing is being read any more. */
	async settled(heading) {
		await this.page
			.getByRole("heading", { level: 1, ...(heading ? { name: heading } : {}) })
			.first()
			.waitFor();
		await this.drawn();
	}

	/** Waits until what a change has asked for is there, and drawn. */
	async drawn() {
		await this.page.evaluate(
			() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
		);
		await this.page.waitForFunction(() => !document.querySelector(".skeleton, .stale, [aria-busy=true]"));
	}

	async leave() {
		if (!this.context) return;
		const { context } = this;
		this.context = null;
		await context.close();
		assert.deepEqual(this.found, []);
	}
}

/** A story with people in it: its `t` also has people(server, options). */
export function story(label, body) {
	plainStory(label, (t) => {
		t.people = (server, options) => People.come(t, server, options);
		return body(t);
	});
}

/** Fails where axe finds something at fault with the page as it stands. */
export async function checkAccess(page, what) {
	await page.evaluate(AXE);
	const { violations } = await page.evaluate(() =>
		window.axe.run(document, { resultTypes: ["violations"] }),
	);
	const told = violations.map(
		({ id, help, nodes }) =>
			`${id}: ${help}: ${nodes
				.map(({ html, any }) => `${html.slice(0, 160)} (${any[0]?.message ?? ""})`)
				.slice(0, 4)
				.join(" | ")}`,
	);
	assert.equal(told.length, 0, `${what}: ${told.join("; ")}`);
}

/** Fails where the page is wider than its window. */
export async function checkWidth(page, what) {
	const [wide, room] = await page.evaluate(() => [
		document.documentElement.scrollWidth,
		document.documentElement.clientWidth,
	]);
	assert.ok(wide <= room, `${what} is ${wide} px wide in a window of ${room}`);
}

/**
 * A picture of the page as far as `tall` px down; with a dialog open, of what the window shows. Returns its path.
 */
export async function takeScreen(page, name, tall = 1800) {
	mkdirSync(SCREENS, { recursive: true });
	const path = join(SCREENS, `${name}.png`);
	await page.mouse.move(0, 0);
	const [width, height, covered] = await page.evaluate(() => {
		const box = document.documentElement.getBoundingClientRect();
		return [box.width, box.height, document.querySelector("dialog[open]") !== null];
	});
	const whole = { fullPage: true, clip: { x: 0, y: 0, width, height: Math.min(height, tall) } };
	await page.screenshot({ path, ...(covered ? {} : whole) });
	return path;
}

export const run = () => runStories(() => browser?.close());

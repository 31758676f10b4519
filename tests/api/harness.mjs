/*
 * What the tests of the API and of the pages stand on: stories that print TAP, stores, the command line, a
 * server of one's own, and plain HTTP.
 *
 *     import { run, story } from "./harness.mjs";
 *     story("a contract is shown", async (t) => {
 *         const server = await t.serve();
 *         ...
 *     });
 *     await run();
 *
 * A label is a sentence. Each story has a folder of its own and, at t.db, a copy of the demo firm; servers that
 * it starts are stopped behind it, and must then end well. A story throws where something is not as told.
 *
 * The environment (tools/run-tests sets it): PACTA_BIN the binary (build/pacta where not set), PACTA_SHARED the
 * folder with the real data, TMPDIR a private folder. Words on the command line choose the stories whose
 * label holds one of them.
 */
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import http from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
export const PACTA = process.env.PACTA_BIN || join(ROOT, "build", "pacta");
export const SHARED = process.env.PACTA_SHARED || join(ROOT, "..", "shared");
/* A sanitized binary takes its time. */
export const PATIENCE = process.env.PACTA_SANITIZED ? 5 : 1;

const STORY_SECONDS = 300 * PATIENCE;
const START_SECONDS = 20 * PATIENCE;

/** Thrown by a story that cannot run here; says why. */
export class Skip extends Error {}

const stories = [];
const folder = mkdtempSync(join(tmpdir(), "pacta-"));
const children = new Set();

process.on("exit", () => {
	for (const child of children) child.kill("SIGKILL");
	rmSync(folder, { recursive: true, force: true });
});

export function story(label, body) {
	stories.push({ label, body });
}

/** A measured figure: for people, never a verdict. */
export function note(text) {
	for (const line of String(text).split("\n")) console.log(`# ${line}`);
}

/** Runs a program to its end; returns {code, out, err}. */
export function execute(command, args, options = {}) {
	return new Promise((done) => {
		const child = execFile(
			command,
			args,
			{ encoding: "utf8", maxBuffer: 1 << 28, ...options },
			(error, out, err) => done({ code: error ? (error.code ?? error.signal) : 0, out, err }),
		);
		child.stdin?.end();
	});
}

/** A program that goes on until it is stopped. It is ready once `ready` is found in what it prints. */
export class Running {
	constructor(command, args, options = {}) {
		this.said = "";
		this.child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], ...options });
		children.add(this.child);
		this.ended = new Promise((done) => {
			this.child.on("exit", (code, signal) => {
				children.delete(this.child);
				done(code ?? signal);
			});
		});
		for (const stream of [this.child.stdout, this.child.stderr]) {
			stream.setEncoding("utf8");
			stream.on("data", (text) => {
				this.said += text;
			});
		}
	}

	async told(pattern) {
		const deadline = Date.now() + START_SECONDS * 1000;
		let over = null;
		void this.ended.then((code) => {
			over = code;
		});
		for (;;) {
			const match = pattern.exec(this.said);
			if (match) return match;
			if (over !== null || Date.now() > deadline)
				throw new Error(`${over === null ? "not ready" : `ended with ${over}`}: ${this.said}`);
			await pause(10);
		}
	}

	stop(signal = "SIGTERM") {
		this.child.kill(signal);
		return this.ended;
	}
}

export const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** Waits until `probe` returns something true, and returns that; `what` names it where that never comes. */
export async function until(what, probe, seconds = 10) {
	const deadline = Date.now() + seconds * PATIENCE * 1000;
	for (;;) {
		const found = await probe();
		if (found) return found;
		if (Date.now() > deadline) throw new Error(`never happened: ${what}`);
		await pause(20);
	}
}

/** A port that was free a moment ago, for programs that cannot choose one themselves. */
export function freePort() {
	return new Promise((done) => {
		const server = createServer().listen(0, "127.0.0.1", () => {
			const { port } = server.address();
			server.close(() => done(port));
		});
	});
}

/**
 * One HTTP request, its path sent as given. Returns {status, headers, bytes, text, json}; `json` is null where the
 * body is none.
 */
export function ask(base, method, path, { headers = {}, body } = {}) {
	const url = new URL(base);
	const bytes = body === undefined ? null : Buffer.isBuffer(body) ? body : Buffer.from(body);
	const length = bytes || method !== "GET" ? { "content-length": bytes?.length ?? 0 } : {};
	return new Promise((done, failed) => {
		const request = http.request(
			{
				host: url.hostname,
				port: url.port,
				method,
				path,
				headers: { ...length, ...headers },
				agent: false,
			},
			(response) => {
				const parts = [];
				response.on("data", (part) => parts.push(part));
				response.on("error", failed);
				response.on("end", () => {
					const all = Buffer.concat(parts);
					done({
						status: response.statusCode,
						headers: response.headers,
						bytes: all,
						text: all.toString("utf8"),
						json: parsed(all),
					});
				});
			},
		);
		request.on("error", failed);
		request.end(bytes ?? undefined);
	});
}

function parsed(bytes) {
	try {
		return JSON.parse(bytes.toString("utf8"));
	} catch {
		return null;
	}
}

/** ask() with a value as its JSON body. */
export const askJson = (base, method, path, value, headers = {}) =>
	ask(base, method, path, {
		headers: { "content-type": "application/json", ...headers },
		body: JSON.stringify(value),
	});

/** A server on a port that it chose. */
export class Server {
	static async start(db, args = []) {
		const server = new Server();
		server.db = db;
		server.process = new Running(PACTA, [
			"--db",
			`sqlite:${db}`,
			"serve",
			"--listen",
			"127.0.0.1:0",
			...args,
		]);
		server.url = (await server.process.told(/^pacta serves (http:\/\/\S+)$/m))[1];
		return server;
	}

	/** Again on the same port, as after a restart of the service. */
	async restart() {
		await this.stop();
		this.process = new Running(PACTA, [
			"--db",
			`sqlite:${this.db}`,
			"serve",
			"--listen",
			new URL(this.url).host,
		]);
		await this.process.told(/^pacta serves /m);
	}

	async stop() {
		const code = await this.process.stop();
		if (code !== 0 || /Sanitizer|runtime error/.test(this.process.said))
			throw new Error(`the server ended with ${code}: ${this.process.said}`);
	}
}

class Story {
	constructor() {
		this.dir = mkdtempSync(join(folder, "story-"));
		this.db = join(this.dir, "pacta.db");
		this.servers = [];
		this.last = [];
	}

	/** A server on the story's store. */
	async serve(...args) {
		const server = await Server.start(this.db, args);
		this.servers.push(server);
		return server;
	}

	/** Something to do when the story is over. */
	after(work) {
		this.last.unshift(work);
	}

	/** The command line on the story's store; returns what it prints. */
	async pacta(...args) {
		const done = await execute(PACTA, ["--db", `sqlite:${this.db}`, ...args.map(String)], {
			cwd: this.dir,
		});
		if (done.code !== 0) throw new Error(`pacta ${args.join(" ")}: ${done.code}\n${done.out}${done.err}`);
		return done.out;
	}

	/** The same with --json, as a value. */
	async json(...args) {
		return JSON.parse(await this.pacta(...args, "--json"));
	}

	/** A file of the real data; the story is skipped where that is absent. */
	shared(name) {
		const path = join(SHARED, "data", name);
		if (!existsSync(path)) throw new Skip(`the real data are not here: ${name}`);
		return path;
	}

	async end() {
		for (const work of this.last) await work();
		for (const server of this.servers) await server.stop();
		rmSync(this.dir, { recursive: true, force: true });
	}
}

let demo = null;

async function newStory() {
	if (!demo) {
		demo = join(folder, "demo.db");
		const made = await execute(PACTA, ["--db", `sqlite:${demo}`, "demo"]);
		assert.equal(made.code, 0, made.err);
	}
	const t = new Story();
	for (const end of ["", "-wal"]) if (existsSync(demo + end)) copyFileSync(demo + end, t.db + end);
	return t;
}

function inTime(work) {
	let timer;
	const late = new Promise((_, failed) => {
		timer = setTimeout(
			() => failed(new Error(`not over within ${STORY_SECONDS} s`)),
			STORY_SECONDS * 1000,
		);
	});
	return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

async function tell(body) {
	const t = await newStory();
	try {
		await inTime(body(t));
	} catch (error) {
		await t.end().catch((also) => note(also.message));
		throw error;
	}
	await inTime(t.end());
}

/** Runs the stories one after the other, then `atEnd`, and exits: 0 when none failed. */
export async function run(atEnd = async () => {}) {
	const words = process.argv.slice(2);
	const chosen = stories.filter(
		({ label }) => words.length === 0 || words.some((word) => label.includes(word)),
	);
	let failures = 0;
	console.log(`1..${chosen.length}`);
	for (const [index, { label, body }] of chosen.entries()) {
		const title = `${index + 1} - ${label}`;
		try {
			await tell(body);
			console.log(`ok ${title}`);
		} catch (error) {
			if (error instanceof Skip) {
				console.log(`ok ${title} # SKIP ${error.message}`);
				continue;
			}
			failures++;
			console.log(`not ok ${title}`);
			note(error?.stack ?? error);
		}
	}
	await atEnd();
	process.exit(failures === 0 ? 0 : 1);
}

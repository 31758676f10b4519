/*
 * The client of /api/v1.
 *
 * Reads are kept by their address: what is kept is shown at once, and asked for again with its ETag.
 * Writes carry an Idempotency-Key that stays the same while the same request is tried again, so that
 * an answer lost on the way never means a second write.
 */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { noAnswer, Problem, problemOf, reachable } from "./problem";
import { queryText } from "./router";

export { Problem } from "./problem";

export const API = "/api/v1";

export type Params = Record<string, string | number | boolean | null | undefined>;

/** "/contracts/a%2Fb/history?by=year": path segments must be encoded already (see apiPath). */
export function apiUrl(path: string, params: Params = {}): string {
	const entries = Object.entries(params)
		.filter(([, value]) => value !== null && value !== undefined && value !== false)
		.map(([name, value]) => [name, value === true ? "1" : String(value)] as const);
	return API + path + queryText(Object.fromEntries(entries));
}

/** apiPath`/contracts/${key}/history` encodes what is put in. */
export const apiPath = (texts: TemplateStringsArray, ...values: (string | number)[]): string =>
	texts.reduce((path, text, i) => path + encodeURIComponent(String(values[i - 1])) + text);

/* ---- what is kept ---- */

interface Kept {
	data: unknown;
	etag: string | null;
}

const LIMIT = 300;
const kept = new Map<string, Kept>();
const watchers = new Map<string, Set<() => void>>();

function keep(url: string, entry: Kept): void {
	kept.delete(url);
	kept.set(url, entry);
	for (const oldest of kept.keys()) {
		if (kept.size <= LIMIT) break;
		if (!watchers.has(oldest)) kept.delete(oldest);
		else break;
	}
}

/** What is kept of an address, without asking. */
export const peek = <T>(url: string): T | undefined => kept.get(url)?.data as T | undefined;

/** Calls back when `url` should be read again; returns what ends it. */
export function watch(url: string, changed: () => void): () => void {
	const set = watchers.get(url) ?? new Set();
	watchers.set(url, set.add(changed));
	return () => {
		set.delete(changed);
		if (set.size === 0) watchers.delete(url);
	};
}

/** Has open views read again what fits; the rest is asked for again when it is next shown. */
export function invalidate(fits: (url: string) => boolean): void {
	for (const [url, set] of [...watchers]) if (fits(url)) for (const changed of [...set]) changed();
}

/* ---- reading ---- */

async function fetchOrFail(url: string, init: RequestInit): Promise<Response> {
	try {
		const response = await fetch(url, { cache: "no-store", ...init });
		reachable.set(true);
		return response;
	} catch (error) {
		if (init.signal?.aborted) throw error;
		reachable.set(false);
		throw noAnswer();
	}
}

async function textOf(response: Response, signal?: AbortSignal): Promise<string> {
	try {
		return await response.text();
	} catch (error) {
		if (signal?.aborted) throw error;
		throw noAnswer();
	}
}

/** GET, with the kept ETag. A 304 gives what is kept. */
export async function read<T>(url: string, signal?: AbortSignal): Promise<T> {
	const have = kept.get(url);
	const headers: HeadersInit = have?.etag ? { "If-None-Match": have.etag } : {};
	const response = await fetchOrFail(url, { headers, signal: signal ?? null });
	if (response.status === 304 && have) {
		keep(url, have);
		return have.data as T;
	}
	const text = await textOf(response, signal);
	if (!response.ok) throw problemOf(response.status, text);
	const json = /\bjson\b/.test(response.headers.get("Content-Type") ?? "");
	const data = (json ? JSON.parse(text) : text) as T;
	keep(url, { data, etag: response.headers.get("ETag") });
	return data;
}

export const get = <T>(path: string, params?: Params, signal?: AbortSignal): Promise<T> =>
	read<T>(apiUrl(path, params), signal);

export interface Answer<T> {
	data: T | undefined;
	error: Problem | undefined;
	/** A request is under way. */
	loading: boolean;
	/** `data` may be out of date: it is of the parameters before, or could not be read again. */
	stale: boolean;
	reload: () => void;
}

interface Held<T> {
	asked: string | null; /* what `error` and `loading` are about */
	url: string | null; /* what `data` answers */
	data: T | undefined;
	error: Problem | undefined;
	loading: boolean;
}

/**
 * The answer of a GET, kept up to date. While other parameters load, the answer before stays, marked
 * stale, so that nothing jumps. `path` null asks nothing. What is no JSON comes as text.
 */
export function useApi<T>(path: string | null, params?: Params): Answer<T> {
	const url = path === null ? null : apiUrl(path, params);
	const [held, setHeld] = useState<Held<T>>({
		asked: url,
		url: null,
		data: undefined,
		error: undefined,
		loading: url !== null,
	});
	const [round, setRound] = useState(0);
	const last = useRef(held);
	last.current = held;

	useEffect(() => {
		if (url === null) return;
		const abort = new AbortController();
		const before = last.current;
		const known = peek<T>(url);
		setHeld({
			asked: url,
			url: known !== undefined ? url : before.url,
			data: known ?? before.data,
			error: undefined,
			loading: true,
		});
		read<T>(url, abort.signal).then(
			(data) => setHeld({ asked: url, url, data, error: undefined, loading: false }),
			(error: unknown) => {
				if (abort.signal.aborted) return;
				if (!(error instanceof Problem)) throw error;
				setHeld((now) => ({ ...now, error, loading: false }));
			},
		);
		return () => abort.abort();
	}, [url, round]);

	const reload = useMemo(() => () => setRound((n) => n + 1), []);
	useEffect(() => (url === null ? undefined : watch(url, reload)), [url, reload]);

	const none = { data: undefined, error: undefined, loading: false, stale: false, reload };
	if (url === null) return none;
	if (held.asked !== url) {
		/* Drawn with another address; it is asked for right after this. */
		const known = peek<T>(url);
		const data = known ?? held.data;
		const stale = known === undefined && data !== undefined;
		return { data, error: undefined, loading: true, stale, reload };
	}
	const stale = held.data !== undefined && (held.url !== url || held.error !== undefined);
	return { data: held.data, error: held.error, loading: held.loading, stale, reload };
}

/* ---- writing ---- */

export interface WriteOptions {
	params?: Params;
	ifMatch?: number; /* number of the newest entry that the writer saw */
	key?: string; /* Idempotency-Key; a new one if absent */
	type?: string; /* content type of a Blob */
	signal?: AbortSignal;
	progress?: (sent: number, total: number) => void;
}

export type Method = "POST" | "PUT" | "PATCH" | "DELETE";

export const newKey = (): string => crypto.randomUUID();

/* fetch() tells no progress of an upload. */
function upload(
	method: Method,
	url: string,
	headers: Record<string, string>,
	body: Blob,
	options: WriteOptions,
): Promise<{ status: number; text: string }> {
	return new Promise((done, fail) => {
		const request = new XMLHttpRequest();
		request.open(method, url);
		for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
		request.upload.onprogress = (event) => options.progress?.(event.loaded, event.total);
		request.onload = () => done({ status: request.status, text: request.responseText });
		request.onerror = () => fail(noAnswer());
		request.onabort = () => fail(options.signal?.reason ?? noAnswer());
		options.signal?.addEventListener("abort", () => request.abort(), { once: true });
		request.send(body);
	});
}

/** The members of a body that are set. */
export const given = (body: object): object =>
	Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));

/** One write. Fails with a Problem, or as the signal's abort does. */
export async function send<T>(
	method: Method,
	path: string,
	body?: unknown,
	options: WriteOptions = {},
): Promise<T> {
	const url = apiUrl(path, options.params);
	const headers: Record<string, string> = { "Idempotency-Key": options.key ?? newKey() };
	if (options.ifMatch !== undefined) headers["If-Match"] = `"${options.ifMatch}"`;
	const file = body instanceof Blob ? body : null;
	if (file) headers["Content-Type"] = options.type || file.type || "application/octet-stream";
	else if (body !== undefined) headers["Content-Type"] = "application/json";

	let answer: { status: number; text: string };
	if (file && options.progress) {
		answer = await upload(method, url, headers, file, options);
	} else {
		const response = await fetchOrFail(url, {
			method,
			headers,
			body: file ?? (body === undefined ? null : JSON.stringify(body)),
			signal: options.signal ?? null,
		});
		answer = { status: response.status, text: await textOf(response, options.signal) };
	}
	if (answer.status < 200 || answer.status > 299) throw problemOf(answer.status, answer.text);
	return (answer.text ? JSON.parse(answer.text) : undefined) as T;
}

/**
 * One intention of the reader's, however often it is tried: the same request keeps its key, another
 * request or a next intention gets a new one.
 */
export class Attempt {
	private key = newKey();
	private request: string | null = null;

	async send<T>(
		method: Method,
		path: string,
		body?: unknown,
		options: WriteOptions = {},
	): Promise<T> {
		const content =
			body instanceof File ? [body.name, body.size, body.lastModified] : (body ?? null);
		const request = JSON.stringify([method, apiUrl(path, options.params), content]);
		if (this.request !== null && request !== this.request) this.key = newKey();
		this.request = request;
		const answer = await send<T>(method, path, body, { ...options, key: this.key });
		this.request = null;
		this.key = newKey();
		return answer;
	}
}

/** An Attempt that lives as long as its component. */
export function useAttempt(): Attempt {
	return useMemo(() => new Attempt(), []);
}

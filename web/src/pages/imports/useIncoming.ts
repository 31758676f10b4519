/*
 * Files on their way in: each is previewed as soon as it is there, one after the other, and kept only when
 * somebody says so. With other options what is not kept yet is previewed again.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { Attempt, send } from "../../api";
import { changed } from "../../live";
import { Problem } from "../../problem";
import type { ImportSummary } from "../../types";
import type { ImportOptions } from "./reading";
import { isNothing } from "./words";

type Doing = "preview" | "import";

export type Step =
	| { at: "busy"; doing: Doing; sent: number; total: number }
	| { at: "preview" }
	| { at: "failed"; doing: Doing; problem: Problem }
	| { at: "done" };

export interface Incoming {
	id: number;
	file: File;
	step: Step;
	/** What it would do, as last previewed, or did. */
	summary: ImportSummary | null;
}

export interface IncomingFiles {
	files: Incoming[];
	add: (files: File[]) => void;
	remove: (id: number) => void;
	preview: (id: number) => void;
	run: (id: number) => void;
	/** Imports whatever would change something. */
	runAll: () => void;
	clear: () => void;
}

/* A file that was changed or moved after it was chosen cannot be read any more. */
async function unreadable(file: File, problem: Problem): Promise<Problem> {
	if (problem.status !== 0) return problem;
	try {
		await file.slice(0, 1).arrayBuffer();
		return problem;
	} catch {
		return new Problem({
			status: 0,
			code: "file",
			title: "The file cannot be read",
			detail: `${file.name} is a folder, or was changed or moved since it was chosen.`,
			remedy: "Choose it again.",
		});
	}
}

export const canRun = ({ step, summary }: Incoming): boolean =>
	step.at === "preview" && summary !== null && !isNothing(summary);

interface Held {
	file: File;
	abort: AbortController;
	attempt: Attempt;
}

/** `done` is told of what was recorded, and whether it was the only file. */
export function useIncoming(
	options: ImportOptions,
	done: (summary: ImportSummary, alone: boolean) => void,
): IncomingFiles {
	const [files, setFiles] = useState<Incoming[]>([]);
	const held = useRef(new Map<number, Held>());
	const queue = useRef<Promise<void>>(Promise.resolve());
	const next = useRef(0);
	const asked = useRef(options);
	const told = useRef(done);
	asked.current = options;
	told.current = done;

	const patch = (id: number, part: Partial<Incoming>) =>
		setFiles((now) => now.map((one) => (one.id === id ? { ...one, ...part } : one)));

	const post = async (id: number, doing: Doing, one: Held): Promise<void> => {
		const { file, abort, attempt } = one;
		if (abort.signal.aborted) return;
		const request = {
			params: { file: file.name, ...asked.current, dry_run: doing === "preview" },
			signal: abort.signal,
			progress: (sent: number, total: number) =>
				patch(id, { step: { at: "busy", doing, sent, total } }),
		};
		try {
			const summary =
				doing === "preview"
					? await send<ImportSummary>("POST", "/imports", file, request)
					: await attempt.send<ImportSummary>("POST", "/imports", file, request);
			if (abort.signal.aborted) return;
			patch(id, { summary, step: { at: doing === "preview" ? "preview" : "done" } });
			if (doing === "preview") return;
			changed("import", "contract", "account");
			told.current(summary, held.current.size === 1);
		} catch (error) {
			if (abort.signal.aborted) return;
			if (!(error instanceof Problem)) throw error;
			const problem = await unreadable(file, error);
			patch(id, { step: { at: "failed", doing, problem } });
		}
	};

	const start = (id: number, doing: Doing) => {
		const before = held.current.get(id);
		if (!before) return;
		before.abort.abort();
		const one = { ...before, abort: new AbortController() };
		held.current.set(id, one);
		patch(id, { step: { at: "busy", doing, sent: 0, total: one.file.size } });
		queue.current = queue.current.then(() => post(id, doing, one));
	};

	const remove = (id: number) => {
		held.current.get(id)?.abort.abort();
		held.current.delete(id);
		setFiles((now) => now.filter((one) => one.id !== id));
	};
	const clear = () => {
		for (const id of [...held.current.keys()]) remove(id);
	};
	useEffect(() => clear, []);

	const wanted = JSON.stringify(options);
	useEffect(() => {
		for (const { id, step } of files) if (step.at !== "done") start(id, "preview");
	}, [wanted]);

	return {
		files,
		add: (more) => {
			for (const file of more) {
				const id = ++next.current;
				held.current.set(id, {
					file,
					abort: new AbortController(),
					attempt: new Attempt(),
				});
				const step: Step = { at: "busy", doing: "preview", sent: 0, total: file.size };
				setFiles((now) => [...now, { id, file, step, summary: null }]);
				start(id, "preview");
			}
		},
		remove,
		preview: (id) => start(id, "preview"),
		run: (id) => start(id, "import"),
		runAll: () => {
			for (const one of files) if (canRun(one)) start(one.id, "import");
		},
		clear,
	};
}

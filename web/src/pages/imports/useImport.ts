/*
 * One file on its way in: it is previewed as soon as it is there, and kept only when somebody says so.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { API, invalidate, send, useAttempt } from "../../api";
import { Problem } from "../../problem";
import type { ImportSummary } from "../../types";

export type Step =
	| { at: "empty" }
	| { at: "busy"; doing: "preview" | "import"; sent: number; total: number }
	| { at: "preview"; summary: ImportSummary }
	| { at: "failed"; doing: "preview" | "import"; problem: Problem }
	| { at: "done"; summary: ImportSummary };

export interface Incoming {
	file: File | null;
	step: Step;
	/** The preview that the reader looks at, also while the import runs. */
	summary: ImportSummary | null;
	take: (file: File) => void;
	preview: () => void;
	run: () => void;
	cancel: () => void;
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
			detail: `${file.name} was changed or moved since it was chosen.`,
			remedy: "Choose it again.",
		});
	}
}

/** `mapping` empty: recognised. `done` is told of what was recorded. */
export function useImport(mapping: string, done: (summary: ImportSummary) => void): Incoming {
	const [file, setFile] = useState<File | null>(null);
	const [step, setStep] = useState<Step>({ at: "empty" });
	const [summary, setSummary] = useState<ImportSummary | null>(null);
	const [round, setRound] = useState(0);
	const attempt = useAttempt();
	const abort = useRef(new AbortController());
	useEffect(() => () => abort.current.abort(), []);

	const start = (doing: "preview" | "import", of: File) => {
		abort.current.abort();
		const own = (abort.current = new AbortController());
		setStep({ at: "busy", doing, sent: 0, total: of.size });
		const options = {
			params: { file: of.name, mapping, dry_run: doing === "preview" },
			signal: own.signal,
			progress: (sent: number, total: number) => {
				if (!own.signal.aborted) setStep({ at: "busy", doing, sent, total });
			},
		};
		const sent =
			doing === "preview"
				? send<ImportSummary>("POST", "/imports", of, options)
				: attempt.send<ImportSummary>("POST", "/imports", of, options);
		sent.then(
			(answer) => {
				if (own.signal.aborted) return;
				if (doing === "preview") {
					setSummary(answer);
					return setStep({ at: "preview", summary: answer });
				}
				const touched = ["imports", "quarantine", "contracts", "accounts", "history-report"];
				invalidate((url) => touched.some((head) => url.startsWith(`${API}/${head}`)));
				setStep({ at: "done", summary: answer });
				done(answer);
			},
			async (error: unknown) => {
				if (own.signal.aborted) return;
				if (!(error instanceof Problem)) throw error;
				const problem = await unreadable(of, error);
				if (!own.signal.aborted) setStep({ at: "failed", doing, problem });
			},
		);
	};

	useEffect(() => {
		if (!file) return;
		setSummary(null);
		start("preview", file);
	}, [file, mapping, round]);

	return {
		file,
		step,
		summary,
		take: (next) => {
			setFile(next);
			setRound((n) => n + 1);
		},
		preview: () => setRound((n) => n + 1),
		run: () => {
			if (file) start("import", file);
		},
		cancel: () => {
			abort.current.abort();
			setFile(null);
			setSummary(null);
			setStep({ at: "empty" });
		},
	};
}

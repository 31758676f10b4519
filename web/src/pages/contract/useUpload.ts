/*
 * Uploading documents, one after the other, with progress.
 */
import { useRef, useState } from "preact/hooks";
import { Attempt, apiPath, Problem, useApi } from "../../api";
import { sentence } from "../../format";
import type { Document, Setting } from "../../types";
import { notify } from "../../ui/Notice";
import { contractChanged } from "./useContract";

const MIB = 1_048_576;
const DEFAULT_LIMIT = 50; /* MiB, where the installation says nothing else */

export interface Upload {
	id: number;
	name: string;
	/** 0 … 1 */
	done: number;
	problem: string | null;
	/** Absent where trying again cannot help. */
	retry?: () => void;
}

export interface Uploads {
	shown: Upload[];
	limit: number; /* MiB */
	add: (files: FileList | File[]) => void;
	dismiss: (id: number) => void;
}

export function useUploads(contract: string): Uploads {
	const settings = useApi<{ settings: Setting[] }>("/settings").data?.settings;
	const set = Number(settings?.find(({ name }) => name === "document_limit_mib")?.value);
	const limit = set > 0 ? set : DEFAULT_LIMIT;
	const [shown, setShown] = useState<Upload[]>([]);
	const next = useRef(0);
	const queue = useRef<Promise<void>>(Promise.resolve());

	const patch = (id: number, part: Partial<Upload>) =>
		setShown((now) => now.map((upload) => (upload.id === id ? { ...upload, ...part } : upload)));
	const dismiss = (id: number) => setShown((now) => now.filter((upload) => upload.id !== id));

	const send = async (id: number, file: File, attempt: Attempt): Promise<void> => {
		patch(id, { done: 0, problem: null });
		try {
			await attempt.send<Document>("POST", apiPath`/contracts/${contract}/documents`, file, {
				params: { name: file.name },
				progress: (sent, total) => patch(id, { done: total > 0 ? sent / total : 0 }),
			});
			dismiss(id);
			notify({ text: `${file.name} is kept.` });
		} catch (error) {
			if (!(error instanceof Problem)) throw error;
			const text = [sentence(error.detail || error.title), error.remedy]
				.filter(Boolean)
				.join(". ");
			patch(id, { problem: text, retry: () => void send(id, file, attempt) });
		}
		contractChanged(contract);
	};

	const add = (files: FileList | File[]) => {
		for (const file of [...files]) {
			const id = ++next.current;
			const tooLarge = file.size > limit * MIB;
			const problem = tooLarge
				? `It has ${Math.ceil(file.size / MIB)} MiB; documents may have up to ${limit} MiB. Nothing was sent.`
				: null;
			setShown((now) => [...now, { id, name: file.name, done: 0, problem }]);
			if (tooLarge) continue;
			const attempt = new Attempt();
			queue.current = queue.current.then(() => send(id, file, attempt));
		}
	};
	return { shown, limit, add, dismiss };
}

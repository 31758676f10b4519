/*
 * One import: what became of its rows, which of them wait, and the way back.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { apiPath, useApi } from "../../api";
import { formatBytes, formatInstant, formatInstantFully } from "../../format";
import type { PageProps } from "../../pages";
import { setQuery, useQuery } from "../../router";
import type { Problem } from "../../problem";
import type { Import as Record, Mapping } from "../../types";
import { Instant } from "../../ui/Amount";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { TextInput } from "../../ui/inputs";
import { Notice, notify } from "../../ui/Notice";
import { Dotted, Page } from "../../ui/Page";
import { Empty, ErrorPanel, Skeleton } from "../../ui/States";
import { asProblem } from "../shared/problems";
import "../shared/shared.css";
import { Counts, Warnings } from "./Counts";
import "./imports.css";
import { Quarantine } from "./Quarantine";
import { resultOf } from "./results";
import { undoImport, undoneWords } from "./undo";
import { contentWords, contractWords, news } from "./words";

const UNDO_MEANS =
	"Stands beside what is taken back. What was added goes, what was replaced is as before; " +
	"importing the file again brings it all back.";

function UndoForm({ one, onClose }: { one: Record; onClose: () => void }) {
	const [reason, setReason] = useState("");
	const [busy, setBusy] = useState(false);
	const [problem, setProblem] = useState<Problem | null>(null);
	const form = useRef<HTMLFormElement>(null);
	useEffect(() => form.current?.querySelector("input")?.focus(), []);
	const undo = async () => {
		setBusy(true);
		setProblem(null);
		try {
			const done = await undoImport(one.id, reason.trim());
			onClose();
			notify({ text: undoneWords(done), tone: "idle" });
		} catch (error) {
			setProblem(asProblem(error));
		} finally {
			setBusy(false);
		}
	};
	return (
		<form
			class="inset"
			ref={form}
			aria-label="Undo the import"
			onSubmit={(event) => {
				event.preventDefault();
				void undo();
			}}
			onKeyDown={(event) => {
				if (event.key === "Escape") onClose();
			}}
		>
			<div class="field-row">
				<Field label="Why" hint={UNDO_MEANS}>
					{(input) => <TextInput input={input} value={reason} onInput={setReason} />}
				</Field>
			</div>
			{problem && <ErrorPanel problem={problem} what="The import was not undone" />}
			<div class="actions">
				<Button look="main" type="submit" busy={busy}>
					Undo the import
				</Button>
				<Button onClick={onClose}>Cancel</Button>
			</div>
		</form>
	);
}

export function Import({ params }: PageProps) {
	const id = params["id"] ?? "";
	const { data: one, error, stale, reload } = useApi<Record>(apiPath`/imports/${id}`);
	const { undo } = useQuery();
	const open = (on: boolean) => setQuery({ undo: on ? "1" : null });
	const crumbs = [
		{ label: "Data", href: "/data" },
		{ label: "Imports", href: "/imports" },
	];
	const result = resultOf(id);
	const mappings = useApi<{ mappings: Mapping[] }>("/mappings").data?.mappings;
	const fact = result?.fact ?? mappings?.find(({ name }) => name === one?.mapping)?.fact ?? null;
	if (error?.status === 404)
		return (
			<Page title="Import" crumbs={crumbs}>
				<Empty
					title="There is no such import"
					actions={
						<Button look="main" href="/imports">
							All imports
						</Button>
					}
				/>
			</Page>
		);
	return (
		<Page
			title={one?.file ?? "Import"}
			crumbs={crumbs}
			meta={
				one ? (
					<Dotted
						parts={[
							<>
								imported <Instant at={one.recorded_at} /> by {one.recorded_by}
							</>,
							`mapping ${one.mapping}`,
							formatBytes(one.bytes),
							one.sha256 && (
								<span class="nowrap" title={one.sha256}>
									SHA-256 {one.sha256.slice(0, 12)}…
								</span>
							),
							result && !result.fact && contractWords(result),
							result?.fact && contentWords(result),
						]}
					/>
				) : (
					"\u00a0"
				)
			}
			actions={
				<>
					<Button href="/imports">Import files</Button>
					{one && !one.undone && news(one) > 0 && (
						<Button onClick={() => open(undo !== "1")}>Undo</Button>
					)}
				</>
			}
			parameters={one ? [["Import", id]] : []}
		>
			{error && (
				<ErrorPanel problem={error} what="The import could not be read" retry={reload} />
			)}
			{one?.undone && (
				<Notice tone="idle">
					<b>Undone</b>{" "}
					{one.undone_at && (
						<span title={formatInstantFully(one.undone_at)}>
							on {formatInstant(one.undone_at)}
						</span>
					)}{" "}
					by {one.undone_by}. What it had added was taken back; the counts tell what it
					did at its time.
				</Notice>
			)}
			{one && undo === "1" && !one.undone && (
				<UndoForm one={one} onClose={() => open(false)} />
			)}
			{one ? (
				<Counts counts={one} fact={fact} stale={stale} />
			) : (
				!error && <Skeleton widths={[100, 100, 60]} />
			)}
			{one && one.quarantined > 0 && (
				<Quarantine id={id} source={one.source} ofFacts={fact !== null} />
			)}
			{one && (
				<div class="import-parts">
					<Warnings warnings={one.warnings} ofFacts={fact !== null} />
				</div>
			)}
		</Page>
	);
}

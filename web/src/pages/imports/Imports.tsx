/*
 * A file comes in: dropped, previewed, imported; beneath it what was imported before.
 */
import { useState } from "preact/hooks";
import { useApi } from "../../api";
import { useFields } from "../../fields";
import { sentence } from "../../format";
import { useKeys } from "../../keyboard";
import { navigate, setQuery, useQuery } from "../../router";
import type { ImportSummary, Mapping } from "../../types";
import { Button } from "../../ui/Button";
import { ChipSelect, Tools } from "../../ui/Chip";
import { Notice, notify } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import "../shared/shared.css";
import { Drop } from "./Drop";
import { ImportList } from "./ImportList";
import "./imports.css";
import { importPath } from "./paths";
import { Preview } from "./Preview";
import { keepResult } from "./results";
import { downloadTemplate } from "./template";
import { offerUndo } from "./undo";
import { useImport } from "./useImport";
import { contractWords, many, news } from "./words";

function imported(summary: ImportSummary): void {
	const id = summary.import;
	if (id === null) return;
	keepResult(id, summary);
	navigate(importPath(id));
	if (news(summary) > 0)
		offerUndo(id, `${many(news(summary), "row")} imported: ${contractWords(summary)}.`);
	else notify({ text: `${many(summary.quarantined, "row")} put into quarantine.` });
}

/** The forms of files that are recognised. */
function Understood({ mappings }: { mappings: Mapping[] }) {
	return (
		<>
			<div class="section-head">
				<h2>Files that are understood</h2>
			</div>
			<dl class="understood">
				{mappings.map(({ name, title }) => (
					<div key={name}>
						<dt>{name}</dt>
						<dd>{sentence(title)}</dd>
					</div>
				))}
			</dl>
		</>
	);
}

export function Imports() {
	const { mapping = "" } = useQuery();
	const mappings = useApi<{ mappings: Mapping[] }>("/mappings").data?.mappings ?? [];
	const fields = useFields();
	const incoming = useImport(mapping, imported);
	const [left, setLeft] = useState(0);
	const { file, step } = incoming;
	useKeys("Import", [
		{
			key: "o",
			does: "Choose a file",
			run: () => document.querySelector<HTMLInputElement>('input[type="file"]')?.click(),
		},
	]);
	const take = (next: File, others: number) => {
		setLeft(others);
		incoming.take(next);
	};
	const isOpen = file !== null;
	return (
		<Page
			title="Import"
			meta="Contracts and their modifications, from files. Importing a file again changes nothing."
			actions={isOpen && <Drop small onFile={take} />}
		>
			{!isOpen && <Drop onFile={take} />}
			<Tools>
				<ChipSelect
					label="Mapping"
					value={mapping}
					onChange={(name) => setQuery({ mapping: name || null })}
					options={[
						["", "recognised by the file"],
						...mappings.map(({ name, title }): [string, string] => [name, `${name}: ${title}`]),
					]}
				/>
				{!isOpen && fields.ready && (
					<Button look="plain" onClick={() => downloadTemplate(fields.list)}>
						Empty template
					</Button>
				)}
			</Tools>
			{left > 0 && isOpen && (
				<Notice tone="open">
					One file at a time: {file.name} was taken, {many(left, "other file")} left out.
				</Notice>
			)}
			<Preview incoming={incoming} mapping={mapping} mappings={mappings} />
			{(!isOpen || step.at === "done") && <ImportList />}
			{!isOpen && mappings.length > 0 && <Understood mappings={mappings} />}
		</Page>
	);
}

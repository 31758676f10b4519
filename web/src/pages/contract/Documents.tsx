/*
 * The documents of the contract: dropped here or chosen, downloaded, removed with a reason. What was
 * removed leaves its line.
 */
import { useRef, useState } from "preact/hooks";
import { apiPath, apiUrl, useApi } from "../../api";
import { formatBytes } from "../../format";
import type { Document, DocumentList } from "../../types";
import { Instant } from "../../ui/Amount";
import { Button } from "../../ui/Button";
import { DataTable } from "../../ui/DataTable";
import { Dotted } from "../../ui/Page";
import { Mark } from "../../ui/Status";
import { ErrorPanel, Skeleton } from "../../ui/States";
import type { Column } from "../../ui/table";
import { RemoveDocument } from "./RemoveDocument";
import { useMore } from "./useMore";
import { openPanel, type Panel } from "./view";
import { useUploads, type Uploads } from "./useUpload";

const FILE_INPUT = "upload-file";

/** Asks for files, as the section's own button does. */
export const chooseFiles = (): void => document.getElementById(FILE_INPUT)?.click();

const hasFiles = (event: DragEvent): boolean => [...(event.dataTransfer?.types ?? [])].includes("Files");

export function Documents({ contract, panel }: { contract: string; panel: Panel }) {
	const answer = useApi<DocumentList>(apiPath`/contracts/${contract}/documents`);
	const { data, error, stale, reload } = answer;
	const uploads = useUploads(contract);
	const [over, setOver] = useState(false);
	const depth = useRef(0); /* of entered elements: leaving a child is not leaving */
	const documents = data?.documents ?? [];
	const leave = () => {
		depth.current = 0;
		setOver(false);
	};
	return (
		<section
			aria-labelledby="documents"
			class={"documents" + (over ? " over" : "")}
			onDragEnter={(event) => {
				if (!hasFiles(event)) return;
				event.preventDefault();
				depth.current++;
				setOver(true);
			}}
			onDragOver={(event) => hasFiles(event) && event.preventDefault()}
			onDragLeave={() => {
				if (--depth.current <= 0) leave();
			}}
			onDrop={(event) => {
				if (!hasFiles(event)) return;
				event.preventDefault();
				leave();
				uploads.add(event.dataTransfer!.files);
			}}
		>
			<div class="tools">
				<h2 id="documents">Documents</h2>
				<span class="tools-end">
					<Button look="plain" onClick={chooseFiles}>
						Upload
					</Button>
				</span>
			</div>
			<input
				id={FILE_INPUT}
				class="sr"
				type="file"
				multiple
				tabIndex={-1}
				aria-hidden="true"
				onChange={(event) => {
					const input = event.currentTarget;
					if (input.files) uploads.add(input.files);
					input.value = "";
				}}
			/>
			<UploadList uploads={uploads} />
			{error && (
				<ErrorPanel problem={error} what="The documents could not be read" retry={reload} />
			)}
			{!data && !error && <Skeleton widths={[50, 70]} />}
			{documents.length > 0 && (
				<DocumentTable contract={contract} documents={documents} panel={panel} stale={stale} />
			)}
			<p class="table-note drop-note">
				{documents.length === 0 && data ? "No documents yet. " : ""}
				Drop files here, up to {uploads.limit} MiB each.
			</p>
		</section>
	);
}

function UploadList({ uploads }: { uploads: Uploads }) {
	return (
		<ul class="uploads" aria-live="polite">
			{uploads.shown.map(({ id, name, done, problem, retry }) => (
				<li key={id}>
					<span class="cut">{name}</span>
					{problem === null ? (
						<progress value={done} max={1} aria-label={`Uploading ${name}`} />
					) : (
						<span class="down">
							<Mark tone="bad" /> {problem}
						</span>
					)}
					{problem !== null && (
						<span class="actions">
							{retry && (
								<Button look="plain" onClick={retry}>
									Try again
								</Button>
							)}
							<Button look="plain" onClick={() => uploads.dismiss(id)}>
								Dismiss
							</Button>
						</span>
					)}
				</li>
			))}
		</ul>
	);
}

interface TableProps {
	contract: string;
	documents: Document[];
	panel: Panel;
	stale: boolean;
}

function DocumentTable({ contract, documents, panel, stale }: TableProps) {
	const more = useMore(documents, 100, "documents");
	const removing = panel?.name === "remove" ? panel.id : null;
	const columns: Column<Document>[] = [
		{
			id: "name",
			header: "Name",
			phone: true,
			cell: (document) => <Name contract={contract} document={document} />,
		},
		{
			id: "bytes",
			header: "Size",
			numeric: true,
			phone: true,
			cell: ({ bytes }) => <span title={`${bytes} bytes`}>{formatBytes(bytes)}</span>,
		},
		{ id: "type", header: "Type", cell: ({ type }) => <span class="soft type">{type}</span> },
		{
			id: "sha256",
			header: "SHA-256",
			cell: ({ sha256 }) => (
				<span class="soft hash" title={sha256}>
					{sha256.slice(0, 8)}…
				</span>
			),
		},
		{
			id: "added",
			header: "Added",
			cell: (document) => (
				<span class="soft">
					<Dotted
						parts={[
							<>
								<Instant at={document.created_at} /> by {document.created_by}
							</>,
							document.removed_at === null && (
								<Remove document={document} open={removing === document.id} />
							),
						]}
					/>
				</span>
			),
		},
	];
	return (
		<>
			<DataTable
				label="Documents, newest first"
				columns={columns}
				rows={more.rows}
				rowKey={({ id }) => id}
				rowClass={({ removed_at }) => (removed_at ? "later" : undefined)}
				after={(document) =>
					removing === document.id && document.removed_at === null ? (
						<RemoveDocument contract={contract} document={document} />
					) : null
				}
				stale={stale}
			/>
			{more.button}
		</>
	);
}

const Remove = ({ document, open }: { document: Document; open: boolean }) => (
	<Button
		look="plain"
		aria-label={`Remove ${document.name}`}
		aria-expanded={open}
		onClick={() => openPanel(open ? null : { name: "remove", id: document.id })}
	>
		Remove
	</Button>
);

function Name({ contract, document }: { contract: string; document: Document }) {
	const { id, name, removed_at, removed_by, reason } = document;
	if (removed_at)
		return (
			<>
				<span class="struck">{name}</span>
				<small>
					removed <Instant at={removed_at} /> by {removed_by}
					{reason && `, “${reason}”`}
				</small>
			</>
		);
	return (
		<a
			class="strong document-name"
			href={apiUrl(apiPath`/contracts/${contract}/documents/${id}`)}
			download={name}
		>
			{name}
		</a>
	);
}

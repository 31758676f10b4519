/*
 * Every import, and where files come in; and the forms of files that are recognised.
 */
import { useFields } from "../../fields";
import { sentence } from "../../format";
import type { Mapping } from "../../types";
import { Button } from "../../ui/Button";
import { DataPage } from "../data/DataPage";
import { Drop } from "./Drop";
import { ImportList } from "./ImportList";
import "./imports.css";
import { IncomingList } from "./IncomingFile";
import { Options } from "./Options";
import { downloadTemplate } from "./template";
import { useArrivals } from "./useArrivals";

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
	const fields = useFields();
	const { incoming, options, mappings, undo, isOpen } = useArrivals();
	return (
		<DataPage
			title="Import"
			meta="Files of any kind, one row for each thing. Importing a file again changes nothing."
			actions={isOpen && <Drop small onFiles={incoming.add} />}
		>
			{!isOpen && <Drop onFiles={incoming.add} />}
			<Options options={options} mappings={mappings} folded={!isOpen}>
				{!isOpen && fields.ready && (
					<Button look="plain" onClick={() => downloadTemplate(fields.list)}>
						Empty template of contracts
					</Button>
				)}
			</Options>
			{isOpen && <IncomingList all={incoming} mappings={mappings} onUndo={undo} />}
			{incoming.files.every(({ step }) => step.at === "done") && <ImportList />}
			{!isOpen && mappings.length > 0 && <Understood mappings={mappings} />}
		</DataPage>
	);
}

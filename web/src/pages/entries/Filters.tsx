/*
 * What narrows the entries of a contract.
 */
import { useApi } from "../../api";
import type { FactList, Resource } from "../../types";
import { Button } from "../../ui/Button";
import { Tools } from "../../ui/Chip";
import { useSources } from "../data/DataPage";
import { ChipDate, ChipText } from "../shared/chips";
import { clearFilter, isNarrowed, narrow, type EntryFilter } from "./filter";

export function Filters({ contract, filter }: { contract: string; filter: EntryFilter }) {
	const sources = useSources().data?.sources ?? [];
	const tasks = useApi<FactList>("/facts/task", { contract, limit: 500 }).data?.facts ?? [];
	const people = useApi<{ resources: Resource[] }>("/resources");
	const choose = (name: keyof EntryFilter) => (value: string | null) =>
		narrow({ [name]: value || null });
	return (
		<Tools>
			<ChipText
				label="Task"
				value={filter.task ?? ""}
				none="any"
				onChange={choose("task")}
				suggest={() =>
					tasks.map(({ key, name }) => (
						<option key={String(key)} value={String(key)}>
							{name ? String(name) : undefined}
						</option>
					))
				}
			/>
			<ChipText
				label="Resource"
				value={filter.resource ?? ""}
				none="any"
				onChange={choose("resource")}
				suggest={() =>
					people.data?.resources.map(({ key, name }) => (
						<option key={key} value={key}>
							{name}
						</option>
					))
				}
			/>
			<ChipText
				label="Source"
				value={filter.source ?? ""}
				none="any"
				onChange={choose("source")}
				suggest={() => sources.map(({ name }) => <option key={name} value={name} />)}
			/>
			<ChipDate label="From" value={filter.from} none="the first" onChange={choose("from")} />
			<ChipDate label="To" value={filter.to} last none="the last" onChange={choose("to")} />
			{isNarrowed(filter) && (
				<Button look="plain" onClick={clearFilter}>
					Show all
				</Button>
			)}
		</Tools>
	);
}

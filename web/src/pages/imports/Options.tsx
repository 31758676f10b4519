/*
 * How files are to be read, above their preview: mapping, source, contract, time zone, dates, completeness.
 */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useApi } from "../../api";
import type { Mapping, Setting, Source } from "../../types";
import { Button } from "../../ui/Button";
import { ChipSelect, ChipToggle, Tools } from "../../ui/Chip";
import { ChipText } from "../shared/chips";
import { ContractOptions } from "../shared/suggestions";
import { DATE_PATTERNS, knownZones, ownZone, setOption, type ImportOptions } from "./reading";

interface Props {
	options: ImportOptions;
	mappings: Mapping[];
	/** One button until somebody asks for them, while nothing is chosen. */
	folded: boolean;
	/** Behind the options. */
	children?: ComponentChildren;
}

/** Proposed where the installation names no zone of its own, and the reader's clock is not in UTC. */
function useProposedZone(options: ImportOptions): { usual: string; proposed: string | null } {
	const { data } = useApi<{ settings: Setting[] }>("/settings");
	const set = data?.settings.find(({ name }) => name === "time_zone")?.value;
	const own = ownZone();
	const isOpen = data !== undefined && !set && !options.time_zone && own !== "UTC";
	return { usual: set || "UTC", proposed: isOpen ? own : null };
}

const matching = (zones: string[], typed: string): string[] => {
	const words = typed.trim().toLowerCase().replaceAll(" ", "_");
	return zones.filter((zone) => zone.toLowerCase().includes(words)).slice(0, 12);
};

export function Options({ options, mappings, folded, children }: Props) {
	const [asked, setAsked] = useState(false);
	if (!folded || asked || Object.values(options).some(Boolean))
		return (
			<All options={options} mappings={mappings}>
				{children}
			</All>
		);
	return (
		<Tools>
			<Button look="plain" aria-expanded={false} onClick={() => setAsked(true)}>
				How they are read
			</Button>
			{children}
		</Tools>
	);
}

function All({ options, mappings, children }: Omit<Props, "folded">) {
	const sources = useApi<{ sources: Source[] }>("/sources").data?.sources ?? [];
	const zone = useProposedZone(options);
	return (
		<Tools>
			<ChipSelect
				label="Mapping"
				value={options.mapping ?? ""}
				onChange={(name) => setOption("mapping", name)}
				options={[
					["", "recognised"],
					...mappings.map(({ name, title }): [string, string] => [
						name,
						`${name}: ${title}`,
					]),
				]}
			/>
			<ChipText
				label="Source"
				value={options.source ?? ""}
				none="by mapping"
				room={8}
				onChange={(name) => setOption("source", name)}
				suggest={() => sources.map(({ name }) => <option key={name} value={name} />)}
			/>
			<ChipText
				label="Belongs to"
				value={options.contract ?? ""}
				none="as rows say"
				room={9}
				onChange={(key) => setOption("contract", key)}
				suggest={(typed) => <ContractOptions typed={typed} />}
			/>
			<ChipText
				label="Time zone"
				value={options.time_zone ?? ""}
				none={zone.usual}
				room={5}
				onChange={(name) => setOption("time_zone", name)}
				suggest={(typed) =>
					matching([ownZone(), "UTC", ...knownZones()], typed).map((name) => (
						<option key={name} value={name} />
					))
				}
			/>
			{zone.proposed && (
				<Button look="plain" onClick={() => setOption("time_zone", zone.proposed!)}>
					Use {zone.proposed}
				</Button>
			)}
			<ChipSelect
				label="Dates"
				value={options.dates ?? ""}
				onChange={(pattern) => setOption("dates", pattern)}
				options={DATE_PATTERNS}
			/>
			<ChipToggle
				on={options.complete}
				onChange={(on) => setOption("complete", on ? "1" : "")}
				title="Entries of this source that the file lacks, within the days that it covers, are taken out"
			>
				Complete for its days
			</ChipToggle>
			{children}
		</Tools>
	);
}

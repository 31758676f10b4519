/*
 * Rows of one import that could not be taken.
 */
import { many } from "../../format";
import { queryText } from "../../router";
import { Link } from "../../ui/Link";
import { QuarantineRows, useQuarantine } from "./QuarantineRows";

interface Props {
	id: string;
	source: string;
	/** Its rows are facts: names that are not known can be linked. */
	ofFacts: boolean;
}

export function Quarantine({ id, source, ofFacts }: Props) {
	const pages = useQuarantine({ import: id });
	const { total } = pages;
	return (
		<>
			<div class="section-head">
				<h2>Quarantine</h2>
				{total !== undefined && (
					<span class="soft">
						{total === 0
							? "none of its rows waits here: they were taken since, or wait with an earlier import"
							: `${many(total, "row")}; mend them in the file and import it again`}
					</span>
				)}
				{ofFacts && total !== undefined && total > 0 && (
					<Link href={"/data/quarantine" + queryText({ source })} class="plain">
						Link unknown names
					</Link>
				)}
			</div>
			<QuarantineRows pages={pages} />
		</>
	);
}

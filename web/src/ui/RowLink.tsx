/*
 * The link of a table's row: where a click anywhere in the row leads to.
 */
import type { ComponentChildren } from "preact";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { Link } from "./Link";

/** Whether Tab stops at links of rows; a VirtualTable has one such row at a time. */
export const RowStop = createContext(true);

export function RowLink({ href, children }: { href: string; children: ComponentChildren }) {
	const stop = useContext(RowStop);
	return (
		<Link href={href} class="row-link" data-row-link tabIndex={stop ? undefined : -1}>
			{children}
		</Link>
	);
}

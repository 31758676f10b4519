/*
 * Says, calmly, when what is shown may be out of date. While all is well it says nothing.
 */
import { useEffect, useState } from "preact/hooks";
import { live } from "../live";
import { reachable } from "../problem";
import { useStore } from "../store";
import { Mark } from "../ui/Status";

const PATIENCE = 1500; /* ms: a stream that comes back at once is not worth a word */

const EXPLAINED =
	"The server does not answer. What is shown was read before; this page tries again by itself.";

const clock = (time: number): string =>
	new Date(time).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

export function LiveMark() {
	const { connection, since } = useStore(live);
	const isReachable = useStore(reachable);
	const [late, setLate] = useState(false);
	const lost = connection === "lost" || !isReachable;
	useEffect(() => {
		if (!lost) return setLate(false);
		const timer = window.setTimeout(() => setLate(true), PATIENCE);
		return () => clearTimeout(timer);
	}, [lost]);
	return (
		<div class="live" role="status">
			{lost && late && (
				<span title={EXPLAINED}>
					<Mark tone="warn" />
					Offline<span class="wide"> · as of {clock(since)}</span>
				</span>
			)}
		</div>
	);
}

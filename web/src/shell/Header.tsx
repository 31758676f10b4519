/*
 * The head of every page: where one can go, and which moment is shown. Away from the present it is
 * tinted and says so in words.
 */
import { useLayoutEffect, useRef } from "preact/hooks";
import { isPresent, momentWords, setMoment, useMoment } from "../moment";
import { PAGES, pageOf, type PageRow } from "../pages";
import { useAddress } from "../router";
import { sentence } from "../format";
import { Link } from "../ui/Link";
import { LiveMark } from "./LiveMark";
import { MomentControl } from "./MomentControl";

/* What sticks to the window's top must know where the header ends. */
function useHeight(element: { current: HTMLElement | null }): void {
	useLayoutEffect(() => {
		const header = element.current;
		if (!header) return;
		const tell = () =>
			document.documentElement.style.setProperty("--head", `${header.offsetHeight}px`);
		const observer = new ResizeObserver(tell);
		observer.observe(header);
		tell();
		return () => observer.disconnect();
	}, [element]);
}

function currentOf(path: string, here: PageRow | undefined): "page" | "true" | undefined {
	if (here?.path === path) return "page";
	return here?.under === path ? "true" : undefined;
}

export function Header() {
	const moment = useMoment();
	const { path } = useAddress();
	const here = pageOf(path)?.page;
	const header = useRef<HTMLElement>(null);
	useHeight(header);
	const past = !isPresent(moment);
	return (
		<header ref={header} class={"head" + (past ? " away" : "")}>
			<div class="head-line">
				<Link class="logo" href="/contracts" aria-label="pacta">
					p<i>a</i>cta
				</Link>
				<nav aria-label="Pages">
					{PAGES.filter((page) => page.nav).map((page) => (
						<Link
							key={page.path}
							href={page.path}
							aria-current={currentOf(page.path, here)}
						>
							{page.nav}
						</Link>
					))}
				</nav>
				<LiveMark />
				<MomentControl />
			</div>
			{past && (
				<div class="away-line" role="status">
					<span>
						<b>Not the present.</b> {sentence(momentWords(moment))}.
						{here?.present && " This page does not depend on it."}
					</span>
					<button
						type="button"
						class="plain"
						onClick={() => setMoment({ asOf: null, knownAt: null, recordedAt: null })}
					>
						Back to now
					</button>
				</div>
			)}
		</header>
	);
}

/*
 * The shell around every page.
 */
import { useEffect } from "preact/hooks";
import { helpIsOpen } from "./keyboard";
import { pageOf } from "./pages";
import { NotFound } from "./pages/NotFound";
import { navigate, useAddress } from "./router";
import { Header } from "./shell/Header";
import { Help } from "./shell/Help";
import { useStore } from "./store";
import { Toasts } from "./ui/Notice";

export function App() {
	const { path } = useAddress();
	const help = useStore(helpIsOpen);
	useEffect(() => {
		if (path === "/") navigate("/contracts" + location.search, { replace: true });
	}, [path]);
	const found = pageOf(path === "/" ? "/contracts" : path);
	return (
		<>
			<a class="skip" href="#main" onClick={skip}>
				Skip to the contents
			</a>
			<Header />
			{found ? (
				<found.page.component
					key={found.page.path + JSON.stringify(found.params)}
					params={found.params}
				/>
			) : (
				<NotFound />
			)}
			<Toasts />
			{help && <Help onClose={() => helpIsOpen.set(false)} />}
		</>
	);
}

function skip(event: MouseEvent): void {
	event.preventDefault();
	document.querySelector<HTMLElement>("main h1")?.focus();
	document.querySelector("main")?.scrollIntoView();
}

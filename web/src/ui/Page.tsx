/*
 * The frame of a page: breadcrumb, heading, a line about it, what one can do; and, on paper, its
 * parameters at the foot. After navigation the focus is on the heading, which screen readers then say.
 */
import { Fragment, type ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { formatInstantFully, formatTerm } from "../format";
import { momentWords, useMoment } from "../moment";
import { address } from "../router";
import { Link } from "./Link";

export interface Crumb {
	label: string;
	href: string;
}

interface Props {
	/** Heading, and title of the window unless `windowTitle` says otherwise. */
	title: string;
	windowTitle?: string;
	crumbs?: Crumb[];
	meta?: ComponentChildren;
	actions?: ComponentChildren;
	/** What the page was asked for, printed at its foot: ["Status", "active"] */
	parameters?: [string, string][];
	children?: ComponentChildren;
}

export function Page({ title, windowTitle, crumbs, meta, actions, parameters, children }: Props) {
	const heading = useRef<HTMLHeadingElement>(null);
	useEffect(() => {
		document.title = `${windowTitle ?? title} · pacta`;
	}, [windowTitle, title]);
	useEffect(() => {
		if (address.get().visit > 0) heading.current?.focus({ preventScroll: true });
	}, []);
	return (
		<main id="main" class="page">
			<div class="page-head">
				<div class="page-name">
					{crumbs && crumbs.length > 0 && (
						<nav class="crumbs" aria-label="Breadcrumb">
							{crumbs.map((crumb, i) => (
								<Fragment key={crumb.href}>
									{i > 0 && <span aria-hidden="true"> / </span>}
									<Link href={crumb.href}>{crumb.label}</Link>
								</Fragment>
							))}
						</nav>
					)}
					<h1 ref={heading} tabIndex={-1}>
						{title}
					</h1>
					{meta && <div class="meta">{meta}</div>}
				</div>
				{actions && <div class="actions">{actions}</div>}
			</div>
			{children}
			<PrintFoot parameters={parameters ?? []} />
		</main>
	);
}

/** Parts of a line with points between them; what is empty is left out. */
export function Dotted({ parts }: { parts: ComponentChildren[] }) {
	const shown = parts.filter((part) => part === 0 || !!part);
	return (
		<>
			{shown.map((part, i) => (
				<Fragment key={i}>
					{i > 0 && <span class="point"> · </span>}
					{part}
				</Fragment>
			))}
		</>
	);
}

function PrintFoot({ parameters }: { parameters: [string, string][] }) {
	const moment = useMoment();
	const words = momentWords(moment) || "latest terms, as known now";
	const all: [string, string][] = [["Moment", words], ...parameters];
	return (
		<footer class="print-foot">
			{all.map(([name, value]) => (
				<span key={name}>
					{name} <b>{value}</b>
				</span>
			))}
			<span>
				Printed <b>{formatInstantFully(new Date().toISOString())}</b>
			</span>
			<span>{location.pathname + location.search}</span>
		</footer>
	);
}

/** A half-open period, read inclusively; "to" reads better than a dash inside a sentence. */
export const Term = ({ from, to }: { from: string | null; to: string | null }) => (
	<span class="nowrap">{formatTerm(from, to)}</span>
);

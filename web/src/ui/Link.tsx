/*
 * A link inside the pages. It keeps the moment (as of, known) unless its own query names one, or
 * `moment` is false; a plain click goes through the router.
 */
import type { ComponentChildren } from "preact";
import { useMoment, withMoment } from "../moment";
import { navigate } from "../router";

interface Props {
	href: string;
	moment?: boolean;
	class?: string;
	title?: string;
	tabIndex?: number | undefined;
	"aria-current"?: "page" | "true" | undefined;
	"aria-label"?: string;
	"data-row-link"?: boolean;
	onClick?: (event: MouseEvent) => void;
	children?: ComponentChildren;
}

export const isPlainClick = (event: MouseEvent): boolean =>
	event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

export function Link({ href, moment = true, children, onClick, ...rest }: Props) {
	const now = useMoment();
	const target = moment ? withMoment(href, now) : href;
	return (
		<a
			{...rest}
			href={target}
			onClick={(event) => {
				onClick?.(event);
				if (event.defaultPrevented || !isPlainClick(event)) return;
				event.preventDefault();
				navigate(target);
			}}
		>
			{children}
		</a>
	);
}

/*
 * Buttons. "main" is the one action that a page or dialog is for; "quiet" is the rest; "plain" looks
 * like a link. With `href` it is a link that looks the same.
 */
import type { ComponentChildren, JSX } from "preact";
import { Link } from "./Link";

export type ButtonLook = "main" | "quiet" | "plain";

type Props = Omit<JSX.IntrinsicElements["button"], "onClick" | "class" | "href"> & {
	look?: ButtonLook;
	href?: string;
	/** Under way: cannot be pressed again. */
	busy?: boolean;
	onClick?: (event: MouseEvent) => void;
	children?: ComponentChildren;
};

const CLASSES: Record<ButtonLook, string> = { main: "button main", quiet: "button", plain: "plain" };

export function Button({ look = "quiet", href, busy = false, children, onClick, ...rest }: Props) {
	if (href)
		return (
			<Link href={href} class={CLASSES[look]}>
				{children}
			</Link>
		);
	return (
		<button
			type="button"
			{...rest}
			class={CLASSES[look]}
			disabled={rest.disabled || busy}
			aria-busy={busy || undefined}
			onClick={(event) => onClick?.(event)}
		>
			{children}
		</button>
	);
}

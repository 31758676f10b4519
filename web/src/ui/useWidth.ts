/*
 * How wide the window is, for what CSS alone cannot do: tables that move columns into details.
 */
import { Store, useStore } from "../store";

const PHONE = 700; /* px; the same as in phone.css */
const STEP = 50;

/* Rounded down, so that not every pixel of a moving edge draws all tables again. */
const measure = (): number =>
	innerWidth <= PHONE ? innerWidth : Math.max(PHONE + 1, Math.floor(innerWidth / STEP) * STEP);

const width = new Store(measure());
addEventListener("resize", () => width.set(measure()));

/** In px, in steps. */
export const useWidth = (): number => useStore(width);

export const isPhone = (px: number): boolean => px <= PHONE;

export const usePhone = (): boolean => isPhone(useWidth());

import Link from "next/link";
import type { ComponentProps } from "react";
import { classes } from "./classes";

const VARIANTS = {
  primary: "border-transparent bg-primary text-on-primary hover:bg-primary-hover font-semibold",
  secondary: "border-control bg-surface text-ink hover:bg-sunken font-medium",
  quiet: "border-transparent bg-transparent text-ink hover:bg-sunken font-medium",
  danger: "border-urgent-icon bg-surface text-urgent hover:bg-urgent-tint font-semibold",
} as const;

const SIZES = {
  small: "min-h-7 whitespace-nowrap px-2 text-12 max-sm:min-h-11 max-sm:px-3 max-sm:text-14",
  medium: "min-h-9 whitespace-nowrap px-3 text-14 max-sm:min-h-11",
  /** As wide as a phone, for a thumb. */
  thumb: "min-h-12 w-full px-3 py-2 text-center text-16",
} as const;

type Look = { variant?: keyof typeof VARIANTS; size?: keyof typeof SIZES };

/** The look of a button, for whatever element has to wear it. */
export function buttonLook({ variant = "secondary", size = "medium" }: Look, more?: string) {
  return classes(
    "motion inline-flex items-center justify-center gap-2 rounded-control border",
    "disabled:opacity-60 aria-disabled:opacity-60",
    VARIANTS[variant],
    SIZES[size],
    more,
  );
}

export function Button({
  variant,
  size,
  className,
  type = "button",
  ...rest
}: ComponentProps<"button"> & Look) {
  return <button type={type} className={buttonLook({ variant, size }, className)} {...rest} />;
}

/** Never fetched ahead: opening a page can mean reading a record, and reading is audited. */
export function ButtonLink({
  variant,
  size,
  className,
  ...rest
}: ComponentProps<typeof Link> & Look) {
  return <Link prefetch={false} className={buttonLook({ variant, size }, className)} {...rest} />;
}

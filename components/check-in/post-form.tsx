import type { ComponentProps, ReactNode } from "react";
import { buttonLook } from "@/components/ui/button";
import type { Language } from "@/lib/patients/languages";

/**
 * A form that the browser itself posts, with scripts and without: on a bad line it can be sent again, and
 * going back finds what was there. `fields` go along unseen.
 */
export function PostForm({
  to,
  language,
  fields = {},
  children,
  ...rest
}: Omit<ComponentProps<"form">, "action" | "method"> & {
  to: string;
  language: Language;
  fields?: Readonly<Record<string, string>>;
  children: ReactNode;
}) {
  return (
    <form action={to} method="post" autoComplete="off" {...rest}>
      <input type="hidden" name="lang" value={language} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  );
}

/** A button as wide as the screen, for a thumb. */
export function WideButton({
  variant = "secondary",
  className,
  ...rest
}: ComponentProps<"button"> & { variant?: "primary" | "secondary" | "quiet" }) {
  return (
    <button type="submit" className={buttonLook({ variant, size: "thumb" }, className)} {...rest} />
  );
}

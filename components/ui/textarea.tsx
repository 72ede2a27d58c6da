"use client";

import { type ComponentProps, useLayoutEffect, useRef, useState } from "react";
import { classes } from "./classes";
import { CONTROL } from "./input";

/** Grows with its text where the browser can. */
export function Textarea({ className, rows = 3, ...rest }: ComponentProps<"textarea">) {
  const field = useRef<HTMLTextAreaElement>(null);
  // React, taking over what the server drew, puts a text that was filled in back to what it was.
  const [typed] = useState(() => typedInto(rest.id));
  useLayoutEffect(() => {
    if (field.current !== null && typed !== null) field.current.value = typed;
  }, [typed]);
  return (
    <textarea
      ref={field}
      rows={rows}
      className={classes(CONTROL, "field-sizing-content min-h-20 resize-y py-2", className)}
      {...rest}
    />
  );
}

/** What somebody made of a drawn text before the page's scripts were there; null for nothing. */
function typedInto(id: string | undefined): string | null {
  if (typeof document === "undefined" || id === undefined) return null;
  const drawn = document.getElementById(id);
  if (!(drawn instanceof HTMLTextAreaElement)) return null;
  return drawn.value === drawn.defaultValue ? null : drawn.value;
}

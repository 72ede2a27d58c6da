"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { type KeyName } from "@/components/shell/keys";
import { useKeys } from "@/components/shell/use-keys";

/** Lets keys press what the record shows, and opens folded forms where they stand. */
export function RecordKeys({ children }: { children: ReactNode }) {
  const record = useRef<HTMLDivElement>(null);
  const press = (name: KeyName) => () => {
    const target = record.current?.querySelector<HTMLElement>(`[data-key=${name}]`);
    target?.click();
    return Boolean(target);
  };
  useKeys({
    call: press("call"),
    escalate: press("escalate"),
    sendCheckIn: press("sendCheckIn"),
    previousRecord: press("previousRecord"),
    nextRecord: press("nextRecord"),
  });

  useEffect(() => {
    const open = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("[data-opens]") : null;
      const fold = document.getElementById(link?.getAttribute("data-opens") ?? "");
      if (!(fold instanceof HTMLDetailsElement)) return;
      event.preventDefault();
      event.stopPropagation();
      fold.open = true;
      fold.scrollIntoView({ block: "start" });
      fold.querySelector<HTMLElement>("input:not([type=hidden]), select, textarea")?.focus({
        preventScroll: true,
      });
    };
    // Before the link's own listener, which would fetch the page.
    const page = record.current;
    page?.addEventListener("click", open, { capture: true });
    return () => page?.removeEventListener("click", open, { capture: true });
  }, []);

  return (
    <div ref={record} className="grid gap-4">
      {children}
    </div>
  );
}

"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { tinykeys } from "tinykeys";
import { isTyping } from "@/components/typing";

/** Keys of the record, by what they press: a link or button that is on the page anyway. */
const KEYS = { c: "call", e: "escalate", "[": "previous", "]": "next" } as const;

/**
 * Lets single keys press what the record shows, and opens folded forms where they stand. Without scripts the
 * same links lead there.
 */
export function RecordKeys({ enabled, children }: { enabled: boolean; children: ReactNode }) {
  const record = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!enabled) return undefined;
    const press = (name: string) => (event: KeyboardEvent) => {
      const target = record.current?.querySelector<HTMLElement>(`[data-key=${name}]`);
      if (!target) return;
      event.preventDefault();
      target.click();
    };
    const bindings = Object.entries(KEYS).map(([key, name]) => [key, press(name)] as const);
    return tinykeys(window, Object.fromEntries(bindings), {
      ignore: (event) =>
        isTyping(event) || document.querySelector("dialog[open], [role=dialog]") !== null,
    });
  }, [enabled]);

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

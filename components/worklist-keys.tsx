"use client";

import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import { tinykeys } from "tinykeys";
import { isTyping } from "@/components/typing";
import { Kbd } from "@/components/ui/kbd";

const KeysDialog = lazy(async () => ({ default: (await import("./keys-dialog")).KeysDialog }));

/**
 * Moves the cursor through the rows inside it. The cursor is the browser's own focus, so nothing
 * has to be drawn again, and Enter opens the record by itself.
 */
export function WorklistKeys({
  enabled,
  selectedId,
  children,
}: {
  enabled: boolean;
  selectedId: string | null;
  children: ReactNode;
}) {
  const list = useRef<HTMLDivElement>(null);
  const [help, setHelp] = useState(false);

  useEffect(() => {
    const row = selectedId === null ? null : rowOf(list.current, selectedId);
    // Never take the cursor away from somebody who already put it somewhere.
    if (document.activeElement === document.body) focusRow(row);
  }, [selectedId]);

  useEffect(() => {
    if (!enabled) return undefined;
    const move = (step: 1 | -1) => (event: KeyboardEvent) => {
      const rows = rowsOf(list.current);
      const at = rows.findIndex((row) => isCurrent(row, selectedId));
      const next = at < 0 ? (step === 1 ? 0 : rows.length - 1) : at + step;
      if (focusRow(rows[next] ?? null)) event.preventDefault();
    };
    const inRow = (selector: string) => (event: KeyboardEvent) => {
      const row = rowsOf(list.current).find((each) => isCurrent(each, selectedId));
      const link = row?.querySelector<HTMLElement>(selector);
      if (!link) return;
      event.preventDefault();
      link.click();
    };
    const nextUncalled = (event: KeyboardEvent) => {
      const rows = rowsOf(list.current);
      const at = rows.findIndex((row) => isCurrent(row, selectedId));
      if (focusRow(rows.slice(at + 1).find(isOpen) ?? rows.find(isOpen) ?? null)) {
        event.preventDefault();
      }
    };
    return tinykeys(
      window,
      {
        j: move(1),
        ArrowDown: move(1),
        k: move(-1),
        ArrowUp: move(-1),
        n: nextUncalled,
        c: inRow("[data-call]"),
        Enter: (event) => {
          if (document.activeElement === document.body) inRow("[data-record]")(event);
        },
        "[Shift]+(\\?)": () => setHelp(true),
      },
      {
        ignore: (event) =>
          isTyping(event) || document.querySelector("dialog[open], [role=dialog]") !== null,
      },
    );
  }, [enabled, selectedId]);

  return (
    <div ref={list} className="grid gap-2.5">
      {children}
      {enabled ? (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-12 text-muted max-sm:hidden print:hidden">
          <span className="flex items-center gap-1">
            <Kbd>J</Kbd>
            <Kbd>K</Kbd> move
          </span>
          <span className="flex items-center gap-1">
            <Kbd>Enter</Kbd> open
          </span>
          <span className="flex items-center gap-1">
            <Kbd>C</Kbd> log call
          </span>
          <span className="flex items-center gap-1">
            <Kbd>N</Kbd> next uncalled
          </span>
          <button
            type="button"
            onClick={() => setHelp(true)}
            className="flex min-h-6 items-center gap-1 underline-offset-3 hover:underline"
          >
            <Kbd>?</Kbd> all keys
          </button>
        </div>
      ) : null}
      {help ? (
        <Suspense>
          <KeysDialog onClose={() => setHelp(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}

function rowsOf(list: HTMLElement | null): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
}

function rowOf(list: HTMLElement | null, id: string): HTMLElement | null {
  return rowsOf(list).find((row) => row.dataset.row === id) ?? null;
}

/** The row that holds the focus; before anything has it, the one the address names. */
function isCurrent(row: HTMLElement, selectedId: string | null): boolean {
  const focused = document.activeElement;
  return focused === document.body || focused === null
    ? row.dataset.row === selectedId
    : row.contains(focused);
}

function isOpen(row: HTMLElement): boolean {
  return !("done" in row.dataset);
}

function focusRow(row: HTMLElement | null): boolean {
  const link = row?.querySelector<HTMLElement>("[data-record]");
  if (!row || !link) return false;
  link.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  return true;
}

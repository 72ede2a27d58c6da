"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef } from "react";
import { typeAhead } from "@/components/call/typed-ahead";
import { useKeys } from "@/components/shell/use-keys";
import { Kbd } from "@/components/ui/kbd";
import type { WorklistMeta } from "@/components/worklist/worklist-columns";
import { TAKE_FORM } from "@/components/worklist/worklist-forms";
import { packIds } from "@/lib/worklist/selection";

/**
 * Moves the cursor through the rows inside it and acts on the row it is on, or on the ticked ones.
 * The cursor is the browser's own focus, so nothing has to be drawn again, and Enter opens the
 * record by itself. A key presses what is on the screen, so it never does what a person may not.
 */
export function WorklistKeys({
  enabled,
  selectedId,
  meta,
  children,
}: {
  enabled: boolean;
  selectedId: string | null;
  /** What the person may do: only that has a key. */
  meta: WorklistMeta;
  children: ReactNode;
}) {
  const list = useRef<HTMLDivElement>(null);
  const router = useRouter();
  const { links, mayCall, mayTake, mayAssign, maySnooze } = meta;

  useEffect(() => {
    const row = selectedId === null ? null : rowOf(list.current, selectedId);
    // Never take the cursor away from somebody who already put it somewhere.
    if (document.activeElement === document.body) focusRow(row);
  }, [selectedId]);

  const current = () => rowsOf(list.current).find((row) => isCurrent(row, selectedId)) ?? null;
  const step = (by: 1 | -1) => {
    const rows = rowsOf(list.current);
    const at = rows.findIndex((row) => isCurrent(row, selectedId));
    return rows[at < 0 ? (by === 1 ? 0 : rows.length - 1) : at + by] ?? null;
  };
  const extend = (by: 1 | -1) => {
    tick(current());
    const next = step(by);
    tick(next);
    return focusRow(next);
  };

  const open = (address: string) => {
    const id = current()?.dataset.row;
    if (id === undefined) return false;
    router.push(address + id, { scroll: false });
    return true;
  };

  useKeys({
    next: () => focusRow(step(1)),
    previous: () => focusRow(step(-1)),
    uncalled: () => {
      const rows = rowsOf(list.current);
      const at = rows.findIndex((row) => isCurrent(row, selectedId));
      return focusRow(rows.slice(at + 1).find(isOpen) ?? rows.find(isOpen) ?? null);
    },
    open: () => document.activeElement === document.body && press(current(), "[data-record]"),
    ...(mayCall && {
      call: () => {
        const opens = press(current(), "[data-call]");
        if (opens) typeAhead();
        return opens;
      },
      dial: () => press(current(), "a[href^='tel:']"),
    }),
    ...(mayTake && {
      take: () => takeRows(ticked().length > 0 ? ticked() : current() ? [current()!] : []),
    }),
    ...(mayAssign && {
      assign: () => pressBar("assign") || open(links.assign),
      select: () => press(current(), "input[name=selected]"),
      selectNext: () => extend(1),
      selectPrevious: () => extend(-1),
    }),
    ...(maySnooze && { snooze: () => pressBar("snooze") || open(links.snooze) }),
    fresh: () => press(document.body, "[data-fresh]"),
    undo: () => press(document.body, "[data-undo]"),
  });

  return (
    <div ref={list} className="grid gap-2.5">
      {children}
      {enabled ? (
        <ul className="flex flex-wrap items-center gap-x-3 gap-y-1 text-12 text-muted max-sm:hidden print:hidden">
          {HINTS.filter(({ needs }) => needs === null || meta[needs]).map(({ keys, does }) => (
            <li key={does} className="flex items-center gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}{" "}
              {does}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

const HINTS = [
  { keys: ["J", "K"], does: "move", needs: null },
  { keys: ["Enter"], does: "open", needs: null },
  { keys: ["C"], does: "log call", needs: "mayCall" },
  { keys: ["A"], does: "take", needs: "mayTake" },
  { keys: ["S"], does: "snooze", needs: "maySnooze" },
  { keys: ["X"], does: "select", needs: "mayAssign" },
  { keys: ["N"], does: "next uncalled", needs: null },
  { keys: ["?"], does: "all keys", needs: null },
] as const;

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

/** Presses what a person could press; false when it isn't there. */
function press(within: HTMLElement | null, selector: string): boolean {
  const control = within?.querySelector<HTMLElement>(selector);
  control?.click();
  return control !== null && control !== undefined;
}

function tick(row: HTMLElement | null): void {
  const box = row?.querySelector<HTMLInputElement>("input[name=selected]");
  if (box && !box.checked) box.click();
}

function ticked(): HTMLElement[] {
  return [
    ...document.querySelectorAll<HTMLElement>("[data-row]:has(input[name=selected]:checked)"),
  ];
}

/** The ticked rows have their own buttons in the bar under the list. */
function pressBar(what: string): boolean {
  return ticked().length > 0 && press(document.body, `.selection-bar button[value=${what}]`);
}

function takeRows(rows: readonly HTMLElement[]): boolean {
  const form = document.getElementById(TAKE_FORM);
  if (!(form instanceof HTMLFormElement) || rows.length === 0) return false;
  const button = document.createElement("button");
  button.name = "patientIds";
  button.value = packIds(rows.map((row) => row.dataset.row ?? ""));
  button.hidden = true;
  form.append(button);
  form.requestSubmit(button);
  button.remove();
  return true;
}

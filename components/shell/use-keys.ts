"use client";

import { useEffect, useRef } from "react";
import { KEYS, type KeyName } from "@/components/shell/keys";
import { isTyping } from "@/components/shell/typing";

/** What a key does. False lets the browser do what it does with it by itself. */
export type KeyHandler = () => boolean | void;

/** Who listens for which key; whoever came last is asked. */
const bound = new Map<KeyName, KeyHandler[]>();
/** Until when a second key counts as following the first. */
let followsUntil = 0;
let first = "";
const SECOND_KEY_MS = 1500;

const NAMES = new Map<string, KeyName>();
for (const [name, { press, place }] of Object.entries(KEYS)) {
  if (place !== "call") for (const each of press) NAMES.set(each, name as KeyName);
}
const FIRST_KEYS = new Set(
  [...NAMES.keys()].filter((press) => press.includes(" ")).map((press) => press[0]),
);

/**
 * Listens for keys of the table of keys while the component is on the screen. One listener serves
 * all of them, so that a key off-switched, typed into a field or pressed over a dialog acts nowhere.
 */
export function useKeys(handlers: Partial<Record<KeyName, KeyHandler>>): void {
  const newest = useRef(handlers);
  useEffect(() => {
    newest.current = handlers;
  });
  const names = Object.keys(handlers).join(" ");
  useEffect(() => {
    const mine = names.split(" ").filter(Boolean) as KeyName[];
    const added = mine.map((name) => {
      const handler: KeyHandler = () => newest.current[name]?.();
      bound.set(name, [...(bound.get(name) ?? []), handler]);
      return [name, handler] as const;
    });
    window.addEventListener("keydown", pressed);
    return () => {
      for (const [name, handler] of added) {
        bound.set(
          name,
          (bound.get(name) ?? []).filter((each) => each !== handler),
        );
      }
    };
  }, [names]);
}

/** Whether anything on this page listens for the key. */
export function isBound(name: KeyName): boolean {
  return (bound.get(name)?.length ?? 0) > 0;
}

/** Does what the key does; for those who would rather choose than press. */
export function pressKey(name: KeyName): boolean {
  return bound.get(name)?.at(-1)?.() !== false;
}

function pressed(event: KeyboardEvent): void {
  const key = keyOf(event);
  if (key === null || event.defaultPrevented || event.isComposing) return;
  const blocked = key.startsWith("$") || key === "Escape" ? isOverlaid() : isQuiet(event);
  const sequence = event.timeStamp < followsUntil ? `${first} ${key}` : key;
  followsUntil = 0;
  if (blocked) return;
  if (sequence === key && FIRST_KEYS.has(key)) {
    first = key;
    followsUntil = event.timeStamp + SECOND_KEY_MS;
    return;
  }
  const name = NAMES.get(sequence);
  if (name !== undefined && isBound(name) && pressKey(name)) event.preventDefault();
}

/** Single keys rest while somebody types, over a dialog, and for people who switched them off. */
function isQuiet(event: KeyboardEvent): boolean {
  return isTyping(event) || isOverlaid() || document.querySelector("[data-keys=off]") !== null;
}

function isOverlaid(): boolean {
  return document.querySelector("dialog[open], [role=dialog], [data-overlay]") !== null;
}

/** The key as the table writes it; null for one that is only a modifier, or has Alt. */
function keyOf(event: KeyboardEvent): string | null {
  const { key, code, shiftKey, ctrlKey, metaKey, altKey } = event;
  if (altKey || ["Shift", "Control", "Meta", "Alt"].includes(key)) return null;
  // On a keyboard of another script the place of the key says which letter it is.
  const other = key.length === 1 && key > "\u007f" ? /^Key([A-Z])$/.exec(code)?.[1] : undefined;
  const letter = (other ?? key).toLowerCase();
  if (!/^[a-z]$/.test(letter)) return ctrlKey || metaKey ? null : key;
  if (ctrlKey || metaKey) return shiftKey ? null : `$${letter}`;
  return shiftKey ? letter.toUpperCase() : letter;
}

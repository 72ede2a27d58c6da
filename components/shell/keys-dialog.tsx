"use client";

import Link from "next/link";
import { KEY_PLACES, KEYS, type KeyName } from "@/components/shell/keys";
import { isBound } from "@/components/shell/use-keys";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";

const WORDS: Readonly<Record<string, string>> = {
  ArrowDown: "↓",
  ArrowUp: "↑",
  Escape: "Esc",
  $: "⌘ Ctrl",
};

/**
 * The keys of the page it is opened on: those that something listens for, and the call panel's where
 * one can be opened. Comes in a chunk of its own, when somebody asks for it.
 */
export function KeysDialog({ shortcuts, onClose }: { shortcuts: boolean; onClose: () => void }) {
  const names = Object.keys(KEYS) as KeyName[];
  const shown = names.filter((name) => isBound(KEYS[name].place === "call" ? "call" : name));
  const places = Object.entries(KEY_PLACES)
    .map(([place, label]) => ({ label, names: shown.filter((name) => KEYS[name].place === place) }))
    .filter((place) => place.names.length > 0);
  return (
    <Dialog open onClose={onClose} title="Keys of this page">
      {shortcuts ? null : (
        <p>
          Single keys are switched off; keys with ⌘ or Ctrl and Esc work. Switch them on in{" "}
          <Link href="/settings" className="link">
            Settings
          </Link>
          .
        </p>
      )}
      {places.map((place) => (
        <section key={place.label} className="grid gap-2">
          <h3 className="font-semibold">{place.label}</h3>
          <dl className="grid grid-cols-[7.5rem_1fr] items-center gap-x-4 gap-y-2">
            {place.names.map((name) => (
              <div key={name} className="contents">
                <dt className="flex flex-wrap gap-1">
                  {drawnKeys(name).map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </dt>
                <dd>{KEYS[name].does}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}

function drawnKeys(name: KeyName): readonly string[] {
  const key = KEYS[name];
  return "drawn" in key ? key.drawn : key.press.flatMap(drawnPress);
}

/** "g w" as G W, "J" as ⇧ J, "$k" as ⌘ Ctrl K. */
function drawnPress(press: string): string[] {
  const known = WORDS[press];
  if (known) return [known];
  if (press.startsWith("$")) return [WORDS.$!, ...drawnPress(press.slice(1))];
  if (press.includes(" ")) return press.split(" ").flatMap(drawnPress);
  return /^[A-Z]$/.test(press)
    ? ["⇧", press]
    : [/^[a-z]$/.test(press) ? press.toUpperCase() : press];
}

"use client";

import { lazy, Suspense, startTransition, useState } from "react";
import type { PaletteLink } from "@/components/shell/command-palette";
import { type KeyName, PAGE_KEYS } from "@/components/shell/keys";
import { type KeyHandler, useKeys } from "@/components/shell/use-keys";
import { Kbd } from "@/components/ui/kbd";

const KeysDialog = lazy(async () => ({ default: (await import("./keys-dialog")).KeysDialog }));
const CommandPalette = lazy(async () => ({
  default: (await import("./command-palette")).CommandPalette,
}));

export type PageKeysProps = {
  pages: readonly PaletteLink[];
  views: readonly PaletteLink[];
  shortcuts: boolean;
  searchAction: (form: FormData) => Promise<void>;
  /** Turns the height of rows over. */
  densityAction: () => Promise<void>;
};

/** The keys of every page, what they open, and two buttons that open it too. */
export function PageKeys({ pages, views, shortcuts, searchAction, densityAction }: PageKeysProps) {
  const [open, setOpen] = useState<"help" | "palette" | null>(null);
  const close = () => setOpen(null);
  useKeys({
    ...leadTo(pages),
    help: () => setOpen("help"),
    palette: () => setOpen("palette"),
    density: () => startTransition(densityAction),
  });
  return (
    <>
      <div className="mt-auto flex gap-1 border-t pt-3 max-lg:hidden">
        <button type="button" onClick={() => setOpen("palette")} className={BUTTON}>
          Commands <Kbd>⌘K</Kbd>
        </button>
        <button type="button" onClick={() => setOpen("help")} className={BUTTON}>
          Keys {shortcuts ? <Kbd>?</Kbd> : null}
        </button>
      </div>
      {/* What is typed while the palette is on its way must not press single keys. */}
      <Suspense fallback={<span hidden data-overlay="" />}>
        {open === "help" ? <KeysDialog shortcuts={shortcuts} onClose={close} /> : null}
        {open === "palette" ? (
          <CommandPalette pages={pages} views={views} searchAction={searchAction} onClose={close} />
        ) : null}
      </Suspense>
    </>
  );
}

const BUTTON =
  "motion flex min-h-7 items-center gap-1.5 rounded-control px-2 text-12 text-muted hover:bg-sunken hover:text-ink";

/** A page is reached by its own link, so that a key never leads where the navigation doesn't. */
function leadTo(pages: readonly PaletteLink[]): Partial<Record<KeyName, KeyHandler>> {
  const keys: Partial<Record<KeyName, KeyHandler>> = {};
  for (const { href } of pages) {
    const name = PAGE_KEYS[href];
    if (name)
      keys[name] = () => document.querySelector<HTMLElement>(`nav a[href="${href}"]`)?.click();
  }
  return keys;
}

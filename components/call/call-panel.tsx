"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { focusOutcome } from "@/components/call/focus-outcome";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";

/**
 * Takes a panel whose call is saved out of sight. It is closed only after that frame, by
 * `closePanel`: to wake the page under it takes as long as to draw the saved row.
 */
export function hidePanel(panel: HTMLDialogElement): void {
  panel.dataset.saved = "";
}

/** Closes a panel whose call is saved; the list is on its way, and the cursor goes with it. */
export function closePanel(panel: HTMLDialogElement): void {
  panel.close();
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

/**
 * The drawer that a call is logged in. The server draws it open, so it is there without scripts;
 * with them it becomes a true modal. Somebody who has begun to write is asked before a stray Esc
 * closes it, and the second Esc means it: what was written stays a draft.
 */
export function CallPanel({
  label,
  closeHref,
  children,
}: {
  label: string;
  closeHref: string;
  children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const touched = useRef(false);
  const [leaving, setLeaving] = useState(false);
  const router = useRouter();
  const leave = useCallback(() => router.push(closeHref, { scroll: false }), [router, closeHref]);

  useEffect(() => {
    const element = dialog.current;
    if (element === null || element.matches(":modal")) return;
    element.removeAttribute("open");
    element.showModal();
    focusOutcome(element);
  }, []);

  return (
    <dialog
      ref={dialog}
      open
      aria-label={label}
      onInput={() => {
        touched.current = true;
      }}
      onCancel={(event) => {
        event.preventDefault();
        if (touched.current && !leaving) setLeaving(true);
        else leave();
      }}
      onClose={() => {
        if (dialog.current?.dataset.saved === undefined) leave();
      }}
      className="fixed inset-y-0 right-0 left-auto z-40 m-0 h-dvh max-h-none w-[min(62rem,100vw)] max-w-none overflow-y-auto border-l bg-page text-ink shadow-overlay backdrop:bg-scrim data-saved:hidden"
    >
      {children}
      {leaving ? (
        <div
          role="alert"
          className="sticky bottom-0 z-20 flex flex-wrap items-center justify-end gap-2 border-t-2 border-complication-icon bg-complication-tint px-4 py-3 text-complication"
        >
          <p className="mr-auto font-semibold">
            This call isn’t logged yet. It waits here as a draft.
          </p>
          <Button onClick={leave}>
            Close <Kbd>Esc</Kbd>
          </Button>
          <Button variant="primary" onClick={() => setLeaving(false)}>
            Keep writing
          </Button>
        </div>
      ) : null}
    </dialog>
  );
}

"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";
import type { DraftState } from "@/components/call/call-draft";
import { Alert } from "@/components/ui/alert";
import { Button, ButtonLink } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";

/** Most saves are done before a word about them could be read, and drawing one holds them up. */
const LONG_MS = 150;

/** The foot of the call form, always in sight: whether anything could be lost, and how to save. */
export function CallFooter({
  draft,
  pending,
  waiting,
  throwAwayForm,
}: {
  draft: DraftState;
  pending: boolean;
  waiting: boolean;
  /** The form that throws the draft away; null while there is nothing to throw away. */
  throwAwayForm: string | null;
}) {
  const saving = useIsLong(pending);
  return (
    <div className="sticky bottom-0 -mx-4 grid gap-2 border-t bg-page px-4 py-3 sm:-mx-5 sm:px-5 lg:mx-0 lg:px-0">
      {waiting ? (
        <Alert tone="danger" title="No connection. 1 call waits to be sent.">
          It is sent by itself when the connection is back. Keep this page open.
        </Alert>
      ) : null}
      {draft.kind === "signed out" ? <SignedOut /> : null}
      <div className="flex flex-wrap items-center justify-end gap-2">
        <p className="mr-auto flex flex-wrap items-center gap-x-2 text-12 text-muted max-sm:w-full">
          <output className="tabular-nums">{draftWords(draft)}</output>
          {throwAwayForm ? (
            <button type="submit" form={throwAwayForm} className="link min-h-6 max-sm:min-h-11">
              Throw the draft away
            </button>
          ) : null}
        </p>
        <Button
          type="submit"
          name="then"
          value="stay"
          aria-disabled={saving}
          className="max-sm:flex-1"
        >
          Save <Kbd>⌘⏎</Kbd>
        </Button>
        <Button
          type="submit"
          name="then"
          value="next"
          variant="primary"
          aria-disabled={saving}
          className="max-sm:flex-1"
        >
          {saving ? "Saving…" : "Save and next"} <Kbd inherit>⌘⇧⏎</Kbd>
        </Button>
      </div>
    </div>
  );
}

function useIsLong(pending: boolean): boolean {
  const [long, setLong] = useState(false);
  useEffect(() => {
    if (!pending) return undefined;
    const timer = setTimeout(() => setLong(true), LONG_MS);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [pending]);
  return long;
}

function draftWords(draft: DraftState): string {
  switch (draft.kind) {
    case "none":
      return "";
    case "saved":
      return `Draft saved ${draft.at}`;
    case "changed":
    case "signed out":
      return "Not saved yet";
    case "failed":
      return "Not saved yet: no connection. Tried again by itself.";
  }
}

function SignedOut() {
  const path = usePathname();
  const query = useSearchParams().toString();
  const from = new URLSearchParams({ from: query ? `${path}?${query}` : path });
  return (
    <Alert tone="danger" title="You are signed out. What you wrote is still here.">
      <p>Sign in again and it comes back with you.</p>
      <ButtonLink href={`/sign-in?${from.toString()}`} size="small" className="mt-1">
        Sign in again
      </ButtonLink>
    </Alert>
  );
}

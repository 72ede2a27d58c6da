"use client";

import { startTransition, useEffect, useId, useRef, useState } from "react";
import { describedBy, Field, hintId } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { NOTE_LIMIT } from "@/lib/check-in/entry";

/** Keeps an unfinished note on the server; answers when it did: "10:04:12 AM". */
export type DraftAction = (note: string) => Promise<{ savedAt: string } | null>;

const IDLE_MS = 2000;

/** The caller's own words. The draft goes to the server, never into the browser's storage. */
export function NoteField({
  value,
  error,
  draftAction,
  optional = true,
}: {
  value: string | undefined;
  error: string | undefined;
  draftAction?: DraftAction;
  optional?: boolean;
}) {
  const id = useId();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const kept = useRef(value ?? "");
  const [status, setStatus] = useState("");
  useEffect(() => () => clearTimeout(timer.current), []);

  const keep = (note: string) => {
    clearTimeout(timer.current);
    if (draftAction === undefined || note === kept.current) return;
    startTransition(async () => {
      try {
        const saved = await draftAction(note);
        if (saved !== null) kept.current = note;
        setStatus(saved === null ? "Draft not saved" : `Draft saved ${saved.savedAt}`);
      } catch {
        setStatus("Draft not saved. It stays here; the next pause tries again.");
      }
    });
  };

  return (
    <Field id={id} label="Note" optional={optional} error={error}>
      <Textarea
        id={id}
        name="note"
        maxLength={NOTE_LIMIT}
        defaultValue={value}
        onChange={({ target }) => {
          clearTimeout(timer.current);
          timer.current = setTimeout(() => keep(target.value), IDLE_MS);
        }}
        onBlur={({ target }) => keep(target.value)}
        {...describedBy(id, draftAction !== undefined, error)}
      />
      {draftAction === undefined ? null : (
        <output id={hintId(id)} className="block min-h-4 text-12 text-muted">
          {status}
        </output>
      )}
    </Field>
  );
}

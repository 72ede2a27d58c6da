"use client";

import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { CallDraft, type CallDraftOptions, type DraftState } from "@/components/call/call-draft";

/** Keeps the call form of a panel on the server for as long as it is open, and says how that stands. */
export function useCallDraft(
  form: RefObject<HTMLFormElement | null>,
  {
    route,
    callerId,
    patientId,
    idempotencyKey,
    savedAt,
    ahead,
  }: CallDraftOptions & {
    /** When the draft that fills the form was saved; null for an empty form. */
    savedAt: string | null;
    /** The form is filled with more than the server has. */
    ahead: boolean;
  },
) {
  const [state, setState] = useState<DraftState>(
    savedAt === null ? { kind: "none" } : { kind: "saved", at: savedAt },
  );
  const draft = useRef<CallDraft | null>(null);

  useEffect(() => {
    const element = form.current;
    if (element === null) return undefined;
    const options = { route, callerId, patientId, idempotencyKey };
    const one = new CallDraft(element, options, setState);
    draft.current = one;
    if (ahead) one.isAhead();
    const listening = new AbortController();
    const { signal } = listening;
    const save = () => void one.save();
    element.addEventListener("input", () => one.changed(), { signal });
    element.addEventListener("focusout", () => one.left(), { signal });
    window.addEventListener("online", save, { signal });
    window.addEventListener("pagehide", () => one.leave(), { signal });
    const shown = () => document.visibilityState === "visible" && save();
    document.addEventListener("visibilitychange", shown, { signal });
    return () => {
      listening.abort();
      one.leave();
    };
  }, [form, ahead, route, callerId, patientId, idempotencyKey]);

  const setSent = useCallback((sent: boolean) => draft.current?.setSent(sent), []);
  const remember = useCallback(() => draft.current?.remember(), []);
  return { state, setSent, remember };
}

"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, type RefObject, startTransition, useRef } from "react";
import { requestFormReset } from "react-dom";

const SEAL_ROUTE = "/patients/seal";

/**
 * Leads to the patients found without the way round through a posted form, which draws the whole
 * frame anew. What is typed is sealed while it is typed, so that the address is there when Enter is
 * pressed. Without scripts, or when no address comes, the form is posted.
 */
export function useSearch(field: RefObject<HTMLInputElement | null>) {
  const router = useRouter();
  const sealed = useRef<{ text: string; address: Promise<string | null> }>(null);
  const sealing = useRef(false);
  const posting = useRef(false);

  const typed = () => field.current?.value ?? "";
  const addressOf = (text: string): Promise<string | null> => {
    if (sealed.current?.text !== text) sealed.current = { text, address: seal(text) };
    return sealed.current.address;
  };
  /** One request at a time, the next with all that was typed meanwhile. */
  const onInput = async () => {
    if (sealing.current) return;
    sealing.current = true;
    while (sealed.current?.text !== typed()) await addressOf(typed());
    sealing.current = false;
  };
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    if (posting.current) return;
    event.preventDefault();
    const form = event.currentTarget;
    const address = await addressOf(typed());
    sealed.current = null;
    if (address === null) {
      posting.current = true;
      form.requestSubmit();
      posting.current = false;
      return;
    }
    startTransition(() => {
      requestFormReset(form);
      router.push(address);
    });
  };
  return { onInput, onSubmit };
}

/** Null when the server doesn't seal, because nobody is signed in or it can't be reached. */
async function seal(text: string): Promise<string | null> {
  try {
    const answer = await fetch(SEAL_ROUTE, { method: "POST", body: JSON.stringify({ text }) });
    return answer.ok ? (await answer.json()).address : null;
  } catch {
    return null;
  }
}

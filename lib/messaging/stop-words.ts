import { STOP_KINDS, type StopKind } from "./words";

/** What a whole text can ask of the desk, beside what it tells the clinic. */
export const WISHES = [...STOP_KINDS, "HELP"] as const;
export type Wish = StopKind | "HELP";

/**
 * Words in their bare form. Carriers ask for the English ones. "Yes" isn't START, for it may
 * answer anything.
 */
const WISH_OF: Readonly<Record<string, Wish>> = {
  stop: "STOP",
  stopall: "STOP",
  unsubscribe: "STOP",
  cancel: "STOP",
  end: "STOP",
  quit: "STOP",
  revoke: "STOP",
  optout: "STOP",
  alto: "STOP",
  parar: "STOP",
  baja: "STOP",
  cancelar: "STOP",
  detener: "STOP",
  start: "START",
  unstop: "START",
  iniciar: "START",
  reanudar: "START",
  help: "HELP",
  info: "HELP",
  ayuda: "HELP",
};

/**
 * What a text asks for by being one known word; null for everything else, so that a sentence with
 * "stop" in it is read by a person. Case, accents, and signs around or within the word don't count.
 */
export function wishIn(text: string): Wish | null {
  if (text.length > LONGEST) return null;
  const word = text.trim();
  if (/\s/u.test(word)) return null;
  const bare = word
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();
  return Object.hasOwn(WISH_OF, bare) ? WISH_OF[bare]! : null;
}

/** No word with its signs is longer. */
const LONGEST = 60;

/**
 * What a text asks for where the provider reads texts too. Either reading is enough for STOP, which
 * is the safe one to get wrong; START has to be in the text's own words.
 */
export function wishOf(text: string, providerSays: Wish | null): Wish | null {
  const wish = wishIn(text);
  if (wish === "STOP" || providerSays === "STOP") return "STOP";
  return wish ?? (providerSays === "START" ? null : providerSays);
}

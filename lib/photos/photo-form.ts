import { createHash } from "node:crypto";
import { v5 as uuidv5 } from "uuid";
import { CHECK_IN_PATH } from "@/lib/check-in/link";
import { filled, type PatientWords } from "@/lib/check-in/patient-words";

/** What one photo may weigh as it is sent; a phone's own are a third of it. */
export const PHOTO_BYTES = 20 * 1024 * 1024;

/** How many photos one form takes, in fields "photo-1" to "photo-3"; each may come with a "taken-1". */
export const PHOTOS_AT_ONCE = 3;

/** How many photos of one patient are kept within 24 hours: more is no report but a mistake. */
export const PHOTOS_A_DAY = 12;

/** What the whole form may weigh, with its fields. */
export const FORM_BYTES = PHOTOS_AT_ONCE * PHOTO_BYTES + 100_000;

/** Where the photo form is posted to: a file route, which may weigh more than others. */
export const PHOTO_ROUTE = /^\/check-in\/[^/?]+\/photos(\?|$)/;

/** Whether an address is the one screen of a patient's page that has a script. */
export function isPhotoScreen(url: string): boolean {
  const [path = "", query = ""] = url.split("?", 2);
  return path.startsWith(`${CHECK_IN_PATH}/`) && new URLSearchParams(query).get("at") === "photos";
}

/** Why photos weren't kept, as it stands in the address. */
export const PHOTO_REFUSALS = [
  "none",
  "consent",
  "large",
  "type",
  "broken",
  "many",
  "lost",
] as const;
export type PhotoRefusal = (typeof PHOTO_REFUSALS)[number];

/** A refusal in the patient's words; `n` is the photo that it is about, if it is about one. */
export function photoRefusalText(
  refusal: string,
  n: string | undefined,
  words: PatientWords,
): string | null {
  const places = { n: n ?? "" };
  switch (PHOTO_REFUSALS.find((known) => known === refusal)) {
    case "none":
      return words.photoNone;
    case "consent":
      return words.photoNoConsent;
    case "large":
      return n === undefined ? words.photosLarge : filled(words.photoLarge, places);
    case "type":
      return filled(words.photoType, places);
    case "broken":
      return filled(words.photoBroken, places);
    case "many":
      return words.photoMany;
    case "lost":
      return words.photoLost;
    default:
      return null;
  }
}

/** The key of one photo of a form: the same picture from the same form is kept once, however often it is sent. */
export function photoKey(formKey: string, sent: Uint8Array): string {
  return uuidv5(createHash("sha256").update(sent).digest("hex"), formKey);
}

/** A photo older than this, or from the future, is taken for a wrong clock. */
const OLDEST_DAYS = 90;

/**
 * When a photo was taken, by what the phone says of the file (milliseconds since 1970, as text); null when
 * it says nothing that can be true.
 */
export function takenAt(said: string, now: Date): Date | null {
  if (!/^\d{10,14}$/.test(said)) return null;
  const age = now.getTime() - Number(said);
  if (age > OLDEST_DAYS * 86_400_000) return null;
  // The phone's clock may be a little ahead of ours.
  if (age < 0) return age > -5 * 60_000 ? now : null;
  return new Date(Number(said));
}

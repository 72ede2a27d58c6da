import { cookies } from "next/headers";
import { openText, sealText } from "@/app/sealed-text";
import { secureCookies } from "@/app/session-cookie";
import { findCheckInLink, findLinkHolder, type LinkReference } from "@/db/queries/check-in-links";
import type { PatientActor } from "@/lib/actor";
import { CHECK_IN_PATH } from "@/lib/check-in/link";

/** Who stands before a patient's page: nobody that we know of, a holder of a link, or the patient. */
export type Visit =
  | { kind: "gone" }
  | { kind: "closed" | "locked"; link: LinkReference }
  | { kind: "open"; link: LinkReference; actor: PatientActor };

/** How long the page stays open after the last answer; then the birth date is asked for again. */
const VISIT_SECONDS = 30 * 60;
const COOKIE = "afterglow-check-in";

/**
 * The visit that a token and the browser's cookie make, read from the database each time: a link that
 * was revoked a moment ago lets nobody in. Changes nothing.
 */
export async function visitOf(token: string, now: Date): Promise<Visit> {
  const link = await findCheckInLink(token, now);
  const holder = link && (await findLinkHolder(link));
  if (!holder) return { kind: "gone" };
  const { clinicId, linkId } = link;
  const opened = await openText("visit", (await cookies()).get(COOKIE)?.value);
  if (opened === linkId) {
    const { patientId } = holder;
    return { kind: "open", link, actor: { kind: "patient", clinicId, patientId, linkId } };
  }
  return { kind: holder.locked ? "locked" : "closed", link };
}

/** Lets a browser in for the next half hour. The cookie is of one link and of no use for another. */
export async function keepVisit({ linkId }: PatientActor): Promise<void> {
  (await cookies()).set(COOKIE, await sealText("visit", linkId, VISIT_SECONDS), {
    httpOnly: true,
    // Not "strict": a link is followed from a message, which is another site.
    sameSite: "lax",
    secure: secureCookies(),
    path: CHECK_IN_PATH,
    maxAge: VISIT_SECONDS,
  });
}

/** Lets this browser in no more. */
export async function endVisit(): Promise<void> {
  (await cookies()).delete({ name: COOKIE, path: CHECK_IN_PATH });
}

import { forbidden } from "next/navigation";
import { denyAccess } from "@/db/mutations/access";
import { NotPermitted, type StaffActor } from "@/lib/actor";
import { refusal } from "./auth";

/**
 * Runs a query or mutation for a page or action. The data layer decides; when the role isn't
 * enough, that is noted in the audit and answered with 403 and the nearest forbidden.tsx.
 */
export async function orForbidden<T>(actor: StaffActor, work: () => Promise<T>): Promise<T> {
  const done = await permitted(actor, work);
  if (done === DENIED) forbidden();
  return done;
}

/** The same for a route handler: the refusal is an answer of 403 to return. */
export async function orForbiddenForRoute<T>(
  actor: StaffActor,
  work: () => Promise<T>,
): Promise<T | Response> {
  const done = await permitted(actor, work);
  return done === DENIED ? refusal(403, "not_permitted", "Your role doesn't allow this.") : done;
}

const DENIED = Symbol("denied");

async function permitted<T>(actor: StaffActor, work: () => Promise<T>): Promise<T | typeof DENIED> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof NotPermitted)) throw error;
    await denyAccess(actor, error.permission, new Date());
    return DENIED;
  }
}

import type { Stored } from "@/lib/stored-json";
import { changedFields, type PatientIdentity } from "./identity";

type Joined = { before: Partial<PatientIdentity>; after: Partial<PatientIdentity> };

/**
 * What the kept record takes over of a person when two records become one: every recorded risk, the later date
 * before which nobody is to call, a birth date that it lacked. A consent that either record denies is denied.
 * Only what changes, as it stood and as it becomes.
 */
export function joinIdentities(kept: PatientIdentity, merged: PatientIdentity): Joined {
  const risks = [...new Set([...kept.risks, ...merged.risks])];
  const after: PatientIdentity = {
    name: kept.name,
    birthOn: kept.birthOn ?? merged.birthOn,
    language: kept.language,
    risks,
    consentToContact: kept.consentToContact && merged.consentToContact,
    doNotContactUntil: later(kept.doNotContactUntil, merged.doNotContactUntil),
  };
  const changed = changedFields(kept, after);
  const parts = (identity: PatientIdentity): Partial<PatientIdentity> =>
    Object.fromEntries(changed.map((field) => [field, identity[field]]));
  return { before: parts(kept), after: parts(after) };
}

/** What an undo puts back: each part as it was before, unless somebody has changed it since. */
export function identityBefore(
  current: PatientIdentity,
  joined: Stored<Joined>,
): Partial<PatientIdentity> {
  const [before, after] = [revived(joined.before), revived(joined.after)];
  const touched = new Set(changedFields(current, { ...current, ...after }));
  return Object.fromEntries(
    Object.entries(before).filter(([field]) => !touched.has(field as keyof PatientIdentity)),
  );
}

function revived(stored: Stored<Partial<PatientIdentity>>): Partial<PatientIdentity> {
  const { doNotContactUntil, ...rest } = stored;
  if (doNotContactUntil === undefined) return rest;
  return {
    ...rest,
    doNotContactUntil: doNotContactUntil === null ? null : new Date(doNotContactUntil),
  };
}

function later(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}

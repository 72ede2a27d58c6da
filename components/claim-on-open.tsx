"use client";

import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent } from "react";

/**
 * Tells the others that this patient is being called, once the panel is on the screen. Once only: the
 * others' pages are drawn anew by it, and so is this one.
 */
export function ClaimOnOpen({
  patientId,
  claimAction,
}: {
  patientId: string;
  claimAction: (patientId: string) => Promise<{ claimed: boolean }>;
}) {
  const router = useRouter();
  const claim = useEffectEvent(async (patient: string, isCurrent: () => boolean) => {
    try {
      const { claimed } = await claimAction(patient);
      // Somebody was faster: draw the panel again, with their name on it.
      if (isCurrent() && !claimed) router.refresh();
    } catch {
      // Without a connection the call can still be written down; saving doesn't need the claim.
    }
  });
  useEffect(() => {
    let current = true;
    void claim(patientId, () => current);
    return () => {
      current = false;
    };
  }, [patientId]);
  return null;
}

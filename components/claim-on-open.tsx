"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Tells the others that this patient is being called, once the panel is on the screen. */
export function ClaimOnOpen({
  patientId,
  claimAction,
}: {
  patientId: string;
  claimAction: (patientId: string) => Promise<{ claimed: boolean }>;
}) {
  const router = useRouter();
  useEffect(() => {
    let current = true;
    const claim = async () => {
      try {
        const { claimed } = await claimAction(patientId);
        // Somebody was faster: draw the panel again, with their name on it.
        if (current && !claimed) router.refresh();
      } catch {
        // Without a connection the call can still be written down; saving doesn't need the claim.
      }
    };
    void claim();
    return () => {
      current = false;
    };
  }, [patientId, claimAction, router]);
  return null;
}

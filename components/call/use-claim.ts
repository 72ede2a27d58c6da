"use client";

import { useEffect, useRef, useState } from "react";

/** A claim lapses after 15 minutes; so often it is said that the panel is still open. */
const RENEW_MS = 5 * 60_000;

/** Who has the patient instead, since when, and whether this panel had them before. */
export type OtherCaller = { by: string; since: string; tookOver: boolean };

/**
 * Tells the others that this patient is being called, for as long as the panel is open, and that
 * nobody was dialled when it is closed without a call. `heldBy` is who had the patient when the
 * page was drawn. Somebody else's claim closes nothing: the panel goes on.
 */
export function useClaim({
  patientId,
  claimRoute,
  releaseRoute,
  heldBy,
}: {
  patientId: string;
  claimRoute: string;
  releaseRoute: string;
  heldBy: { by: string; since: string } | null;
}) {
  const [other, setOther] = useState<OtherCaller | null>(heldBy && { ...heldBy, tookOver: false });
  const had = useRef(false);
  // Asked for is as good as held: who leaves before the answer came may have been given the patient.
  const mayHold = useRef(false);
  const logged = useRef(false);
  const by = heldBy?.by ?? null;
  const since = heldBy?.since ?? "";

  useEffect(() => {
    if (by !== null) mayHold.current = false;
    setOther(by === null ? null : { by, since, tookOver: had.current });
    const claim = async (opened: boolean) => {
      mayHold.current = true;
      try {
        const body = JSON.stringify({ patientId, opened });
        const answer = await fetch(claimRoute, { method: "POST", body });
        if (!answer.ok) return;
        const said: { held: true } | { held: false; by: string; since: string } =
          await answer.json();
        mayHold.current = said.held;
        if (said.held) had.current = true;
        setOther(said.held ? null : { by: said.by, since: said.since, tookOver: had.current });
      } catch {
        // Without a connection the call can still be written down; saving doesn't need the claim.
      }
    };
    if (by === null) void claim(!had.current);
    const timer = setInterval(() => void claim(false), RENEW_MS);
    return () => clearInterval(timer);
  }, [patientId, claimRoute, by, since]);

  useEffect(() => {
    const release = () => {
      if (!mayHold.current || logged.current) return;
      mayHold.current = false;
      navigator.sendBeacon(releaseRoute, JSON.stringify({ patientId }));
    };
    window.addEventListener("pagehide", release);
    return () => {
      window.removeEventListener("pagehide", release);
      release();
    };
  }, [patientId, releaseRoute]);

  return {
    other,
    /** The call is on its way: its recording ends the claim. */
    setLogged: (sent: boolean) => {
      logged.current = sent;
    },
  };
}

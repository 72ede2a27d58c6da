import type { Role } from "@/lib/actor";

/**
 * Whether somebody is shown the alerts of untouched urgent cases: the person on call; every provider
 * while nobody is. It goes by who is on call now, not by who was when an alert was raised.
 */
export function isShownAlerts(
  person: { staffId: string; role: Role },
  onCall: { staffId: string } | null,
): boolean {
  return onCall === null ? person.role === "provider" : person.staffId === onCall.staffId;
}

/** A mark of the alerts that somebody is shown, never empty: another one means that a banner is out of date. */
export function alertMark(alerts: readonly { alertId: string }[]): string {
  return alerts.map(({ alertId }) => alertId).join(" ") || "none";
}

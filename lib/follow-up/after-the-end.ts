import type { Outcome } from "@/lib/calls/outcomes";

/**
 * What an outcome leads to once nobody follows the patient any more, in words. Such a call is kept, and
 * nothing reminds of it: only a sign that is told makes the follow-up begin again.
 */
export function afterTheEnd(outcome: Outcome): string {
  switch (outcome) {
    case "reached":
      return "the answers decide: a sign makes the follow-up begin again";
    case "reached_call_back_later":
      return "nothing will remind of it: the follow-up is over";
    case "not_dialled":
      return "nothing changes; the claim ends";
    default:
      return "nothing is planned: the follow-up is over";
  }
}

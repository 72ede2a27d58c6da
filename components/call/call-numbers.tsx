import { Phone } from "lucide-react";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";

/** A number to ring, and what may be left on it. */
export type CallNumber = {
  id: string;
  display: string;
  /** "Own number: mobile", "Emergency contact: Luis Webb, brother" */
  owner: string;
  voicemail: "allowed" | "not allowed" | "not asked";
  /** False for a number that turned out wrong or dead. */
  usable: boolean;
};

const VOICEMAIL_TONES = {
  allowed: "neutral",
  "not allowed": "danger",
  "not asked": "warning",
} as const;

/** Every number of a patient, in the order in which they are tried. What may not be rung is no link. */
export function CallNumbers({
  numbers,
  mayRing,
}: {
  numbers: readonly CallNumber[];
  mayRing: boolean;
}) {
  if (numbers.length === 0)
    return <Alert tone="warning" live={false} title="No number is known." />;
  return (
    <ul aria-label="Numbers" className="grid gap-2 sm:grid-cols-2">
      {numbers.map((number) => (
        <li
          key={number.id}
          className="grid min-w-0 content-start gap-1 rounded-card border bg-surface px-3 py-2"
        >
          {number.usable && mayRing ? (
            <a
              href={`tel:${number.display.replaceAll(/[^+\d]/g, "")}`}
              className="flex min-h-7 w-fit items-center gap-2 text-16 font-semibold text-primary tabular-nums underline-offset-3 hover:underline max-sm:min-h-11"
            >
              <Phone size={16} strokeWidth={1.75} aria-hidden="true" />
              {number.display}
            </a>
          ) : (
            <span className="flex min-h-7 items-center text-16 font-semibold text-muted tabular-nums">
              {number.display}
            </span>
          )}
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1 text-12 text-muted">
            <span className="[overflow-wrap:anywhere]">{number.owner}</span>
            {number.usable ? (
              <Badge tone={VOICEMAIL_TONES[number.voicemail]}>Voicemail {number.voicemail}</Badge>
            ) : (
              <Badge tone="warning">Not usable</Badge>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

import { type Triage, TriageBadge } from "@/components/triage-badge";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";

export type CallHeaderProps = {
  patient: {
    id: string;
    name: string;
    about: string;
    dayAndHour: string;
    language: { word: string; foreign: boolean };
  };
  level: Triage;
  levelWord?: string;
  reasons: readonly string[];
  /** "Tried twice by people. Last: No answer, 3 h ago, by Ana." */
  contact: string;
  /** What somebody must know before they ring: no consent, not before a date, a shared number. */
  notices: readonly string[];
  closeHref: string;
  shortcuts: boolean;
};

/** Who is called and why: what has to be read before the first ring. */
export function CallHeader(props: CallHeaderProps) {
  const { patient, reasons, notices } = props;
  return (
    <header className="grid gap-2">
      <div className="flex items-start justify-between gap-4">
        <div className="min-w-0">
          <p className="text-12 text-muted">Log call</p>
          <h2 className="text-22 font-bold [overflow-wrap:anywhere]">{patient.name}</h2>
        </div>
        <ButtonLink href={props.closeHref} scroll={false} variant="quiet">
          Close <Kbd>Esc</Kbd>
        </ButtonLink>
      </div>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <TriageBadge level={props.level} word={props.levelWord} />
        <span className="font-semibold tabular-nums">{patient.dayAndHour}</span>
        <span className="text-muted">{patient.about}</span>
        <Badge tone={patient.language.foreign ? "warning" : "info"}>{patient.language.word}</Badge>
      </p>
      {reasons.length > 0 ? (
        <ul className="grid gap-0.5">
          {reasons.map((reason) => (
            <li key={reason} className="ml-4 list-disc marker:text-muted">
              {reason}
            </li>
          ))}
        </ul>
      ) : null}
      <p className="text-muted">{props.contact}</p>
      {notices.length > 0 ? (
        <Alert tone="warning" live={false}>
          <ul className="grid gap-0.5">
            {notices.map((notice) => (
              <li key={notice} className="font-semibold">
                {notice}
              </li>
            ))}
          </ul>
        </Alert>
      ) : null}
    </header>
  );
}

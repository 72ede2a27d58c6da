import { TriageShape } from "@/components/triage-badge";
import { Button, ButtonLink } from "@/components/ui/button";
import type { Moment } from "@/lib/dates";
import { LEVEL_WORDS } from "@/lib/triage/level-words";
import type { Level } from "@/lib/triage/protocol";

export type BannerAlert = {
  alertId: string;
  patientId: string;
  name: string;
  level: Level | null;
  /** "1 h 5 min" */
  waited: string;
  since: Moment;
  youAreOnCall: boolean;
};

/**
 * Urgent cases that nobody has touched in time, on every page of whoever has to know. Taking note
 * puts the banner away, never the case.
 */
export function AlertBanner({
  alerts,
  mayCall,
  seeAction,
}: {
  alerts: readonly BannerAlert[];
  mayCall: boolean;
  seeAction: (form: FormData) => Promise<void>;
}) {
  const more = alerts.length - 1;
  return alerts.map((alert, index) => (
    <section
      key={alert.alertId}
      role="alert"
      aria-label={`Alert: ${alert.name}`}
      // On a phone one at a time: the page behind has to stay of use.
      className="max-sm:not-first:hidden flex flex-wrap items-center gap-x-4 gap-y-2 rounded-card border border-urgent-icon bg-urgent-tint px-3 py-2 text-urgent shadow-overlay"
    >
      <p className="flex min-w-0 flex-1 basis-72 items-start gap-2">
        <span className="mt-1">
          <TriageShape level={alert.level === "emergency" ? "emergency" : "urgent"} />
        </span>
        <span>
          <b className="font-semibold">{alert.name}</b>: {levelOf(alert.level)}, nobody has touched
          this case for {/* Once said aloud is enough: the minutes count on in silence. */}
          <time dateTime={alert.since.iso} title={alert.since.absolute} aria-live="off">
            {alert.waited}
          </time>
          . {alert.youAreOnCall ? "You are on call." : "Nobody is on call."}
          {index === 0 && more > 0 ? (
            <span className="sm:hidden">
              {" "}
              {more === 1 ? "1 more waits." : `${more} more wait.`}
            </span>
          ) : null}
        </span>
      </p>
      <div className="flex flex-wrap gap-2">
        {mayCall ? (
          <ButtonLink href={`/worklist?call=${alert.patientId}`} variant="primary" size="small">
            Log call<span className="sr-only"> with {alert.name}</span>
          </ButtonLink>
        ) : null}
        <form action={seeAction}>
          <input type="hidden" name="alertId" value={alert.alertId} />
          <Button type="submit" size="small">
            I have seen it<span className="sr-only">: {alert.name}</span>
          </Button>
        </form>
      </div>
    </section>
  ));
}

function levelOf(level: Level | null): string {
  return level === null ? "review by hand" : LEVEL_WORDS[level].toLowerCase();
}

"use client";

import type { OtherCaller } from "@/components/call/use-claim";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { usePlainAction } from "@/components/use-plain-action";

/** A call that was logged while the panel was open. */
export type NewerCall = {
  id: string;
  /** "Priya logged a call 2 min ago: No answer." */
  words: string;
  /** Where it stands in the record. */
  href: string;
  mine: boolean;
};

/** What others do with the same patient meanwhile. None of it keeps anybody from going on. */
export function OtherCallers({
  patient,
  other,
  newer,
  takeOverAction,
}: {
  patient: { id: string };
  other: OtherCaller | null;
  newer: NewerCall | null;
  takeOverAction: (form: FormData) => Promise<void>;
}) {
  return (
    <>
      {other ? (
        <Holder key={other.by} patientId={patient.id} other={other} action={takeOverAction} />
      ) : null}
      {newer && !newer.mine ? (
        <Alert tone="warning" title={newer.words}>
          Both calls are kept, and the one saved last plans what comes next.{" "}
          <a href={newer.href} target="_blank" rel="noreferrer" className="link">
            Show it<span className="sr-only"> (opens in a new tab)</span>
          </a>
        </Alert>
      ) : null}
    </>
  );
}

function Holder({
  patientId,
  other: { by, since, tookOver },
  action,
}: {
  patientId: string;
  other: OtherCaller;
  action: (form: FormData) => Promise<void>;
}) {
  const takeOver = usePlainAction(action);
  const title = tookOver ? `${by} took over ${since}.` : `${by} is calling, ${since}.`;
  return (
    <Alert tone="warning" live={tookOver} title={title}>
      {tookOver ? "You can still save what you have written; both calls are kept." : null}
      <form {...takeOver.props} className="mt-1 flex flex-wrap items-center gap-2">
        <input type="hidden" name="patientId" value={patientId} />
        <Button type="submit" size="small">
          {tookOver ? "Take back over" : "Take over"}
        </Button>
        {takeOver.failed ? <output>Not taken over: no connection. Try again.</output> : null}
      </form>
    </Alert>
  );
}

import { v7 as uuidv7 } from "uuid";
import { sealText } from "@/app/sealed-text";
import { LinkForm } from "@/components/record/link-form";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { type ListedLink, listCheckInLinks } from "@/db/queries/check-in-links";
import type { PatientRecord } from "@/db/queries/patient-record";
import { may, type StaffActor } from "@/lib/actor";
import { type LinkState, newLinkToken } from "@/lib/check-in/link";
import { absolute } from "@/lib/dates";
import { makeCheckInLink, revokeLink } from "./link-actions";
import type { Reading } from "./shown";

/** How long a form can still make its link. */
const FORM_SECONDS = 12 * 3600;

/** The links to the patient's own page: make one, see how they stand, take one back. */
export async function CheckInLinks({
  actor,
  record,
  reading,
  from,
}: {
  actor: StaffActor;
  record: PatientRecord;
  reading: Reading;
  from: string;
}) {
  if (!may(actor.role, "hand out check-in link")) return null;
  const { id, birthOn } = record.patient;
  const links = await listCheckInLinks(actor, id, reading.now);
  return (
    <Card heading="Check-in link" headingId="check-in-link">
      <div className="grid gap-3">
        <p className="text-muted">
          Opens the patient’s own page with their birth date. A new link replaces the one that was
          made here before; those in messages go on working.
        </p>
        {birthOn === null ? (
          <p>Add the birth date first: without it nobody could open the link.</p>
        ) : (
          <LinkForm
            action={makeCheckInLink.bind(null, id)}
            token={await sealText("link", newLinkToken(), FORM_SECONDS)}
            idempotencyKey={uuidv7()}
            patientId={id}
          />
        )}
        {links.length > 0 ? (
          <ul className="grid gap-2 border-t pt-3" aria-label="Links">
            {links.map((link) => (
              <li key={link.linkId} className="flex flex-wrap items-center justify-between gap-2">
                <LinkFacts link={link} zone={reading.zone} />
                {link.state === "holds" || link.state === "locked" ? (
                  <form action={revokeLink.bind(null, id, from)} className="print:hidden">
                    <input type="hidden" name="linkId" value={link.linkId} />
                    <Button type="submit" size="small">
                      Revoke
                    </Button>
                  </form>
                ) : null}
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </Card>
  );
}

const STATES: Readonly<Record<LinkState, { word: string; tone: "info" | "danger" | "neutral" }>> = {
  holds: { word: "Works", tone: "info" },
  locked: { word: "Locked", tone: "danger" },
  revoked: { word: "Revoked", tone: "neutral" },
  expired: { word: "Ended", tone: "neutral" },
};

function LinkFacts({ link, zone }: { link: ListedLink; zone: string }) {
  const { state, createdAt, by, expiresAt, revokedAt, lockedAt, openedAt } = link;
  const said = (word: string, at: Date | null) => (at ? `${word} ${absolute(at, zone)}` : null);
  const facts = [
    `${absolute(createdAt, zone)} ${by === null ? "in a message" : `by ${by}`}`,
    said("opened", openedAt) ?? "not opened yet",
    said("too many wrong birth dates", lockedAt),
    state === "holds" || state === "expired" ? said("ends", expiresAt) : said("revoked", revokedAt),
  ];
  return (
    <div className="min-w-0">
      <Badge tone={STATES[state].tone}>{STATES[state].word}</Badge>
      <p className="text-12 text-muted">{facts.filter((fact) => fact !== null).join(" · ")}</p>
    </div>
  );
}

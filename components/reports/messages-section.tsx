import { DefinitionFold } from "@/components/reports/definition-fold";
import { NumberLink } from "@/components/reports/number-link";
import { ReportSection } from "@/components/reports/report-section";
import { RowHead } from "@/components/reports/row-head";
import type { ShownReport } from "@/components/reports/shown-report";
import { Table, Td, Th } from "@/components/ui/table";
import { DEFINITIONS } from "@/lib/reports/definitions";
import { countOf, rateWords } from "@/lib/reports/words";

const KINDS = [
  { kind: "automatic", head: "Automatic" },
  { kind: "human", head: "Sent by a person" },
] as const;

/** What was written to patients; shares of messages and of patients are never mixed. */
export function MessagesSection({ shown: { report, to } }: { shown: ShownReport }) {
  const { messages } = report;
  const sent = messages.automatic.sent.length + messages.human.sent.length;
  const { events, patients } = messages.stop;
  return (
    <ReportSection
      id="messages"
      title={DEFINITIONS.messages.title}
      lead="A message isn’t a contact: none of these counts as reached."
    >
      <div className="rounded-card border bg-surface">
        {sent === 0 ? (
          <p className="px-4 py-3 text-muted">No message was sent in this period.</p>
        ) : (
          <Table label="Messages by who sent them">
            <thead>
              <tr>
                <Th>Messages</Th>
                <Th>Sent</Th>
                <Th>Delivered</Th>
                <Th>Failed</Th>
                <Th>Pending</Th>
                <Th>Patients with one that arrived</Th>
              </tr>
            </thead>
            <tbody>
              {KINDS.map(({ kind, head }) => {
                const { delivered, failed, pending, patients: people, ...each } = messages[kind];
                return (
                  <tr key={kind}>
                    <RowHead>{head}</RowHead>
                    <Td>
                      <NumberLink
                        href={to("messages", kind, "sent")}
                        n={each.sent.length}
                        says={`sent, ${head}`}
                      />
                    </Td>
                    <Td>
                      <Share
                        n={delivered.n}
                        href={to("messages", kind, "delivered")}
                        says={`delivered, ${head}`}
                        rate={rateWords(delivered)}
                      />
                    </Td>
                    <Td>
                      <Share
                        n={failed.n}
                        href={to("messages", kind, "failed")}
                        says={`failed, ${head}`}
                        rate={rateWords(failed)}
                      />
                    </Td>
                    <Td>
                      <NumberLink
                        href={to("messages", kind, "pending")}
                        n={pending.length}
                        says={`pending, ${head}`}
                      />
                    </Td>
                    <Td>
                      <Share
                        n={people.n}
                        href={to("messages", kind, "patients")}
                        says={`patients, ${head}`}
                        rate={rateWords(people)}
                      />
                    </Td>
                  </tr>
                );
              })}
            </tbody>
          </Table>
        )}
        <p className="px-4 pt-3">
          <NumberLink href={to("messages", "stop", "events")} n={events.length} says="">
            {countOf(events.length, "stop")}
          </NumberLink>
          {events.length === 0 ? null : (
            <>
              {", which holds for "}
              <NumberLink href={to("messages", "stop", "patients")} n={patients.length} says="">
                {countOf(patients.length, "patient")}
              </NumberLink>
            </>
          )}
          .
        </p>
        <div className="px-4 py-3 print:hidden">
          <DefinitionFold definition={DEFINITIONS.messages} />
        </div>
      </div>
    </ReportSection>
  );
}

function Share({ n, href, says, rate }: { n: number; href: string; says: string; rate: string }) {
  return (
    <>
      <NumberLink href={href} n={n} says={says} className="font-semibold" />
      <span className="block text-12 text-muted">{rate}</span>
    </>
  );
}

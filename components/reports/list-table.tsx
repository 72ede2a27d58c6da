import { TriageBadge } from "@/components/triage-badge";
import { Table, Td, Th } from "@/components/ui/table";
import type { Level } from "@/lib/triage/protocol";

/** One line of a list: whom it is about, what, and when. */
export type ListLine = {
  id: string;
  patientId: string | null;
  name: string;
  /** "Face · rf-z 1.5 mm · Dr. Osei" */
  what: string;
  /** "Tue 24 Nov 2026, 9:10 AM" with its instant. */
  at: { iso: string; words: string };
  /** What it was raised to, or what the recovery stands at; null where there is none. */
  level: Level | null;
  /** "after 14 h 10 min", "still waiting after 3 days"; null where the number is no time. */
  lasted: string | null;
};

/** The list behind a number; each line leads to the patient's record. */
export function ListTable({
  label,
  heads,
  lines,
}: {
  label: string;
  heads: { what: string; at: string; level: string | null; lasted: string | null };
  lines: readonly ListLine[];
}) {
  return (
    <Table label={label} className="[&>tbody>tr:last-child>td]:border-b-0">
      <thead>
        <tr>
          <Th>Patient</Th>
          <Th>{heads.what}</Th>
          <Th>{heads.at}</Th>
          {heads.level === null ? null : <Th>{heads.level}</Th>}
          {heads.lasted === null ? null : <Th>{heads.lasted}</Th>}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ id, patientId, name, what, at, level, lasted }) => (
          <tr key={id} className="print:break-inside-avoid">
            <Td className="min-w-36 font-semibold">
              {patientId === null ? (
                name
              ) : (
                <a
                  href={`/patients/${patientId}`}
                  className="inline-flex min-h-6 items-center rounded-[3px] underline-offset-3 hover:underline max-sm:min-h-11"
                >
                  {name}
                </a>
              )}
            </Td>
            <Td className="min-w-48 leading-6">{what}</Td>
            <Td className="leading-6 whitespace-nowrap">
              <time dateTime={at.iso}>{at.words}</time>
            </Td>
            {heads.level === null ? null : (
              <Td>{level === null ? null : <TriageBadge level={level} />}</Td>
            )}
            {heads.lasted === null ? null : (
              <Td className="leading-6 whitespace-nowrap">{lasted}</Td>
            )}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

import { NumberLink } from "@/components/reports/number-link";
import { RowHead } from "@/components/reports/row-head";
import { Table, Td, Th } from "@/components/ui/table";
import { stepPart } from "@/lib/reports/curve-steps";
import { curveAt } from "@/lib/reports/kaplan-meier";
import type { KaplanMeier } from "@/lib/reports/report";
import { hourWords, percent, percentRange } from "@/lib/reports/words";

type Named = { name: string; waiting: string; curve: KaplanMeier; place: string };

/** Curves as tables: who is in them, each a list, and the shares at round hours. */
export function curveTable({
  label,
  curves,
  href,
  at,
  risen,
}: {
  label: string;
  curves: readonly Named[];
  href: (place: string, part: string) => string;
  /** Seconds at which the shares are told. */
  at: readonly number[];
  risen: boolean;
}) {
  const drawn = curves.filter(({ curve }) => curve.curve.length > 0);
  return (
    <div className="grid grid-cols-1 gap-3">
      <Table label={`${label}, who is in it`}>
        <thead>
          <tr>
            <Th>Curve</Th>
            <Th>It happened</Th>
            <Th>It didn’t yet</Th>
            <Th>All</Th>
          </tr>
        </thead>
        <tbody>
          {curves.map(({ name, waiting, curve, place }) => (
            <tr key={place}>
              <RowHead>{name}</RowHead>
              <Td>
                <NumberLink href={href(place, "events")} n={curve.events} says={name} />
              </Td>
              <Td>
                <NumberLink href={href(place, "waiting")} n={curve.censored} says={waiting} />
              </Td>
              <Td>
                <NumberLink href={href(place, "all")} n={curve.N} says={`all, ${name}`} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      {drawn.length === 0 ? null : (
        <Table label={`${label}, by time`}>
          <thead>
            <tr>
              <Th>By</Th>
              {drawn.map(({ name, place }) => (
                <Th key={place}>{name} (95&nbsp;% interval)</Th>
              ))}
            </tr>
          </thead>
          <tbody>
            {at.map((t) => (
              <tr key={t}>
                <RowHead>{hourWords(t)}</RowHead>
                {drawn.map(({ name, curve, place }) => (
                  <Td key={place}>
                    <HappenedBy
                      t={t}
                      name={name}
                      curve={curve}
                      href={(part) => href(place, part)}
                    />{" "}
                    {shareAt(curve, t, risen)}
                  </Td>
                ))}
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </div>
  );
}

/** How many it happened to by a time: the list of the last step before. */
function HappenedBy({
  t,
  name,
  curve: { curve, rows },
  href,
}: {
  t: number;
  name: string;
  curve: KaplanMeier;
  href: (part: string) => string;
}) {
  const step = curve.findLast((each) => each.t <= t);
  if (step === undefined) return <>0 ·</>;
  const n = rows.filter((row) => row.event && row.t <= step.t).length;
  return (
    <>
      <NumberLink href={href(stepPart(step.t))} n={n} says={`${name} by ${hourWords(t)}`} /> ·
    </>
  );
}

function shareAt(curve: KaplanMeier, t: number, risen: boolean): string {
  const at = curveAt(curve, t);
  if (at === null) return "";
  return risen
    ? `${percent(1 - at.s)} (${percentRange([1 - at.hi, 1 - at.lo])})`
    : `${percent(at.s)} (${percentRange([at.lo, at.hi])})`;
}

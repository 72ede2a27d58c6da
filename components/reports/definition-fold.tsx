import { Fold } from "@/components/ui/fold";
import type { Definition } from "@/lib/reports/definitions";

/** What a number means, one touch away; on paper all of them stand at the end. */
export function DefinitionFold({ definition }: { definition: Definition }) {
  return (
    <Fold
      summary={
        <>
          How this is counted<span className="sr-only">: {definition.title}</span>
        </>
      }
      className="text-12 text-muted print:hidden"
    >
      <DefinitionList definition={definition} />
    </Fold>
  );
}

export function DefinitionList({ definition }: { definition: Definition }) {
  const { counts, time, excludes } = definition;
  return (
    <dl className="grid gap-1.5">
      {[
        ["Counted", counts],
        ["Time", time],
        ["Left out", excludes],
      ].map(([term, text]) => (
        <div key={term}>
          <dt className="inline font-semibold">{term}: </dt>
          <dd className="inline">{text}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Every definition once, for the end of a printed report. */
export function PrintedDefinitions({ definitions }: { definitions: readonly Definition[] }) {
  return (
    <section className="hidden print:block print:break-before-page">
      <h2 className="mb-2 text-16 font-semibold">How the numbers are counted</h2>
      <div className="columns-2 gap-6 text-12">
        {definitions.map((definition) => (
          <div key={definition.title} className="mb-3 break-inside-avoid">
            <h3 className="font-semibold">{definition.title}</h3>
            <DefinitionList definition={definition} />
          </div>
        ))}
      </div>
    </section>
  );
}

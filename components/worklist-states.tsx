import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** Everybody on today's list has been called. */
export function NothingLeft({ total, nextDue }: { total: number; nextDue: string | null }) {
  return (
    <Frame>
      <EmptyState title={`All ${total} done.`}>
        {nextDue === null ? "No further call is due." : `Next call is due ${nextDue}.`}
      </EmptyState>
    </Frame>
  );
}

/** The filters match nobody: said in words, with a way out. */
export function FilterEmpty({ filters, clearHref }: { filters: string; clearHref: string }) {
  return (
    <Frame>
      <EmptyState
        title={`No one matches ${filters}.`}
        action={<ButtonLink href={clearHref}>Clear filters</ButtonLink>}
      />
    </Frame>
  );
}

/** A clinic without a single patient. */
export function FirstRun({ importHref }: { importHref: string | null }) {
  return (
    <Frame>
      <EmptyState
        title="No patients yet."
        action={
          importHref === null ? null : (
            <ButtonLink href={importHref} variant="primary">
              Import a CSV
            </ButtonLink>
          )
        }
      >
        Treatments come in from your booking system’s export.
        {importHref === null ? " A manager can import it." : null}
      </EmptyState>
    </Frame>
  );
}

function Frame({ children }: { children: React.ReactNode }) {
  return <div className="min-w-0 overflow-hidden rounded-card border bg-surface">{children}</div>;
}

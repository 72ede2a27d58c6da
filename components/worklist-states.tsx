import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";

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

/** The list could not be read. Never looks like an empty list. */
export function WorklistFailed({ reference, retryHref }: { reference: string; retryHref: string }) {
  return (
    <Alert tone="danger" title="The worklist could not be read.">
      <p>Nobody is missing from it; it just can’t be shown right now. Reference {reference}.</p>
      <ButtonLink href={retryHref} className="mt-2">
        Try again
      </ButtonLink>
    </Alert>
  );
}

/** Rows of the true height, shown only if the answer takes longer than 150 ms. */
export function WorklistSkeleton({ rows = 10 }: { rows?: number }) {
  return (
    <div className="appear-late min-w-0" aria-busy="true">
      <output className="sr-only">Loading the worklist</output>
      <div className="grid gap-3 pb-3">
        <Skeleton className="h-7 w-32" />
        <Skeleton className="h-5 w-72 max-w-full" />
        <Skeleton className="h-7 w-full max-w-xl" />
      </div>
      <Frame>
        {Array.from({ length: rows }, (_, row) => (
          <div key={row} className="flex h-[47px] items-center gap-6 border-b px-3 last:border-b-0">
            <Skeleton className="h-5 w-24 shrink-0" />
            <Skeleton className="h-4 w-36 shrink-0 max-sm:w-20" />
            <Skeleton className="h-4 w-full" />
            <Skeleton className="h-4 w-24 shrink-0 max-sm:hidden" />
          </div>
        ))}
      </Frame>
    </div>
  );
}

function Frame({ children }: { children: React.ReactNode }) {
  return <div className="min-w-0 overflow-hidden rounded-card border bg-surface">{children}</div>;
}

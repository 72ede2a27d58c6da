import { Button } from "@/components/ui/button";

/** How far an import is. The page can be left and opened again. */
export function ImportProgress({
  done,
  total,
  label,
  importId,
  cancelAction,
}: {
  done: number;
  total: number;
  /** "Writing treatments" */
  label: string;
  importId: string;
  cancelAction?: (form: FormData) => Promise<void>;
}) {
  return (
    <div className="grid gap-2 rounded-card border bg-surface p-4">
      <output className="flex flex-wrap justify-between gap-2">
        <span className="font-medium">{label}</span>
        <span className="text-muted">
          {done} of {total}
        </span>
      </output>
      <progress value={done} max={Math.max(total, 1)} aria-label={label} className="h-2 w-full" />
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="text-12 text-muted">
          You can leave this page; the import goes on and this address stays.
        </span>
        {cancelAction ? (
          <form action={cancelAction}>
            <input type="hidden" name="importId" value={importId} />
            <Button type="submit" size="small">
              Cancel the import
            </Button>
          </form>
        ) : null}
      </div>
    </div>
  );
}

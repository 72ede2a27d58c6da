import { CircleCheck, TriangleAlert } from "lucide-react";
import { ForgetUnsent } from "@/components/call/forget-unsent";
import { Button } from "@/components/ui/button";
import { classes } from "@/components/ui/classes";
import { Kbd } from "@/components/ui/kbd";

/**
 * Says over the page what became of a call, so that the list below doesn't move. It stands out for
 * ten seconds, with Undo; then it goes, while Z and the record still undo. What matters to a
 * patient stays.
 */
export function CallToast({
  callId,
  words,
  loud,
  undoAction,
}: {
  callId: string;
  words: string;
  loud: boolean;
  undoAction: ((form: FormData) => Promise<void>) | null;
}) {
  const Icon = loud ? TriangleAlert : CircleCheck;
  return (
    <div
      role={loud ? "alert" : "status"}
      className={classes(
        "fixed inset-x-4 bottom-20 z-30 mx-auto flex w-fit max-w-[min(40rem,calc(100vw-2rem))] flex-wrap items-center gap-x-4 gap-y-2 rounded-card border px-4 py-3 shadow-overlay lg:bottom-6 print:hidden",
        loud
          ? "border-complication-icon bg-complication-tint text-complication"
          : "toast border-primary bg-selected text-ink",
      )}
    >
      <ForgetUnsent callId={callId} />
      <p className="flex min-w-0 flex-1 gap-2 font-semibold">
        <Icon size={16} strokeWidth={1.75} aria-hidden="true" className="mt-0.5 shrink-0" />
        <span className="min-w-0 [overflow-wrap:anywhere]">{words}</span>
      </p>
      {undoAction ? (
        <form action={undoAction}>
          <input type="hidden" name="callId" value={callId} />
          <Button type="submit" size="small" data-undo="">
            Undo <Kbd>Z</Kbd>
          </Button>
        </form>
      ) : null}
    </div>
  );
}

import { CircleCheck } from "lucide-react";

/** What just happened, at the foot of the screen: it moves no row, and is read out when it comes. */
export function ListNotice({ said }: { said: string }) {
  return (
    <output className="sticky bottom-2 z-10 mt-3 block max-lg:bottom-16 print:hidden">
      {said === "" ? null : (
        <span className="flex gap-2 rounded-card border border-primary bg-surface px-3 py-2 shadow-overlay">
          <CircleCheck
            size={16}
            strokeWidth={1.75}
            aria-hidden="true"
            className="mt-0.5 shrink-0 text-primary"
          />
          {said}
        </span>
      )}
    </output>
  );
}

"use client";

import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";

const KEYS = [
  { keys: ["J", "↓"], does: "Next patient" },
  { keys: ["K", "↑"], does: "Previous patient" },
  { keys: ["N"], does: "Next patient without a call today" },
  { keys: ["Enter"], does: "Open the record" },
  { keys: ["C"], does: "Log a call" },
  { keys: ["/"], does: "Search a patient or phone" },
  { keys: ["Esc"], does: "Close the panel" },
  { keys: ["1", "…", "9"], does: "In the call panel: choose the outcome, or answer a scale" },
  { keys: ["⌘ Ctrl", "Enter"], does: "In the call panel: save" },
  { keys: ["⌘ Ctrl", "⇧", "Enter"], does: "In the call panel: save and next" },
] as const;

/** Every key of the worklist. Comes in a chunk of its own, when somebody asks for it. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} title="Keys of this page">
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2">
        {KEYS.map(({ keys, does }) => (
          <div key={does} className="contents">
            <dt className="flex gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

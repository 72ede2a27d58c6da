import { MessageSquareText, Send } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import type { Moment } from "@/lib/dates";
import type { MessageStanding } from "@/lib/messaging/record-words";

/** Something that was written: by the desk, with how far it is, or to it, with its words. */
export type ShownMessage = {
  id: string;
  at: Moment;
  title: string;
  /** "By itself · (312) 555-0101" */
  facts: string;
  said:
    | { way: "out"; standing: Omit<MessageStanding, "at"> & { at: string | null } }
    | { way: "in"; body: string; read: string | null };
  /** What can be done about it now. */
  doing: ReactNode;
};

/** What was written both ways, the newest first. */
export function MessageThread({ messages }: { messages: readonly ShownMessage[] }) {
  return (
    <ol aria-label="What was written">
      {messages.map(({ id, at, title, facts, said, doing }) => {
        const Icon = said.way === "out" ? Send : MessageSquareText;
        return (
          <li key={id} className="flex gap-3 border-t px-4 py-3">
            <Icon
              size={16}
              strokeWidth={1.75}
              aria-hidden="true"
              className="mt-0.5 shrink-0 text-muted"
            />
            <div className="grid min-w-0 flex-1 gap-1">
              <p className="flex flex-wrap items-baseline gap-x-2">
                <span className="font-semibold">{title}</span>
                <time dateTime={at.iso} title={at.relative} className="ml-auto text-12 text-muted">
                  {at.absolute}
                </time>
              </p>
              <p className="text-muted [overflow-wrap:anywhere]">{facts}</p>
              {said.way === "out" ? (
                <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
                  <Badge tone={said.standing.tone}>{said.standing.word}</Badge>
                  <span>{said.standing.more ?? said.standing.at}</span>
                </p>
              ) : (
                <>
                  <p className="max-w-prose whitespace-pre-line rounded-control bg-sunken px-3 py-2 [overflow-wrap:anywhere]">
                    {said.body}
                  </p>
                  <p className="text-12 text-muted">
                    {said.read ?? <Badge tone="warning">Nobody has read it</Badge>}
                  </p>
                </>
              )}
              {doing}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

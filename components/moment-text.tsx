import type { Moment } from "@/lib/worklist/row";

/** A moment on two lines: relative above, absolute below, the instant for machines. */
export function MomentText({ moment }: { moment: Moment }) {
  return (
    <time dateTime={moment.iso} className="block">
      {moment.relative}
      <span className="block text-12 text-muted">{moment.absolute}</span>
    </time>
  );
}

/** A moment on one line. */
export function MomentLine({ moment }: { moment: Moment }) {
  return (
    <time dateTime={moment.iso} title={moment.absolute} className="tabular-nums">
      {moment.relative}
    </time>
  );
}

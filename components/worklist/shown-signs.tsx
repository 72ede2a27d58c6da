import { Fragment } from "react";
import type { ShownSign } from "@/lib/worklist/row";

const MOVED = {
  up: (
    <i role="img" aria-label="more than before">
      {"\u00a0↑"}
    </i>
  ),
  down: (
    <i role="img" aria-label="less than before">
      {"\u00a0↓"}
    </i>
  ),
  same: (
    <i role="img" aria-label="as before">
      {"\u00a0→"}
    </i>
  ),
  first: null,
} as const;

/** Reported signs in one line, each with the way it went; `all` of them where the pointer rests. */
export function ShownSigns({ signs, all }: { signs: readonly ShownSign[]; all: string }) {
  return (
    <p title={all}>
      {signs.map(({ label, direction }, index) => (
        <Fragment key={label}>
          {index === 0 ? null : " · "}
          {label.replace(" of ", "/")}
          {MOVED[direction]}
        </Fragment>
      ))}
    </p>
  );
}

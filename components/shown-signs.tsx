import { Fragment } from "react";
import { classes } from "@/components/ui/classes";
import type { ShownSign } from "@/lib/worklist/row";

const ARROWS = {
  up: { arrow: "↑", words: "more than before" },
  down: { arrow: "↓", words: "less than before" },
  same: { arrow: "→", words: "as before" },
  first: null,
} as const;

/** Reported signs in one line, the abnormal ones darker, each with the way it went. */
export function ShownSigns({
  signs,
  atMost = 2,
}: {
  signs: readonly ShownSign[];
  atMost?: number;
}) {
  const shown = signs.slice(0, atMost);
  const rest = signs.length - shown.length;
  return (
    <span className="text-muted">
      {shown.map((sign, index) => {
        const moved = ARROWS[sign.direction];
        return (
          <Fragment key={sign.sign}>
            <span
              className={classes(
                sign.label.length <= 20 && "whitespace-nowrap",
                sign.abnormal && "text-ink",
              )}
            >
              {sign.label.replace(" of ", "/")}
              {moved ? (
                <>
                  <span aria-hidden="true">{`\u00a0${moved.arrow}`}</span>
                  <span className="sr-only">, {moved.words}</span>
                </>
              ) : null}
              {index < shown.length - 1 || rest > 0 ? " ·" : null}
            </span>{" "}
          </Fragment>
        );
      })}
      {rest > 0 ? `+${rest}` : null}
    </span>
  );
}

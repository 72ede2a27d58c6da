import { classes } from "./classes";

/** A grey bar where text will stand. Give it a width and a height. */
export function Skeleton({ className }: { className: string }) {
  return (
    <span aria-hidden="true" className={classes("block rounded-control bg-sunken", className)} />
  );
}

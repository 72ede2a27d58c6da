/** Says that this page is drawn anew when something changes: when it was read, in ms and as "9:41 AM". */
export function LivePage({ readAt, clock }: { readAt: Date; clock: string }) {
  return <span hidden data-live={readAt.getTime()} data-clock={clock} />;
}

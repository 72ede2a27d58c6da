import { listAlerts } from "@/db/queries/alerts";
import { hasChangedSince, subscribeToChanges } from "@/db/queries/changes";
import { findSession } from "@/db/queries/sessions";
import { may, type StaffActor } from "@/lib/actor";
import { whenEnding } from "@/lib/closing";
import { alertMark } from "@/lib/follow-up/on-call";
import { logError } from "@/lib/log";

/** How often it is looked whether the session still lives, and how many looks make a beat. */
const LOOK_MS = 5_000;
const LOOKS_A_BEAT = 3;
/** How soon a browser may come back after the end. */
const RETRY_MS = 2_000;

type Event = "beat" | "changed" | "alerts" | "signed-out";

/**
 * The events of one open page, until it is closed, the session is over or the process ends:
 * `changed`; `alerts`, with a mark of the alerts that this person is to see now; `signed-out` at the
 * end of the session; and `beat`, so that silence means a lost connection.
 */
export function changeStream(
  actor: StaffActor,
  since: Date | null,
  gone: AbortSignal,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const endings: (() => void)[] = [];
  let over = false;
  const finish = () => {
    over = true;
    for (const end of endings.splice(0)) end();
  };
  return new ReadableStream({
    start(controller) {
      const say = (event: Event, data = "1") => {
        // A browser keeps an event without a line of data to itself.
        if (!over) controller.enqueue(encoder.encode(`event: ${event}\ndata: ${data}\n\n`));
      };
      const close = () => {
        if (over) return;
        finish();
        controller.close();
      };
      endings.push(subscribeToChanges(actor, () => say("changed")));
      controller.enqueue(encoder.encode(`retry: ${RETRY_MS}\n\n`));
      say("beat");

      let looking = false;
      let looks = 0;
      let shown: string | null = null;
      const look = async () => {
        if (looking) return;
        looking = true;
        const seen = await lookAgain(actor);
        looking = false;
        if (seen === "signed out") say("signed-out");
        if (typeof seen === "string") return close();
        if (seen.alerts !== shown) say("alerts", seen.alerts);
        shown = seen.alerts;
        if (++looks % LOOKS_A_BEAT === 0) say("beat");
      };
      void look();
      const timer = setInterval(look, LOOK_MS);
      gone.addEventListener("abort", close, { once: true });
      endings.push(
        () => clearInterval(timer),
        () => gone.removeEventListener("abort", close),
      );
      if (since !== null) void tellMissed(actor, since, say, close);
      endings.push(whenEnding(close));
    },
    cancel: finish,
  });
}

/** What was changed between the reading of the page and the opening of the stream. */
async function tellMissed(
  actor: StaffActor,
  since: Date,
  say: (event: Event) => void,
  close: () => void,
): Promise<void> {
  try {
    if (await hasChangedSince(actor, since)) say("changed");
  } catch (error) {
    logError("It isn't known whether a page is still right.", error);
    close();
  }
}

/** A database that doesn't answer isn't a session that is over: the page comes back by itself. */
async function lookAgain(
  actor: StaffActor,
): Promise<{ alerts: string } | "signed out" | "not known"> {
  try {
    const now = new Date();
    const live = await findSession(actor, now);
    if (!live || !may(live.actor.role, "see worklist")) return "signed out";
    return { alerts: alertMark(await listAlerts(live.actor, now)) };
  } catch (error) {
    logError("A session can't be looked at.", error);
    return "not known";
  }
}

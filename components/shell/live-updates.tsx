"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";

/** At most one drawing a second. */
const PAUSE_MS = 1_000;
/** A page says "5 h ago" and "2 h late": it is drawn anew after so long even if nothing happened. */
const DRAWN_FOR_MS = 60_000;
/** The server says something every 15 s; after this much silence the connection counts as lost. */
const SILENCE_MS = 40_000;
const RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 15_000;
/** A connection that comes back sooner isn't worth a word. */
const GAP_MS = 4_000;
const STALE_MS = 5 * 60_000;

type Trouble = "offline" | "stale" | "waiting" | "alert" | "signed-out" | null;

const WAITS_FOR_TEXT: ReadonlySet<Trouble> = new Set(["waiting", "alert"]);

/**
 * Draws the page anew when something changed. Only pages that hold a `LivePage` take part, and none
 * while somebody is typing: a drawing that fails loads the page again, and text would be lost. Says
 * so when the connection is gone.
 */
export function LiveUpdates({
  href,
  signInHref,
  alerts,
}: {
  /** Where the events come from. */
  href: string;
  /** Leads to the sign-in page; the page to come back to is appended. */
  signInHref: string;
  /** A mark of the alerts on the page: another one has it drawn anew, whatever page it is. */
  alerts: string;
}) {
  const router = useRouter();
  const [pending, startDrawing] = useTransition();
  const drawing = useRef(pending);
  const draw = useRef(async () => {});
  const again = useRef(() => {});
  const [trouble, setTrouble] = useState<Trouble>(null);
  const shown = useRef(alerts);
  useEffect(() => {
    drawing.current = pending;
    shown.current = alerts;
  }, [pending, alerts]);

  useEffect(() => {
    let source: EventSource | null = null;
    let retry: ReturnType<typeof setTimeout> | undefined;
    let next: ReturnType<typeof setTimeout> | undefined;
    let failures = 0;
    let heardAt = Date.now();
    let drawnAt = Date.now();
    let wanted: "by a change" | "by an alert" | null = null;

    const redraw = (why: "by a change" | "by an alert") => {
      if (wanted !== "by an alert") wanted = why;
      next ??= setTimeout(
        () => {
          next = undefined;
          if (document.hidden || wanted === null) return;
          if (wanted === "by a change" && !livePage()) return;
          if (drawing.current) return redraw(wanted);
          if (isTyping()) return setTrouble(wanted === "by an alert" ? "alert" : "waiting");
          void draw.current();
        },
        Math.max(0, drawnAt + PAUSE_MS - Date.now()),
      );
    };
    // A drawing that fails is answered by leaving the page for one that can't be loaded either.
    draw.current = async () => {
      const why = wanted ?? "by a change";
      wanted = null;
      drawnAt = Date.now();
      const status = await statusOf(href);
      if (status === 401) return signedOut();
      if (status !== 200) {
        wanted = why;
        return lose();
      }
      setTrouble(null);
      startDrawing(() => router.refresh());
    };

    const hearing = () => {
      heardAt = Date.now();
      failures = 0;
      setTrouble((said) => (WAITS_FOR_TEXT.has(said) && isTyping() ? said : null));
    };
    const close = () => {
      source?.close();
      source = null;
      clearTimeout(retry);
    };
    const lose = () => {
      close();
      retry = setTimeout(open, Math.min(RETRY_MS * 2 ** failures++, LONGEST_RETRY_MS));
    };
    const signedOut = () => {
      // Somebody is on the way there already, and their way back is known.
      if (location.pathname === new URL(signInHref, location.href).pathname) return;
      if (isTyping()) setTrouble("signed-out");
      else location.assign(signInHref + encodeURIComponent(location.pathname + location.search));
    };
    const open = () => {
      close();
      if (document.hidden) return;
      const opened = new EventSource(`${href}?since=${livePage()?.dataset.live ?? ""}`);
      source = opened;
      opened.addEventListener("error", async () => {
        const refused = opened.readyState === EventSource.CLOSED;
        lose();
        // An event source doesn't say what it was refused with.
        if (refused && (await statusOf(href)) === 401) signedOut();
      });
      opened.addEventListener("beat", () => {
        hearing();
        if (wanted || Date.now() - drawnAt > DRAWN_FOR_MS) redraw("by a change");
      });
      opened.addEventListener("changed", () => {
        hearing();
        redraw("by a change");
      });
      opened.addEventListener("alerts", ({ data }) => {
        hearing();
        if (data !== shown.current) redraw("by an alert");
      });
      opened.addEventListener("signed-out", () => {
        lose();
        signedOut();
      });
    };
    again.current = () => {
      failures = 0;
      wanted = "by a change";
      open();
    };
    // A page in the background holds no connection: a browser has six for all its tabs.
    const turn = () => {
      if (document.hidden) return close();
      heardAt = Date.now();
      open();
    };
    const watch = setInterval(() => {
      if (document.hidden) return;
      // What it waited for may have been saved, or taken out again.
      if (wanted && !isTyping()) redraw(wanted);
      const silence = Date.now() - heardAt;
      if (source !== null && silence > SILENCE_MS) lose();
      if (source !== null && source.readyState === EventSource.OPEN) return;
      const lost = silence > STALE_MS && livePage() ? "stale" : "offline";
      if (silence > GAP_MS) setTrouble((said) => (said === "signed-out" ? said : lost));
    }, 1_000);
    document.addEventListener("visibilitychange", turn);
    open();
    return () => {
      close();
      clearTimeout(next);
      clearInterval(watch);
      document.removeEventListener("visibilitychange", turn);
    };
  }, [href, signInHref, router]);

  return (
    <div aria-live="polite" className="print:hidden">
      {trouble === null ? null : (
        <p className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-control border border-control bg-surface px-3 py-2 shadow-overlay">
          {wordsOf(trouble)}
          {trouble === "stale" ? (
            <Button size="small" onClick={() => again.current()}>
              Refresh
            </Button>
          ) : null}
          {WAITS_FOR_TEXT.has(trouble) ? (
            <Button size="small" onClick={() => void draw.current()}>
              Show
            </Button>
          ) : null}
          {trouble === "signed-out" ? (
            <a href="/sign-in" target="_blank" className="link" rel="noreferrer">
              Sign in
            </a>
          ) : null}
        </p>
      )}
    </div>
  );
}

function wordsOf(trouble: NonNullable<Trouble>): string {
  switch (trouble) {
    case "offline":
      return "No connection. What others change doesn’t show until it is back.";
    case "stale":
      return `This list is from ${livePage()?.dataset.clock ?? "before"}.`;
    case "waiting":
      return "Something changed. This page waits until your text is saved.";
    case "alert":
      return "An urgent case waits for you.";
    case "signed-out":
      return "You are signed out. Your text is still here.";
  }
}

async function statusOf(href: string): Promise<number> {
  const look = new AbortController();
  try {
    return (await fetch(href, { signal: look.signal })).status;
  } catch {
    return 0;
  } finally {
    look.abort();
  }
}

function livePage(): HTMLElement | null {
  return document.querySelector<HTMLElement>("[data-live]");
}

/** Whether the page holds something that somebody entered and nobody saved, not even as a draft. */
function isTyping(): boolean {
  const fields = document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
    ":is(main, dialog, [role=dialog]) form:not([data-draft=saved]) :is(textarea, input:not([type=checkbox]))",
  );
  return [...fields].some((field) =>
    field.type === "radio" && field instanceof HTMLInputElement
      ? field.checked !== field.defaultChecked
      : field.value !== field.defaultValue,
  );
}

import { setTimeout as sleep } from "node:timers/promises";
import type { Locator, Page } from "playwright";

/** How fast somebody presses one key after the other who knows the keys. */
const STROKE_MS = 100;

/**
 * What a stroke leads to: an element, its text another than before, holding some words, and when it
 * has to be `uncovered`, no dialog to be seen.
 */
export type Sight = { selector: string; says?: string; uncovered?: boolean };

declare global {
  interface Window {
    /** When the last key or button was pressed, and the time from there until something was painted. */
    pressedAt: number;
    painted: Promise<number>;
  }
}

/** Prepares a page, before it is opened, for hands whose strokes are timed. */
export async function prepareForHands(page: Page): Promise<void> {
  // Functions that are handed to a page still call a helper of the compiler's.
  await page.addInitScript({ content: "globalThis.__name = (named) => named;" });
  await page.addInitScript(() => {
    for (const pressing of ["keydown", "pointerdown"]) {
      window.addEventListener(
        pressing,
        (event) => {
          // The time of the device, so a page that is too busy to listen doesn't win by it.
          if (event.isTrusted) window.pressedAt = event.timeStamp;
        },
        true,
      );
    }
  });
}

/** Hands that count what they do. Keys that are held together are one stroke. */
export function handsOn(page: Page) {
  let keys = 0;
  let clicks = 0;
  const press = async (...strokes: string[]): Promise<void> => {
    for (const stroke of strokes) {
      keys += 1;
      await sleep(STROKE_MS);
      await page.keyboard.press(stroke);
    }
  };
  const click = async (what: Locator): Promise<void> => {
    clicks += 1;
    await sleep(STROKE_MS);
    await what.click();
  };
  /** Presses, and answers the milliseconds from then until the page has painted what it leads to. */
  const pressUntil = async (stroke: string, sight: Sight): Promise<number> => {
    await page.evaluate(watchFor, sight);
    await press(stroke);
    return page.evaluate(() => window.painted);
  };
  return { press, click, pressUntil, count: () => ({ keys, clicks }) };
}

export type Hands = ReturnType<typeof handsOn>;

/** Runs in the page. A message that is sent in a frame arrives when that frame has been painted. */
function watchFor({ selector, says = "", uncovered = false }: Sight): void {
  const covered = () =>
    Array.from(document.querySelectorAll("dialog")).some((dialog) => dialog.checkVisibility());
  const textOf = () => document.querySelector(selector)?.textContent ?? null;
  const before = textOf();
  window.painted = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`Never seen: ${selector} ${says}`)), 10_000);
    const look = () => {
      const text = textOf();
      if (text === null || text === before || !text.includes(says)) return;
      if (uncovered && covered()) return;
      observer.disconnect();
      removeEventListener("focusin", look);
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener("message", () => resolve(performance.now() - window.pressedAt));
        port1.start();
        port2.postMessage(null);
      });
    };
    const observer = new MutationObserver(look);
    observer.observe(document, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
    addEventListener("focusin", look);
  });
}

"use client";

import { useRouter } from "next/navigation";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { KEYS, type KeyName } from "@/components/shell/keys";
import { isBound, pressKey } from "@/components/shell/use-keys";
import { classes } from "@/components/ui/classes";
import { CONTROL } from "@/components/ui/input";
import { GROUPS } from "@/lib/worklist/groups";

/** Something that leads somewhere: a page, or a view of the list. */
export type PaletteLink = { label: string; href: string };

type Command = {
  id: string;
  group: string;
  label: string;
  run: "find" | { href: string } | { key: KeyName };
};

const ROW_KEYS = ["call", "open", "dial", "take", "assign", "snooze", "select"] as const;
const DESK_KEYS = ["fresh", "density", "help"] as const;

/** What the keys of the row do, said with the patient's name. */
const ROW_WORDS: Readonly<Record<(typeof ROW_KEYS)[number], string>> = {
  call: "Log a call with",
  open: "Open the record of",
  dial: "Dial the number of",
  take: "Take",
  assign: "Assign to a colleague:",
  snooze: "Snooze",
  select: "Select, or let go:",
};

/**
 * Everything that can be done here, found by typing: what concerns the row under the cursor, pages,
 * views, filters, and any patient. What is typed goes nowhere but into the posted search. Comes in a
 * chunk of its own.
 */
export function CommandPalette({
  pages,
  views,
  searchAction,
  onClose,
}: {
  pages: readonly PaletteLink[];
  views: readonly PaletteLink[];
  searchAction: (form: FormData) => Promise<void>;
  onClose: () => void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const router = useRouter();
  const id = useId();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const [commands] = useState(() => [
    ...rowCommands(),
    ...linkCommands("Pages", pages),
    ...linkCommands("Views", views),
    ...linkCommands("Filters", FILTERS),
    ...keyCommands(),
  ]);
  const found = matching(commands, text);
  const current = found[Math.min(at, found.length - 1)];

  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    if (current)
      document.getElementById(`${id}-${current.id}`)?.scrollIntoView({ block: "nearest" });
  }, [current, id]);

  const run = (command: Command) => {
    if (command.run === "find") return form.current?.requestSubmit();
    // Closing gives the focus back to the row, which the key then acts on.
    dialog.current?.close();
    if ("href" in command.run) return router.push(command.run.href);
    const { key } = command.run;
    return requestAnimationFrame(() => pressKey(key));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setAt((Math.min(at, found.length - 1) + step + found.length) % found.length);
    }
    if (event.key === "Enter" && !event.nativeEvent.isComposing && current) {
      event.preventDefault();
      run(current);
    }
  };

  return (
    <dialog
      ref={dialog}
      aria-label="Commands"
      onClose={onClose}
      className="appear fixed inset-x-0 top-[min(12vh,6rem)] z-50 m-0 mx-auto flex max-h-[min(32rem,80vh)] w-[min(36rem,calc(100vw-2rem))] flex-col rounded-card border bg-surface p-0 text-ink shadow-overlay backdrop:bg-scrim"
    >
      <form ref={form} action={searchAction} className="border-b p-3">
        <input
          name="q"
          role="combobox"
          aria-label="Find a command or a patient"
          aria-expanded="true"
          aria-autocomplete="list"
          aria-controls={`${id}-list`}
          aria-activedescendant={current && `${id}-${current.id}`}
          autoComplete="off"
          placeholder="A page, a view, an action, a patient"
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
          className={classes(CONTROL, "h-9 max-sm:h-11")}
        />
      </form>
      <div id={`${id}-list`} role="listbox" aria-label="Commands" className="overflow-y-auto p-2">
        {groupsOf(found).map(({ group, members }) => (
          <div key={group} role="group" aria-labelledby={`${id}-${group}`}>
            <p id={`${id}-${group}`} className="px-2 pt-2 pb-1 text-12 font-medium text-muted">
              {group}
            </p>
            {members.map((command) => (
              <div
                key={command.id}
                id={`${id}-${command.id}`}
                role="option"
                tabIndex={-1}
                aria-selected={command === current}
                onClick={() => run(command)}
                onKeyDown={onKeyDown}
                className="flex min-h-8 cursor-pointer items-center rounded-control px-2 hover:bg-sunken aria-selected:bg-selected aria-selected:font-medium max-sm:min-h-11"
              >
                {command.label}
              </div>
            ))}
          </div>
        ))}
      </div>
    </dialog>
  );
}

const FILTERS: readonly PaletteLink[] = [
  ...GROUPS.map(({ group, label }) => ({ label, href: `/worklist?group=${group}` })),
  { label: "Unassigned", href: "/worklist?assigned=nobody" },
  { label: "Everyone", href: "/worklist" },
];

/** What can be done with the patient whose row the cursor is on. */
function rowCommands(): Command[] {
  const name = document.activeElement
    ?.closest("[data-row]")
    ?.querySelector("[data-record]")?.textContent;
  if (!name) return [];
  return ROW_KEYS.filter(isBound).map((key) => ({
    id: key,
    group: "This patient",
    label: `${ROW_WORDS[key]} ${name}`,
    run: { key },
  }));
}

function keyCommands(): Command[] {
  return DESK_KEYS.filter(isBound).map((key) => ({
    id: key,
    group: "Desk",
    label: KEYS[key].does,
    run: { key },
  }));
}

function linkCommands(group: string, links: readonly PaletteLink[]): Command[] {
  return links.map(({ label, href }, n) => ({ id: `${group}-${n}`, group, label, run: { href } }));
}

/** Those that hold every word typed; and last, whatever was typed, as a patient to look for. */
function matching(commands: readonly Command[], text: string): Command[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const hits = commands.filter(({ label }) => {
    const said = label.toLowerCase();
    return words.every((word) => said.includes(word));
  });
  if (words.length === 0) return hits;
  const label = `Find patient “${text.trim()}”`;
  return [...hits, { id: "find", group: "Patients", label, run: "find" }];
}

function groupsOf(commands: readonly Command[]) {
  return [...Map.groupBy(commands, ({ group }) => group)].map(([group, members]) => ({
    group,
    members,
  }));
}

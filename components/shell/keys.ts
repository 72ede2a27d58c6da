/** Where a key acts. The call panel listens for its own keys, since they answer its questions. */
export const KEY_PLACES = {
  everywhere: "On every page",
  worklist: "On the worklist",
  record: "In a record",
  call: "In the call panel",
} as const;

type Key = {
  /**
   * What is pressed: "j" a letter, "J" the same with Shift, "g w" one after the other, "$k" with
   * ⌘ or Ctrl, otherwise the name of the key. Several are the same.
   */
  press: readonly string[];
  does: string;
  place: keyof typeof KEY_PLACES;
  /** How it is drawn, if not as it is pressed. */
  drawn?: readonly string[];
};

/** Every key of the desk: what listens and what the help shows are both made from this. */
export const KEYS = {
  next: { press: ["j", "ArrowDown"], does: "Next patient", place: "worklist" },
  previous: { press: ["k", "ArrowUp"], does: "Previous patient", place: "worklist" },
  uncalled: { press: ["n"], does: "Next patient without a call today", place: "worklist" },
  open: { press: ["Enter"], does: "Open the record", place: "worklist" },
  call: { press: ["c"], does: "Log a call", place: "everywhere" },
  dial: { press: ["p"], does: "Dial the number", place: "worklist" },
  take: { press: ["a"], does: "Take the patient", place: "worklist" },
  assign: { press: ["A"], does: "Assign to a colleague", place: "worklist" },
  snooze: { press: ["s"], does: "Snooze", place: "worklist" },
  select: { press: ["x"], does: "Select, or let go", place: "worklist" },
  selectNext: { press: ["J"], does: "Select the next one, too", place: "worklist" },
  selectPrevious: { press: ["K"], does: "Select the one before, too", place: "worklist" },
  fresh: { press: ["r"], does: "Show who came up since", place: "worklist" },
  undo: { press: ["z"], does: "Undo what was just saved", place: "worklist" },
  clear: { press: ["Escape"], does: "Let go of the selection", place: "worklist" },
  escalate: { press: ["e"], does: "Ask a provider", place: "record" },
  sendCheckIn: { press: ["t"], does: "Send a check-in", place: "record" },
  previousRecord: { press: ["["], does: "The patient before on the list", place: "record" },
  nextRecord: { press: ["]"], does: "The next patient on the list", place: "record" },
  outcome: {
    press: ["1", "…", "9", "0", "-"],
    does: "Choose the outcome, or answer a scale",
    place: "call",
  },
  verified: {
    press: ["v"],
    does: "The patient spoke, both identifiers matched",
    place: "call",
  },
  allNormal: {
    press: ["n"],
    does: "Every sign was asked and is normal, and back",
    place: "call",
  },
  save: { press: ["$Enter"], does: "Save", place: "call" },
  saveAndNext: {
    press: ["$⇧Enter"],
    does: "Save and go on to the next patient",
    place: "call",
    drawn: ["⌘ Ctrl", "⇧", "Enter"],
  },
  close: { press: ["Escape"], does: "Close the panel", place: "call" },
  search: { press: ["/"], does: "Search a patient or phone", place: "everywhere" },
  palette: { press: ["$k"], does: "Find a page, a view or an action", place: "everywhere" },
  density: { press: ["."], does: "Higher or lower rows", place: "everywhere" },
  goWorklist: { press: ["g w"], does: "Go to the worklist", place: "everywhere" },
  goPatients: { press: ["g p"], does: "Go to patients", place: "everywhere" },
  goHandOver: { press: ["g h"], does: "Go to the hand-over", place: "everywhere" },
  goSettings: { press: ["g s"], does: "Go to settings", place: "everywhere" },
  goImports: { press: ["g i"], does: "Go to imports", place: "everywhere" },
  goAudit: { press: ["g a"], does: "Go to the audit", place: "everywhere" },
  help: { press: ["?"], does: "Show the keys of this page", place: "everywhere" },
} as const satisfies Record<string, Key>;

export type KeyName = keyof typeof KEYS;

/** The pages that `G` leads to, by address; a page that isn't in somebody's navigation has no key. */
export const PAGE_KEYS: Readonly<Record<string, KeyName>> = {
  "/worklist": "goWorklist",
  "/patients": "goPatients",
  "/hand-over": "goHandOver",
  "/settings": "goSettings",
  "/imports": "goImports",
  "/audit": "goAudit",
};

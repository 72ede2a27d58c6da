import { AUDIT_ACTIONS, type AuditAction } from "./audit";

/** Each audit action as it stands on the page, after the person's name. */
export const AUDIT_WORDS: Readonly<Record<AuditAction, string>> = {
  "session.open": "Signed in",
  "session.refuse": "Sign-in refused",
  "session.close": "Signed out",
  "access.deny": "Was not allowed",
  "patient.search": "Searched for a patient",
  "patient.view": "Saw the patient's record",
  "call.claim": "Started a call",
  "call.release": "Put a call down without dialling",
  "call.log": "Logged a call",
  "call.undo": "Took a call back",
  "call.correct": "Corrected a call",
  "check_in.record": "Recorded a check-in",
  "link.make": "Made a check-in link",
  "link.revoke": "Revoked a check-in link",
  "link.open": "Opened a check-in link",
  "link.refuse": "Wrong birth date on a check-in link",
  "link.lock": "Check-in link locked itself",
  "message.plan": "Planned messages",
  "message.ask": "Asked for a message",
  "message.withdraw": "Took a message back",
  "message.begin": "Began to send a message",
  "message.send": "A message was taken",
  "message.hold": "A message was not sent",
  "message.fail": "A message didn’t arrive",
  "message.arrive": "A message arrived",
  "message.stop": "Stopped or allowed messages",
  "message.set": "Changed the clinic’s messages",
  "text.receive": "A text came in",
  "text.read": "Read a text",
  "photo.send": "Sent a photo",
  "photo.view": "Saw a photo",
  "photo.remove": "Removed a photo",
  "photo.erase": "Erased a removed photo",
  "reason.clear": "Cleared reasons",
  "recovery.close": "Closed a recovery",
  "recovery.turn": "Level changed with time",
  "restriction.set": "Set a restriction for a patient",
  "follow_up.assign": "Assigned a patient",
  "follow_up.snooze": "Snoozed a patient",
  "follow_up.wake": "Ended a snooze",
  "escalation.open": "Escalated to a provider",
  "escalation.answer": "Answered an escalation",
  "alert.raise": "Alerted the person on call",
  "alert.see": "Took note of an alert",
  "on_call.set": "Set who is on call",
  "view.save": "Saved a view",
  "view.remove": "Removed a view",
  "preferences.choose": "Changed their own settings",
  "contact.save": "Changed a contact",
  "patient.correct": "Corrected a patient",
  "patient.write_times": "Changed when a patient is written to",
  "patient.merge": "Merged two records",
  "patient.unmerge": "Undid a merge",
  "treatment.correct": "Corrected a treatment time",
  "worklist.print": "Printed the day’s list",
  "report.view": "Saw a list of a report",
  "report.freeze": "Froze a month’s figures",
  "report.restate": "A frozen month came out otherwise",
  "import.upload": "Uploaded a file",
  "import.read": "Read an uploaded file",
  "import.view": "Saw rows of an uploaded file",
  "import.download": "Downloaded refused rows",
  "import.decide": "Changed how a file is read",
  "import.start": "Started an import",
  "import.commit": "Imported a file",
  "import.fail": "An import failed, nothing was stored",
  "import.discard": "Threw a file away",
  "report.export": "Exported a report",
  "audit.view": "Saw the audit",
  "clinic.open": "Opened the clinic",
  "staff.add": "Added a person",
};

/** The words for a stored action; one that this version doesn't know stands as it is. */
export function auditWords(action: string): string {
  const known = AUDIT_ACTIONS.find((name) => name === action);
  return known === undefined ? action : AUDIT_WORDS[known];
}

/** An entry's details as short text: codes, ids and counts are all they hold. */
export function detailWords(details: Readonly<Record<string, unknown>>): string {
  return Object.entries(details)
    .filter(([, value]) => value !== null && value !== false)
    .map(
      ([name, value]) =>
        `${wordsOf(name)}${value === true ? "" : ` ${Array.isArray(value) ? value.join(", ") : codeWords(value)}`}`,
    )
    .join(" · ");
}

/** "no_consent" → "no consent". */
function codeWords(value: unknown): string {
  return String(value).replaceAll("_", " ");
}

/** "takenOver" → "taken over": names of details are written in code. */
function wordsOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** Everything the audit can say that somebody did or saw. Closed: a new verb is added here first. */
export const AUDIT_ACTIONS = [
  "session.open",
  "session.refuse",
  "session.close",
  "access.deny",
  "patient.search",
  "patient.view",
  "call.claim",
  "call.release",
  "call.log",
  "call.undo",
  "call.correct",
  "check_in.record",
  "link.make",
  "link.revoke",
  "link.open",
  "link.refuse",
  "link.lock",
  "message.plan",
  "message.ask",
  "message.withdraw",
  "message.begin",
  "message.send",
  "message.hold",
  "message.fail",
  "message.arrive",
  "message.stop",
  "message.set",
  "text.receive",
  "text.read",
  "photo.send",
  "photo.view",
  "photo.remove",
  "photo.erase",
  "reason.clear",
  "recovery.close",
  "recovery.turn",
  "restriction.set",
  "follow_up.assign",
  "follow_up.snooze",
  "follow_up.wake",
  "escalation.open",
  "escalation.answer",
  "alert.raise",
  "alert.see",
  "on_call.set",
  "view.save",
  "view.remove",
  "preferences.choose",
  "contact.save",
  "patient.correct",
  "patient.write_times",
  "patient.merge",
  "patient.unmerge",
  "treatment.correct",
  "worklist.print",
  "report.view",
  "report.freeze",
  "report.restate",
  "import.upload",
  "import.read",
  "import.view",
  "import.download",
  "import.decide",
  "import.start",
  "import.commit",
  "import.fail",
  "import.discard",
  "report.export",
  "audit.view",
  "clinic.open",
  "staff.add",
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** What somebody only looked at, or tried: it leaves everything as it was. */
const WITHOUT_CHANGE: ReadonlySet<string> = new Set<AuditAction>([
  "session.open",
  "session.refuse",
  "session.close",
  "access.deny",
  "patient.search",
  "patient.view",
  "link.open",
  "link.refuse",
  "photo.view",
  "worklist.print",
  "report.view",
  "import.view",
  "import.download",
  "report.export",
  "audit.view",
]);

/** Whether a stored action changed anything; one that this version doesn't know did. */
export function changesSomething(action: string): boolean {
  return !WITHOUT_CHANGE.has(action);
}

/** One entry. `details` holds codes, ids and counts; never an answer, a note or a name. */
export type AuditEntry = {
  action: AuditAction;
  patientId?: string | null;
  subjectId?: string | null;
  details?: Record<string, string | number | boolean | null | readonly string[]>;
};

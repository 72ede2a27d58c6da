import { attemptsToReach, neverReached } from "./attempts-to-reach";
import { callsMade } from "./calls-made";
import { cascade } from "./cascade";
import { missedChecks, responseChecks } from "./checks";
import { complicationKnown, complicationTreated, unknownOutcome } from "./complications";
import { contactable } from "./contactable";
import type { ReportFacts } from "./facts";
import type { ReportScope } from "./filters";
import { flagRate } from "./flag-rate";
import { groupsBy } from "./groups";
import { messageShares } from "./message-shares";
import { attemptedPatients, reachedPatients, response72h } from "./patients";
import { periodOf } from "./period";
import { rednessResolution } from "./redness";
import type { Report } from "./report";
import { resolution } from "./resolution";
import { type Study, studyOf } from "./study";
import { timeToContact } from "./time-to-contact";
import { limitCharts, weeklyFlags, withinLimit } from "./within-limit";
import { work } from "./work";

/** Every metric of one clinic, period and scope as of `now`: what tiles, lists, charts and files show. */
export function buildReport(facts: ReportFacts, scope: ReportScope, now: Date): Report {
  return reportOf(studyOf(facts, scope, now));
}

function reportOf(study: Study): Report {
  return {
    period: periodOf(study.bounds, study.now),
    cascade: cascade(study),
    contactable: contactable(study),
    response_checks: responseChecks(study),
    response_72h: response72h(study),
    attempted_patients: attemptedPatients(study),
    reached_patients: reachedPatients(study),
    calls_made: callsMade(study),
    time_to_contact_awaiting: timeToContact(study, "awaiting"),
    time_to_contact_watch: timeToContact(study, "watch"),
    time_to_contact_complication: timeToContact(study, "complication"),
    time_to_contact_urgent: timeToContact(study, "urgent"),
    time_to_contact_emergency: timeToContact(study, "emergency"),
    within_limit_awaiting: withinLimit(study, "awaiting"),
    within_limit_watch: withinLimit(study, "watch"),
    within_limit_complication: withinLimit(study, "complication"),
    within_limit_urgent: withinLimit(study, "urgent"),
    within_limit_emergency: withinLimit(study, "emergency"),
    p_chart: limitCharts(study),
    weekly_flags: weeklyFlags(study),
    attempts_to_reach: attemptsToReach(study),
    never_reached: neverReached(study),
    flag_rate: flagRate(study),
    complication_treated: complicationTreated(study),
    complication_known: complicationKnown(study),
    unknown_outcome: unknownOutcome(study),
    by_device: groupsBy(study, "device"),
    by_rf: groupsBy(study, "rf"),
    by_depth: groupsBy(study, "depth"),
    by_area: groupsBy(study, "area"),
    by_lot: groupsBy(study, "lot"),
    by_practitioner: groupsBy(study, "practitioner"),
    by_site: groupsBy(study, "site"),
    redness_resolution: rednessResolution(study),
    resolution: resolution(study),
    missed_checks: missedChecks(study),
    work: work(study),
    messages: messageShares(study),
  };
}

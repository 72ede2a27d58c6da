import { startOfDay } from "@/lib/dates";
import { DEMO_CLINIC } from "./clinic";
import { askedToRing, unreachedByText, wrote } from "./messages";
import { GONE, PINK, type Scene } from "./morning";
import { spoken } from "./plot";
import type { Subject } from "./stories";

const EARLY = { redness: 2, swelling: 1, heat: 1 } as const;

/** Those below the signs: data problems, silence, promises, and all who heal as usual. */
export function tellQuiet(scene: Scene): void {
  tellDataProblems(scene);
  tellSilent(scene);
  tellPromised(scene);
  tellHouseholds(scene);
  tellSomebodyTwice(scene);
  tellHealing(scene);
  tellUnderCare(scene);
  tellFailedRule(scene);
}

function tellDataProblems(scene: Scene): void {
  const { people, plot } = scene;
  const unreachable = people.next();
  unreachable.phones = [];
  scene.treated(unreachable, [12, 40], { endedAtSource: "estimated" });

  const unwilling = people.next();
  unwilling.consentToContact = false;
  scene.treated(unwilling, [56, 78]);

  // Only the day is known, so its first instant counts as the end of treatment.
  const dateOnly = people.next();
  const day = startOfDay(plot.time.treated(60, 84), DEMO_CLINIC.timeZone);
  const treatment = plot.treat(dateOnly, day, { endedAtSource: "day_only", startedAt: null });
  scene.told({ person: dateOnly, treatment }, 50, GONE);

  const wrong = people.next();
  wrong.phones = wrong.phones.slice(0, 1);
  const changed = scene.treated(wrong, [72, 94]);
  scene.calledAgo(changed, 21, { outcome: "not_in_service", note: "Number isn't in service." });

  const strangers = people.next();
  strangers.phones = strangers.phones.slice(0, 1);
  const misdialled = scene.treated(strangers, [62, 90]);
  scene.calledAgo(misdialled, 20, { outcome: "wrong_number", note: "A bakery." });
  for (const person of [unreachable, unwilling, dateOnly, wrong, strangers])
    scene.put(person, "data_problem");
}

function tellSilent(scene: Scene): void {
  const silent = (least: number, most: number) => scene.someone("awaiting", [least, most]);
  silent(50, 70);
  silent(73, 93);
  scene.someone("awaiting", [52, 76], { endedAtSource: "estimated" });
  scene.someone("awaiting", [56, 84], {}, "es");

  const early = silent(54, 80);
  scene.told(early, 24.6, EARLY);

  const voicemail = silent(77, 99);
  scene.calledAgo(voicemail, 25.5, { outcome: "left_voicemail", note: "Asked to check in." });

  const twice = silent(98, 122);
  scene.calledAgo(twice, 47, { outcome: "no_answer" });
  scene.calledAgo(twice, 23, { outcome: "busy" });
  askedToRing(scene.plot, twice.person, 22.9);

  const busy = silent(56, 80);
  scene.calledToday(busy, 100, { outcome: "busy" });

  const mother = silent(56, 82);
  scene.calledToday(mother, 190, {
    outcome: "reached_someone_else",
    note: "A relative answered; no details given. Home after six.",
  });

  const later = silent(60, 90);
  scene.calledAgo(later, 6, {
    outcome: "reached_call_back_later",
    promisedAt: scene.plot.time.ago(0.9),
    note: "Was driving.",
  });

  const lost = silent(180, 210);
  scene.calledAgo(lost, 92, { outcome: "no_answer" });
  scene.calledAgo(lost, 69, { outcome: "left_voicemail" });
  scene.calledAgo(lost, 20, { outcome: "no_answer", note: "Third try in vain." });

  const deferred = silent(58, 80);
  scene.calledToday(deferred, 60, { outcome: "not_dialled", note: "Called away to a treatment." });

  const stalled = silent(150, 176);
  scene.calledAgo(stalled, 80, { outcome: "no_answer" });

  const working = silent(62, 86);
  const { plot } = scene;
  plot.add({
    kind: "snooze",
    at: plot.time.today(140),
    person: working.person,
    by: "priya",
    until: plot.time.open(plot.time.now, 6, 8),
    reason: "On a night shift. Asks to be called towards the evening.",
  });
}

/** Nothing is wrong with them; somebody said that they would call. */
function tellPromised(scene: Scene): void {
  const { time } = scene.plot;
  const promised = (subject: Subject, calledHours: number, dueHours: number, note: string) =>
    scene.calledAgo(subject, calledHours, {
      outcome: "reached_call_back_later",
      promisedAt: time.ago(dueHours),
      note,
    });
  const early = scene.someone("call_back", [20, 44]);
  promised(early, 3, 0.7, "In a meeting.");

  const spanish = scene.someone("call_back", [26, 46], {}, "es");
  scene.told(spanish, 24.2, EARLY);
  promised(spanish, 1.5, 0.25, "Prefiere hablar después del trabajo.");

  const week = scene.someone("call_back", [150, 200]);
  scene.told(week, 49, GONE);
  scene.told(week, 74, GONE);
  promised(week, 20, 2.2, "Wants to talk about the next session.");

  const fortnight = scene.someone("call_back", [338, 370]);
  scene.told(fortnight, 49, GONE);
  scene.told(fortnight, 170, GONE);
  promised(fortnight, 22, 3.1, "On a train, bad line.");
}

/** Two people with one number each time. Their family names are nobody else's. */
const HOUSEHOLDS = [
  { first: "Margit Halloran", second: "Lucy Halloran", owner: "mother", born: [1974, 2004] },
  { first: "Ingrid Sorensen", second: "Paul Sorensen", owner: "partner", born: [1981, 1979] },
] as const;

function tellHouseholds(scene: Scene): void {
  for (const { first, second, owner, born } of HOUSEHOLDS) {
    const member = (name: string, year: number) => {
      const email = `${name.toLowerCase().replace(" ", ".")}@example.com`;
      return { ...scene.people.next("en"), name, birthOn: `${year}-05-19`, emails: [email] };
    };
    const holder = member(first, born[0]);
    const sharer = { ...member(second, born[1]), phones: [{ ...holder.phones[0]!, owner }] };
    const healing = scene.treated(holder, [100, 160]);
    scene.told(healing, 48.6, GONE);
    scene.told(healing, 74, GONE);
    scene.put(holder, "expected");
    scene.treated(sharer, [50, 74], { endedAtSource: "estimated" });
    scene.put(sharer, "awaiting");
  }
}

/** Taken down a second time at the desk, where the first was not found: to be merged. */
function tellSomebodyTwice(scene: Scene): void {
  const first = { ...scene.people.next("en"), name: "Marguerite Teasdale" };
  const second = { ...first, key: scene.people.next("en").key, name: "Margie Teasdale" };
  const earlier = scene.treated(first, [190, 230], { area: "Face" });
  scene.told(earlier, 50, GONE);
  scene.told(earlier, 169, GONE);
  scene.treated(second, [3, 20], { area: "Neck" });
  for (const person of [first, second]) scene.put(person, "expected");
}

function tellHealing(scene: Scene): void {
  const { random } = scene.plot;
  const healing = (least: number, most: number) => {
    const endedAtSource = random.chance(0.12) ? "estimated" : "recorded";
    return scene.someone("expected", [least, most], { endedAtSource });
  };
  for (let each = 0; each < 10; each++) healing(1.5, 23);
  for (let each = 0; each < 9; each++) {
    const next = healing(29, 47);
    if (each > 1) scene.told(next, 24 + random.between(0.2, 4), EARLY);
    if (each === 1) unreachedByText(scene.plot, next.person, next.treatment.endedAt);
    if (each === 0) wrote(scene.plot, next.person, 1.4, "Is it normal that my cheeks feel warm?");
  }
  for (let each = 0; each < 9; each++) {
    const gone = healing(54, 160);
    if (random.chance(0.7)) scene.told(gone, 24 + random.between(0.2, 4), EARLY);
    scene.told(gone, 48 + random.between(0.2, 4), GONE);
    scene.toldIfOver(gone, 72 + random.between(0.2, 6), GONE);
    if (each === 3) wrote(scene.plot, gone.person, 20, "STOP");
    if (each < 2) {
      scene.calledToday(gone, 30 + 45 * each, { reached: spoken(GONE), note: "All quiet." });
    }
  }
  for (let each = 0; each < 7; each++) {
    const late = each < 2;
    const week = late ? healing(171, 195) : healing(180, 325);
    scene.told(week, 48 + random.between(0.2, 4), GONE);
    scene.told(week, late ? 73 : 168 + random.between(0.2, 6), GONE);
  }
  for (const lastHour of [172, 336.6, 336.9]) {
    const due = healing(338, 368);
    scene.told(due, 48.5, GONE);
    scene.told(due, lastHour, GONE);
  }
  // Two areas, a few days apart.
  for (let each = 0; each < 3; each++) {
    const face = scene.someone("expected", [100, 150], { area: "Face" });
    scene.treated(face.person, [5, 30], { area: "Neck" });
    scene.told(face, 49, GONE);
    scene.told(face, 73, GONE);
  }
}

/** Looked at and cleared, and quiet since. */
function tellUnderCare(scene: Scene): void {
  const { plot } = scene;
  for (const note of ["Seen by video: fading.", "Seen in the clinic: no infection."]) {
    const cared = scene.someone("expected", [150, 190]);
    const { person, treatment } = cared;
    const since = (hour: number) => new Date(treatment.endedAt.getTime() + hour * 3_600_000);
    scene.told(cared, 50, PINK);
    scene.told(cared, 75, PINK);
    const told = { reached: spoken(PINK, { toldProvider: true }), note: "Provider told." };
    plot.call(person, since(77), told);
    plot.review(person, treatment, since(79), note);
    scene.told(cared, 120, GONE);
  }
}

function tellFailedRule(scene: Scene): void {
  const failed = scene.someone("review_by_hand", [60, 90]);
  const { person, treatment } = failed;
  scene.told(failed, 49, PINK);
  scene.plot.add({ kind: "fail", at: scene.plot.time.ago(1.4), person, treatment });
}

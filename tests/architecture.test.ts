import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { CLEAN, type Planted } from "./architecture/clean-house";
import { importCycles, wrongClients, wrongDirections } from "./architecture/directions";
import { type Duty, wrongAppDoors, wrongDataDoors } from "./architecture/doors";
import { type Excuses, type Finding, type House, readHouse } from "./architecture/house";
import { planted } from "./architecture/planted";
import { unscopedQueries } from "./architecture/scope";
import { environmentReads, rawSql, wrongDefaultExports, wrongPlaces } from "./architecture/shape";

/** Doors of the data layer that do without a duty, and why. */
const EXCUSED_DOORS: Readonly<Record<string, { without: readonly Duty[]; why: string }>> = {
  "db/mutations/access.ts#denyAccess": {
    without: ["permission"],
    why: "It notes that a permission was lacking.",
  },
  "db/mutations/call-drafts.ts#keepCallDraft": {
    without: ["audit"],
    why: "Nothing is done or seen yet: only its writer reads a draft, every two seconds it changes, and the call that it becomes is audited.",
  },
  "db/mutations/call-drafts.ts#dropCallDraft": {
    without: ["audit"],
    why: "Throws away what was never told to anybody.",
  },
  "db/mutations/check-in-links.ts#verifyCheckInLink": {
    without: ["permission"],
    why: "Nobody is known before their birth date; the link says which clinic it is.",
  },
  "db/mutations/check-in-tries.ts#addressTriesOn": {
    without: ["permission", "clinic", "audit"],
    why: "Counts birth dates that are tried before anybody is known, and belongs to no clinic.",
  },
  "db/mutations/check-in-tries.ts#addressTries": {
    without: ["permission"],
    why: "The same counter, on the process's pool.",
  },
  "db/mutations/claims.ts#renewClaim": {
    without: ["audit"],
    why: "A sign of life of a claim; taking it is audited, and so is its end.",
  },
  "db/mutations/alerts.ts#raiseAlerts": {
    without: ["permission"],
    why: "A job does it, as a job actor: people have no permission for it.",
  },
  "db/mutations/clinics.ts#openClinic": {
    without: ["permission"],
    why: "Nobody belongs to a clinic before it; it takes the owner's database.",
  },
  "db/mutations/import-reading.ts#readUpload": {
    without: ["audit"],
    why: "Its Reading works in short transactions; the last one stores what was found and audits it.",
  },
  "db/mutations/jobs.ts#startJobs": {
    without: ["permission", "clinic", "audit"],
    why: "It has jobs begun, and knows of none what it does; each acts as the job actor of a clinic.",
  },
  "db/mutations/message-sending.ts#takeMessage": {
    without: ["permission"],
    why: "A job does it, as a job actor: people have no permission for it.",
  },
  "db/mutations/message-outcomes.ts#recordTry": {
    without: ["permission"],
    why: "A job does it, as a job actor: people have no permission for it.",
  },
  "db/mutations/message-outcomes.ts#recordFound": {
    without: ["permission"],
    why: "A job does it, as a job actor: people have no permission for it.",
  },
  "db/mutations/message-outcomes.ts#recordMessageStatus": {
    without: ["permission"],
    why: "The provider calls back, proved by its signature; people have no permission for it.",
  },
  "db/mutations/messages.ts#planMessages": {
    without: ["permission"],
    why: "A job does it, as a job actor: people have no permission for it.",
  },
  "db/mutations/own-check-ins.ts#keepLeftDrafts": {
    without: ["permission"],
    why: "A job does it, as a job actor: people have no permission for it.",
  },
  "db/mutations/received-texts.ts#receiveText": {
    without: ["permission"],
    why: "The provider hands a text over, proved by its signature; people have no permission for it.",
  },
  "db/mutations/photos.ts#erasePhotos": {
    without: ["permission"],
    why: "A job does it, as a job actor: people have no permission for it.",
  },
  "db/mutations/photos.ts#removeOldPhotos": {
    without: ["permission"],
    why: "A job does it, as a job actor: people have no permission for it.",
  },
  "db/mutations/report-months.ts#freezeMonths": {
    without: ["permission"],
    why: "A job does it, as a job actor: people have no permission for it.",
  },
  "db/mutations/report-months.ts#restateMonth": {
    without: ["permission"],
    why: "A job does it, as a job actor: people have no permission for it.",
  },
  "db/mutations/sessions.ts#openSession": {
    without: ["permission"],
    why: "Nobody is signed in before it.",
  },
  "db/mutations/sessions.ts#refuseSession": {
    without: ["permission"],
    why: "Nobody is signed in when a password was wrong.",
  },
  "db/mutations/sessions.ts#touchSession": {
    without: ["permission", "audit"],
    why: "One's own sign of life, once a minute: nothing that somebody did.",
  },
  "db/mutations/sessions.ts#closeSession": {
    without: ["permission"],
    why: "Everybody may end their own session.",
  },
  "db/mutations/sessions.ts#revokeSessionsOf": {
    without: ["permission"],
    why: "One's own sessions need none; another's are checked in its first line.",
  },
  "db/mutations/sign-in.ts#signIn": {
    without: ["permission", "clinic", "audit"],
    why: "Nobody is signed in; openSession and refuseSession, which it ends in, do the rest.",
  },
  "db/mutations/sign-in-tries.ts#tryCountersOn": {
    without: ["permission", "clinic", "audit"],
    why: "Counts password tries of people who aren't signed in, and belongs to no clinic.",
  },
  "db/mutations/sign-in-tries.ts#tryCounters": {
    without: ["permission"],
    why: "The same counters, on the process's pool.",
  },
  "db/mutations/staff-mails.ts#writeMorningMails": {
    without: ["permission"],
    why: "A job does it, as a job actor: people have no permission for it.",
  },
  "db/mutations/turned-recoveries.ts#turnRecoveries": {
    without: ["permission"],
    why: "A job does it, as a job actor: people have no permission for it.",
  },
  "db/queries/changes.ts#subscribeToChanges": {
    without: ["clinic"],
    why: "It reads nothing: it passes on that something of the actor's own clinic changed.",
  },
  "db/queries/check-in-links.ts#findCheckInLink": {
    without: ["permission", "clinic"],
    why: "Nobody is known; the policy of the table shows it one token's row.",
  },
  "db/queries/check-in-links.ts#findLinkHolder": {
    without: ["permission"],
    why: "It finds out who the actor may be.",
  },
  "db/queries/clinic.ts#findClinic": {
    without: ["permission"],
    why: "Everybody who works in a clinic, or holds a link of it, may know its name, hours and numbers.",
  },
  "db/queries/clinic-rounds.ts#listClinicsForRounds": {
    without: ["permission", "clinic"],
    why: "The schedule lists the clinics that it then visits one by one.",
  },
  "db/queries/message-queue.ts#listDueMessages": {
    without: ["permission"],
    why: "A job asks, as a job actor: people have no permission for it.",
  },
  "db/queries/message-queue.ts#findClinicOfTextNumber": {
    without: ["permission", "clinic"],
    why: "A text names a number; the policy of the table shows it one number's clinic.",
  },
  "db/queries/message-queue.ts#findClinicOfMessage": {
    without: ["permission", "clinic"],
    why: "A provider names a message; the policy of the table shows it this one.",
  },
  "db/queries/sessions.ts#findSession": {
    without: ["permission"],
    why: "It finds out who the actor is.",
  },
  "db/queries/sign-in.ts#listCandidates": {
    without: ["permission", "clinic"],
    why: "Nobody is signed in; the policy of the table shows it one e-mail's rows.",
  },
  "db/queries/staff.ts#listPeopleWhoMay": {
    without: ["permission"],
    why: "Whoever lacks a permission is told whom to ask.",
  },
};

/** Pages, routes and actions for people who aren't signed in, and why. */
const OPEN_DOORS: Excuses = {
  "app/sign-in/page.tsx#default": "Where people sign in.",
  "app/sign-in/actions.ts#signInWithPassword": "It signs people in.",
  "app/check-in/[token]/page.tsx#default": "A patient's page: a link and a birth date open it.",
  "app/check-in/[token]/open/route.ts#POST": "It takes the birth date.",
  "app/check-in/[token]/begin/route.ts#POST": "For the patient alone: answerPosted asks who it is.",
  "app/check-in/[token]/answer/route.ts#POST":
    "For the patient alone: answerPosted asks who it is.",
  "app/check-in/[token]/leave/route.ts#POST": "For the patient alone: answerPosted asks who it is.",
  "app/check-in/[token]/send/route.ts#POST": "For the patient alone: answerPosted asks who it is.",
  "app/check-in/[token]/photos/route.ts#POST": "For the patient alone: answerFiles asks who it is.",
  "app/api/sms/status/route.ts#POST": "For the SMS provider alone, which signs what it posts.",
  "app/api/sms/inbound/route.ts#POST": "For the SMS provider alone, which signs what it posts.",
  "app/api/auth/[...nextauth]/route.ts#GET": "next-auth's own endpoint.",
  "app/api/auth/[...nextauth]/route.ts#POST": "next-auth's own endpoint.",
};

/** Functions with a statement that names no clinic, and why. */
const UNSCOPED: Excuses = {
  "db/mutations/clinics.ts#clinicNamed": "The owner looks for a clinic by its name.",
  "db/queries/clinic-rounds.ts#listClinicsForRounds": "A job asks which clinics there are.",
  "db/seed.ts#demonstrationExists": "The owner looks for the demonstration.",
  "db/queries/check-in-links.ts#findCheckInLink": "A token is known, and no clinic yet.",
  "db/queries/message-queue.ts#findClinicOfMessage": "A message is known, and no clinic yet.",
  "db/queries/message-queue.ts#findClinicOfTextNumber": "A number is known, and no clinic yet.",
  "db/queries/sign-in.ts#listCandidates": "An e-mail is known, and no clinic yet.",
};

/** Values that are made into SQL, as "path: argument", and why that is safe. */
const RAW_SQL: Excuses = {
  "db/schema/clinic.ts: `role in (${ROLES.map((r) => `'${r}'`).join(\", \")})`":
    "The roles are constants of lib/actor.ts, and a check constraint takes no parameters.",
  "db/worklist-statement.ts: String(rank)": "The place of a constant in a constant list.",
};

/** Every rule of the house, with what it lets through here. */
const RULES: Record<Planted["rule"], (house: House, strict?: boolean) => Finding[]> = {
  wrongDirections,
  importCycles,
  wrongClients,
  wrongPlaces,
  wrongDefaultExports,
  environmentReads,
  rawSql: (house, strict) => rawSql(house, strict ? {} : RAW_SQL),
  wrongDataDoors: (house, strict) => wrongDataDoors(house, strict ? {} : EXCUSED_DOORS),
  wrongAppDoors: (house, strict) => wrongAppDoors(house, strict ? {} : OPEN_DOORS),
  unscopedQueries: (house, strict) => unscopedQueries(house, strict ? {} : UNSCOPED),
};

describe("this tree keeps the rules of the house", () => {
  const house = readHouse(fileURLToPath(new URL("..", import.meta.url)));

  it("is read whole", () => {
    for (const folder of ["app", "components", "db", "lib", "scripts", "tests"]) {
      expect(
        [...house.keys()].some((path) => path.startsWith(`${folder}/`)),
        folder,
      ).toBe(true);
    }
  });
  it.each(Object.entries(RULES))("%s", (_, rule) => {
    expect(rule(house).map(({ where, wrong, todo }) => `${where} ${wrong}. ${todo}`)).toEqual([]);
  });
});

describe("each rule finds what is planted", () => {
  it.each(Object.entries(RULES))("and nothing in a clean house: %s", (_, rule) => {
    expect(rule(CLEAN, true)).toEqual([]);
  });
  it.each(planted)("$rule: $about", ({ rule, files, finds }) => {
    const found = RULES[rule](new Map([...CLEAN, ...Object.entries(files)]), true);
    expect(found.map(({ where, wrong }) => `${where} ${wrong}`)).toEqual([
      expect.stringContaining(finds),
    ]);
    expect(found[0]!.todo).toMatch(/\w{3}.*\.$/);
  });
  it("every rule has something planted", () => {
    const without = Object.keys(RULES).filter((rule) =>
      planted.every((each) => each.rule !== rule),
    );
    expect(without).toEqual([]);
  });
  it("an excuse that excuses nothing is found too", () => {
    const unused = { "db/gone.ts#gone": "It was needed once." };
    const expected = [expect.objectContaining({ where: "db/gone.ts#gone" })];
    expect(rawSql(CLEAN, unused)).toEqual(expected);
    expect(wrongAppDoors(CLEAN, unused)).toEqual(expected);
    expect(unscopedQueries(CLEAN, unused)).toEqual(expected);
    const doors = { "db/gone.ts#gone": { without: ["audit"], why: "It was needed." } } as const;
    expect(wrongDataDoors(CLEAN, doors)).toEqual(expected);
  });
});

describe("no line of the data layer that a rule rests on can be taken out unseen", () => {
  const house = readHouse(fileURLToPath(new URL("..", import.meta.url)));
  const found = (path: string, source: string) => {
    const schema = [...house].filter(([each]) => each.startsWith("db/schema/"));
    const changed = new Map([...schema, [path, source] as const]);
    const known = ({ where }: Finding) => where.startsWith(`${path}:`);
    return [
      ...wrongDataDoors(changed, EXCUSED_DOORS).filter(known),
      ...unscopedQueries(changed, UNSCOPED).filter(known),
    ];
  };
  const lines: readonly (readonly [string, RegExp, string])[] = [
    ["a permission", /^ *requirePermission\(actor, "[\w -]+"\);$/gm, ""],
    ["a clinic in a condition", /\beq\((\w+)\.clinicId, [\w.]+\)/g, "eq($1.version, 1)"],
    ["a clinic in SQL", /\bclinic_id = \$\{\w+\}/g, "true"],
  ];
  it.each(lines)("%s", { timeout: 180_000 }, (_, pattern, instead) => {
    let taken = 0;
    const unseen: string[] = [];
    for (const [path, source] of house) {
      if (!/^db\/(?!migrations|schema)/.test(path)) continue;
      for (const match of source.matchAll(pattern)) {
        taken++;
        const line = match[0].replace(new RegExp(pattern.source, "m"), instead);
        const changed =
          source.slice(0, match.index) + line + source.slice(match.index + match[0].length);
        if (found(path, changed).length === 0) unseen.push(`${path}: ${match[0].trim()}`);
      }
    }
    expect(unseen).toEqual([]);
    expect(taken).toBeGreaterThan(10);
  });
});

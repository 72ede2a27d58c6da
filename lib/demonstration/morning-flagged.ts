import { GONE, PINK, type Scene } from "./morning";
import { spoken } from "./plot";
import type { Subject } from "./stories";

/** Those whom the list puts first: emergency to watch. */
export function tellFlagged(scene: Scene): void {
  tellEmergency(scene);
  tellUrgent(scene);
  tellComplications(scene);
  tellWatched(scene);
  tellReopened(scene);
}

function tellEmergency(scene: Scene): void {
  const throat = scene.someone("emergency", [22, 46], { rf: true, device: "Lumara RF 25" });
  const breathing = { redness: 2, swelling: 2, itching: 2, breathing: "unsure" } as const;
  scene.toldAgo(throat, 0.35, breathing);
}

function tellUrgent(scene: Scene): void {
  const pus = scene.someone("urgent", [51, 75], { area: "Cheeks" });
  scene.told(pus, 25, { ...PINK, pain: 2 });
  scene.toldAgo(pus, 0.8, { redness: 2, swelling: 1, heat: 2, pain: 5, pus: "yes" });

  const itch = scene.someone("urgent", [24, 46]);
  scene.toldAgo(itch, 3.2, { redness: 2, itching: 3, bumps: "yes" });
  scene.calledToday(itch, 150, { outcome: "no_answer", by: "priya" });
  scene.calledToday(itch, 95, { outcome: "left_voicemail", note: "Asked to ring back at once." });

  const fever = scene.someone("urgent", [80, 110]);
  scene.told(fever, 50, PINK);
  const shivering = { redness: 2, heat: 2, chills: "unsure", temperatureC: 38.4 } as const;
  scene.toldAgo(fever, 4.6, shivering);
  scene.calledToday(fever, 240, {
    by: "helen",
    reached: spoken(
      { redness: 2, swelling: 0, heat: 2, pus: "no", chills: "yes", temperatureC: 38.4 },
      { toldProvider: true },
    ),
    note: "Feverish since the night. Comes in today, a relative drives.",
  });
}

function tellComplications(scene: Scene): void {
  const pink = scene.someone("complication", [81, 101]);
  scene.told(pink, 26, { redness: 2, swelling: 1, heat: 1 });
  scene.told(pink, 50, PINK);
  scene.calledAgo(pink, 28, { reached: spoken(PINK), note: "Pink, no pain. Asked to report." });
  scene.toldAgo(pink, 7, PINK);

  const claimed = scene.someone("complication", [78, 100], { area: "Neck" });
  claimed.person.risks = ["keloid"];
  scene.told(claimed, 50, { ...PINK, swelling: 1 });
  scene.toldAgo(claimed, 3.5, { ...PINK, swelling: 1 });
  const at = scene.plot.time.ago(2 / 60);
  scene.plot.add({ kind: "claim", at, person: claimed.person, by: "priya" });

  const returned = scene.someone("complication", [104, 128]);
  scene.told(returned, 49.5, GONE);
  scene.toldAgo(returned, 12, { redness: 2, swelling: 0, heat: 1 });

  const missed = scene.someone("complication", [122, 146], { rf: true, device: "Lumara RF 25" });
  scene.told(missed, 51, PINK);
  scene.toldAgo(missed, 26, { ...PINK, redness: 2 });
  scene.calledAgo(missed, 23, { outcome: "no_answer" });

  // Two recoveries at once: the face is quiet, the neck isn't.
  const neck = scene.someone("complication", [82, 106], {
    area: "Neck",
    serviceName: "Microneedling",
  });
  const face = scene.treated(neck.person, [20, 44], { area: "Face" });
  const { plot } = scene;
  ask(scene, claimed, 2.6, "Keloid risk, still red and swollen. See this morning?");
  ask(scene, missed, 18, "Redder than before, nobody answers. Try the emergency contact?", "Yes.");
  plot.report(
    neck.person,
    plot.time.ago(6),
    { ...PINK, pain: 1, pus: "no" },
    { treatment: neck.treatment },
  );
  plot.report(
    neck.person,
    plot.time.ago(6),
    { redness: 1, swelling: 1, heat: 1, pain: 1, pus: "no" },
    { treatment: face.treatment },
  );
}

function ask(
  { plot }: Scene,
  { person, treatment }: Subject,
  hoursAgo: number,
  summary: string,
  answer: string | null = null,
): void {
  const at = plot.time.ago(hoursAgo);
  plot.add({ kind: "ask", at, person, treatment, by: "ana", summary, answer });
}

function tellWatched(scene: Scene): void {
  const { time } = scene.plot;
  const red = scene.someone("watch", [53, 75]);
  scene.told(red, 24.5, { redness: 2, swelling: 1, heat: 1 });
  scene.toldAgo(red, 3, { ...PINK, redness: 2 });

  const swollen = scene.someone("watch", [57, 78], { endedAtSource: "estimated" });
  scene.toldAgo(swollen, 7, { redness: 0, swelling: 1, heat: 0 });

  const visible = scene.someone("watch", [26, 46], { rf: true, device: "Lumara RF 25" });
  scene.toldAgo(visible, 5, { redness: 2, swelling: 2, heat: 1 });

  const pain = scene.someone("watch", [16, 42]);
  scene.told(pain, 9, { redness: 3, swelling: 1, heat: 2, pain: 5 });

  const disagreeing = scene.someone("watch", [30, 47]);
  scene.toldAgo(disagreeing, 3.4, { ...GONE, pain: 1 });
  const { person } = disagreeing;
  const seen = { redness: 2, swelling: 0, heat: 0, pain: 1, pus: "no" } as const;
  scene.plot.report(person, time.ago(2.2), seen, { by: "ana", note: "Dropped by for sunscreen." });

  const stranger = scene.someone("watch", [26, 46]);
  scene.calledAgo(stranger, 2.4, {
    direction: "inbound",
    reached: spoken({ ...PINK, pus: "no" }, { spokeWith: "other", identityChecked: false }),
    note: "Caller didn't know the birth date. Nothing disclosed.",
  });

  const dry = scene.someone("watch", [112, 150]);
  scene.told(dry, 49, GONE);
  scene.toldAgo(dry, 27, { ...GONE, tightness: 3, peeling: 2 });

  const itching = scene.someone("watch", [64, 100]);
  scene.told(itching, 49, GONE);
  scene.toldAgo(itching, 8, { ...GONE, itching: 2 });
  scene.calledToday(itching, 80, {
    by: "ana",
    reached: spoken({ ...GONE, itching: 2, bumps: "no" }, { advice: ["aftercare"] }),
    note: "Itching at night only. Calling again tomorrow.",
  });

  const warm = scene.someone("watch", [54, 76], {}, "es");
  scene.toldAgo(warm, 5, { redness: 0, swelling: 0, heat: 1 });
  scene.calledToday(warm, 130, { outcome: "language_barrier", note: "Needs Spanish." });
}

function tellReopened(scene: Scene): void {
  const flaking = scene.someone("watch", [402, 440]);
  const { person, treatment } = flaking;
  scene.told(flaking, 49, GONE);
  scene.told(flaking, 170, GONE);
  const ended = scene.plot.time.open(
    new Date(treatment.endedAt.getTime() + 336 * 3_600_000),
    0.3,
    4,
  );
  scene.plot.close(person, treatment, ended, "healed");
  scene.toldAgo(flaking, 4, { ...GONE, peeling: 1 });
}

import { describe, expect, it } from "vitest";
import { accepted, importText, previewText, verdicts } from "@/tests/support/import-text";

const vagaroRow = (name: string, day: string, status: string) =>
  `"${name}",(512) 555-0101,,${day},2:30 PM,Dermapen 4 - Face,"Dana Ruiz, RN",60,$300,${status}`;

const phorestLine = (type: string, service: string) =>
  `t1,${type},Main,Ada,Rivera,${service},Dana Ruiz,2026-03-05,10:00`;

describe("exports of systems, from their headings", () => {
  it("reads Fresha: slot, words for length, guarded phone from a joined list", async () => {
    const preview = await previewText(
      [
        "Appt. ref.,Client,Team member,Resource,Status,Created date,Scheduled date,Cancelled date,Category,Service,Duration (mins),Appt. slot,Created by,Cancelled by,Location,Net sales,Cancellation reason,Fees charged,Prepayments,Mobile number",
        `#11A,Ada Rivera,Dana Ruiz,Room 1,Completed,"01 Jul 2026, 9:00am","04 Jul 2026, 3:00pm",,Skin,SkinPen Microneedling,1h 10min,15:00:00-16:10:00,Dana,,Main,$300,,,,'+15125550101`,
        `#11B,Change client name,Dana Ruiz,,Completed,"01 Jul 2026, 9:00am","04 Jul 2026, 5:00pm",,Skin,SkinPen Microneedling,50,17:00:00-17:50:00,Dana,,Main,$300,,,,`,
        `#11C,Bo Lind,Dana Ruiz,,No Show,"01 Jul 2026, 9:00am","05 Jul 2026, 9:15am",,Skin,RF Microneedling,1h,,Dana,,Main,$0,,,,`,
        `#11D,Cy Moss,Dana Ruiz,,New,"01 Nov 2026, 9:00am","17 Nov 2026, 9:15am",,Skin,RF Microneedling,1h,,Dana,,Main,$0,,,,`,
        `#11E,Di Park,Dana Ruiz,,Cancelled,"01 Jul 2026, 9:00am","05 Jul 2026, 9:15am","04 Jul 2026, 9:00am",Skin,RF Microneedling,1h,,Dana,,Main,$0,,,,`,
        `#11F,Ed Quan,Dana Ruiz,,Completed,"01 Jul 2026, 9:00am",06 Jul 2026,,Skin,RF Microneedling,50min,11:30:00-12:20:00,Dana,,Main,$0,,,,`,
      ].join("\n"),
    );
    expect(preview.system).toBe("Fresha");
    expect(verdicts(preview)).toEqual([
      "accept",
      "missing-name",
      "no-show",
      "future",
      "cancelled",
      "accept",
    ]);
    const [first, second] = accepted(preview);
    expect(first).toMatchObject({
      sourceId: "#11A",
      phoneE164: "+15125550101",
      startAt: new Date("2026-07-04T20:00:00Z"),
      endAt: new Date("2026-07-04T21:10:00Z"),
      durationMinutes: 70,
      practitioner: "Dana Ruiz",
      location: "Main",
    });
    expect(second).toMatchObject({
      startAt: new Date("2026-07-06T16:30:00Z"),
      endAt: new Date("2026-07-06T17:20:00Z"),
    });
  });

  it("reads Vagaro appointments with every status word", async () => {
    const preview = await previewText(
      [
        "Customer Name,Phone,Email,Appointment Date,Start Time,Service,Provider,Duration,Total,Status",
        vagaroRow("Rivera, Ada", "03/04/2026", "Service Completed"),
        vagaroRow("Rivera, Ada", "03/14/2026", "Show"),
        vagaroRow("Rivera, Ada", "03/15/2026", "No Show"),
        vagaroRow("Rivera, Ada", "03/16/2026", "Cancelled"),
        vagaroRow("Rivera, Ada", "03/17/2026", "Awaiting Confirmation"),
        vagaroRow("Rivera, Ada", "03/18/2026", "In Progress"),
        vagaroRow("Rivera, Ada", "03/19/2026", "Blue"),
      ].join("\n"),
    );
    expect(verdicts(preview)).toEqual([
      "accept",
      "accept",
      "no-show",
      "cancelled",
      "not-completed",
      "accept",
      "unknown-status",
    ]);
    expect(accepted(preview)[0]).toMatchObject({
      patientName: "Ada Rivera",
      givenName: "Ada",
      familyName: "Rivera",
      practitioner: "Dana Ruiz, RN",
      startAt: new Date("2026-03-04T20:30:00Z"),
      endAt: new Date("2026-03-04T21:30:00Z"),
    });
    expect(preview.statuses.find((status) => status.word === "Blue")?.meaning).toBe("unknown");
  });

  it("takes a saved meaning for an unknown status word", async () => {
    const text =
      "Client Name,Date,Start Time,Service,Status\nAda Rivera,2026-03-05,14:00,Microneedling,Blue\n";
    expect(verdicts(await previewText(text))).toEqual(["unknown-status"]);
    const preview = await previewText(text, { statusWords: { Blue: "done" } });
    expect(verdicts(preview)).toEqual(["accept"]);
  });

  it("reads Boulevard joined with names: a totals line under the header, its own record id", async () => {
    const preview = await previewText(
      [
        "AppointmentServiceRecord id,Appointment Id,Client Name,Staff Name,Service Name,Start On,Start At,End At,Cancelled At (Utc),Appointment State",
        "All,,,,,,,,,",
        "r1,a1,Ada Rivera,Dana Ruiz,SkinPen,2026-03-05,2026-03-05 10:00:00,2026-03-05 11:00:00,,final",
        "r2,a1,Ada Rivera,Dana Ruiz,Morpheus8 Neck,2026-03-05,2026-03-05 11:00:00,2026-03-05 11:30:00,,final",
        "r3,a2,Bo Lind,Dana Ruiz,SkinPen,2026-03-05,2026-03-05 12:00:00,2026-03-05 13:00:00,,no_show",
        "r4,a3,Bo Lind,Dana Ruiz,SkinPen,2026-03-06,2026-03-06 12:00:00,2026-03-06 13:00:00,2026-03-01 10:00:00,cancelled",
      ].join("\n"),
    );
    expect(verdicts(preview)).toEqual([
      "not-a-treatment",
      "accept",
      "accept",
      "no-show",
      "cancelled",
    ]);
    expect(accepted(preview).map((treatment) => treatment.sourceId)).toEqual(["r1", "r2"]);
  });

  it("says that a Boulevard export of ids alone can't be used", async () => {
    const question = await importText(
      "AppointmentServiceRecord id,Appointment Id,Client Id,Staff Id,Location Id,Service Id,Start On,Start At,End At,Cancellation Reason,Cancelled At (Utc),Appointment State\nr1,a1,c1,s1,l1,v1,2026-03-05,2026-03-05 10:00:00,2026-03-05 11:00:00,,,final\n",
    );
    expect(question).toMatchObject({ ok: false, reason: "missing-columns" });
    expect(!question.ok && question.message).toMatch(/patient name, service.*Boulevard/);
  });

  it("reads a Boulevard Staff Schedule: one table per practitioner", async () => {
    const preview = await previewText(
      [
        "Staff Schedule",
        '"Ruiz, Dana"',
        "Date,Time,Service,Client,Other Providers",
        '2026-03-05,9:00 AM - 10:00 AM,SkinPen Microneedling,"Rivera, Ada",',
        "",
        '"Tran, Kim"',
        "Date,Time,Service,Client,Other Providers",
        '2026-03-05,11:30 AM - 12:45 PM,Vivace,"Lind, Bo","Ruiz, Dana"',
        '"Bell, Jo",,,,',
        '2026-03-06,1:00 PM - 2:00 PM,Botox,"Lind, Bo",',
        '2026-03-06,1:00 - 2:00 PM,Exceed,"Moss, Cy",',
      ].join("\n"),
    );
    const treatments = accepted(preview);
    expect(treatments.map(({ patientName, practitioner }) => [patientName, practitioner])).toEqual([
      ["Ada Rivera", "Dana Ruiz"],
      ["Bo Lind", "Kim Tran"],
      ["Cy Moss", "Jo Bell"],
    ]);
    expect(treatments[1]?.startAt).toEqual(new Date("2026-03-05T17:30:00Z"));
    expect(treatments[1]?.endAt).toEqual(new Date("2026-03-05T18:45:00Z"));
    expect(treatments[2]?.startAt).toEqual(new Date("2026-03-06T19:00:00Z"));
  });

  it("reads Jane by its import headings and its export signature", async () => {
    const preview = await previewText(
      [
        "Appointment Start Date & Time,Appointment End Date & Time,Patient Number,Patient First Name,Patient Last Name,Treatment Name,Staff Member Name,Status",
        "2026-03-05 10:00,2026-03-05 11:00,77,Ada,Rivera,Microneedling,Dana Ruiz,Arrived",
        "2026-03-05 10:00,2026-03-05 11:00,78,Ada,Rivera,Microneedling,Dana Ruiz,Arrived",
        "2026-03-06 10:00,2026-03-06 11:00,77,Ada,Rivera,Microneedling,Dana Ruiz,Never Booked",
        "2026-03-07 10:00,2026-03-07 11:00,77,Ada,Rivera,Microneedling,Dana Ruiz,Rescheduled",
      ].join("\n"),
    );
    expect(verdicts(preview)).toEqual(["accept", "possible-duplicate", "cancelled", "cancelled"]);
    expect(accepted(preview)[0]).toMatchObject({ patientSourceId: "77", sourceId: null });
    const signature = await previewText(
      "start_at,end_at,treatment_name,patient_guid,patient_first_name,patient_last_name,staff_member_name,state\n2026-03-05T10:00:00-05:00,2026-03-05T11:00:00-05:00,Dermapen,g-1,Ada,Rivera,Dana Ruiz,arrived\n",
    );
    expect(accepted(signature)[0]?.startAt).toEqual(new Date("2026-03-05T15:00:00Z"));
  });

  it("reads WriteUpp day first, with a length in minutes", async () => {
    const preview = await previewText(
      [
        "WUID,Patient Name,Appointment Type,Hospital Number,NHS Number,Start Time,Duration (min.),Date,Status,With,Location,Cost,Create Date,Description",
        "W1,Ada Rivera,Microneedling,,,14:30,45,03/04/2026,Complete,Dana Ruiz,Leeds,200,01/03/2026,",
        "W1,Ada Rivera,Microneedling,,,14:30,45,23/04/2026,DNA,Dana Ruiz,Leeds,200,01/03/2026,",
      ].join("\n"),
      { zone: "Europe/London", region: "GB" },
    );
    expect(verdicts(preview)).toEqual(["accept", "no-show"]);
    expect(accepted(preview)[0]).toMatchObject({
      startAt: new Date("2026-04-03T13:30:00Z"),
      endAt: new Date("2026-04-03T14:15:00Z"),
      practitioner: "Dana Ruiz",
      patientSourceId: "W1",
      sourceId: null,
    });
  });

  it("reads SimplePractice with line breaks inside the billing code", async () => {
    const preview = await previewText(
      'Clinician,Date of Service,Client,Billing Code,Rate per Unit,Progress Note Status\nDana Ruiz,03/25/2026 14:30,Ada Rivera,"X100\nMicroneedling",300,LOCKED\nDana Ruiz,03/26/2026 09:00,Bo Lind,"90791\nIntake",300,LOCKED\n',
    );
    expect(verdicts(preview)).toEqual(["accept", "not-microneedling"]);
    expect(preview.rows.map((row) => row.line)).toEqual([2, 4]);
    expect(accepted(preview)[0]?.serviceName).toBe("X100 Microneedling");
  });

  it("reads Phorest sale lines and leaves out products, deposits and refunds", async () => {
    const preview = await previewText(
      [
        "transaction_id,item_type,branch_name,client_first_name,client_last_name,service_name,staff_name,appointment_date,start_time",
        phorestLine("SERVICE", "SkinPen Microneedling"),
        phorestLine("SERVICE", "RF Microneedling Neck"),
        phorestLine("PRODUCT", "SkinPen Microneedling"),
        phorestLine("APPOINTMENT_DEPOSIT", "SkinPen Microneedling"),
        phorestLine("REFUND", "SkinPen Microneedling"),
      ].join("\n"),
    );
    expect(verdicts(preview)).toEqual([
      "accept",
      "accept",
      "not-microneedling",
      "not-microneedling",
      "not-microneedling",
    ]);
  });

  it("reads Mindbody's schedule when it names the client, else says what is missing", async () => {
    const preview = await previewText(
      "Date,Start time,End time,Description,Staff,Client\n3/25/2026,2:30 PM,3:30 PM,Microneedling,Dana Ruiz,Ada Rivera\n",
    );
    expect(verdicts(preview)).toEqual(["accept"]);
    const question = await importText(
      "Date,Start time,End time,Description,Staff\n3/25/2026,2:30 PM,3:30 PM,Microneedling,Dana Ruiz\n",
    );
    expect(!question.ok && question.message).toMatch(/missing.*patient name/);
  });

  it("reads the old Acuity form: tabs, one name, 24-hour words", async () => {
    const preview = await previewText(
      "Visit date\tFull Name\tPhone\tEmail\tType\tCalendar\nSeptember 2, 2019 10:15\tAda Rivera\t5125550101\t\tMicroneedling\tDana Ruiz, RN\n",
    );
    expect(preview.system).toBe("Acuity");
    expect(accepted(preview)[0]).toMatchObject({
      startAt: new Date("2019-09-02T15:15:00Z"),
      practitioner: "Dana Ruiz, RN",
      patientName: "Ada Rivera",
      endAt: null,
    });
  });

  it("reads Cliniko's names and offsets", async () => {
    const preview = await previewText(
      "starts_at,ends_at,patient.first_name,patient.last_name,appointment_type.name,did_not_arrive,cancelled_at\n2026-03-05T10:00:00Z,2026-03-05T11:00:00Z,Ada,Rivera,Microneedling,false,\n2026-03-06T10:00:00Z,2026-03-06T11:00:00Z,Ada,Rivera,Microneedling,true,\n2026-03-07T10:00:00Z,2026-03-07T11:00:00Z,Ada,Rivera,Microneedling,false,2026-03-06T09:00:00Z\n",
    );
    expect(verdicts(preview)).toEqual(["accept", "no-show", "cancelled"]);
    expect(accepted(preview)[0]?.startAt).toEqual(new Date("2026-03-05T10:00:00Z"));
  });

  it("works through hand mapping when it knows no heading", async () => {
    const text =
      "Wann,Wer,Was,Bei\n2026-03-05 10:00,Ada Rivera,Microneedling,Dana\n2026-03-06 10:00,Bo Lind,Botox,Dana\n";
    const question = await importText(text);
    expect(question).toMatchObject({ ok: false, reason: "missing-columns" });
    const mapping = { start: "Wann", patientName: "Wer", service: "Was", practitioner: "Bei" };
    expect(verdicts(await previewText(text, { mapping }))).toEqual(["accept", "not-microneedling"]);
    const wrong = await importText(text, { mapping: { ...mapping, service: "Nope" } });
    expect(!wrong.ok && wrong.message).toContain("Nope");
  });

  it.each([
    [
      "fr",
      "Date;Heure;Client;Prestation;Praticien;Statut",
      "25 mars 2026;14h30;Zoé Côté;Micro-needling visage;Amélie Roy;Terminé",
    ],
    [
      "es",
      "Fecha;Hora;Cliente;Servicio;Profesional;Estado",
      "25/03/2026;14:30;Zoé Côté;Microneedling facial;Amélie Roy;Completada",
    ],
    [
      "de",
      "Datum;Uhrzeit;Kunde;Behandlung;Mitarbeiter;Status",
      "25.03.2026;14:30 Uhr;Zoé Côté;Mikroneedling Gesicht;Amélie Roy;Abgeschlossen",
    ],
    [
      "pt",
      "Data;Hora;Cliente;Procedimento;Profissional;Situação",
      "25/03/2026;14:30;Zoé Côté;Microagulhamento;Amélie Roy;Concluído",
    ],
  ])("reads a %s export", async (_language, header, row) => {
    const preview = await previewText(`${header}\n${row}\n`, {
      zone: "Europe/Paris",
      region: "FR",
    });
    expect(accepted(preview)).toMatchObject([
      {
        startAt: new Date("2026-03-25T13:30:00Z"),
        patientName: "Zoé Côté",
        practitioner: "Amélie Roy",
      },
    ]);
  });
});

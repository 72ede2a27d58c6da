import type { Language } from "@/lib/patients/languages";

/** Everything the desk writes. Closed: a new message is added here, in each language, before it can be sent. */
export const TEMPLATES = [
  "check_in",
  "please_ring",
  "text_received",
  "staff_list",
  "staff_alert",
] as const;
export type Template = (typeof TEMPLATES)[number];

/** What goes to patients; the rest goes to staff, and in English. */
export const PATIENT_TEMPLATES = ["check_in", "please_ring", "text_received"] as const;
export type PatientTemplate = (typeof PATIENT_TEMPLATES)[number];

/** What a person can send by a button. */
export const ASKED_TEMPLATES = ["check_in", "please_ring"] as const;
export type AskedTemplate = (typeof ASKED_TEMPLATES)[number];

/** How a template is called on screen, and when it leaves. */
export const TEMPLATE_WORDS: Readonly<Record<Template, { title: string; when: string }>> = {
  check_in: {
    title: "Check-in",
    when: "24, 48 and 72 hours and 7 and 14 days after a treatment, or when somebody sends it.",
  },
  please_ring: { title: "Ask to ring", when: "When somebody sends it." },
  text_received: {
    title: "Answer to a text",
    when: "When a patient has written a text, at most twice a day.",
  },
  staff_list: { title: "Morning mail", when: "Each morning, to those who asked for it." },
  staff_alert: {
    title: "On-call mail",
    when: "When an urgent case has waited too long, to the person on call.",
  },
};

/** What stands in a message beside its words. `link` is empty where a template has none. */
export type MessageFill = { clinic: string; phone: string; emergency: string; link: string };

/** A message in words. Texts have no subject. */
export type MessageText = { subject: string; body: string };

type Wording = { subject: (fill: MessageFill) => string; body: (fill: MessageFill) => string };

/**
 * No name of a patient and no word of health, whoever reads it over a shoulder; a test reads each in
 * each language. Mails say how to end them; texts are ended by STOP, which providers explain themselves.
 */
const WORDINGS: Readonly<Record<PatientTemplate, Readonly<Record<Language, Wording>>>> = {
  check_in: {
    en: {
      subject: ({ clinic }) => `A question from ${clinic}`,
      body: ({ clinic, link }) =>
        `${clinic}: tell us how you are. Open this page and say when you were born. ${link}`,
    },
    es: {
      subject: ({ clinic }) => `Una pregunta de ${clinic}`,
      body: ({ clinic, link }) =>
        `${clinic}: cuéntenos cómo está. Abra esta página y diga cuándo nació. ${link}`,
    },
  },
  please_ring: {
    en: {
      subject: ({ clinic }) => `${clinic} would like to speak with you`,
      body: ({ clinic, phone }) => `${clinic}: we tried to reach you. Call us on ${phone}.`,
    },
    es: {
      subject: ({ clinic }) => `${clinic} quiere hablar con usted`,
      body: ({ clinic, phone }) => `${clinic}: quisimos hablar con usted. Llámenos al ${phone}.`,
    },
  },
  text_received: {
    en: {
      subject: ({ clinic }) => `Your message to ${clinic}`,
      body: ({ clinic, phone, emergency }) =>
        `${clinic}: nobody reads texts right away. To reach us now, call ${phone}. In an emergency call ${emergency}.`,
    },
    es: {
      subject: ({ clinic }) => `Su mensaje a ${clinic}`,
      body: ({ clinic, phone, emergency }) =>
        `${clinic}: nadie lee los mensajes enseguida. Para hablar ya, llame al ${phone}. En una emergencia llame al ${emergency}.`,
    },
  },
};

const STAFF_WORDINGS: Readonly<Record<Exclude<Template, PatientTemplate>, Wording>> = {
  staff_list: {
    subject: ({ clinic }) => `${clinic}: today’s list`,
    body: ({ link }) => `Today’s list is ready: ${link}`,
  },
  staff_alert: {
    subject: ({ clinic }) => `${clinic}: somebody has waited too long`,
    body: ({ link, phone }) =>
      `You are on call, and somebody has waited too long for a call. Open the list: ${link}\n\nIf you can’t, ring the clinic: ${phone}`,
  },
};

/** The words of a message. Staff are written to in English. */
export function messageText(
  template: Template,
  language: Language,
  fill: MessageFill,
): MessageText {
  const wording = isForPatients(template) ? WORDINGS[template][language] : STAFF_WORDINGS[template];
  return { subject: wording.subject(fill), body: wording.body(fill) };
}

/** Whether a template goes to patients. */
export function isForPatients(template: Template): template is PatientTemplate {
  return PATIENT_TEMPLATES.some((each) => each === template);
}

/** How a mail to a patient ends: unlike a text it can't be answered with STOP. */
export const MAIL_ENDING: Readonly<Record<Language, string>> = {
  en: "You get this because you are a patient of ours. To end it, tell us when we speak.",
  es: "Le escribimos porque es paciente nuestro. Si no quiere más mensajes, díganoslo cuando hablemos.",
};

/** The body of a mail to a patient, as it leaves. */
export function patientMail(body: string, language: Language): string {
  return `${body}\n\n${MAIL_ENDING[language]}\n`;
}

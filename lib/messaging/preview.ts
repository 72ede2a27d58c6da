import { linkPath } from "@/lib/check-in/link";
import { LANGUAGES, type Language } from "@/lib/patients/languages";
import {
  isForPatients,
  type MessageFill,
  messageText,
  patientMail,
  TEMPLATE_WORDS,
  TEMPLATES,
  type Template,
} from "./templates";
import { textParts } from "./text-parts";

/** A message in one language as it leaves. Null: it never leaves that way. */
export type PreviewedMessage = {
  language: Language;
  text: { body: string; parts: number } | null;
  mail: { subject: string; body: string } | null;
};

export type Preview = {
  template: Template;
  title: string;
  when: string;
  messages: PreviewedMessage[];
};

/** As long as a real one, and opens nothing. */
const EXAMPLE_TOKEN = "EXAMPLE".padEnd(43, "-");

/** Every template in each language it is written in, filled for one clinic; `address` is the desk's own. */
export function previewMessages(fill: Omit<MessageFill, "link">, address: string): Preview[] {
  return TEMPLATES.map((template) => {
    const forPatients = isForPatients(template);
    const languages = forPatients ? LANGUAGES : (["en"] as const);
    return {
      template,
      ...TEMPLATE_WORDS[template],
      messages: languages.map((language) => {
        const path = forPatients ? linkPath(EXAMPLE_TOKEN, language) : "/worklist";
        const link = new URL(path, address).href;
        const { subject, body } = messageText(template, language, { ...fill, link });
        const mail = { subject, body: forPatients ? patientMail(body, language) : `${body}\n` };
        return {
          language,
          text: forPatients ? { body, parts: textParts(body) } : null,
          // Whoever writes a text is answered by one.
          mail: template === "text_received" ? null : mail,
        };
      }),
    };
  });
}

import { describe, expect, it } from "vitest";
import { newLinkToken } from "@/lib/check-in/link";
import { previewMessages } from "@/lib/messaging/preview";
import { MAIL_ENDING, TEMPLATES } from "@/lib/messaging/templates";
import { LANGUAGES } from "@/lib/patients/languages";

const FILL = { clinic: "Westside", phone: "(212) 555-0143", emergency: "911" };
const previews = previewMessages(FILL, "https://desk.example");
const preview = (template: string) => previews.find((each) => each.template === template)!;

describe("the preview of messages", () => {
  it("holds every template, those to patients in each language", () => {
    expect(previews.map(({ template }) => template)).toEqual([...TEMPLATES]);
    expect(preview("check_in").messages.map(({ language }) => language)).toEqual([...LANGUAGES]);
    expect(preview("staff_list").messages.map(({ language }) => language)).toEqual(["en"]);
  });

  it("shows a link as long as a real one, in the language", () => {
    const [english, spanish] = preview("check_in").messages;
    const link = /https:\/\/desk\.example\/check-in\/([^?]+)\?lang=(\w+)/;
    const [, token, language] = link.exec(english!.text!.body) ?? [];
    expect(token).toHaveLength(newLinkToken().length);
    expect(language).toBe("en");
    expect(link.exec(spanish!.text!.body)?.[2]).toBe("es");
  });

  it("shows mails with the ending that only they have", () => {
    for (const { language, text, mail } of preview("please_ring").messages) {
      expect(mail!.body).toContain(MAIL_ENDING[language]);
      expect(text!.body).not.toContain(MAIL_ENDING[language]);
    }
    const [staff] = preview("staff_alert").messages;
    expect(staff!.text).toBeNull();
    expect(staff!.mail!.body).toContain("https://desk.example/worklist");
    expect(staff!.mail!.body).not.toContain(MAIL_ENDING.en);
  });

  it("answers a text by a text", () => {
    expect(preview("text_received").messages.map(({ mail }) => mail)).toEqual([null, null]);
  });
});

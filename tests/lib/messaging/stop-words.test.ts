import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wishIn, wishOf } from "@/lib/messaging/stop-words";

const STOP = [
  "STOP",
  "STOPALL",
  "UNSUBSCRIBE",
  "CANCEL",
  "END",
  "QUIT",
  "REVOKE",
  "OPTOUT",
  "ALTO",
  "PARAR",
  "BAJA",
  "CANCELAR",
  "DETENER",
];

describe("wishIn", () => {
  it.each(STOP)("takes %s alone as a wish to hear no more", (word) => {
    expect(wishIn(word)).toBe("STOP");
    expect(wishIn(word.toLowerCase())).toBe("STOP");
  });

  it.each([
    [" stop ", "STOP"],
    ["Stop.", "STOP"],
    ["STOP!!!", "STOP"],
    ["“stop”", "STOP"],
    ["¡Alto!", "STOP"],
    ["\nstop\r\n", "STOP"],
    ["S.T.O.P.", "STOP"],
    ["opt-out", "STOP"],
    ["stop 🙏", null],
    ["stop🙏", "STOP"],
    ["ＳＴＯＰ", "STOP"],
    ["párar", "STOP"],
    ["start", "START"],
    ["Unstop", "START"],
    ["INICIAR", "START"],
    ["reanudar", "START"],
    ["help", "HELP"],
    ["Info?", "HELP"],
    ["¿Ayuda?", "HELP"],
    ["yes", null],
    ["Sí", null],
    ["si", null],
    ["no", null],
    ["stops", null],
    ["sto p", null],
    ["stop it", null],
    ["It won't stop bleeding", null],
    ["Stop. It hurts", null],
    ["the end", null],
    ["no puedo parar de rascarme", null],
    ["", null],
    ["?!", null],
    ["1", null],
    ["constructor", null],
    ["__proto__", null],
  ])("reads %j as %s", (text, wish) => {
    expect(wishIn(text)).toBe(wish);
  });

  it("leaves every text of more than one word to a person", () => {
    const word = fc.oneof(fc.constantFrom(...STOP, "start", "help"), fc.string({ minLength: 1 }));
    const gap = fc.constantFrom(" ", "\n", "\t", "\u00a0", ", ");
    fc.assert(
      fc.property(word, gap, word, (first, between, second) => {
        fc.pre(first.trim() !== "" && second.trim() !== "");
        expect(wishIn(`${first}${between}${second}`)).toBeNull();
      }),
    );
  });

  it("finds no wish in any text that isn't one of its words", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
        if (wishIn(text) === null) return;
        const letters = text.normalize("NFKD").replace(/[^\p{L}\p{N}]/gu, "");
        expect([
          ...STOP,
          "START",
          "UNSTOP",
          "INICIAR",
          "REANUDAR",
          "HELP",
          "INFO",
          "AYUDA",
        ]).toContain(letters.toUpperCase());
      }),
    );
  });
});

describe("wishOf", () => {
  it.each([
    ["stop", null, "STOP"],
    ["no more of these", "STOP", "STOP"],
    ["yes", "START", null],
    ["start", "START", "START"],
    ["start", null, "START"],
    ["help", "HELP", "HELP"],
    ["what is this", "HELP", "HELP"],
    ["stop", "START", "STOP"],
    ["start", "STOP", "STOP"],
    ["thank you", null, null],
  ] as const)("weighs %j, which the provider reads as %s", (text, providerSays, wish) => {
    expect(wishOf(text, providerSays)).toBe(wish);
  });
});

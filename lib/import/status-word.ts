import { plainText } from "./clean-text";

/** What a status word of a booking system means for follow-up. Unknown is asked, never a treatment. */
export const STATUS_MEANINGS = ["done", "cancelled", "no-show", "upcoming", "unknown"] as const;
export type StatusMeaning = (typeof STATUS_MEANINGS)[number];

/** A status for comparing: no accents, hyphens or brackets; "Closed (No-Show)" is "closed no show". */
export function statusKey(word: string): string {
  return plainText(word)
    .replace(/[_\-–/()[\].:]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/** The meaning of a status word; what a clinic decided (keyed by `statusKey`) wins over known words. */
export function statusMeaning(
  word: string,
  decided: ReadonlyMap<string, StatusMeaning> = new Map(),
): StatusMeaning {
  const key = statusKey(word);
  const own = decided.get(key);
  if (own !== undefined) return own;
  const known = KNOWN.get(key);
  if (known !== undefined) return known;
  if (/^(?:late |early )?cancel(?:l?ed|lation)?\b/.test(key)) return "cancelled";
  return /^no show\b/.test(key) ? "no-show" : "unknown";
}

/** A yes-or-no cell; a date in it (when something was cancelled) means yes. Null if neither. */
export function readFlag(cell: string): boolean | null {
  const key = statusKey(cell);
  if (NO.has(key)) return false;
  return YES.has(key) ||
    /^\d{1,4}[ /]\d{1,2}[ /]\d{1,4}/.test(key) ||
    /^[a-z]{3,9} \d{1,2},? \d{4}/.test(key)
    ? true
    : null;
}

const NO: ReadonlySet<string> = new Set([
  "",
  "false",
  "no",
  "n",
  "0",
  "f",
  "non",
  "nein",
  "null",
  "none",
]);
const YES: ReadonlySet<string> = new Set([
  ..."true yes y 1 t x si oui ja sim cancelled canceled".split(" "),
  "no show",
  "noshow",
]);

const WORDS: Record<Exclude<StatusMeaning, "unknown">, readonly string[]> = {
  done: [
    ..."done completed complete finished closed final finalized paid fulfilled show showed seen".split(
      " ",
    ),
    ..."arrived attended checkin checkout started kept invoiced billed termine terminee effectue".split(
      " ",
    ),
    ..."effectuee realise realisee honore honoree complete completee completado completada".split(
      " ",
    ),
    ..."realizado realizada finalizado finalizada atendido atendida asistio abgeschlossen erledigt".split(
      " ",
    ),
    ..."wahrgenommen erschienen completato completata concluso conclusa concluido concluida".split(
      " ",
    ),
    ..."voltooid afgerond".split(" "),
    "service completed",
    "visit complete",
    "visit completed",
    "checked in",
    "check in",
    "checked out",
    "check out",
    "showed up",
    "in service",
    "in progress",
    "in treatment",
  ],
  cancelled: [
    ..."cancelled canceled cancel rescheduled archived deleted void voided declined rejected".split(
      " ",
    ),
    ..."expired removed annule annulee cancelado cancelada anulado anulada reprogramado".split(" "),
    ..."reprogramada storniert abgesagt annullato annullata disdetto disdetta geannuleerd".split(
      " ",
    ),
    "late cancel",
    "late cancelled",
    "late canceled",
    "closed cancelled",
    "closed canceled",
    "client cancelled",
    "client canceled",
    "patient cancelled",
    "patient canceled",
    "never booked",
  ],
  "no-show": [
    ..."noshow dna fta ncns missed absent absente ausente assente faltou".split(" "),
    "no show",
    "no showed",
    "closed no show",
    "did not attend",
    "did not arrive",
    "did not show",
    "failed to attend",
    "no call no show",
    "non presente",
    "non presentee",
    "non honore",
    "no asistio",
    "no presentado",
    "no se presento",
    "nicht erschienen",
    "nao compareceu",
    "niet verschenen",
  ],
  upcoming: [
    ..."open new booked reserved confirmed unconfirmed accepted pending requested scheduled".split(
      " ",
    ),
    ..."waiting tentative hold waitlist upcoming reserve reservee confirme confirmee prevu".split(
      " ",
    ),
    ..."prevue planifie planifiee confirmado confirmada pendiente reservado reservada programada".split(
      " ",
    ),
    ..."programado bestatigt gebucht geplant offen confermato confermata prenotato prenotata".split(
      " ",
    ),
    ..."agendado agendada marcado marcada pendente bevestigd gepland".split(" "),
    "awaiting confirmation",
    "not confirmed",
    "ready to start",
    "booked online",
    "en attente",
    "deposit paid",
  ],
};

const KNOWN: ReadonlyMap<string, StatusMeaning> = new Map(
  STATUS_MEANINGS.flatMap((meaning): [string, StatusMeaning][] =>
    meaning === "unknown" ? [] : WORDS[meaning].map((word) => [word, meaning]),
  ),
);

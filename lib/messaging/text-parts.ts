/** The alphabet of plain texts (3GPP TS 23.038, 6.2.1); what it lacks makes the whole text Unicode. */
const PLAIN =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/** These take the room of two. */
const DOUBLE = "^{}\\[~]|€";

const PLAIN_ROOM = { alone: 160, joined: 153 } as const;
const UNICODE_ROOM = { alone: 70, joined: 67 } as const;

/** In how many parts a text travels and is paid for: of 160 plain characters or 70 others, fewer when joined. */
export function textParts(body: string): number {
  const characters = body.split("");
  const plain = characters.every((each) => PLAIN.includes(each) || DOUBLE.includes(each));
  const doubled = characters.filter((each) => DOUBLE.includes(each)).length;
  const length = plain ? body.length + doubled : body.length;
  const room = plain ? PLAIN_ROOM : UNICODE_ROOM;
  return length <= room.alone ? 1 : Math.ceil(length / room.joined);
}

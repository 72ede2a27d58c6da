import sharp from "sharp";

/** A few bytes can claim to be a picture that fills the memory: no camera in a pocket makes more. */
export const MOST_PIXELS = 60_000_000;

/** What is kept is at most so wide and so high, in pixels. */
export const LONGEST_SIDE = 1600;

/** `type`: no JPEG, PNG or WebP. `broken`: empty, cut off or not what it claims. `large`: too many pixels. */
export type CleanPhotoResult =
  | { ok: true; jpeg: Buffer; width: number; height: number }
  | { ok: false; reason: "type" | "broken" | "large" };

/**
 * Makes a JPEG of our own out of whatever was sent: upright, at most 1600 pixels on a side, and nothing in
 * it but the picture. Names and headers prove nothing; what the bytes decode to does.
 */
export async function cleanPhoto(sent: Uint8Array): Promise<CleanPhotoResult> {
  if (sent.byteLength === 0) return { ok: false, reason: "broken" };
  // Only these three decoders ever see what a stranger sent.
  if (!SIGNATURES.some((isIt) => isIt(sent))) return { ok: false, reason: "type" };
  return inTurn(() => decode(sent));
}

const text = (sent: Uint8Array, from: number, to: number) =>
  Buffer.from(sent.subarray(from, to)).toString("latin1");

/** How a JPEG, a PNG and a WebP begin. */
const SIGNATURES: readonly ((sent: Uint8Array) => boolean)[] = [
  (sent) => text(sent, 0, 3) === "\xff\xd8\xff",
  (sent) => text(sent, 0, 8) === "\x89PNG\r\n\x1a\n",
  (sent) => text(sent, 0, 4) === "RIFF" && text(sent, 8, 12) === "WEBP",
];

async function decode(sent: Uint8Array): Promise<CleanPhotoResult> {
  try {
    const { width, height } = await sharp(sent, { limitInputPixels: false }).metadata();
    if (width * height > MOST_PIXELS) return { ok: false, reason: "large" };
    const { data, info } = await sharp(sent, { limitInputPixels: MOST_PIXELS, failOn: "error" })
      .autoOrient()
      .resize({
        width: LONGEST_SIDE,
        height: LONGEST_SIDE,
        fit: "inside",
        withoutEnlargement: true,
      })
      .flatten({ background: "#fff" })
      .jpeg({ quality: 85 })
      .timeout({ seconds: 20 })
      .toBuffer({ resolveWithObject: true });
    return { ok: true, jpeg: data, width: info.width, height: info.height };
  } catch {
    return { ok: false, reason: "broken" };
  }
}

let last: Promise<unknown> = Promise.resolve();

/** One picture at a time: decoding takes memory and threads that the desk needs for its pages. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = last.then(work);
  last = turn.catch(() => undefined);
  return turn;
}

import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { cleanPhoto, LONGEST_SIDE, MOST_PIXELS } from "@/lib/photos/clean-photo";
import { bomb, HEIC, heavyPhoto, phonePhoto, picture } from "@/tests/support/pictures";

async function cleaned(sent: Uint8Array) {
  const done = await cleanPhoto(sent);
  if (!done.ok) throw new Error(`The photo was refused: ${done.reason}`);
  return done;
}

/** Red, green and blue of one pixel. */
async function pixel(jpeg: Buffer, left: number, top: number): Promise<number[]> {
  const { data } = await sharp(jpeg)
    .extract({ left, top, width: 1, height: 1 })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return [...data];
}

const isRed = ([red = 0, , blue = 0]: number[]) => red > 150 && blue < 100;

describe("a photo", () => {
  it("comes out upright, with nothing of what the phone wrote into it", async () => {
    const sent = await phonePhoto({ width: 400, height: 300 });
    expect(await sharp(sent).metadata()).toMatchObject({ orientation: 6, width: 400 });
    for (const word of ["Canary Phones", "2026:11:24"]) expect(sent.includes(word)).toBe(true);

    const { jpeg, width, height } = await cleaned(sent);
    expect([width, height]).toEqual([300, 400]);
    // Turned by a quarter, the red corner is at the upper right.
    expect(isRed(await pixel(jpeg, 250, 50))).toBe(true);
    expect(isRed(await pixel(jpeg, 50, 50))).toBe(false);
    const { exif, icc, iptc, xmp, orientation, format, size } = await sharp(jpeg).metadata();
    expect({ exif, icc, iptc, xmp, orientation }).toEqual({});
    expect({ format, size }).toEqual({ format: "jpeg", size: jpeg.byteLength });
    for (const word of ["Exif", "Canary", "canary", "2026:11:24", "ICC_PROFILE"]) {
      expect(jpeg.includes(word), word).toBe(false);
    }
  });

  it.each([
    [4000, 3000, 1600, 1200],
    [1601, 800, 1600, 800],
    [1600, 1600, 1600, 1600],
    [40, 3200, 20, 1600],
    [7, 5, 7, 5],
  ])("of %i × %i is kept as %i × %i", async (width, height, ...kept) => {
    const done = await cleaned(await picture({ width, height }).toBuffer());
    expect([done.width, done.height]).toEqual(kept);
    const stored = await sharp(done.jpeg).metadata();
    expect([stored.width, stored.height]).toEqual(kept);
    expect(Math.max(...kept)).toBeLessThanOrEqual(LONGEST_SIDE);
  });

  it.each(["png", "webp"] as const)("may be a %s, and is a JPEG then", async (format) => {
    const { jpeg } = await cleaned(await picture({ format }).toBuffer());
    expect((await sharp(jpeg).metadata()).format).toBe("jpeg");
    expect(isRed(await pixel(jpeg, 20, 20))).toBe(true);
  });

  it("shows white where a picture is transparent", async () => {
    const glass = { width: 20, height: 20, channels: 4 as const, background: "#0000" };
    const { jpeg } = await cleaned(await sharp({ create: glass }).png().toBuffer());
    expect(await pixel(jpeg, 10, 10)).toEqual([255, 255, 255]);
  });

  it("loses whatever else was hidden behind it", async () => {
    const sent = Buffer.concat([await phonePhoto(), Buffer.from("PK\x03\x04<script>alert(1)")]);
    const { jpeg } = await cleaned(sent);
    expect(jpeg.includes("script")).toBe(false);
    expect(jpeg.includes("PK\x03\x04")).toBe(false);
  });
});

describe("what is no photo is refused", () => {
  it.each([
    ["nothing", Buffer.alloc(0), "broken"],
    ["a text", Buffer.from("I am a photo.jpg, believe me"), "type"],
    ["a drawing with a script", Buffer.from("<svg><script>alert(1)</script></svg>"), "type"],
    ["a GIF", Buffer.from("GIF89a\x01\0\x01\0\0\0\0;", "latin1"), "type"],
    ["a PDF", Buffer.from("%PDF-1.7\n"), "type"],
    ["a photo of an iPhone that nobody converted", HEIC, "type"],
    ["a page that begins like a JPEG", Buffer.from("\xff\xd8\xff<html>", "latin1"), "broken"],
    ["a text that begins like a PNG", Buffer.from("\x89PNG\r\n\x1a\nhello", "latin1"), "broken"],
    ["a text that begins like a WebP", Buffer.from("RIFF\0\0\0\0WEBPVP8 ", "latin1"), "broken"],
  ])("%s", async (_, sent, reason) => {
    expect(await cleanPhoto(sent)).toEqual({ ok: false, reason });
  });

  it.each(["jpeg", "png", "webp"] as const)("a %s that was cut off", async (format) => {
    const whole = await picture({ width: 900, height: 700, format }).toBuffer();
    for (const part of [0.3, 0.6, 0.95]) {
      const cut = whole.subarray(0, Math.floor(whole.byteLength * part));
      expect(await cleanPhoto(cut), `${part}`).toEqual({ ok: false, reason: "broken" });
    }
  });

  it("more pixels than any phone's camera makes, before they are unpacked", async () => {
    const sent = await bomb(20_000);
    expect(sent.byteLength).toBeLessThan(2_000_000);
    expect(await cleanPhoto(sent)).toEqual({ ok: false, reason: "large" });
  });

  it("one row too many, but not the last that fits", async () => {
    const side = Math.floor(Math.sqrt(MOST_PIXELS));
    expect(await cleanPhoto(await bomb(side + 1))).toEqual({ ok: false, reason: "large" });
    expect(await cleanPhoto(await bomb(side))).toMatchObject({ ok: true, width: LONGEST_SIDE });
  });

  it("whatever bytes come, it answers", async () => {
    const heads = ["", "\xff\xd8\xff", "\x89PNG\r\n\x1a\n", "RIFF\x10\0\0\0WEBP"];
    const bytes = fc.tuple(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 300 }));
    await fc.assert(
      fc.asyncProperty(bytes, async ([head, rest]) => {
        const done = await cleanPhoto(Buffer.concat([Buffer.from(head, "latin1"), rest]));
        expect(typeof done.ok).toBe("boolean");
      }),
      { numRuns: 200 },
    );
  });
});

it("many at once are cleaned one after the other, each to its own picture", async () => {
  const sent = await Promise.all([1, 2, 3, 4].map((n) => heavyPhoto(n * 100, 80)));
  const done = await Promise.all(sent.map((each) => cleaned(each)));
  expect(done.map(({ width }) => width)).toEqual([100, 200, 300, 400]);
});

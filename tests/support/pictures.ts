import sharp from "sharp";

type Picture = { width?: number; height?: number; format?: "jpeg" | "png" | "webp" };

/** A picture whose upper left corner is red and the rest blue, to see which way is up. */
export function picture({ width = 400, height = 300, format = "jpeg" }: Picture = {}) {
  const corner = { width: Math.ceil(width / 2), height: Math.ceil(height / 2) };
  const red = { create: { ...corner, channels: 3 as const, background: "#e02020" } };
  return sharp({ create: { width, height, channels: 3, background: "#2040e0" } })
    .composite([{ input: red, left: 0, top: 0 }])
    .toFormat(format);
}

/** What a phone held upright makes: a picture lying on its side that says so, with maker, place and time. */
export function phonePhoto(size: Picture = {}): Promise<Buffer> {
  return picture(size)
    .withMetadata({
      orientation: 6,
      exif: {
        IFD0: { Make: "Canary Phones", Software: "canary 1.0" },
        IFD2: { DateTimeOriginal: "2026:11:24 09:10:00" },
        IFD3: { GPSLatitudeRef: "N", GPSLatitude: "41/1 52/1 4567/100" },
      },
    })
    .toBuffer();
}

/** A photo of many details, so that it weighs as much as a camera's. */
export function heavyPhoto(width: number, height: number): Promise<Buffer> {
  const noise = { type: "gaussian", mean: 128, sigma: 60 } as const;
  const create = { width, height, channels: 3 as const, background: "#808080", noise };
  return sharp({ create }).jpeg({ quality: 90 }).toBuffer();
}

/** A few bytes that claim to be more pixels than fit any memory. */
export function bomb(side: number): Promise<Buffer> {
  const create = { width: side, height: side, channels: 3 as const, background: "#000" };
  return sharp({ limitInputPixels: false, create }).png({ compressionLevel: 9 }).toBuffer();
}

/** The head of a HEIC file, as iPhones make them: nothing here can decode it. */
export const HEIC = Buffer.concat([
  Buffer.from([0, 0, 0, 24]),
  Buffer.from("ftypheic\0\0\0\0mif1heic", "latin1"),
  Buffer.alloc(4000, 7),
]);

import { answerFiles } from "@/app/check-in/posted";
import { photoStorage } from "@/app/photo-storage";
import { keepPhoto } from "@/db/mutations/photos";
import type { PatientActor } from "@/lib/actor";
import { uuidOrNull } from "@/lib/forms/uuid";
import { cleanPhoto } from "@/lib/photos/clean-photo";
import { type PhotoRefusal, photoKey, takenAt } from "@/lib/photos/photo-form";
import { drop, type ReadPhoto, readPhotos } from "./read-photos";

type Context = { params: Promise<{ token: string }> };

/**
 * Takes photos. Fields: key, care and teaching ("yes"), photo-1 to photo-3, each with a taken-… of its own.
 * What is good is kept even if another one isn't; the same form again keeps nothing twice.
 */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return answerFiles(request, params, async ({ visit, now, leadTo }) => {
    if (visit.kind !== "open") {
      if (request.body) await drop(request.body);
      return leadTo();
    }
    const refused = (problem: PhotoRefusal) => leadTo({ at: "photos", problem });
    const read = await readPhotos(request);
    if (!read.ok) return refused(read.reason);
    const { fields, photos } = read;
    const formKey = uuidOrNull(fields.get("key"));
    if (photos.length === 0) return refused("none");
    if (fields.get("care") !== "yes") return refused("consent");
    if (formKey === null) return refused("lost");

    let got = 0;
    let failed: { problem: PhotoRefusal; n: number } | null = null;
    for (const photo of photos) {
      const said = { fields, formKey };
      const problem = await keep(visit.actor, photo, said, now);
      if (problem === null) got++;
      else failed ??= { problem, n: photo.n };
    }
    return leadTo({ at: "photos", ...(got > 0 && { got }), ...failed });
  });
}

/** Keeps one photo; says why not, or null. */
async function keep(
  actor: PatientActor,
  { n, bytes }: ReadPhoto,
  { fields, formKey }: { fields: ReadonlyMap<string, string>; formKey: string },
  now: Date,
): Promise<PhotoRefusal | null> {
  if (bytes === null) return "large";
  const cleaned = await cleanPhoto(bytes);
  if (!cleaned.ok) return cleaned.reason;
  const photo = {
    jpeg: cleaned.jpeg,
    width: cleaned.width,
    height: cleaned.height,
    takenAt: takenAt(fields.get(`taken-${n}`) ?? "", now),
    consent: { care: true, teaching: fields.get("teaching") === "yes" },
    idempotencyKey: photoKey(formKey, bytes),
  } as const;
  const kept = await keepPhoto(actor, { photo, storage: photoStorage() }, now);
  if (kept.ok) return null;
  return kept.reason === "not_found" ? "lost" : kept.reason;
}

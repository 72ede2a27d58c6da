import { orForbiddenForRoute } from "@/app/access";
import { refusal, requireStaffForRoute } from "@/app/auth";
import { photoStorage } from "@/app/photo-storage";
import { openPhoto } from "@/db/queries/photos";
import { authSecret } from "@/lib/env";
import { uuidOrNull } from "@/lib/forms/uuid";
import { logError } from "@/lib/log";
import { isPhotoAddress } from "@/lib/photos/photo-address";

type Context = { params: Promise<{ photoId: string }> };

/** A photo, for the person whom a page of theirs gave its address less than five minutes ago. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const actor = await requireStaffForRoute({ background: true });
  if (actor instanceof Response) return actor;
  const now = new Date();
  const photoId = uuidOrNull((await params).photoId);
  const query = new URL(request.url).searchParams;
  if (photoId === null || !isPhotoAddress(actor, photoId, query, authSecret(), now)) {
    return nothing();
  }
  const found = await orForbiddenForRoute(actor, () => openPhoto(actor, photoId, now));
  if (found instanceof Response) return found;
  const bytes = found && (await photoStorage().get(found.storageKey));
  if (found && !bytes) logError("The bytes of a photo are gone.", null, { photoId });
  if (!bytes) return nothing();
  return new Response(new Uint8Array(bytes), {
    headers: {
      "content-type": "image/jpeg",
      "content-length": String(bytes.byteLength),
      "content-disposition": "inline",
      "cache-control": "private, no-store",
    },
  });
}

/** The same for a photo that isn't there, isn't this clinic's or whose address has ended. */
function nothing(): Response {
  return refusal(404, "not_found", "There is no such photo, or its address has ended.");
}

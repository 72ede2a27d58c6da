import { photoPlace } from "@/lib/env";
import { openPhotoStorage } from "@/lib/photos/open-storage";
import type { PhotoStorage } from "@/lib/photos/storage";

let storage: PhotoStorage | undefined;

/** Where this process keeps photos; opened with the first one, when the settings have been read. */
export function photoStorage(): PhotoStorage {
  storage ??= openPhotoStorage(photoPlace());
  return storage;
}

import type { PhotoPlace } from "@/lib/env";
import { folderStorage } from "./folder-storage";
import { s3Storage } from "./s3-storage";
import type { PhotoStorage } from "./storage";

/** The storage that the settings name. */
export function openPhotoStorage(place: PhotoPlace): PhotoStorage {
  return "folder" in place ? folderStorage(place.folder) : s3Storage(place);
}

/** Why a person removes a photo. */
export const STAFF_REMOVALS = ["withdrawn", "mistaken"] as const;
export type StaffRemoval = (typeof STAFF_REMOVALS)[number];

/** Why a photo isn't kept any more; the last two are the desk's own. */
export const PHOTO_REMOVALS = [...STAFF_REMOVALS, "expired", "unfinished"] as const;
export type PhotoRemoval = (typeof PHOTO_REMOVALS)[number];

/** Each reason as staff read it. */
export const PHOTO_REMOVAL_WORDS: Readonly<Record<PhotoRemoval, string>> = {
  withdrawn: "The patient took the consent back",
  mistaken: "It doesn’t belong in this record",
  expired: "Kept for as long as the clinic keeps photos",
  unfinished: "It never arrived whole",
};

/** What hasn't arrived after so long never will: a form is answered within minutes. */
export const UNFINISHED_HOURS = 24;

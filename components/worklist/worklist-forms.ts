/** Forms that stand once beside the list; the rows' boxes and buttons belong to them by these ids. */
export const SELECTION_FORM = "selection";
export const TAKE_FORM = "take";
export const WAKE_FORM = "wake";

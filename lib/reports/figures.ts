/**
 * The numbers of a report by their place in it, as "contactable.n": what a frozen month keeps. A list of ids
 * stands as how many there were, so that no figure names anybody.
 */
export type Figures = Readonly<Record<string, number | null>>;

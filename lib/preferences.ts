/** How high the rows of a list are drawn. */
export const DENSITIES = ["comfortable", "compact"] as const;
export type Density = (typeof DENSITIES)[number];

/** How one person works. */
export type Preferences = {
  /** Whether single keys act; some people type with software that presses them by itself. */
  shortcuts: boolean;
  density: Density;
};

/** How everybody begins. */
export const FIRST_PREFERENCES: Preferences = { shortcuts: true, density: "comfortable" };

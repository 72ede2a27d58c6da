/** How high the rows of a list are drawn. */
export const DENSITIES = ["comfortable", "compact"] as const;
export type Density = (typeof DENSITIES)[number];

/** How one person works. */
export type Preferences = {
  /** Whether single keys act; some people type with software that presses them by itself. */
  shortcuts: boolean;
  density: Density;
  /** Whether a mail comes each morning that the list is ready. */
  morningMail: boolean;
};

/** How everybody begins. */
export const FIRST_PREFERENCES: Preferences = {
  shortcuts: true,
  density: "comfortable",
  morningMail: false,
};

/** The height that rows get when somebody turns it over. */
export function otherDensity(density: Density): Density {
  return density === "compact" ? "comfortable" : "compact";
}

/** "single keys on, comfortable rows, no morning mail" */
export function preferencesWords({ shortcuts, density, morningMail }: Preferences): string {
  return `single keys ${shortcuts ? "on" : "off"}, ${density} rows, ${morningMail ? "a" : "no"} morning mail`;
}

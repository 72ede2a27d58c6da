/** In the form, in place of a provider's id: somebody tried to tell one and reached none. */
export const NO_PROVIDER_REACHED = "none";

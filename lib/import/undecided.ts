import type { ImportDecisions } from "./decisions";
import { serviceKey } from "./service-name";
import { statusKey } from "./status-word";
import type { SeenService, SeenStatus } from "./survey";

/** Services that nobody has said yes or no to; an import waits until somebody has. */
export function undecidedServices(
  services: readonly SeenService[],
  { serviceDecisions = {} }: ImportDecisions,
): SeenService[] {
  return services.filter(({ name }) => !Object.hasOwn(serviceDecisions, serviceKey(name)));
}

/** Status words that mean nothing to the desk; their rows stay out until somebody says what they mean. */
export function unknownStatuses(statuses: readonly SeenStatus[]): SeenStatus[] {
  return statuses.filter(({ meaning }) => meaning === "unknown");
}

/** Whether a person said what a status word means. */
export function isStatusDecided(word: string, { statusWords = {} }: ImportDecisions): boolean {
  return Object.hasOwn(statusWords, statusKey(word));
}

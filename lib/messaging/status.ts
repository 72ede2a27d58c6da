import { MESSAGE_STATUSES, type MessageStatus } from "./words";

/**
 * Whether news of a message says more than what is known: providers call back late, twice and out of
 * order. What arrived has arrived, whatever else comes after it.
 */
export function saysMore(known: MessageStatus | null, news: MessageStatus): boolean {
  return known === null || MESSAGE_STATUSES.indexOf(news) > MESSAGE_STATUSES.indexOf(known);
}

import { errorCode } from "@/lib/error-code";

/** How many different statements a connection keeps ready; what comes after that goes out as it is. */
const MOST_PREPARED = 100;

/** What PostgreSQL answers when a table was changed so that a kept plan would give other columns. */
const OUTDATED = "0A000";

/**
 * Names each statement with values that a connection sends, so that PostgreSQL reads, rewrites and
 * plans it once a connection and not once a request. Row-level security is still asked on every
 * execution: a kept plan holds its conditions, not their answers. Statements without values go out
 * as they are.
 */
export function prepareStatements(connection: { query: unknown }, most = MOST_PREPARED): void {
  const send = connection.query;
  if (typeof send !== "function") throw new TypeError("A connection answers queries.");
  const names = new Map<string, string>();
  let made = 0;

  connection.query = (...sent: unknown[]): unknown => {
    const text = preparableText(sent);
    if (text === null || (names.size >= most && !names.has(text))) {
      return Reflect.apply(send, connection, sent);
    }
    const name = names.get(text) ?? `s${++made}`;
    names.set(text, name);
    // This transaction is lost, as after any error; the next one has the statement read anew.
    const forget = (error: unknown) => {
      if (errorCode(error) === OUTDATED) names.delete(text);
    };
    const [config, ...rest] = sent;
    const named = typeof config === "string" ? { text, name } : { ...Object(config), name };
    const asked: unknown = Reflect.apply(send, connection, [named, ...rest.map(heard(forget))]);
    if (asked instanceof Promise) asked.catch(forget);
    return asked;
  };
}

/** The text of a statement with values and without a name, in any of the ways to send one. */
function preparableText([config, values]: unknown[]): string | null {
  const asked: Record<string, unknown> =
    typeof config === "string" ? { text: config } : Object(config);
  const { text, name, submit, values: own } = asked;
  if (name !== undefined || submit !== undefined) return null;
  const given = Array.isArray(values) ? values : own;
  return typeof text === "string" && Array.isArray(given) && given.length > 0 ? text : null;
}

/** A callback that tells its error to `tell` first; anything else as it is. */
function heard(tell: (error: unknown) => void) {
  return (part: unknown): unknown => {
    if (typeof part !== "function") return part;
    return (...answer: unknown[]): unknown => {
      tell(answer[0]);
      return Reflect.apply(part, undefined, answer);
    };
  };
}

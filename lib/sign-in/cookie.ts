/** The session cookie's name. Over https the prefix makes browsers insist on Secure and this host. */
export function sessionCookieName(https: boolean): string {
  return https ? "__Host-afterglow-session" : "afterglow-session";
}

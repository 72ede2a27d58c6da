/** The request header in which the server passes on the path and query that were asked for. */
export const REQUESTED_PATH_HEADER = "x-afterglow-path";

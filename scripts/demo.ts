/** `npm run demo`: a desk with demonstration data, from nothing to a page in one command. */
import { serveTrial } from "./trial";

serveTrial("production", "demo");

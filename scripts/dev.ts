/** `npm run dev`: the desk from its sources, reloading as they change, with its own demonstration data. */
import { serveTrial } from "./trial";

serveTrial("development", "dev");

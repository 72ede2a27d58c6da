import { v5 as uuidv5 } from "uuid";

/**
 * The idempotency key of one patient's part in a change of many: the same form and patient give the
 * same key, so that a form sent twice does nothing twice.
 */
export function partKey(formKey: string, patientId: string): string {
  return uuidv5(patientId, formKey);
}

import { rememberUnsent } from "@/components/call/unsent-call";
import { keptValues } from "@/lib/forms/form-state";

/** How long after the last change a draft is saved, after a field was left, and after a failure. */
const IDLE_MS = 2_000;
const LEFT_MS = 400;
const RETRY_MS = 5_000;

export type DraftState =
  | { kind: "none" }
  /** Something changed that the server doesn't have yet. */
  | { kind: "changed" }
  | { kind: "saved"; at: string }
  | { kind: "failed" }
  | { kind: "signed out" };

export type CallDraftOptions = {
  /** Takes `{ patientId, idempotencyKey, fields }` and answers `{ savedAt }` or `{ logged }`. */
  route: string;
  callerId: string;
  patientId: string;
  idempotencyKey: string;
};

/**
 * One call form that is kept on the server while it is written: two seconds after the last change,
 * soon after a field is left, and when the page is. The whole form travels each time, so that the
 * last save holds all; saves follow each other. `tell` hears how the draft stands.
 */
export class CallDraft {
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What the server holds, or the form held when it was drawn. */
  #kept: string;
  #saving = false;
  #sent = false;
  #signedOut = false;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly options: CallDraftOptions,
    private readonly tell: (state: DraftState) => void,
  ) {
    this.#kept = this.#body();
  }

  /** The form is filled with more than the server has. */
  isAhead(): void {
    this.#kept = "";
    void this.save();
  }

  changed(): void {
    if (this.#sent || this.#body() === this.#kept) return;
    this.#later(IDLE_MS);
    if (this.#signedOut) this.remember();
    else this.tell({ kind: "changed" });
  }

  /** A field was left. Whoever goes straight on to save needs no draft on the way. */
  left(): void {
    if (this.#sent || this.#body() === this.#kept) return;
    this.#later(LEFT_MS);
  }

  async save(): Promise<void> {
    clearTimeout(this.#timer);
    const body = this.#body();
    if (this.#sent || body === this.#kept) return;
    if (this.#saving) return this.#later(IDLE_MS);
    this.#saving = true;
    try {
      await this.#send(body);
    } catch {
      this.tell({ kind: "failed" });
      this.#later(RETRY_MS);
    } finally {
      this.#saving = false;
    }
  }

  /** The page is left: what is typed since goes out with it, and nobody is left to be told. */
  leave(): void {
    clearTimeout(this.#timer);
    const body = this.#body();
    if (this.#sent || body === this.#kept) return;
    this.#kept = body;
    fetch(this.options.route, { method: "POST", body, keepalive: true }).catch(() => undefined);
  }

  /** A form that is on its way, or thrown away, is no draft; one that was refused is one again. */
  setSent(sent: boolean): void {
    clearTimeout(this.#timer);
    this.#sent = sent;
  }

  /** Keeps the form in this page's memory, for the case that the session has ended. */
  remember(): void {
    const { callerId, patientId, idempotencyKey } = this.options;
    rememberUnsent({ callerId, patientId, idempotencyKey, fields: this.#fields() });
  }

  async #send(body: string): Promise<void> {
    const answer = await fetch(this.options.route, { method: "POST", body });
    this.#signedOut = answer.status === 401;
    if (this.#signedOut) {
      this.remember();
      this.tell({ kind: "signed out" });
    } else if (answer.ok) {
      const said: { logged: true } | { savedAt: string } = await answer.json();
      // The call itself was faster.
      if ("logged" in said) return this.setSent(true);
      this.#kept = body;
      const same = this.#body() === body;
      this.tell(same ? { kind: "saved", at: said.savedAt } : { kind: "changed" });
    } else throw new Error(`The draft was refused: ${answer.status}`);
  }

  #later(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), milliseconds);
  }

  #fields(): Readonly<Record<string, readonly string[]>> {
    return keptValues(new FormData(this.form));
  }

  #body(): string {
    const { patientId, idempotencyKey } = this.options;
    return JSON.stringify({ patientId, idempotencyKey, fields: this.#fields() });
  }
}

import { Alert } from "./alert";

/** What a refused form says as a whole. It takes the focus when no single field is wrong. */
export function FormMessage({ message }: { message: string | null }) {
  if (!message) return null;
  return (
    <div data-form-message="" tabIndex={-1}>
      <Alert tone="danger" title={message} />
    </div>
  );
}

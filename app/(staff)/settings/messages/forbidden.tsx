import { NotAllowed } from "../../not-allowed";

export default function Forbidden() {
  return <NotAllowed permission="set messages" />;
}

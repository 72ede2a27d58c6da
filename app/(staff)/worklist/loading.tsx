import { WorklistSkeleton } from "@/components/worklist-states";

export default function Loading() {
  return <WorklistSkeleton />;
}

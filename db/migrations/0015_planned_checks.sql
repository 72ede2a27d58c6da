ALTER TABLE "due_checks" ADD COLUMN "message_planned_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "due_checks_without_message" ON "due_checks" USING btree ("clinic_id","due_at") WHERE message_planned_at is null and cancelled_at is null;--> statement-breakpoint
CREATE INDEX "messages_of_check" ON "messages" USING btree ("clinic_id","due_check_id") WHERE due_check_id is not null;--> statement-breakpoint
DROP TRIGGER due_checks_keep ON due_checks;
CREATE TRIGGER due_checks_keep BEFORE UPDATE ON due_checks FOR EACH ROW EXECUTE FUNCTION refuse_other_changes('{cancelled_at,message_planned_at}');

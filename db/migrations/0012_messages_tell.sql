-- Open records and the hand-over follow what was written, what came of it and what came in.
CREATE TRIGGER messages_tell AFTER INSERT OR UPDATE ON messages FOR EACH ROW EXECUTE FUNCTION tell_clinic();
CREATE TRIGGER message_statuses_tell AFTER INSERT ON message_statuses FOR EACH ROW EXECUTE FUNCTION tell_clinic();
CREATE TRIGGER message_stops_tell AFTER INSERT ON message_stops FOR EACH ROW EXECUTE FUNCTION tell_clinic();
CREATE TRIGGER received_texts_tell AFTER INSERT OR UPDATE ON received_texts FOR EACH ROW EXECUTE FUNCTION tell_clinic();

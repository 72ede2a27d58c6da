-- Open records follow a photo that comes or goes, and what a patient has to wait with.
CREATE TRIGGER photos_tell AFTER INSERT OR UPDATE ON photos FOR EACH ROW EXECUTE FUNCTION tell_clinic();
CREATE TRIGGER restriction_overrides_tell AFTER INSERT ON restriction_overrides FOR EACH ROW EXECUTE FUNCTION tell_clinic();

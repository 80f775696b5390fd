-- Every process knows who may do what; whoever has changed it, all are told as soon as it is so.
CREATE FUNCTION tell_that_organisation_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NOTIFY organisation_moved;
    RETURN NULL;
END $$;
CREATE TRIGGER organisation_moved AFTER INSERT ON event
    FOR EACH ROW WHEN (NEW.stream_type = 'organisation') EXECUTE FUNCTION tell_that_organisation_moved();

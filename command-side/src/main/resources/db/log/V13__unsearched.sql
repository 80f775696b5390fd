-- Nobody searches by what is in these, and sampling them is most of the work of analysing the log.
ALTER TABLE event
    ALTER COLUMN payload SET STATISTICS 0,
    ALTER COLUMN metadata SET STATISTICS 0;

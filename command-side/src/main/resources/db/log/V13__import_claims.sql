-- How often an import has been taken up since it last got on: one that nobody gets through is given up.
ALTER TABLE import_job ADD COLUMN claims int NOT NULL DEFAULT 0;

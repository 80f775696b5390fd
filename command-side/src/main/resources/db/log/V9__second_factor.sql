-- A second factor (RFC 6238), sealed; null where the person has none.
ALTER TABLE account ADD COLUMN totp text;
-- Not in force before its first code was right.
ALTER TABLE account ADD COLUMN totp_confirmed boolean NOT NULL DEFAULT false;
-- The time step of the last code that was right: each code serves once.
ALTER TABLE account ADD COLUMN totp_step bigint NOT NULL DEFAULT 0;
